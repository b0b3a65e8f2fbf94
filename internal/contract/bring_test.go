package contract_test

import (
	"testing"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/contract"
	"kebang/internal/contract/contracttest"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/store"
)

// row is an entry of an import with a key. Its merge takes the whole content of the row.
func row(key string, in contract.Content) contract.Entry {
	return contract.Entry{New: contract.New{ID: id.New(), ImportKey: key, Source: "台账.xlsx", Content: in},
		Merge: func(contract.Content) (contract.Content, error) { return in, nil },
		Wrote: func(store.Tx, listing.Did, *contract.Contract, contract.Contract) error { return nil }}
}

// bring enters a row as the officer and gives the outcome, with the contract before and after.
func (b *bench) bring(e contract.Entry) (did listing.Did, before *contract.Contract, after contract.Contract) {
	b.T.Helper()
	e.Wrote = func(_ store.Tx, d listing.Did, x *contract.Contract, y contract.Contract) error {
		did, before, after = d, x, y
		return nil
	}
	if got, err := b.Bring(b.T.Context(), officer, e); err != nil || got != did {
		b.T.Fatalf("brought: %v, told %v, %v", got, did, err)
	}
	return did, before, after
}

// TestBring: the first import makes a draft, and the same row again changes nothing. A corrected row changes the draft.
// A contract that has left the draft is kept.
func TestBring(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	in := content()
	did, before, c := b.bring(row("r1", in))
	if did != listing.DidCreate || before != nil || c.State != contract.Draft || c.Serial == "" ||
		c.Amounts.TechFen != 70*wan || c.IP == nil || c.Attachments == nil {
		t.Fatalf("made: %s, %+v", did, c)
	}
	if did, before, _ = b.bring(row("r1", in)); did != listing.DidNone || before == nil || before.ID != c.ID {
		t.Errorf("the same again: %s", did)
	}
	c = b.ok(b.Generate(ctx, officer, c.ID, c.Rev))
	in.TotalFen = 90 * wan
	did, before, after := b.bring(row("r1", in))
	if did != listing.DidUpdate || before.TotalFen != 100*wan || after.TotalFen != 90*wan ||
		after.Amounts.TechFen != 60*wan || after.Text != nil {
		t.Errorf("corrected: %s, %+v", did, after)
	}
	c = b.ok(b.ReplaceText(ctx, officer, c.ID, after.Rev, b.File(officer, "合同")))
	in.TotalFen = 80 * wan
	if _, _, after = b.bring(row("r1", in)); after.Text == nil {
		t.Error("an uploaded text went with the correction")
	}
	c = b.ok(b.Propose(ctx, officer, c.ID, after.Rev))
	in.TotalFen = 70 * wan
	if did, before, after = b.bring(row("r1", in)); did != listing.DidKeep || before == nil ||
		after.TotalFen != 80*wan {
		t.Errorf("a proposed contract: %s, %d", did, after.TotalFen)
	}

	bad := content()
	bad.Title = ""
	_, err := b.Bring(ctx, officer, row("r2", bad))
	b.Want(fault.Invalid, err, "a row without a title")
	for _, a := range []actor.Actor{firm, broker, scholar} {
		_, err := b.Bring(ctx, a, row("r3", content()))
		b.Want(fault.Forbidden, err, "an import by "+string(a.Role))
		b.Want(fault.Forbidden, b.Remove(ctx, a, c.ID, c.Rev, nil), "taken back by "+string(a.Role))
	}
	refused := row("r1", in)
	refused.Merge = func(contract.Content) (contract.Content, error) {
		return contract.Content{}, fault.Of(fault.Conflict, fault.T("test", "测试", "test"))
	}
	_, err = b.Bring(ctx, officer, refused)
	b.Want(fault.Conflict, err, "a row that cannot be merged")
}

