package deal_test

import (
	"testing"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// TestCredit: an introduction of the two units is offered beside every contract of theirs within its period. That holds
// for a declined one too, and for a contract without a deal. For another matter 无关 settles it. A broker who belongs to
// a party gets none.
func TestCredit(t *testing.T) {
	b := open(t)
	b.hide(t) // gives the demand the industry 0104
	b.at("2026-03-02")
	d := b.introduce(t, broker)
	b.step(t, firm, d.ID, deal.StepDecline, "暂不考虑", "other", deal.Ended)
	find := func(m deal.Matter) []deal.Credit {
		t.Helper()
		m.Contract, m.Serial = "c1", "HT-1"
		var out []deal.Credit
		err := b.db.View(t.Context(), func(tx store.Tx) (err error) {
			out, err = deal.CreditsFor(tx, "m1", m)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for _, c := range []struct {
		name           string
		m              deal.Matter
		found, related bool
	}{
		{"the same demand", deal.Matter{Seller: "o2", Buyer: "o1", Demand: b.demand, Date: "2026-03-02"}, true, true},
		{"the same achievement", deal.Matter{Seller: "o2", Buyer: "o1", Achievement: b.achievement, Date: "2027-03-02"},
			true, true},
		{"signed offline, the same industry",
			deal.Matter{Seller: "o2", Buyer: "o1", Industry: "0101", Date: "2026-09-01"}, true, true},
		{"signed offline, another industry",
			deal.Matter{Seller: "o2", Buyer: "o1", Industry: "0901", Date: "2026-09-01"}, true, false},
		{"sides the other way round", deal.Matter{Seller: "o1", Buyer: "o2", Industry: "0901", Date: "2026-09-01"},
			true, false},
		{"after the period", deal.Matter{Seller: "o2", Buyer: "o1", Demand: b.demand, Date: "2027-03-03"}, false,
			false},
		{"before the introduction", deal.Matter{Seller: "o2", Buyer: "o1", Demand: b.demand, Date: "2026-03-01"}, false,
			false},
		{"another buyer", deal.Matter{Seller: "o2", Buyer: "o9", Demand: b.demand, Date: "2026-03-02"}, false, false},
	} {
		got := find(c.m)
		if (len(got) == 1) != c.found ||
			c.found && (got[0].Related != c.related || got[0].State != deal.CreditOffered || got[0].Name != "罗经理") {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	answer := func(m deal.Matter, side, word, reason string) (c deal.Credit, err error) {
		offer := find(m)[0]
		err = b.db.Run(t.Context(), func(tx store.Tx) (err error) {
			c, err = deal.AnswerCredit(tx, firm, offer, side, word, reason, b.now.UnixMilli())
			return err
		})
		return c, err
	}
	same := deal.Matter{Seller: "o2", Buyer: "o1", Demand: b.demand, Date: "2026-03-02"}
	if _, err := answer(same, "buyer", deal.CreditUnrelated, ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("the same matter is called unrelated: %v", err)
	}
	if _, err := answer(same, "buyer", deal.CreditContested, " "); !fault.Is(err, fault.Invalid) {
		t.Errorf("contested without a reason: %v", err)
	}
	if c, err := answer(same, "seller", deal.CreditTaken, ""); err != nil || c.State != deal.CreditTaken {
		t.Errorf("%+v, %v", c, err)
	}
	if c, err := answer(same, "buyer", deal.CreditContested, "两家合作多年"); err != nil || c.State != deal.CreditContested {
		t.Errorf("%+v, %v", c, err)
	}
	if page, n, err := b.ListCredits(t.Context(), officer, deal.CreditFilter{Contested: true, Limit: 10}); err != nil ||
		n != 1 || page.Items[0].Buyer.Reason != "两家合作多年" {
		t.Errorf("the officer sees %+v, %v", page.Items, err)
	} else if _, err := b.SeeCredit(t.Context(), officer, page.Items[0].ID); err != nil {
		t.Error(err)
	}
	if _, n, err := b.ListCredits(t.Context(), officer, deal.CreditFilter{Contested: true, Limit: 10}); err != nil ||
		n != 0 {
		t.Errorf("%d wait after the officer read it, %v", n, err)
	}
}

// TestCreditOfAnInsider: a broker who joined a party after his introduction gets no credit.
func TestCreditOfAnInsider(t *testing.T) {
	b := open(t)
	b.introduce(t, broker)
	p := party.Person{Meta: store.Meta{ID: "p3", Market: store.National},
		Memberships: []party.Membership{{ID: "x", Market: "m1", Org: "o2", Role: actor.Institute}}}
	err := b.db.Run(t.Context(), func(tx store.Tx) error {
		if err := party.People.Insert(tx, &p); err != nil {
			return err
		}
		got, err := deal.CreditsFor(tx, "m1",
			deal.Matter{Contract: "c1", Seller: "o2", Buyer: "o1", Demand: b.demand, Date: workday.Today(*b.now)})
		if err != nil || len(got) != 1 || got[0].State != deal.CreditRefused {
			t.Errorf("%+v, %v", got, err)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
