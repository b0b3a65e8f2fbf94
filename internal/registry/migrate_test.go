package registry_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/check"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/registry"
	"kebang/internal/store"
)

// stage brings a contract to a state. Next are the following steps, each on a contract of its own.
type stage struct {
	come func(b *bench, text string) seen
	next map[string]func(b *bench, c seen) (contract.Contract, error)
}

func stages() map[string]stage {
	type step = func(b *bench, c seen) (contract.Contract, error)
	submitted := func(b *bench, text string) seen {
		c := b.stamped(institute, content(), text)
		return b.ok(b.Submit(b.T.Context(), institute, c.ID, c.Rev))
	}
	accepted := func(b *bench, text string) seen { return b.accepted(content(), text) }
	returned := func(b *bench, text string) seen {
		c := b.accepted(content(), text)
		return b.ok(b.Return(b.T.Context(), registrar, c.ID, c.Rev, "缺附件"))
	}
	resubmit := func(b *bench, c seen) (contract.Contract, error) {
		return b.Submit(b.T.Context(), institute, c.ID, c.Rev)
	}
	revised := func(b *bench, text string) seen {
		c := returned(b, text)
		c = b.ok(b.Edit(b.T.Context(), institute, c.ID, c.Rev, c.Content))
		return b.ok(b.Revise(b.T.Context(), institute, c.ID, c.Rev, "改金额"))
	}
	refused := func(b *bench, text string) seen {
		c := accepted(b, text)
		return b.ok(b.Refuse(b.T.Context(), registrar, c.ID, c.Rev, "price", "价款不明", nil))
	}
	n := 0
	number := func() string { n++; return fmt.Sprintf("2026530924%06d", n) }
	registered := func(b *bench, text string) seen {
		c := b.awaiting(text)
		return b.ok(b.Register(b.T.Context(), registrar, c.ID, c.Rev, b.cert(number())))
	}
	withdraw := func(b *bench, c seen) (contract.Contract, error) {
		return b.Withdraw(b.T.Context(), registrar, c.ID, c.Rev, "双方解除合同")
	}
	return map[string]stage{
		registry.Submitted: {submitted, map[string]step{
			"accept": func(b *bench, c seen) (contract.Contract, error) {
				return b.Accept(b.T.Context(), registrar, c.ID, c.Rev, "")
			},
			"return": func(b *bench, c seen) (contract.Contract, error) {
				return b.Return(b.T.Context(), registrar, c.ID, c.Rev, "x")
			}}},
		registry.Returned: {returned, map[string]step{
			"edit": func(b *bench, c seen) (contract.Contract, error) {
				return b.Edit(b.T.Context(), institute, c.ID, c.Rev, c.Content)
			},
			"revise": func(b *bench, c seen) (contract.Contract, error) {
				return b.Revise(b.T.Context(), institute, c.ID, c.Rev, "x")
			},
			"submit": resubmit}},
		"revised": {revised, map[string]step{
			"cancel": func(b *bench, c seen) (contract.Contract, error) {
				return b.Cancel(b.T.Context(), institute, c.ID, c.Rev, "x")
			},
			"submit again": func(b *bench, c seen) (contract.Contract, error) {
				c = b.ok(b.Stamp(b.T.Context(), institute, c.ID, c.Rev, b.File(institute, "another text "+c.ID)))
				return resubmit(b, c)
			}}},
		registry.Accepted: {accepted, map[string]step{
			"recognise": func(b *bench, c seen) (contract.Contract, error) {
				return b.Recognise(b.T.Context(), registrar, c.ID, c.Rev, registry.Decision{Rest: true})
			},
			"refuse": func(b *bench, c seen) (contract.Contract, error) {
				return b.Refuse(b.T.Context(), registrar, c.ID, c.Rev, "price", "x", nil)
			}}},
		registry.AwaitNumber: {(*bench).awaiting, map[string]step{
			"register": func(b *bench, c seen) (contract.Contract, error) {
				return b.Register(b.T.Context(), registrar, c.ID, c.Rev, b.cert(number()))
			},
			"review": func(b *bench, c seen) (contract.Contract, error) {
				return b.Review(b.T.Context(), registrar, c.ID, c.Rev, "x")
			}}},
		registry.Refused: {refused, map[string]step{
			"object": func(b *bench, c seen) (contract.Contract, error) {
				return b.Object(b.T.Context(), institute, c.ID, c.Rev, "x")
			}}},
		registry.Registered: {registered, map[string]step{"withdraw": withdraw,
			"correct": func(b *bench, c seen) (contract.Contract, error) {
				return b.Correct(b.T.Context(), registrar, c.ID, c.Rev, 90*wan, nil, nil, "x")
			}}},
		"elsewhere": {func(b *bench, text string) seen {
			in := content()
			in.Seller = contract.Side{OrgID: "o8"}
			c := b.create(officer, in)
			cert := registry.Certificate{Number: number(), Date: "2026-03-02", Authority: "昆明市登记站",
				Scan: b.File(officer, "certificate "+text)}
			return b.ok(b.Elsewhere(b.T.Context(), officer, c.ID, c.Rev, cert))
		}, map[string]step{"withdraw": withdraw}},
		registry.Withdrawn: {func(b *bench, text string) seen { return b.ok(withdraw(b, registered(b, text))) }, nil},
	}
}