// TestImportedBesideADeal: a contract made from a deal belongs to its parties, even as a draft.
func TestImportedBesideADeal(t *testing.T) {
	b := open(t)
	b.agreed()
	c := b.ok(b.Create(t.Context(), officer, contract.New{ID: id.New(), Content: content(), ImportKey: "r1"}))
	if err := b.DB.Run(t.Context(), func(tx store.Tx) error {
		x, err := contract.Contracts.Get(tx, "m1", c.ID)
		if err == nil {
			x.Deal.ID = "d1"
			err = contract.Contracts.Update(tx, &x)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	in := content()
	in.TotalFen = 90 * wan
	if did, _, after := b.bring(row("r1", in)); did != listing.DidKeep || after.TotalFen != 100*wan {
		t.Errorf("a draft from a deal: %s", did)
	}
}

// TestImportedUnderAnotherKey: a corrected title is the same row only between the same parties, on the same day and in
// the same class. No second contract may have a near title.
func TestImportedUnderAnotherKey(t *testing.T) {
	for _, tt := range []struct {
		rule  string
		write func(*contract.Content)
		same  bool
	}{
		{"a longer title", func(c *contract.Content) { c.Title += "与示范" }, true},
		{"another class", func(c *contract.Content) { c.Title += "与示范"; c.Class, c.SubClass = "FW", "FW1" }, false},
		{"another day", func(c *contract.Content) { c.Title += "与示范"; c.SignDate = "2026-02-28" }, false},
		{"no day", func(c *contract.Content) { c.Title += "与示范"; c.SignDate = "" }, false},
		{"another title", func(c *contract.Content) { c.Title = "锅炉改造" }, false},
		{"a second contract", func(c *contract.Content) { c.Title += "二期" }, false},
	} {
		b := open(t)
		in := content()
		in.Seller.Name, in.Buyer.Name = "镇康工学院", "边城糖业" // as the units' own names will be
		b.bring(row("r1", in))
		tt.write(&in)
		want := listing.DidCreate
		if tt.same {
			want = listing.DidUpdate
		}
		if did, _, _ := b.bring(row("r2", in)); did != want {
			t.Errorf("%s: %s", tt.rule, did)
		}
	}
	b := open(t)
	in := content()
	in.Seller.Name, in.Buyer.Name = "镇康工学院", "边城糖业"
	b.create(officer, in) // not imported
	for key, title := range map[string]string{"r1": in.Title + "与示范", "r2": in.Title + "与推广"} {
		one := in
		one.Title = title
		if did, _, _ := b.bring(row(key, one)); did != listing.DidCreate {
			t.Errorf("%s: %s", title, did)
		}
	}
	if did, _, _ := b.bring(row("r3", in)); did != listing.DidCreate {
		t.Errorf("near two contracts: %s", did)
	}
}

// TestRemove: an import removes a draft that nobody changed, or restores its former content.
func TestRemove(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	_, _, c := b.bring(row("r1", content()))
	b.Want(fault.Stale, b.Remove(ctx, officer, c.ID, c.Rev+1, nil), "touched since")
	b.Want(fault.NotFound, b.Remove(ctx, officer, "gone", 1, nil), "no such contract")

	in := content()
	in.TotalFen = 90 * wan
	_, before, after := b.bring(row("r1", in))
	if err := b.Remove(ctx, officer, c.ID, after.Rev, before); err != nil {
		t.Fatal(err)
	}
	c, err := b.Get(ctx, officer, c.ID)
	if err != nil || c.TotalFen != 100*wan || c.Amounts.TechFen != 70*wan {
		t.Errorf("as it was: %+v, %v", c, err)
	}
	steps := func() (last string) {
		t.Helper()
		if err := b.DB.View(ctx, func(tx store.Tx) error {
			h, err := audit.History(tx, "m1", c.ID)
			for _, e := range h {
				last = e.Step
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return last
	}
	if got := steps(); got != "import-undo" {
		t.Errorf("the last step is %s", got)
	}

	file := b.File(officer, "合同")
	c = b.ok(b.ReplaceText(ctx, officer, c.ID, c.Rev, file))
	b.Want(fault.WrongState, b.Remove(ctx, officer, c.ID, c.Rev, nil), "a draft with a text")
	if err := b.Remove(ctx, officer, c.ID, c.Rev, before); err != nil {
		t.Errorf("back to what it was, with a text: %v", err)
	}
	c, _ = b.Get(ctx, officer, c.ID)
	if err := b.Remove(ctx, officer, c.ID, c.Rev, nil); err != nil {
		t.Fatal(err)
	}
	_, err = b.Get(ctx, officer, c.ID)
	b.Want(fault.NotFound, err, "after it was taken back")
	if got := steps(); got != "delete" {
		t.Errorf("the last step is %s", got)
	}
	if err := b.DB.View(ctx, func(tx store.Tx) error {
		f, err := files.Files.Get(tx, "m1", file)
		if f.Belongs("contract", c.ID) {
			t.Error("its file still belongs to it")
		}
		return err
	}); err != nil {
		t.Error(err)
	}

	again := row("r1", content()) // the same row returns, under the same id and with a higher revision
	again.ID = c.ID
	if did, _, after := b.bring(again); did != listing.DidCreate || after.Rev <= c.Rev+1 {
		t.Errorf("brought again: %s at revision %d, was %d", did, after.Rev, c.Rev)
	}

	concluded := b.concluded(content(), "")
	b.Want(fault.WrongState, b.Remove(ctx, officer, concluded.ID, concluded.Rev, &concluded), "a concluded contract")
}

// TestStated finds the contract whose table states a 登记编号.
func TestStated(t *testing.T) {
	b := open(t)
	e := row("r1", content())
	e.Source = contract.StatedSource("台账.xlsx", "2025530924000001", "2025-06-01", "省登记处")
	_, _, c := b.bring(e)
	_ = b.DB.View(t.Context(), func(tx store.Tx) error {
		got, err := contract.Stated(tx, "m1", "2025530924000001")
		if err != nil || got.ID != c.ID {
			t.Errorf("found %q, %v", got.ID, err)
		}
		_, err = contract.Stated(tx, "m1", "2025530924000002")
		b.Want(fault.NotFound, err, "another number")
		return nil
	})
}

// TestImportTwice: the key of a row is unique in a market.
func TestImportTwice(t *testing.T) {
	b := open(t)
	n := contract.New{ID: id.New(), Content: contracttest.Content(), ImportKey: "r1"}
	b.ok(b.Create(t.Context(), officer, n))
	n.ID = id.New()
	if _, err := b.Create(t.Context(), officer, n); code(err) != "number-taken" {
		t.Errorf("the same key again: %v", err)
	}
}
