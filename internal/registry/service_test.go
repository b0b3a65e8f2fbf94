package registry_test

import (
	"context"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/contract/contracttest"
	"kebang/internal/id"
	"kebang/internal/ledger"
	"kebang/internal/registry"
	"kebang/internal/store"
	"kebang/internal/workday"
)

const (
	wan        = contracttest.Wan
	sellerCode = contracttest.SellerCode
)

var (
	firm, institute, officer   = contracttest.Firm, contracttest.Institute, contracttest.Officer
	registrar, rival, officer2 = contracttest.Registrar, contracttest.Rival, contracttest.Officer2

	content, fieldsOf, code = contracttest.Content, contracttest.FieldsOf, contracttest.Code
)

// bench takes the steps of registrations by the id of the contract, because most tests need one record with one state.
type bench struct {
	*contracttest.Bench
	reg *registry.Service
}

func open(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: contracttest.Open(t, append(registry.Collections(), ledger.Collections()...)...)}
	b.reg = registry.NewService(b.DB, b.Clock, b.Service)
	return b
}

// seen is a contract with its registration and their one state for people.
type seen struct {
	contract.Contract
	State        string
	Registration *registry.Registration
}

func (b *bench) look(c contract.Contract) seen {
	b.T.Helper()
	ds, err := b.reg.Dossiers(b.T.Context(), c)
	if err != nil {
		b.T.Fatal(err)
	}
	return seen{c, c.Standing(), ds[0].Registration}
}

func (b *bench) ok(c contract.Contract, err error) seen {
	b.T.Helper()
	if err != nil {
		b.T.Fatal(err)
	}
	return b.look(c)
}

// filed gives the contract of a registration that a step returned.
func (b *bench) filed(r registry.Registration, err error) (c contract.Contract, _ error) {
	if err != nil {
		return c, err
	}
	return c, b.DB.View(context.Background(), func(tx store.Tx) (err error) {
		c, err = contract.Contracts.Get(tx, r.Market, r.Contract)
		return err
	})
}

// of is the id and revision of the registration of a contract.
func (b *bench) of(contractID string) (id string, rev int64) {
	ds, err := b.reg.Dossiers(context.Background(), contract.Contract{Meta: store.Meta{ID: contractID, Market: "m1"}})
	if err != nil || ds[0].Registration == nil {
		return "none", 0
	}
	return ds[0].Registration.ID, ds[0].Registration.Rev
}

func (b *bench) Submit(ctx context.Context, a actor.Actor, contractID string, rev int64) (contract.Contract, error) {
	return b.filed(b.reg.Submit(ctx, a, contractID, rev))
}

func (b *bench) Counter(ctx context.Context, a actor.Actor, contractID string, rev int64,
	applicant string) (contract.Contract, error) {
	return b.filed(b.reg.Counter(ctx, a, contractID, rev, applicant))
}

func (b *bench) Elsewhere(ctx context.Context, a actor.Actor, contractID string, rev int64,
	in registry.Certificate) (contract.Contract, error) {
	return b.filed(b.reg.Elsewhere(ctx, a, contractID, rev, in))
}

func (b *bench) Accept(ctx context.Context, a actor.Actor, contractID string, _ int64, rules string) (contract.Contract,
	error) {
	id, rev := b.of(contractID)
	return b.filed(b.reg.Accept(ctx, a, id, rev, rules))
}

func (b *bench) Return(ctx context.Context, a actor.Actor, contractID string, _ int64,
	reason string) (contract.Contract, error) {
	id, rev := b.of(contractID)
	return b.filed(b.reg.Return(ctx, a, id, rev, reason))
}

func (b *bench) Review(ctx context.Context, a actor.Actor, contractID string, _ int64,
	reason string) (contract.Contract, error) {
	id, rev := b.of(contractID)
	return b.filed(b.reg.Review(ctx, a, id, rev, reason))
}

