package bid

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/seal"
	"kebang/internal/seal/sealtest"
	"kebang/internal/store"
)

// reviewed is an open challenge with sealed bids.
func (w *bench) reviewed() challenge.Challenge {
	x := terms()
	x.Choosing = challenge.Reviewed
	return w.posted(x, nil)
}

func (w *bench) stored(id string) *Bid {
	var b Bid
	w.must(w.db.View(w.ctx(), func(tx store.Tx) (err error) { b, err = Bids.Get(tx, "m1", id); return err }))
	return &b
}

func (w *bench) change(id string, fn func(b *Bid)) {
	w.must(w.db.Run(w.ctx(), func(tx store.Tx) error {
		b, err := Bids.Get(tx, "m1", id)
		if err == nil {
			fn(&b)
			err = Bids.Update(tx, &b)
		}
		return err
	}))
}

// read gives the content of a file as an actor reads it.
func (w *bench) read(a actor.Actor, file string) (name, text string, err error) {
	_, name, r, err := w.files.Open(w.ctx(), a, file)
	if err != nil {
		return "", "", err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	return name, string(b), err
}

// TestTheTeamReadsItsSealedBid at any time, and partners confirm. After the opening asker and office read too.
func TestTheTeamReadsItsSealedBid(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	c := w.reviewed()
	b := w.joined(college, c)
	file := w.sealedFile(college, b.ID)
	s := w.scheme(college)
	s.Intent, s.Files, s.Plan = "", []string{file}, marked
	s.Partners = []Unit{{ID: "o3", Name: "武乡大学"}}
	_, err := w.Save(ctx, college, b.ID, 0, s)
	w.must(err)
	if x, _, err := w.Get(ctx, college, b.ID); err != nil || x.Scheme.Plan != marked || len(x.Scheme.Partners) != 1 {
		t.Fatalf("the team reads %+v, %v", x.Scheme, err)
	}
	if x := w.stored(b.ID); x.Scheme.Plan != "" || len(x.Scheme.Partners) != 0 || len(x.Sealed) == 0 {
		t.Fatalf("stored: %+v", x.Scheme)
	}
	x, err := w.Confirm(ctx, faraway, b.ID)
	if err != nil || !x.Scheme.Partners[0].Confirmed {
		t.Fatalf("the partner confirms: %+v, %v", x.Scheme.Partners, err)
	}
	if p, err := w.Mine(ctx, faraway, "", 10); err != nil || p.Items[0].Bid.Scheme.Plan != marked {
		t.Errorf("the partner's list: %v", err)
	}
	if name, text, err := w.read(faraway, file); err != nil || name != marked+".pdf" || text != pdf {
		t.Errorf("the partner reads “%s”, %d bytes, %v", name, len(text), err)
	}
	if _, err := w.Talk(ctx, mill, b.ID, Talk{On: "2026-03-02", People: "陈工", Text: "问价"}); !fault.Is(err,
		fault.WrongState) {
		t.Errorf("talks about a sealed bid: %v", err)
	}
	b, err = w.Submit(ctx, college, b.ID, 0, s, true, w.now.UnixMilli())
	w.must(err)
	for _, a := range []actor.Actor{mill, officer} {
		if x, _, err := w.Get(ctx, a, b.ID); err != nil || x.Scheme.Plan != "" {
			t.Errorf("%s reads “%s”, %v", a.PersonName, x.Scheme.Plan, err)
		}
		if _, _, err := w.read(a, file); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s opens a sealed file: %v", a.PersonName, err)
		}
	}
	w.day("2026-04-13")
	w.closed(c)
	c, err = w.c.OpenBids(ctx, officer, c.ID, 0)
	w.must(err)
	if c.Opening.Bids[0].Hash != b.Receipt.Hash {
		t.Error("the record of the opening states another hash than the receipt")
	}
	for _, a := range []actor.Actor{mill, officer, college, faraway} {
		if x, _, err := w.Get(ctx, a, b.ID); err != nil || x.Scheme.Plan != marked {
			t.Errorf("%s reads “%s” after the opening, %v", a.PersonName, x.Scheme.Plan, err)
		}
		if name, text, err := w.read(a, file); err != nil || name != marked+".pdf" || text != pdf {
			t.Errorf("%s reads the file “%s”, %d bytes, %v", a.PersonName, name, len(text), err)
		}
	}
	if _, _, err := w.read(scholar, file); !fault.Is(err, fault.NotFound) {
		t.Errorf("a stranger opens the file: %v", err)
	}
	w.consistent()
}

