package contract_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/party"
	"kebang/internal/store"
)

// introduced stores an introduction of the institute and the firm by a broker, declined a month ago.
func (b *bench) introduced(person string) deal.Deal {
	b.t.Helper()
	d := deal.Deal{Meta: store.Meta{ID: id.New(), Market: "m1"}, Serial: "DJ-2026-" + person, State: deal.Ended, Demand: deal.Ref{ID: "d" + person},
		Achievement: deal.Ref{ID: "a" + person}, DemandSide: deal.Side{Org: "o1", Name: "边城糖业"}, AchievementSide: deal.Side{Org: "o2", Name: "镇康工学院"},
		Broker:     &deal.Side{Person: person, Name: "罗经理"},
		Introducer: deal.Introducer{Person: person, Name: "罗经理", Role: actor.Broker, At: b.now.AddDate(0, -1, 0).UnixMilli()},
		End:        &deal.End{Category: "other", Text: "暂不考虑"}}
	x := d
	if err := b.db.Run(b.t.Context(), func(tx store.Tx) error { x = d; return deal.Deals.Insert(tx, &x) }); err != nil {
		b.t.Fatal(err)
	}
	return x
}

// code is the code of a fault.
func code(err error) string {
	var e *fault.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// TestOpenCreditBlocks: a party answers before it proposes, confirms or stamps; one answer of the two is enough. Those who
// enter the paper of others are not asked: the introduction is recorded as open and waits for the parties.
func TestOpenCreditBlocks(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	d := b.introduced("p3")
	c := b.create(institute, content())
	c = b.ok(b.Generate(ctx, institute, c.ID, c.Rev))
	_, err := b.Propose(ctx, institute, c.ID, c.Rev)
	if code(err) != "credit-open" || !strings.Contains(err.Error(), "罗经理") || !strings.Contains(err.Error(), d.Serial) {
		t.Errorf("proposed beside an open introduction: %v", err)
	}
	scan := b.file(institute, "scan")
	if _, err := b.Stamp(ctx, institute, c.ID, c.Rev, scan); code(err) != "credit-open" {
		t.Errorf("a party stamps: %v", err)
	}
	for name, a := range map[string]actor.Actor{"the broker": broker, "an officer": officer, "a registrar": registrar} {
		if _, err := b.AnswerCredit(ctx, a, c.ID, d.ID, deal.CreditTaken, ""); err == nil {
			t.Errorf("%s answers for a party", name)
		}
	}
	if _, err := b.AnswerCredit(ctx, institute, c.ID, "gone", deal.CreditTaken, ""); !fault.Is(err, fault.NotFound) {
		t.Errorf("an answer to no introduction: %v", err)
	}
	if _, err := b.AnswerCredit(ctx, institute, c.ID, d.ID, deal.CreditTaken, ""); err != nil {
		t.Fatal(err)
	}
	c = b.ok(b.Propose(ctx, institute, c.ID, c.Rev))
	c = b.ok(b.Confirm(ctx, firm, c.ID, c.Rev, c.Text.Blob))

	// A second introduction that becomes known while the text lies before the sides stops the confirmation.
	late := b.introduced("p33")
	if _, err := b.Confirm(ctx, institute, c.ID, c.Rev, c.Text.Blob); code(err) != "credit-open" {
		t.Errorf("confirmed beside an open introduction: %v", err)
	}
	if _, err := b.AnswerCredit(ctx, firm, c.ID, late.ID, deal.CreditContested, "早有往来"); err != nil {
		t.Fatal(err)
	}
	b.ok(b.Confirm(ctx, institute, c.ID, c.Rev, c.Text.Blob))
}

// TestPaperOfOthersLeavesCreditsOpen: officer and registrar enter the paper; the open introductions stand in it.
func TestPaperOfOthersLeavesCreditsOpen(t *testing.T) {
	for _, a := range []actor.Actor{officer, registrar} {
		b := open(t)
		ctx := t.Context()
		first, answered := b.introduced("p3"), b.introduced("p33")
		c := b.create(institute, content())
		if _, err := b.AnswerCredit(ctx, firm, c.ID, answered.ID, deal.CreditTaken, ""); err != nil {
			t.Fatal(err)
		}
		c = b.ok(b.Stamp(ctx, a, c.ID, c.Rev, b.file(a, "scan")))
		if !slices.Equal(c.Paper.OpenCredits, []string{first.Serial}) {
			t.Errorf("%s: open are %v", a.Role, c.Paper.OpenCredits)
		}
		credits, err := b.Credits(ctx, institute, c.ID)
		if err != nil || len(credits) != 2 || credits[0].State == deal.CreditOffered == (credits[1].State == deal.CreditOffered) {
			t.Errorf("%s: %+v, %v", a.Role, credits, err)
		}
		if _, err := b.AnswerCredit(ctx, institute, c.ID, first.ID, deal.CreditContested, "没有引荐过"); err != nil {
			t.Errorf("the party answers afterwards: %v", err)
		}
	}
}

// TestPartyWithoutItsID: a contract that names the other unit by its name or its code only is one of the same two units:
// the introduction is asked for, and its broker registers nothing.
func TestPartyWithoutItsID(t *testing.T) {
	for name, buyer := range map[string]contract.Side{"by name": {Name: "边城糖业"}, "by name with spaces": {Name: " 边城 糖业 "}, "by another name": {Name: "边城茶业"}} {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			ctx := t.Context()
			d := b.introduced("p5")
			in := content()
			in.Buyer = buyer
			c := b.create(institute, in)
			known := name != "by another name"
			if _, err := b.Stamp(ctx, institute, c.ID, c.Rev, b.file(institute, "scan")); (code(err) == "credit-open") != known {
				t.Errorf("stamped: %v", err)
			}
			if !known {
				return
			}
			c = b.ok(b.Stamp(ctx, officer, c.ID, c.Rev, b.file(officer, "scan")))
			if !slices.Equal(c.Paper.OpenCredits, []string{d.Serial}) {
				t.Errorf("open are %v", c.Paper.OpenCredits)
			}
			cert := contract.Certificate{Number: "2026530102000001", Date: "2026-03-02", Authority: "昆明市登记站", Scan: b.file(registrar, "certificate")}
			if _, err := b.Elsewhere(ctx, registrar, c.ID, c.Rev, cert); code(err) != "registrar-is-broker" {
				t.Errorf("the broker records the registration: %v", err)
			}
		})
	}
}