// TestRegistrationsOf010GoOn puts contracts of every state back into the form of 0.1.0, migrates them and takes every
// following step. Only ids and revisions differ from a registration made today.
func TestRegistrationsOf010GoOn(t *testing.T) {
	for name, s := range stages() {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			if err := b.DB.Define(t.Context(), []store.Spec{store.Migrations.Spec()}); err != nil {
				t.Fatal(err)
			}
			b.Tick = time.Second
			one := s.come(b, "one")
			want, lines := b.look(one.Contract), b.lines(one.ID)
			cs := []seen{one}
			for range s.next {
				cs = append(cs, s.come(b, id.New()))
			}
			for _, c := range cs {
				b.former(c)
			}
			for range 2 {
				if err := store.Migrate(t.Context(), b.DB, registry.Migrations(),
					slog.New(slog.DiscardHandler)); err != nil {
					t.Fatal(err)
				}
			}
			got := b.ok(b.Get(t.Context(), registrar, one.ID))
			if got.Registration.ID != registry.MovedID(one.ID) {
				t.Errorf("moved as %s", got.Registration.ID)
			}
			for _, r := range []*registry.Registration{want.Registration, got.Registration} {
				r.Meta, r.UpdatedAt = store.Meta{}, 0
			}
			want.Rev, want.UpdatedAt, got.UpdatedAt = got.Rev, 0, 0
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("made today and moved (-today +moved):\n%s", d)
			}
			if d := cmp.Diff(lines, b.lines(one.ID)); d != "" {
				t.Errorf("history (-today +moved):\n%s", d)
			}
			b.consistent()
			for i, step := range slices.Sorted(func(yield func(string) bool) {
				for step := range s.next {
					if !yield(step) {
						return
					}
				}
			}) {
				if _, err := s.next[step](b, b.ok(b.Get(t.Context(), registrar, cs[i+1].ID))); err != nil {
					t.Errorf("%s: %v", step, err)
				}
			}
			b.consistent()
		})
	}
}

// lines are the history of a contract and its registration.
func (b *bench) lines(contractID string) (out []string) {
	b.T.Helper()
	h, err := b.reg.History(b.T.Context(), registrar, contractID)
	if err != nil {
		b.T.Fatal(err)
	}
	for _, e := range h {
		out = append(out, strings.Join([]string{e.Kind, e.Step, e.From, e.To, e.Reason.Zh, e.PersonName}, " "))
	}
	return out
}