// TestTakenBackStaysSealed for ever, file and scheme; the team itself still reads it.
func TestTakenBackStaysSealed(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	c := w.reviewed()
	back, stays := w.handed(college, c), w.handed(faraway, c)
	file := back.Scheme.Files[0]
	_, err := w.Withdraw(ctx, college, back.ID, 0, w.now.UnixMilli())
	w.must(err)
	w.day("2026-04-13")
	w.closed(c)
	c, err = w.c.OpenBids(ctx, officer, c.ID, 0)
	w.must(err)
	if len(c.Opening.Bids) != 1 || c.Opening.Bids[0].Bid != stays.ID {
		t.Errorf("opened %+v", c.Opening.Bids)
	}
	if x, _, err := w.Get(ctx, officer, back.ID); err != nil || x.Scheme.Plan != "" || !w.stored(back.ID).IsSealed() {
		t.Errorf("the office reads “%s” of a bid that was taken back, %v", x.Scheme.Plan, err)
	}
	if _, _, err := w.read(officer, file); !fault.Is(err, fault.NotFound) {
		t.Errorf("the office opens its file: %v", err)
	}
	if _, text, err := w.read(college, file); err != nil || text != pdf {
		t.Errorf("the team cannot read its own file: %v", err)
	}
	if _, err := w.Qualify(ctx, officer, back.ID, 0, unrelated()); !fault.Is(err, fault.WrongState) {
		t.Errorf("examined: %v", err)
	}
	w.consistent()
}

// TestAllOfficersReplaced: who opens need not have been there when the bids were handed in. Before the opening a bid on
// paper is read by the officer who typed it, and by no other one.
func TestAllOfficersReplaced(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	c := w.reviewed()
	b, err := w.Join(ctx, officer, c.ID, Unit{Name: "省轻工研究所"})
	w.must(err)
	s := w.scheme(officer)
	s.Intent, s.Plan, s.Paper = "", marked, w.sealedFile(officer, b.ID)
	b, err = w.Submit(ctx, officer, b.ID, 0, s, false, w.now.UnixMilli())
	w.must(err)
	if x, _, err := w.Get(ctx, officer, b.ID); err != nil || x.Scheme.Plan != marked {
		t.Errorf("who typed it reads “%s”, %v", x.Scheme.Plan, err)
	}
	next := actor.Actor{Person: "p90", PersonName: "新科长", Market: "m1", Role: actor.Officer}
	for _, a := range []actor.Actor{next, mill} {
		if x, _, err := w.Get(ctx, a, b.ID); err != nil || x.Scheme.Plan != "" {
			t.Errorf("%s reads “%s” early, %v", a.PersonName, x.Scheme.Plan, err)
		}
		if _, _, err := w.read(a, s.Paper); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s opens the paper early: %v", a.PersonName, err)
		}
	}
	w.day("2026-04-13")
	w.closed(c)
	_, err = w.c.OpenBids(ctx, next, c.ID, 0)
	w.must(err)
	if x, _, err := w.Get(ctx, next, b.ID); err != nil || x.Scheme.Plan != marked {
		t.Errorf("after the opening: “%s”, %v", x.Scheme.Plan, err)
	}
	w.consistent()
}

