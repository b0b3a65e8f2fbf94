package deal_test

import (
	"errors"
	"strings"
	"testing"

	"kebang/internal/check"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// wrong are the findings of the check after a change by fn, in a transaction that is rolled back.
func (b bench) wrong(t *testing.T, fn func(store.Tx) error) string {
	t.Helper()
	var found []string
	undo := errors.New("undo")
	err := b.db.Run(t.Context(), func(tx store.Tx) error {
		found = nil
		if err := fn(tx); err != nil {
			return err
		}
		c := &check.Case{Tx: tx, Market: "m1", Report: func(f check.Finding) { found = append(found, f.What) }}
		if err := deal.CheckConsistency(c); err != nil {
			return err
		}
		return undo
	})
	if !errors.Is(err, undo) {
		t.Fatal(err)
	}
	return strings.Join(found, " ")
}

func TestDealsFitTogether(t *testing.T) {
	b := open(t)
	b.away(t, "o1")
	b.away(t, "o2")
	d := talk(t, b)
	pair := b.demand + "." + b.achievement
	for _, tt := range []struct {
		rule  string
		spoil func(*deal.Deal)
		want  string // a part of the finding; empty for no finding
	}{
		{"as it was made", func(*deal.Deal) {}, ""},
		{"its demand is there", func(d *deal.Deal) { d.Demand.ID = "gone" }, "不存在"},
		{"its achievement is there", func(d *deal.Deal) { d.Achievement.ID = "gone" }, "不存在"},
		{"the demand's number", func(d *deal.Deal) { d.Demand.Serial = "XQ-9" }, "那条记录的编号却是"},
		{"the achievement's number", func(d *deal.Deal) { d.Achievement.Serial = "CG-9" }, "那条记录的编号却是"},
		{"a version that was published", func(d *deal.Deal) { d.Demand.Version = 2 }, ""},
		{"a version to come", func(d *deal.Deal) { d.Demand.Version = 4 }, "却只发布到第 3 版"},
		{"its unit is there", func(d *deal.Deal) { d.DemandSide.Org = "gone" }, "请从备份恢复该机构"},
		{"a researcher has no unit", func(d *deal.Deal) { d.AchievementSide.Org = "" }, ""},
		{"an end has a reason", func(d *deal.Deal) { d.State = deal.Ended }, "却没有写明类别和原因"},
		{"an end has a known category", func(d *deal.Deal) { d.State, d.End = deal.Ended, &deal.End{Category: "mood"} },
			"却没有写明类别和原因"},
		{"an end with both", func(d *deal.Deal) {
			d.State, d.End = deal.Ended,
				&deal.End{Category: "other", Text: fault.Plain("暂缓")}
		}, ""},
		{"a reason without an end", func(d *deal.Deal) { d.End = &deal.End{Category: "other"} }, "却写着结束的原因"},
		{"signed without a contract", func(d *deal.Deal) { d.State = deal.Signed }, "与是否记有合同不符"},
		{"a contract before it is signed", func(d *deal.Deal) { d.Contract = "c1" }, "与是否记有合同不符"},
		{"signed with a contract", func(d *deal.Deal) { d.State, d.Contract = deal.Signed, "c1" }, ""},
		{"talks need the demand's yes", func(d *deal.Deal) { d.DemandYes = false }, "却没有双方的同意"},
		{"terms need the achievement's yes", func(d *deal.Deal) { d.State, d.AchievementYes = deal.Agreed, false },
			"却没有双方的同意"},
		{"an intent needs no yes", func(d *deal.Deal) { d.State, d.DemandYes = deal.Intent, false }, ""},
		{"a lapsed intent needs no yes", func(d *deal.Deal) { d.State, d.DemandYes = deal.Lapsed, false }, ""},
		{"a declined intent needs no yes",
			func(d *deal.Deal) { d.State, d.DemandYes, d.End = deal.Ended, false, &deal.End{Category: "other"} }, ""},
		{"the match of the pair", func(d *deal.Deal) { d.Match = &deal.Match{ID: pair} }, ""},
		{"the match of another pair", func(d *deal.Deal) { d.Match = &deal.Match{ID: pair + "x"} }, "不是这一对需求和成果的"},
	} {
		got := b.wrong(t, func(tx store.Tx) error {
			x, err := deal.Deals.Get(tx, "m1", d.ID)
			if err != nil {
				return err
			}
			tt.spoil(&x)
			return deal.Deals.Update(tx, &x)
		})
		if !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%s: found %q, want %q", tt.rule, got, tt.want)
		}
	}
	got := b.wrong(t, func(tx store.Tx) error {
		x, err := deal.Deals.Get(tx, "m1", d.ID)
		if err != nil {
			return err
		}
		x.Serial = "DJ-2026-000009"
		return deal.Deals.Update(tx, &x)
	})
	if !strings.Contains(got, "流水号却只记到") {
		t.Errorf("a number above the sequence: found %q", got)
	}
}