// consistent runs the rules of kebang check on registrations.
func (b *bench) consistent() {
	b.T.Helper()
	err := b.DB.View(b.T.Context(), func(tx store.Tx) error {
		for _, market := range []string{"m1", store.National} {
			c := &check.Case{Tx: tx, Market: market, Size: func(string) (int64, bool) { return 0, true },
				Report: func(f check.Finding) { b.T.Errorf("check: %s", f) }}
			for _, rule := range []func(*check.Case) error{contract.CheckConsistency, registry.CheckConsistency} {
				if err := rule(c); err != nil {
					return err
				}
			}
			if err := audit.CheckHistory(c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.T.Fatal(err)
	}
}

// former stores a contract in the form of 0.1.0: with its registration inside, one state for both and one history.
func (b *bench) former(c seen) {
	b.T.Helper()
	ctx := b.T.Context()
	h, err := b.reg.History(ctx, registrar, c.ID)
	if err != nil {
		b.T.Fatal(err)
	}
	body, err := json.Marshal(c.Registration)
	if err != nil {
		b.T.Fatal(err)
	}
	var old map[string]any
	if err := json.Unmarshal(body, &old); err != nil {
		b.T.Fatal(err)
	}
	for _, k := range []string{"id", "market", "rev", "shape", "contract", "subject", "state", "claim", "createdAt",
		"updatedAt"} {
		delete(old, k)
	}
	if body, err = json.Marshal(old); err != nil {
		b.T.Fatal(err)
	}
	err = b.DB.Run(ctx, func(tx store.Tx) error {
		x, err := contract.Contracts.Get(tx, c.Market, c.ID)
		if err != nil {
			return err
		}
		x.State, x.Filing, x.Registration, x.Claim = x.Standing(), nil, body, c.Registration.Claim
		r := *c.Registration
		if err := registry.Registrations.Delete(tx, &r); err != nil {
			return err
		}
		state, n := "", int64(0)
		for i, e := range h {
			gone := e
			if err := audit.Trail.Delete(tx, &gone); err != nil {
				return err
			}
			if e.Kind == "contract" && e.Step == contract.StepElsewhere {
				continue // one line belonged to both
			}
			e.From, n = state, n+1
			if e.Kind == "contract" && e.Step == contract.StepEdit {
				e.To = state
			}
			if e.Step == registry.StepRecognise {
				e.Step = "check"
			}
			e.Meta = store.Meta{ID: fmt.Sprintf("%s.%06d.%s", c.ID, n, e.Step), Market: c.Market}
			e.Kind, e.Record, e.RecordRev = "contract", c.ID, n
			if err := audit.Trail.Insert(tx, &e); err != nil {
				return fmt.Errorf("line %d: %w", i, err)
			}
			state = e.To
		}
		return contract.Contracts.Update(tx, &x)
	})
	if err != nil {
		b.T.Fatal(err)
	}
}

// TestTwoRevisions: a registration is guarded by its own revision, filing by that of the contract.
func TestTwoRevisions(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	c := b.stamped(institute, content(), "revisions")
	_, err := b.reg.Submit(ctx, institute, c.ID, c.Rev+1)
	b.Want(fault.Stale, err, "another content than was read")
	r, err := b.reg.Submit(ctx, institute, c.ID, c.Rev)
	if err != nil || r.Rev != 1 || r.State != registry.Submitted {
		t.Fatalf("submitted: %+v, %v", r, err)
	}
	_, err = b.reg.Accept(ctx, registrar, r.ID, r.Rev+1, "")
	b.Want(fault.Stale, err, "a revision nobody has seen")
	again, err := b.reg.Submit(ctx, institute, c.ID, 0)
	b.Want(fault.WrongState, err, "filed twice")
	if _, err := b.reg.Get(ctx, actor.Actor{Person: "x", Market: "m1", Role: actor.Enterprise, Org: "o9"},
		r.ID); !fault.Is(err, fault.NotFound) || again.Rev > 1 {
		t.Errorf("a stranger reads it: %v", err)
	}
	// A second registration in force is refused by the store itself.
	err = b.DB.Run(ctx, func(tx store.Tx) error {
		x := r
		x.Meta = store.Meta{ID: "second", Market: "m1"}
		return registry.Registrations.Insert(tx, &x)
	})
	b.Want(fault.Conflict, err, "two registrations in force")
}

// TestHeldWhileFiled: from the application on nobody changes the contract. A returned one may be edited or revised, and
// a revised one releases its claim.
func TestHeldWhileFiled(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	c := b.accepted(content(), "held")
	steps := map[string]func() error{
		"edit": func() error { _, err := b.Edit(ctx, institute, c.ID, c.Rev, c.Content); return err },
		"text": func() error {
			_, err := b.ReplaceText(ctx, institute, c.ID, c.Rev,
				b.File(institute, "x"))
			return err
		},
		"revise": func() error { _, err := b.Revise(ctx, institute, c.ID, c.Rev, "x"); return err },
		"cancel": func() error { _, err := b.Cancel(ctx, institute, c.ID, c.Rev, "x"); return err },
	}
	offered := func() (out []string) {
		offers, err := b.Steps(ctx, institute, c.Contract)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range offers[c.ID].Steps {
			out = append(out, e.Step)
		}
		return out
	}
	for name, do := range steps {
		b.Want(fault.WrongState, do(), name+" while it is examined")
	}
	if d := cmp.Diff([]string{"pass", "pay", "void"}, offered()); d != "" { // only what was done under it
		t.Errorf("offered while it is examined (-want +got):\n%s", d)
	}
	c = b.ok(b.Return(ctx, registrar, c.ID, c.Rev, "缺页"))
	for _, name := range []string{"text", "cancel"} {
		b.Want(fault.WrongState, steps[name](), name+" while it is corrected")
	}
	if d := cmp.Diff([]string{"edit", "revise", "pass", "pay", "void"}, offered()); d != "" {
		t.Errorf("offered while it is corrected (-want +got):\n%s", d)
	}
	other := b.stamped(institute, content(), "held") // the same text
	_, err := b.Submit(ctx, institute, other.ID, other.Rev)
	b.Want(fault.Conflict, err, "the same contract while the first is corrected")
	in := c.Content
	in.TotalFen = 120 * wan // agreed, but returned, so all may change
	c = b.ok(b.Edit(ctx, institute, c.ID, c.Rev, in))
	c = b.ok(b.Revise(ctx, institute, c.ID, c.Rev, "改回草稿"))
	if c.State != contract.Draft || c.Registration.AcceptNo == "" || c.Registration.State != registry.Returned {
		t.Errorf("revised: %s %+v", c.State, c.Registration)
	}
	b.ok(b.Submit(ctx, institute, other.ID, other.Rev))
	no := c.Registration.AcceptNo
	c = b.ok(b.Stamp(ctx, institute, c.ID, c.Rev, b.File(institute, "a new text")))
	c = b.ok(b.Submit(ctx, institute, c.ID, c.Rev))
	c = b.ok(b.Accept(ctx, registrar, c.ID, c.Rev, ""))
	if c.Registration.AcceptNo != no {
		t.Errorf("a second 受理号 %s after %s", c.Registration.AcceptNo, no)
	}
}
