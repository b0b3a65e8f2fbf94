package registry_test

import (
	"slices"
	"testing"

	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/registry"
	"kebang/internal/store"
)

// TestPartyWithoutItsID: a contract that names the other unit only by name or code is one of the same two units. The
// introduction is asked about, and its broker registers nothing.
func TestPartyWithoutItsID(t *testing.T) {
	for name, buyer := range map[string]contract.Side{"by name": {Name: "边城糖业"},
		"by name with spaces": {Name: " 边城 糖业 "}, "by another name": {Name: "边城茶业"}} {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			ctx := t.Context()
			d := b.Introduced("p5")
			in := content()
			in.Buyer = buyer
			c := b.create(institute, in)
			known := name != "by another name"
			if _, err := b.Stamp(ctx, institute, c.ID, c.Rev,
				b.File(institute, "scan")); (code(err) == "credit-open") != known {
				t.Errorf("stamped: %v", err)
			}
			if !known {
				return
			}
			c = b.ok(b.Stamp(ctx, officer, c.ID, c.Rev, b.File(officer, "scan")))
			if !slices.Equal(c.Paper.OpenCredits, []string{d.Serial}) {
				t.Errorf("open are %v", c.Paper.OpenCredits)
			}
			cert := registry.Certificate{Number: "2026530102000001", Date: "2026-03-02", Authority: "昆明市登记站",
				Scan: b.File(registrar, "certificate")}
			if _, err := b.Elsewhere(ctx, registrar, c.ID, c.Rev, cert); code(err) != "registrar-is-broker" {
				t.Errorf("the broker records the registration: %v", err)
			}
		})
	}
}

// TestCreditKeepsTheRegistrarAway: a registrar with a credit on a contract does not decide on it. The same holds when
// he introduced its pair of listings before, between any sides.
func TestCreditKeepsTheRegistrarAway(t *testing.T) {
	for name, tt := range map[string]struct {
		state   string
		refused bool
	}{
		"offered": {deal.CreditOffered, true}, "taken": {deal.CreditTaken, true}, "contested": {deal.CreditContested,
			true},
		"unrelated": {deal.CreditUnrelated, false}, "refused": {deal.CreditRefused, false}, "of another": {"",
			false}, "introduced the pair": {"pair", true},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			ctx := t.Context()
			c := b.stamped(institute, content(), "credits")
			c = b.ok(b.Submit(ctx, institute, c.ID, c.Rev))
			err := b.DB.Run(ctx, func(tx store.Tx) error {
				if tt.state == "pair" {
					x := deal.Deal{Meta: store.Meta{ID: "dx", Market: "m1"}, Serial: "DJ-2026-000009",
						State: deal.Ended, DemandSide: deal.Side{Org: "o1"},
						AchievementSide: deal.Side{Org: "o2"}, Introductions: []deal.Introduced{{Deal: "old",
							Person: "p5"}}}
					if err := deal.Deals.Insert(tx, &x); err != nil {
						return err
					}
					y, err := contract.Contracts.Get(tx, "m1", c.ID)
					if y.Deal.ID = "dx"; err == nil {
						err = contract.Contracts.Update(tx, &y)
					}
					return err
				}
				x := deal.Credit{Meta: store.Meta{ID: c.ID + ".dx", Market: "m1"}, Contract: c.ID, Introduction: "dx",
					Person: "p5", State: tt.state}
				if tt.state == "" {
					x.Person, x.State = "p55", deal.CreditTaken
				}
				return deal.Credits.Insert(tx, &x)
			})
			if err != nil {
				t.Fatal(err)
			}
			if _, err = b.Accept(ctx, registrar, c.ID, 0, ""); (code(err) == "registrar-is-broker") != tt.refused ||
				!tt.refused && err != nil {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestDateOfACertificateElsewhere: the date is not before the signing and not in the future. Any day between is
// allowed, on any day of entry.
func TestDateOfACertificateElsewhere(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	n := 0
	for date, ok := range map[string]bool{"2026-02-28": false, "2026-03-03": false, "": false, "2026-02-30": false,
		"2026-03-01": true, "2026-03-02": true} {
		in := content()
		in.Seller = contract.Side{OrgID: "o8"}
		in.Title += date
		c := b.stamped(firm, in, "elsewhere "+date) // signed on 1 March; today is 2 March
		n++
		cert := registry.Certificate{Number: "202653010200010" + string(rune('0'+n)), Date: dateOf(date),
			Authority: "昆明市登记站", Scan: b.File(officer, "certificate "+date)}
		got, err := b.Elsewhere(ctx, officer, c.ID, c.Rev, cert)
		switch {
		case !ok && !slices.Equal(fieldsOf(err), []string{"/date"}):
			t.Errorf("%q: %v", date, err)
		case ok:
			if r := b.ok(got, err).Registration; r.Date != dateOf(date) || r.Decided != dateOf(date) {
				t.Errorf("%q: %+v", date, r)
			}
		}
	}
	// A draft without a day of signing names it beside the date.
	in := content()
	in.SignDate, in.Seller = "", contract.Side{OrgID: "o8"}
	c := b.create(officer, in)
	cert := registry.Certificate{Number: "2026530102000109", Date: "2026-03-01", Authority: "昆明市登记站",
		Scan: b.File(officer, "certificate")}
	if _, err := b.Elsewhere(ctx, officer, c.ID, c.Rev, cert); !slices.Contains(fieldsOf(err), "/signDate") {
		t.Errorf("without a day of signing: %v", err)
	}
	// A certificate of last year counts in its own year, although it is entered in this one.
	b.Now = b.Now.AddDate(1, 0, 0)
	in = content()
	in.Seller = contract.Side{OrgID: "o8"}
	c = b.stamped(firm, in, "last year")
	cert.Number, cert.Date, cert.Scan = "2026530102000110", "2026-12-31", b.File(officer, "of December")
	b.ok(b.Elsewhere(ctx, officer, c.ID, c.Rev, cert))
	if n, _, _ := b.totals("m1", store.Cond{Field: "regYear", Op: store.Eq, Value: "2026"}); n != 3 {
		t.Errorf("%d contracts of 2026", n)
	}
}
