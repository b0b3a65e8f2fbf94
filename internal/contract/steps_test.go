package contract_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/id"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// TestEditByState: a draft is edited freely and loses the text made from it. A concluded contract keeps its agreed
// content and its text, until the registrar has returned it for correction.
func TestEditByState(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	c := b.create(institute, content())
	c = b.ok(b.Generate(ctx, institute, c.ID, c.Rev))
	in := content()
	in.Title, in.TotalFen = "蔗渣干燥", 90*wan
	if c = b.ok(b.Edit(ctx, institute, c.ID, c.Rev, in)); c.Text != nil || c.Title != "蔗渣干燥" {
		t.Errorf("an edited draft: %+v", c)
	}
	bad := in
	bad.Title = ""
	_, err := b.Edit(ctx, institute, c.ID, c.Rev, bad)
	b.Want(fault.Invalid, err, "an edit without a title")
	foreign := in
	foreign.Seller, foreign.Buyer = contract.Side{Name: "甲厂"}, contract.Side{Name: "乙厂"}
	_, err = b.Edit(ctx, institute, c.ID, c.Rev, foreign)
	b.Want(fault.Invalid, err, "a party gives its side away")

	c = b.concluded(content(), "")
	if _, err = b.Edit(ctx, institute, c.ID, c.Rev, in); code(err) != "contract-agreed" {
		t.Errorf("agreed content of a concluded contract: %v", err)
	}
	add := c.Content
	add.PlanSource = "9"
	if c = b.ok(b.Edit(ctx, institute, c.ID, c.Rev, add)); c.Text == nil || len(c.Confirmations) != 2 {
		t.Errorf("what the form asks was added: %+v", c)
	}
	filed := func(write func(store.Tx, *contract.Contract) error) {
		t.Helper()
		if err := b.DB.Run(ctx, func(tx store.Tx) error {
			x, err := contract.Contracts.Get(tx, "m1", c.ID)
			if err == nil {
				err = write(tx, &x)
			}
			c = x
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	filed(func(tx store.Tx, x *contract.Contract) error {
		return contract.Hold(tx, registrar, x, contract.Filing{State: "accepted"}, 1)
	})
	_, err = b.Edit(ctx, institute, c.ID, c.Rev, add)
	b.Want(fault.WrongState, err, "a filed contract")
	filed(func(tx store.Tx, x *contract.Contract) error {
		return contract.Release(tx, x, contract.Filing{State: "returned"}, 2)
	})
	in.Title = "蔗渣脱水与干燥"
	if c = b.ok(b.Edit(ctx, institute, c.ID, c.Rev, in)); c.Title != in.Title {
		t.Errorf("a correction of the returned: %+v", c)
	}
	told := 0
	b.OnRevised(func(store.Tx, *contract.Contract) error { told++; return nil })
	if c = b.ok(b.Revise(ctx, institute, c.ID, c.Rev, "重签")); c.Filing != nil || told == 0 {
		t.Errorf("taken back to the draft: %+v, the registry was told %d times", c.Filing, told)
	}
	told = 0
	c = b.ok(b.Propose(ctx, institute, c.ID, c.Rev))
	if b.ok(b.Revise(ctx, institute, c.ID, c.Rev, "重签")); told != 0 {
		t.Error("the registry was told of a contract that is not filed")
	}
}

// TestConcludedByAnElsewhere: a registration elsewhere concludes a draft, and only that.
func TestConcludedByAnElsewhere(t *testing.T) {
	b := open(t)
	for _, c := range []contract.Contract{b.create(officer, content()), b.confirming(content(), "")} {
		err := b.DB.Run(t.Context(), func(tx store.Tx) error {
			x, err := contract.Contracts.Get(tx, "m1", c.ID)
			if err == nil {
				err = contract.Hold(tx, registrar, &x, contract.Filing{State: "registered"}, 1)
			}
			c = x
			return err
		})
		if c.State == contract.Confirming {
			b.Want(fault.WrongState, err, "one that lies before both sides")
		} else if err != nil || c.State != contract.Confirmed {
			t.Errorf("a draft: %s, %v", c.State, err)
		}
	}
}

// TestDayOfSigning: without a written day, the second confirmation is the day of signing. Paper was signed by today.
func TestDayOfSigning(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	in := content()
	in.SignDate = ""
	today := workday.Of(b.Now.UnixMilli())
	if c := b.concluded(in, ""); c.SignDate != today {
		t.Errorf("concluded today, signed %q", c.SignDate)
	}
	if c := b.concluded(content(), ""); c.SignDate != content().SignDate {
		t.Errorf("a written day became %q", c.SignDate)
	}
	c := b.confirming(in, "")
	if c = b.ok(b.Confirm(ctx, firm, c.ID, c.Rev, c.Text.Blob)); c.SignDate != "" {
		t.Errorf("one side has confirmed, signed %q", c.SignDate)
	}
	for day, ok := range map[workday.Date]bool{today: true, "2026-03-03": false, "": false} {
		in.SignDate = day
		c := b.create(officer, in)
		if _, err := b.Stamp(ctx, officer, c.ID, c.Rev, b.File(officer, "scan")); (err == nil) != ok {
			t.Errorf("stamped paper of %q on %s: %v", day, today, err)
		}
	}
	in = content()
	in.Class, in.SubClass = "", ""
	c = b.create(officer, in)
	_, err := b.Stamp(ctx, officer, c.ID, c.Rev, b.File(officer, "scan"))
	b.Want(fault.Invalid, err, "stamped paper without a class")
	_, err = b.Stamp(ctx, officer, c.ID, c.Rev, "")
	b.Want(fault.Invalid, err, "stamped paper without a scan")
}

// TestCreateAgain: a retry of the same person is the same record. For any other person the id is taken.
func TestCreateAgain(t *testing.T) {
	b := open(t)
	n := contract.New{ID: id.New(), Content: content()}
	c := b.ok(b.Create(t.Context(), institute, n))
	if again := b.ok(b.Create(t.Context(), institute, n)); again.Serial != c.Serial || again.Rev != c.Rev {
		t.Errorf("a retry made %s, was %s", again.Serial, c.Serial)
	}
	if _, err := b.Create(t.Context(), firm, n); err == nil {
		t.Error("another person made the same record")
	}
}

// TestUnitsOfTheSides: a side without an account is the unit with its code or exact name.
func TestUnitsOfTheSides(t *testing.T) {
	b := open(t)
	for _, tt := range []struct {
		side contract.Side
		unit string
	}{
		{contract.Side{OrgID: "o9", USCC: sellerCode}, "o9"}, {contract.Side{PersonID: "p1"}, "p1"},
		{contract.Side{USCC: sellerCode, Name: "不是这个名字"}, "o2"}, {contract.Side{Name: "边城糖业"}, "o1"},
		{contract.Side{USCC: "错码", Name: "边城糖业"}, "o1"}, {contract.Side{Name: "无此单位"}, ""},
		{contract.Side{Name: " "}, ""},
	} {
		c := contract.Contract{Content: contract.Content{Seller: tt.side, Buyer: contract.Side{OrgID: "o8"}}}
		if err := b.DB.View(t.Context(), func(tx store.Tx) error {
			seller, buyer, err := c.Units(tx)
			if seller != tt.unit || buyer != "o8" {
				t.Errorf("%+v is %q beside %q", tt.side, seller, buyer)
			}
			return err
		}); err != nil {
			t.Error(err)
		}
	}
}

// TestSideTakesTheUnitsValues: the unit's own values fill empty fields. Only a verified unit is found by its code.
func TestSideTakesTheUnitsValues(t *testing.T) {
	b := open(t)
	fill := func(s contract.Side) contract.Side {
		t.Helper()
		if err := b.DB.View(t.Context(), func(tx store.Tx) error { return s.Fill(tx) }); err != nil {
			t.Fatal(err)
		}
		return s
	}
	if s := fill(contract.Side{OrgID: "o1", Name: "旧名", Region: "530921"}); s.Name != "边城糖业" || s.Region != "530921" ||
		s.USCC != "91530924MA6K000015" {
		t.Errorf("%+v", s)
	}
	if err := b.DB.Run(t.Context(), func(tx store.Tx) error {
		o, err := party.Organizations.Get(tx, store.National, "o1")
		if err == nil {
			o.VerifiedAt = 0
			err = party.Organizations.Update(tx, &o)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if s := fill(contract.Side{USCC: "91530924MA6K000015"}); s.OrgID != "" {
		t.Errorf("an unverified unit was found: %+v", s)
	}
	s := contract.Side{OrgID: "gone"}
	b.Want(fault.NotFound, b.DB.View(t.Context(), func(tx store.Tx) error { return s.Fill(tx) }), "a unit that is gone")
}

// TestWordingShown: a .docx is read, a PDF and a picture are shown, and other files have the reason why not.
func TestWordingShown(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	c := b.create(institute, content())
	w, err := b.Wording(ctx, institute, c.ID)
	if err != nil || w.Hash != "" || w.Why.IsZero() || w.Readable {
		t.Errorf("no text yet: %+v, %v", w, err)
	}
	none := w.Note()
	_, err = b.Wording(ctx, rival, c.ID)
	b.Want(fault.NotFound, err, "a stranger reads")
	c = b.ok(b.Generate(ctx, institute, c.ID, c.Rev))
	w, err = b.Wording(ctx, institute, c.ID)
	if err != nil || !w.Readable || !slices.Contains(w.Paragraphs, "技术合同") || !w.Generated || w.Note() != none {
		t.Errorf("a made text: %+v, %v", w, err)
	}
	for name, shown := range map[string]string{"合同.PDF": "pdf", "合同.jpeg": "picture", "合同.ofd": "", "合同.docx": ""} {
		file := b.File(institute, "不是"+name)
		if err := b.DB.Run(ctx, func(tx store.Tx) error {
			f, err := files.Files.Get(tx, "m1", file)
			f.Name = name
			if err == nil {
				err = files.Files.Update(tx, &f)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		c = b.ok(b.ReplaceText(ctx, institute, c.ID, c.Rev, file))
		w, err = b.Wording(ctx, institute, c.ID)
		if err != nil || w.Shown != shown || w.Readable || w.Why.IsZero() != (shown != "") || w.Note() == none {
			t.Errorf("%s: %+v, %v", name, w, err)
		}
	}
	in := content()
	in.Title = "纸质合同"
	c = b.create(officer, in)
	c = b.ok(b.Stamp(ctx, officer, c.ID, c.Rev, b.File(officer, "扫描")))
	if w, err = b.Wording(ctx, institute, c.ID); err != nil || w.Hash != c.Paper.Scan.Blob || w.Shown != "pdf" {
		t.Errorf("a scan: %+v, %v", w, err)
	}
}

// TestListOfContracts: words, order and waiting select the same rows in a page and in an export.
func TestListOfContracts(t *testing.T) {
	b := open(t)
	b.Tick = time.Second
	ctx := t.Context()
	first := b.confirming(content(), "")
	in := content()
	in.Title, in.Class, in.SubClass, in.Industry = "锅炉改造咨询", contract.Consulting, "", ""
	second := b.create(institute, in)
	for _, tt := range []struct {
		rule string
		a    actor.Actor
		f    contract.Filter
		want []string
	}{
		{"all, the last changed first", officer, contract.Filter{}, []string{second.ID, first.ID}},
		{"by number", officer, contract.Filter{Sort: "serial"}, []string{first.ID, second.ID}},
		{"by the day of registration", officer, contract.Filter{Sort: "-date", Class: "ZX"}, []string{second.ID}},
		{"all words", officer, contract.Filter{Text: "蔗渣 边城"}, []string{first.ID}},
		{"not one of the words", officer, contract.Filter{Text: "蔗渣 咨询"}, nil},
		{"a number", officer, contract.Filter{Text: second.Serial}, []string{second.ID}},
		{"one state", officer, contract.Filter{State: contract.Draft}, []string{second.ID}},
		{"one of the states", officer, contract.Filter{States: []string{contract.Confirming}}, []string{first.ID}},
		{"without an industry", officer, contract.Filter{Industry: contract.Missing}, []string{second.ID}},
		{"in a province", officer, contract.Filter{Class: "ZX", Seller: "530000"}, []string{second.ID}},
		{"without a region", officer, contract.Filter{Seller: contract.Missing}, nil},
		{"waiting for the firm", firm, contract.Filter{Waiting: true}, []string{first.ID}},
		{"waiting for an officer", officer, contract.Filter{Waiting: true}, nil},
		{"waiting for the registrar", registrar, contract.Filter{Waiting: true}, nil},
	} {
		p, n, err := b.List(ctx, tt.a, tt.f)
		var page, each []string
		for _, c := range p.Items {
			page = append(page, c.ID)
		}
		err2 := b.Each(ctx, tt.a, tt.f, func(c contract.Contract) error { each = append(each, c.ID); return nil })
		if err != nil || err2 != nil || int(n) != len(tt.want) || !slices.Equal(page, tt.want) ||
			!slices.Equal(each, tt.want) {
			t.Errorf("%s: %v and %v of %d, want %v; %v, %v", tt.rule, page, each, n, tt.want, err, err2)
		}
	}
	if _, _, err := b.List(ctx, officer, contract.Filter{Sort: "title"}); err == nil {
		t.Error("an order that is none")
	}
	if err := b.Each(ctx, officer, contract.Filter{Sort: "title"}, nil); err == nil {
		t.Error("an order of an export that is none")
	}
}

// TestFilesOfAContract: its parties own its files and other readers read them. For another market it does not exist.
func TestFilesOfAContract(t *testing.T) {
	b := open(t)
	c := b.create(institute, content())
	access := func(a actor.Actor, market string) (got files.Access, err error) {
		err = b.DB.View(context.Background(), func(tx store.Tx) (err error) {
			got, err = b.FileAccess(tx, a, market, c.ID)
			return err
		})
		return got, err
	}
	for _, tt := range []struct {
		a    actor.Actor
		owns bool
	}{{institute, true}, {firm, true}, {officer, false}} {
		if got, err := access(tt.a, "m1"); err != nil || got.Owner != tt.owns {
			t.Errorf("%s: %+v, %v", tt.a.Role, got, err)
		}
	}
	_, err := access(officer, "m2")
	b.Want(fault.NotFound, err, "a file of another market")
	_, err = access(rival, "m1")
	b.Want(fault.NotFound, err, "a stranger")
}