func TestCreditsAndLooksFitTogether(t *testing.T) {
	b := open(t)
	b.away(t, "o1")
	b.away(t, "o2")
	d := b.introduce(t, broker)
	on := workday.Of(d.Introducer.At)
	contest := func(reason string) *deal.CreditAnswer {
		return &deal.CreditAnswer{Answer: deal.CreditContested, Reason: reason}
	}
	for _, tt := range []struct {
		rule  string
		spoil func(*deal.Credit)
		want  string
	}{
		{"as it was made, on its last day", func(*deal.Credit) {}, ""},
		{"its introduction is there", func(c *deal.Credit) { c.Introduction = "gone" }, "不存在"},
		{"of another broker", func(c *deal.Credit) { c.Person = "p9" }, "与引荐"},
		{"of another time", func(c *deal.Credit) { c.IntroducedAt++ }, "与引荐"},
		{"of another number", func(c *deal.Credit) { c.Serial = "DJ-9" }, "与引荐"},
		{"its id names contract and introduction", func(c *deal.Credit) { c.Contract = "c2" }, "不是由合同"},
		{"a state without its answer", func(c *deal.Credit) { c.State = deal.CreditTaken }, "与双方的答复不符"},
		{"contested with the seller's reason",
			func(c *deal.Credit) { c.State, c.Seller = deal.CreditContested, contest("早有往来") }, ""},
		{"contested with the buyer's reason",
			func(c *deal.Credit) { c.State, c.Buyer = deal.CreditContested, contest("早有往来") }, ""},
		{"contested without a reason", func(c *deal.Credit) {
			c.State, c.Seller, c.Buyer = deal.CreditContested,
				contest(""), contest("")
		}, "却没有写明理由"},
		{"over before it began", func(c *deal.Credit) { c.Until = on.AddDays(-1) }, "早于引荐之日"},
	} {
		got := b.wrong(t, func(tx store.Tx) error {
			c := deal.Credit{Meta: store.Meta{ID: "c1." + d.ID, Market: "m1"}, Introduction: d.ID, Serial: d.Serial,
				Contract: "c1", ContractSerial: "HT-1",
				Person: broker.Person, IntroducedAt: d.Introducer.At, Until: on, State: deal.CreditOffered}
			tt.spoil(&c)
			return deal.Credits.Insert(tx, &c)
		})
		if !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("a credit %s: found %q, want %q", tt.rule, got, tt.want)
		}
	}
	got := b.wrong(t, func(tx store.Tx) error {
		x, err := deal.Deals.Get(tx, "m1", d.ID)
		if err != nil {
			return err
		}
		x.Broker = nil
		if err := deal.Deals.Update(tx, &x); err != nil {
			return err
		}
		return deal.Credits.Insert(tx, &deal.Credit{Meta: store.Meta{ID: "c1." + d.ID, Market: "m1"},
			Introduction: d.ID, Serial: d.Serial, Contract: "c1",
			Person: broker.Person, IntroducedAt: d.Introducer.At, Until: on, State: deal.CreditOffered})
	})
	if !strings.Contains(got, "与引荐") {
		t.Errorf("a credit of a deal without a broker: found %q", got)
	}
	for _, tt := range []struct{ rule, deal, listing, want string }{
		{"without a deal", "", "other", ""}, {"of the demand", d.ID, b.demand, ""}, {"of the achievement", d.ID,
			b.achievement, ""},
		{"in a deal that is not there", "gone", b.demand, "不存在"}, {"of a listing of no side", d.ID, "other", "不在对接"},
	} {
		got := b.wrong(t, func(tx store.Tx) error {
			return listing.Looks.Insert(tx,
				&listing.Look{Meta: store.Meta{ID: "look", Market: "m1"}, Deal: tt.deal, Listing: tt.listing})
		})
		if !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("a look %s: found %q, want %q", tt.rule, got, tt.want)
		}
	}
	err := b.db.View(t.Context(), func(tx store.Tx) error {
		return deal.CheckConsistency(&check.Case{Tx: tx, Market: store.National,
			Report: func(f check.Finding) { t.Errorf("national: %s", f) }})
	})
	if err != nil {
		t.Error(err)
	}
}