// TestOpenFilesAreRefused in a sealed bid: their bytes would lie open.
func TestOpenFilesAreRefused(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	c := w.reviewed()
	b, other := w.joined(college, c), w.joined(faraway, c)
	for name, file := range map[string]string{"an open file": w.file(college, "方案"),
		"a file of another bid": w.sealedFile(faraway, other.ID)} {
		s := w.scheme(college)
		s.Intent, s.Files = "", []string{file}
		if _, err := w.Save(ctx, college, b.ID, 0, s); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	if _, _, err := w.files.PutSealed(ctx, mill, Kind, b.ID, "x.pdf", int64(len(pdf)), strings.NewReader(
		pdf)); err == nil {
		t.Error("a stranger adds a file to a sealed bid")
	}
}

// TestAlteredMaterialIsRefused: changed, older and foreign bytes. Nothing is opened, and the refusal names the bid.
func TestAlteredMaterialIsRefused(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	c := w.reviewed()
	one, two := w.handed(college, c), w.handed(faraway, c)
	first := w.stored(one.ID).Sealed
	one, err := w.Submit(ctx, college, one.ID, 0, Scheme{Answers: one.Scheme.Answers, Plan: "新方案", OwnFen: 1,
		IP: "双方共有"},
		true, w.now.UnixMilli())
	w.must(err)
	w.day("2026-04-13")
	w.closed(c)
	whole := w.stored(one.ID)
	for name, alter := range map[string]func(b *Bid){
		"a flipped bit":     func(b *Bid) { b.Sealed = slices.Clone(b.Sealed); b.Sealed[len(b.Sealed)-1] ^= 1 },
		"an older version":  func(b *Bid) { b.Sealed = first },
		"that of a rival":   func(b *Bid) { b.Sealed = w.stored(two.ID).Sealed },
		"nothing":           func(b *Bid) { b.Sealed = nil },
		"a receipt changed": func(b *Bid) { r := *b.Receipt; r.Hash = strings.Repeat("0", 64); b.Receipt = &r },
	} {
		w.change(one.ID, alter)
		_, err := w.c.OpenBids(ctx, officer, c.ID, 0)
		if !fault.Is(err, fault.WrongState) || !strings.Contains(err.Error(), one.Serial) {
			t.Errorf("%s: %v", name, err)
		}
		if c := w.challenge(c.ID); c.State != challenge.Closed || c.Opening != nil || w.stored(two.ID).Opened {
			t.Errorf("%s: something was opened", name)
		}
		w.change(one.ID, func(b *Bid) { b.Sealed, b.Receipt = whole.Sealed, whole.Receipt })
	}
	_, err = w.c.OpenBids(ctx, officer, c.ID, 0)
	w.must(err)
}

// TestAlteredFileIsRefused: its bytes are those of the receipt, or nothing of them is given.
func TestAlteredFileIsRefused(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	c := w.reviewed()
	b := w.handed(college, c)
	forged, err := w.db.Blobs().Put(ctx, strings.NewReader("age-encryption.org/v1\n"))
	w.must(err)
	w.must(w.db.Run(ctx, func(tx store.Tx) error {
		f, err := files.Files.Get(tx, "m1", b.Scheme.Files[0])
		if err == nil {
			f.Blob = forged.ID
			err = files.Files.Update(tx, &f)
		}
		return err
	}))
	if _, _, err := w.read(college, b.Scheme.Files[0]); !fault.Is(err, fault.WrongState) {
		t.Errorf("a forged file opens: %v", err)
	}
	w.day("2026-04-13")
	w.closed(c)
	if _, err := w.c.OpenBids(ctx, officer, c.ID, 0); !fault.Is(err, fault.WrongState) {
		t.Errorf("opened with a forged file: %v", err)
	}
}

// TestSealKeyElsewhere: with the key of the safe restored material opens. Without it, or with another one, the program
// says so and changes nothing.
func TestSealKeyElsewhere(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	old := w.c.Seals()
	c := w.reviewed()
	b := w.handed(college, c)
	w.day("2026-04-13")
	w.closed(c)
	for name, k := range map[string]*seal.Keeper{"no key": {}, "another key": sealtest.Keeper(t)} {
		w.c.UseSeals(k)
		if missing, err := w.c.SealsMissing(ctx); err != nil || !fault.Is(missing, fault.Unavailable) {
			t.Errorf("%s: the check finds %v, %v", name, missing, err)
		}
		if _, err := w.c.OpenBids(ctx, officer, c.ID, 0); !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s: opened: %v", name, err)
		}
		if _, _, err := w.Get(ctx, college, b.ID); !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s: the team reads: %v", name, err)
		}
		if p, err := w.Mine(ctx, college, "", 10); err != nil || len(p.Items) != 1 || p.Items[0].Bid.Scheme.Plan != "" {
			t.Errorf("%s: the list of the team: %v", name, err)
		}
		if x := w.stored(b.ID); x.Rev != w.stored(b.ID).Rev || !x.IsSealed() || w.challenge(c.ID).Opening != nil {
			t.Errorf("%s: something changed", name)
		}
	}
	w.c.UseSeals(&seal.Keeper{})
	x := terms()
	x.Choosing, x.Deadline = challenge.Reviewed, "2026-06-10"
	y, err := w.c.Create(ctx, mill, challenge.Form{Terms: x})
	w.must(err)
	_, err = w.c.Submit(ctx, mill, y.ID, 0)
	w.must(err)
	if _, err := w.c.Publish(ctx, officer, y.ID, 0, nil); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a reviewed challenge opens without a key: %v", err)
	}
	w.c.UseSeals(old)
	_, err = w.c.OpenBids(ctx, officer, c.ID, 0)
	w.must(err)
	w.consistent()
}

// TestWrongClock takes no bid and opens nothing.
func TestWrongClock(t *testing.T) {
	w, ctx := newBench(t), t.Context()
	c := w.reviewed()
	b := w.handed(college, c)
	var wrong error
	w.c.UseClock(func(context.Context) error { return wrong })
	wrong = fault.Of(fault.Unavailable, textEarly)
	s := w.scheme(college)
	s.Intent = ""
	for name, do := range map[string]func() error{
		"join": func() error { _, err := w.Join(ctx, faraway, c.ID, Unit{}); return err },
		"hand in": func() error {
			_, err := w.Submit(ctx, college, b.ID, 0, s, true, w.now.UnixMilli())
			return err
		},
		"take back": func() error { _, err := w.Withdraw(ctx, college, b.ID, 0, w.now.UnixMilli()); return err },
		"close":     func() error { _, err := w.c.Close(ctx); return err },
		"open":      func() error { w.day("2026-04-13"); _, err := w.c.OpenBids(ctx, officer, c.ID, 0); return err },
	} {
		if err := do(); !fault.Is(err, fault.Unavailable) {
			t.Errorf("%s with a wrong clock: %v", name, err)
		}
	}
}
