package registry_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/ledger"
	"kebang/internal/party"
	"kebang/internal/registry"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

func TestOnlyTheSellersPlaceRegisters(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	in := content()
	in.Seller = contract.Side{OrgID: "o8"} // 昆明
	c := b.stamped(firm, in, "bought in the capital")
	uni := actor.Actor{Person: "u", Market: "m1", Role: actor.Institute, Org: "o8"}
	_, err := b.Submit(ctx, uni, c.ID, c.Rev)
	b.Want(fault.Invalid, err, "a seller from another place")
	cert := registry.Certificate{Number: "2026530102000001", Date: "2026-03-02", Authority: "昆明市技术合同登记站"}
	_, err = b.Elsewhere(ctx, officer, c.ID, c.Rev, cert)
	b.Want(fault.Invalid, err, "without its scan")
	cert.Scan = b.File(firm, "certificate")
	_, err = b.Elsewhere(ctx, officer, c.ID, c.Rev, cert)
	b.Want(fault.Invalid, err, "with somebody else's file")
	cert.Scan = b.File(officer, "certificate")
	_, err = b.Elsewhere(ctx, firm, c.ID, c.Rev, cert)
	b.Want(fault.Forbidden, err, "recorded by the buyer")
	c = b.ok(b.Elsewhere(ctx, officer, c.ID, c.Rev, cert))
	if c.State != registry.Registered || !c.Registration.Elsewhere ||
		!slices.Equal(c.Registration.Scopes, []string{registry.ScopeIn}) {
		t.Fatalf("elsewhere: %+v", c.Registration)
	}
	for scope, want := range map[string]int64{registry.ScopeHere: 0, registry.ScopeOut: 0, registry.ScopeIn: 1} {
		if n, _, _ := b.totals("m1", store.Cond{Field: "scopes", Op: store.Has, Value: scope}); n != want {
			t.Errorf("%s: %d, want %d", scope, n, want)
		}
	}

	// An import is the buyer's to submit, at the buyer's place.
	in = content()
	in.Seller = contract.Side{Name: "Zucker AG", Country: "304"}
	c = b.stamped(firm, in, "imported")
	c = b.ok(b.Submit(ctx, firm, c.ID, c.Rev))
	if c.Registration.Applicant != "边城糖业" {
		t.Errorf("applicant of an import: %s", c.Registration.Applicant)
	}
}

func TestRegisteredOnce(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	one := b.stamped(institute, content(), "the same text")
	b.ok(b.Submit(ctx, institute, one.ID, one.Rev))
	two := b.stamped(institute, content(), "the same text")
	_, err := b.Submit(ctx, institute, two.ID, two.Rev)
	b.Want(fault.Conflict, err, "the same contract twice")

	c, d := b.awaiting("text 3"), b.awaiting("text 4")
	c = b.ok(b.Register(ctx, registrar, c.ID, c.Rev, b.cert("2026530924000007")))
	_, err = b.Register(ctx, registrar, d.ID, d.Rev, b.cert("2026530924000007"))
	b.Want(fault.Conflict, err, "a number twice")
	c = b.ok(b.Withdraw(ctx, registrar, c.ID, c.Rev, "双方解除合同"))
	if n, _, _ := b.totals("m1", store.Cond{Field: "regMonth", Op: store.Present}); n != 0 {
		t.Error("a withdrawn registration still counts")
	}
	_, err = b.Register(ctx, registrar, d.ID, d.Rev, b.cert("2026530924000007"))
	b.Want(fault.Conflict, err, "a number of a withdrawn registration")

	// Another county may record the same certificate, and only the same.
	buyer := officer2
	rec := func(sign string) error {
		in := content()
		in.Seller = contract.Side{Name: "镇康工学院", USCC: sellerCode, Region: "530924"}
		in.Buyer = contract.Side{Name: "武乡机械厂", Region: "140429"}
		in.SignDate = "2026-03-01"
		if sign != "" {
			in.SignDate = "2026-02-01"
		}
		c := b.stamped(buyer, in, "copy of another county")
		_, err := b.Elsewhere(ctx, buyer, c.ID, c.Rev,
			registry.Certificate{Number: "2026530924000007", Date: "2026-03-02", Authority: "m1登记站",
				Scan: b.File(buyer, "certificate")})
		return err
	}
	b.Want(fault.Conflict, rec("other"), "the number with other facts")
	if err := rec(""); err != nil {
		t.Errorf("the buyer's county records it: %v", err)
	}
}