// TestCreditKeepsTheRegistrarAway: nobody decides on a contract on which he holds a credit, or whose pair of listings he
// introduced before, whoever the sides were then.
func TestCreditKeepsTheRegistrarAway(t *testing.T) {
	for name, tt := range map[string]struct {
		state   string
		refused bool
	}{
		"offered": {deal.CreditOffered, true}, "taken": {deal.CreditTaken, true}, "contested": {deal.CreditContested, true},
		"unrelated": {deal.CreditUnrelated, false}, "refused": {deal.CreditRefused, false}, "of another": {"", false}, "introduced the pair": {"pair", true},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			ctx := t.Context()
			c := b.stamped(institute, content(), "credits")
			c = b.ok(b.Submit(ctx, institute, c.ID, c.Rev))
			err := b.db.Run(ctx, func(tx store.Tx) error {
				if tt.state == "pair" {
					x := deal.Deal{Meta: store.Meta{ID: "dx", Market: "m1"}, Serial: "DJ-2026-000009", State: deal.Ended, DemandSide: deal.Side{Org: "o1"},
						AchievementSide: deal.Side{Org: "o2"}, Introductions: []deal.Introduced{{Deal: "old", Person: "p5"}}}
					if err := deal.Deals.Insert(tx, &x); err != nil {
						return err
					}
					y, err := contract.Contracts.Get(tx, "m1", c.ID)
					if y.Deal.ID = "dx"; err == nil {
						err = contract.Contracts.Update(tx, &y)
					}
					return err
				}
				x := deal.Credit{Meta: store.Meta{ID: c.ID + ".dx", Market: "m1"}, Contract: c.ID, Introduction: "dx", Person: "p5", State: tt.state}
				if tt.state == "" {
					x.Person, x.State = "p55", deal.CreditTaken
				}
				return deal.Credits.Insert(tx, &x)
			})
			if err != nil {
				t.Fatal(err)
			}
			if _, err = b.Accept(ctx, registrar, c.ID, 0, ""); (code(err) == "registrar-is-broker") != tt.refused || !tt.refused && err != nil {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestBrokerOfAPartyKeepsAway: who came to belong to a party does nothing with its contract as the broker, nor makes one.
func TestBrokerOfAPartyKeepsAway(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	d := deal.Deal{Meta: store.Meta{ID: "dt", Market: "m1"}, Serial: "DJ-2026-000007", State: deal.Talking, DemandYes: true, AchievementYes: true,
		Demand: deal.Ref{ID: "d", Title: "脱水"}, Achievement: deal.Ref{ID: "a"}, DemandSide: deal.Side{Org: "o1"}, AchievementSide: deal.Side{Org: "o2"},
		Broker: &deal.Side{Person: "p3"}, Introducer: deal.Introducer{Person: "p3", Role: actor.Broker}}
	if err := b.db.Run(ctx, func(tx store.Tx) error { x := d; return deal.Deals.Insert(tx, &x) }); err != nil {
		t.Fatal(err)
	}
	c := b.ok(b.Create(ctx, broker, contract.New{ID: id.New(), Content: content(), Deal: "dt"}))
	p := party.Person{Meta: store.Meta{ID: "p3", Market: store.National}, Account: "luo", Memberships: []party.Membership{{ID: "y", Market: "m2", Org: "o2", Role: actor.Institute}}}
	if err := b.db.Run(ctx, func(tx store.Tx) error { x := p; return party.People.Insert(tx, &x) }); err != nil {
		t.Fatal(err)
	}
	_, err := b.Edit(ctx, broker, c.ID, c.Rev, content())
	b.want(fault.Forbidden, err, "edits")
	_, err = b.Generate(ctx, broker, c.ID, c.Rev)
	b.want(fault.Forbidden, err, "writes the text")
	_, err = b.Cancel(ctx, broker, c.ID, c.Rev, "不签了")
	b.want(fault.Forbidden, err, "cancels")
	_, err = b.Create(ctx, broker, contract.New{ID: id.New(), Content: content(), Deal: "dt"})
	b.want(fault.Forbidden, err, "makes another")
	b.ok(b.Edit(ctx, institute, c.ID, c.Rev, content()))
}

// TestDateOfACertificateElsewhere: not before the signing, not in the future, and any day between, whenever it is typed.
func TestDateOfACertificateElsewhere(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	n := 0
	for date, ok := range map[string]bool{"2026-02-28": false, "2026-03-03": false, "": false, "2026-02-30": false, "2026-03-01": true, "2026-03-02": true} {
		in := content()
		in.Seller = contract.Side{OrgID: "o8"}
		in.Title += date
		c := b.stamped(firm, in, "elsewhere "+date) // signed on 1 March; today is 2 March
		n++
		cert := contract.Certificate{Number: "202653010200010" + string(rune('0'+n)), Date: dateOf(date), Authority: "昆明市登记站", Scan: b.file(officer, "certificate "+date)}
		got, err := b.Elsewhere(ctx, officer, c.ID, c.Rev, cert)
		switch {
		case !ok && !slices.Equal(fieldsOf(err), []string{"/date"}):
			t.Errorf("%q: %v", date, err)
		case ok && (err != nil || got.Registration.Date != dateOf(date) || got.Registration.Decided != dateOf(date)):
			t.Errorf("%q: %+v, %v", date, got.Registration, err)
		}
	}
	// A draft without a day of signing says so beside the date.
	in := content()
	in.SignDate, in.Seller = "", contract.Side{OrgID: "o8"}
	c := b.create(officer, in)
	cert := contract.Certificate{Number: "2026530102000109", Date: "2026-03-01", Authority: "昆明市登记站", Scan: b.file(officer, "certificate")}
	if _, err := b.Elsewhere(ctx, officer, c.ID, c.Rev, cert); !slices.Contains(fieldsOf(err), "/signDate") {
		t.Errorf("without a day of signing: %v", err)
	}
	// A certificate of last year counts in its own year, though it is typed in this one.
	b.now = b.now.AddDate(1, 0, 0)
	in = content()
	in.Seller = contract.Side{OrgID: "o8"}
	c = b.stamped(firm, in, "last year")
	cert.Number, cert.Date, cert.Scan = "2026530102000110", "2026-12-31", b.file(officer, "of December")
	b.ok(b.Elsewhere(ctx, officer, c.ID, c.Rev, cert))
	if n, _, _ := b.totals("m1", store.Cond{Field: "regYear", Op: store.Eq, Value: "2026"}); n != 3 {
		t.Errorf("%d contracts of 2026", n)
	}
}