func (b *bench) Recognise(ctx context.Context, a actor.Actor, contractID string, _ int64,
	d registry.Decision) (contract.Contract, error) {
	id, rev := b.of(contractID)
	return b.filed(b.reg.Recognise(ctx, a, id, rev, d))
}

func (b *bench) Second(ctx context.Context, a actor.Actor, contractID string, _ int64, note string) (contract.Contract,
	error) {
	id, rev := b.of(contractID)
	return b.filed(b.reg.Second(ctx, a, id, rev, note))
}

func (b *bench) Alone(ctx context.Context, a actor.Actor, contractID string, _ int64, reason string) (contract.Contract,
	error) {
	id, rev := b.of(contractID)
	return b.filed(b.reg.Alone(ctx, a, id, rev, reason))
}

func (b *bench) Refuse(ctx context.Context, a actor.Actor, contractID string, _ int64, head, reason string,
	answers []registry.Answer) (contract.Contract, error) {
	id, rev := b.of(contractID)
	return b.filed(b.reg.Refuse(ctx, a, id, rev, head, reason, answers))
}

func (b *bench) Object(ctx context.Context, a actor.Actor, contractID string, _ int64,
	reason string) (contract.Contract, error) {
	id, rev := b.of(contractID)
	return b.filed(b.reg.Object(ctx, a, id, rev, reason))
}

func (b *bench) Register(ctx context.Context, a actor.Actor, contractID string, _ int64,
	in registry.Certificate) (contract.Contract, error) {
	id, rev := b.of(contractID)
	return b.filed(b.reg.Register(ctx, a, id, rev, in))
}

func (b *bench) Correct(ctx context.Context, a actor.Actor, contractID string, _ int64, totalFen int64,
	items []contract.Deduction, royalty *contract.Royalty, reason string) (contract.Contract, error) {
	id, rev := b.of(contractID)
	return b.filed(b.reg.Correct(ctx, a, id, rev, totalFen, items, royalty, reason))
}

func (b *bench) Withdraw(ctx context.Context, a actor.Actor, contractID string, _ int64,
	reason string) (contract.Contract, error) {
	id, rev := b.of(contractID)
	return b.filed(b.reg.Withdraw(ctx, a, id, rev, reason))
}

func (b *bench) create(a actor.Actor, in contract.Content) seen {
	b.T.Helper()
	return b.ok(b.Create(b.T.Context(), a, contract.New{ID: id.New(), Content: in}))
}

// stamped makes a signed paper contract.
func (b *bench) stamped(a actor.Actor, in contract.Content, text string) seen {
	b.T.Helper()
	c := b.create(a, in)
	return b.ok(b.Stamp(b.T.Context(), a, c.ID, c.Rev, b.File(a, text)))
}

// cert is a certificate of today.
func (b *bench) cert(number string) registry.Certificate {
	return registry.Certificate{Number: number, Date: workday.Today(b.Now)}
}

// awaiting brings a new contract to 待国家系统登记.
func (b *bench) awaiting(text string) seen {
	b.T.Helper()
	ctx := b.T.Context()
	c := b.stamped(institute, content(), text)
	c = b.ok(b.Submit(ctx, institute, c.ID, c.Rev))
	c = b.ok(b.Accept(ctx, registrar, c.ID, c.Rev, ""))
	return b.ok(b.Recognise(ctx, registrar, c.ID, c.Rev, registry.Decision{Rest: true}))
}

func (b *bench) totals(market string, where ...store.Cond) (n, total, tech int64) {
	b.T.Helper()
	err := b.DB.View(context.Background(), func(tx store.Tx) error {
		g, err := registry.Registrations.Sum(tx, store.Query{Market: market, Where: where}, nil,
			[]string{"totalFen", "techFen"})
		for _, x := range g {
			n, total, tech = n+x.Count, total+x.Sums[0], tech+x.Sums[1]
		}
		return err
	})
	if err != nil {
		b.T.Fatal(err)
	}
	return n, total, tech
}