func TestRegistrarIsNoParty(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	c := b.stamped(institute, content(), "text")
	c = b.ok(b.Submit(ctx, institute, c.ID, c.Rev))
	err := b.DB.Run(ctx, func(tx store.Tx) error {
		p, err := party.People.Get(tx, store.National, "p5")
		p.Memberships = append(p.Memberships, party.Membership{ID: "y", Market: "m1", Org: "o2", Role: actor.Institute})
		if err == nil {
			err = party.People.Update(tx, &p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.Accept(ctx, registrar, c.ID, c.Rev, "")
	b.Want(fault.Forbidden, err, "a registrar who belongs to the seller")
}

func TestCounter(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	c := b.stamped(registrar, content(), "paper")
	_, err := b.Counter(ctx, registrar, c.ID, c.Rev, "张三")
	b.Want(fault.Forbidden, err, "the seller has an account")
	in := content()
	in.Seller = contract.Side{Name: "镇康农技合作社", USCC: "93530924MA6K000035", Region: "530924"}
	c = b.stamped(registrar, in, "paper of a co-operative")
	_, err = b.Counter(ctx, registrar, c.ID, c.Rev, "")
	b.Want(fault.Invalid, err, "nobody brought it")
	c = b.ok(b.Counter(ctx, registrar, c.ID, c.Rev, "张三"))
	if c.State != registry.Submitted || !strings.Contains(c.Registration.Applicant, "张三") {
		t.Errorf("counter: %+v", c.Registration)
	}
}

func TestRefusalAndObjection(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	in := content()
	in.Deductions = []contract.Deduction{{Kind: "material", CostFen: 100 * wan}}
	c := b.stamped(institute, in, "only material")
	c = b.ok(b.Submit(ctx, institute, c.ID, c.Rev))
	c = b.ok(b.Accept(ctx, registrar, c.ID, c.Rev, "RULE-2000"))
	_, err := b.Recognise(ctx, registrar, c.ID, c.Rev, registry.Decision{Rest: true})
	b.Want(fault.Invalid, err, "no technology amount")
	_, err = b.Refuse(ctx, registrar, c.ID, c.Rev, "subject2", "无技术交易额", nil)
	b.Want(fault.Invalid, err, "no head and no ground")
	c = b.ok(b.Refuse(ctx, registrar, c.ID, c.Rev, "price", "无技术交易额", nil))
	if c.State != registry.Refused || c.Registration.Head != "unclear" ||
		!strings.Contains(c.Registration.HeadText().In(vocab.Zh), "（价款") {
		t.Errorf("refused: %+v", c.Registration)
	}
	c = b.ok(b.Object(ctx, institute, c.ID, c.Rev, "原材料为合理载体"))
	if c.State != registry.Submitted || c.Registration.Head != "" {
		t.Errorf("objected: %+v", c.Registration)
	}
}

func TestOpenAmountIsCorrected(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	in := content()
	in.TotalFen, in.Deductions, in.Payment, in.Royalty = 50*wan, nil, contract.PayEntryRoyalty,
		&contract.Royalty{Base: "sales", EntryFen: 50 * wan}
	c := b.stamped(institute, in, "royalty")
	c = b.ok(b.Submit(ctx, institute, c.ID, c.Rev))
	c = b.ok(b.Accept(ctx, registrar, c.ID, c.Rev, ""))
	c = b.ok(b.Recognise(ctx, registrar, c.ID, c.Rev, registry.Decision{Rest: true}))
	c = b.ok(b.Register(ctx, registrar, c.ID, c.Rev, b.cert("2026530924000011")))
	if !c.Registration.Open {
		t.Fatal("the unknown royalty must stay open")
	}
	royalty := int64(30 * wan)
	c = b.ok(b.Correct(ctx, registrar, c.ID, c.Rev, 80*wan, nil,
		&contract.Royalty{Base: "sales", EntryFen: 50 * wan, EstimateFen: &royalty}, "提成已定"))
	if r := c.Registration; r.Open || r.TechFen != 80*wan || len(r.Versions) != 1 || r.Versions[0].TechFen != 50*wan {
		t.Errorf("corrected: %+v", r)
	}
	b.figures(t, map[ledger.Period]ledger.Figures{"2026-03": {Count: 1, TotalFen: 80 * wan, TechFen: 80 * wan}})
}

// A correction of a closed month counts in the adjusting month of its year, and after that in the present month.
func TestCorrectionNeverChangesAClosedMonth(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	c := b.stamped(institute, content(), "closed")
	c = b.ok(b.Submit(ctx, institute, c.ID, c.Rev))
	c = b.ok(b.Accept(ctx, registrar, c.ID, c.Rev, ""))
	c = b.ok(b.Recognise(ctx, registrar, c.ID, c.Rev, registry.Decision{Rest: true}))
	c = b.ok(b.Register(ctx, registrar, c.ID, c.Rev, b.cert("2026530924000011")))
	closeMonths := func(last ledger.Period, more ...ledger.Period) {
		t.Helper()
		officer := actor.Actor{Person: "p4", Market: "m1", Role: actor.Officer}
		for p := ledger.Period("2026-03"); p <= last; p = p.Next() {
			more = append([]ledger.Period{p}, more...)
		}
		slices.Sort(more)
		err := b.DB.Run(ctx, func(tx store.Tx) error {
			for _, p := range more {
				m, err := ledger.MonthOf(tx, "m1", p)
				if err == nil && m.State == ledger.Open {
					_, err = ledger.Close(tx, officer, p, m.Rev, ledger.Sheet{}, b.Now.UnixMilli())
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	was := ledger.Figures{Count: 1, TotalFen: c.TotalFen, TechFen: c.Registration.TechFen}
	b.Now = b.Now.AddDate(1, 0, 0)
	closeMonths("2026-12")
	c = b.ok(b.Correct(ctx, registrar, c.ID, c.Rev, c.TotalFen+10*wan, c.Deductions, nil, "补充协议"))
	more := ledger.Figures{TotalFen: 10 * wan, TechFen: c.Registration.TechFen - was.TechFen}
	b.figures(t, map[ledger.Period]ledger.Figures{"2026-03": was, "2026-13": more})
	closeMonths("2026-12", "2026-13")
	b.ok(b.Withdraw(ctx, registrar, c.ID, c.Rev, "双方解除"))
	b.figures(t, map[ledger.Period]ledger.Figures{"2026-03": was, "2026-13": more,
		ledger.Of(workday.Of(b.Now.UnixMilli())): was.Plus(more).Minus()})
}

// figures compares the books of the months.
func (b *bench) figures(t *testing.T, want map[ledger.Period]ledger.Figures) {
	t.Helper()
	got := map[ledger.Period]ledger.Figures{}
	err := b.DB.View(t.Context(), func(tx store.Tx) error {
		return ledger.Books.Each(tx, store.Query{Market: "m1"}, func(m ledger.Book) error {
			if m.Postings > 0 {
				got[m.Period()] = m.Sums.Whole(ledger.ScopeHere)
			}
			return nil
		})
	})
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("months %v, want %v (%v)", got, want, err)
	}
}

func TestPrecheck(t *testing.T) {
	b := open(t)
	c := b.create(institute, content())
	verdicts := func(c *contract.Contract) map[string]string {
		m := map[string]string{}
		for _, x := range registry.Precheck(c, contract.Wording{}, registry.RulesOn("2026-03-02"), "2026-03-02") {
			m[x.Code] = x.Verdict
			if x.Text.IsZero() || x.Head == "" {
				t.Errorf("%s has no text or head", x.Code)
			}
		}
		return m
	}
	v := verdicts(&c.Contract)
	for code, want := range map[string]string{"bound": registry.Bad, "parties": registry.OK, "price": registry.OK,
		"tech": registry.OK, "KF-1": registry.Ask} {
		if v[code] != want {
			t.Errorf("%s: %q, want %q", code, v[code], want)
		}
	}
	c.Class, c.SubClass, c.Terms = contract.Transfer, "ZR1", "乙方不得改进本技术"
	if v = verdicts(&c.Contract); v["monopoly"] != registry.Bad || v["ipProof"] != registry.Bad ||
		v["ZR-1"] != registry.Ask {
		t.Errorf("transfer: %v", v)
	}
}

// TestOneNumberOneWinner lets eight registrars enter the same number at once.
func TestOneNumberOneWinner(t *testing.T) {
	b := open(t)
	var cs []seen
	for i := range 8 {
		cs = append(cs, b.awaiting(strings.Repeat("x", i+1)))
	}
	errs := make(chan error)
	for _, c := range cs {
		go func() {
			_, err := b.Register(t.Context(), registrar, c.ID, c.Rev, b.cert("2026530924000021"))
			errs <- err
		}()
	}
	won := 0
	for range cs {
		switch err := <-errs; {
		case err == nil:
			won++
		case !fault.Is(err, fault.Conflict):
			t.Error(err)
		}
	}
	if won != 1 {
		t.Errorf("%d contracts got the number", won)
	}
}

// TestSignedContractIsCompleted: the registration form can be filled in after both sides signed. The agreed fields and
// the confirmations stay.
func TestSignedContractIsCompleted(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	in := content()
	in.TechArea, in.Payment = "", ""
	c := b.stamped(institute, in, "signed early")
	_, err := b.Submit(ctx, institute, c.ID, c.Rev)
	b.Want(fault.Invalid, err, "an incomplete form")
	next := c.Content
	next.TechArea, next.Payment, next.Seller.Phone = "09", contract.PayOnce, "0883-1234567"
	for name, change := range map[string]func(*contract.Content){
		"/totalFen":   func(x *contract.Content) { x.TotalFen++ },
		"/subject":    func(x *contract.Content) { x.Subject = "别的标的" },
		"/deductions": func(x *contract.Content) { x.Deductions = nil },
		"/buyer/":     func(x *contract.Content) { x.Buyer = contract.Side{OrgID: "o9"} },
	} {
		bad := next
		change(&bad)
		_, err := b.Edit(ctx, institute, c.ID, c.Rev, bad)
		if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "["+name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	c = b.ok(b.Edit(ctx, institute, c.ID, c.Rev, next))
	if c.State != contract.Confirmed || c.Paper == nil || c.TechArea != "09" {
		t.Fatalf("completed: %s %+v", c.State, c.Paper)
	}
	b.ok(b.Submit(ctx, institute, c.ID, c.Rev))
}
