package contract_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/store"
)

// TestDraftFromDeal: every known fact is filled in, but no private one and no guess.
func TestDraftFromDeal(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	price, high, floor := int64(180*wan), int64(200*wan), int64(77*wan)
	demand := listing.DemandContent{Common: listing.Common{Title: "降低蔗渣水分", Text: "出榨水分在52%以上，锅炉燃烧不稳。",
		Industry: "0104", FloorFen: &floor,
		Contact: listing.Contact{Name: "陈工", Phone: "13900000000"}, Detail: "二号压榨线的设备清单"},
		Requirements: []listing.Requirement{{Must: true, Metric: "蔗渣水分", Op: "<=", Value: "48", Unit: "%",
			Text: "出榨取样"}, {Metric: "糖分收回", Op: "range", Value: "95", High: "97", Unit: "%"}}}
	ach := listing.AchievementContent{Common: listing.Common{Title: "末座重辊深度脱水", Text: "加装变频重辊。"},
		IP:         []listing.IP{{Kind: "invention", Number: "ZL202310000000.1"}, {Kind: "secret"}},
		Indicators: []listing.Indicator{{Metric: "蔗渣水分", Op: "<=", Value: "46", Unit: "%", Evidence: "两个榨季的记录"}}}
	d := deal.Deal{Meta: store.Meta{ID: "d1", Market: "m1"}, Serial: "DJ-2026-000001", State: deal.Agreed,
		Demand:      deal.Ref{ID: "n1", Title: demand.Title},
		Achievement: deal.Ref{ID: "a1"}, DemandSide: deal.Side{Org: "o1",
			Name: "边城糖业"}, AchievementSide: deal.Side{Org: "o2", Name: "镇康工学院"},
		Terms: &deal.Terms{PriceFen: &price, Mode: listing.ModeDevelop, Date: "2026-03-20", IP: "成果归双方共有",
			NextStep: "三月下旬签约", AcceptedAt: 9, AcceptedBy: "陈工"}}
	put := func() {
		t.Helper()
		err := b.DB.Run(ctx, func(tx store.Tx) error {
			old, err := deal.Deals.Get(tx, "m1", "d1")
			x := d
			if x.Meta = old.Meta; err != nil {
				x.Meta = d.Meta
				return deal.Deals.Insert(tx, &x)
			}
			return deal.Deals.Update(tx, &x)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	put()
	if err := b.DB.Run(ctx, func(tx store.Tx) error {
		l := listing.Listing[listing.DemandContent]{Meta: store.Meta{ID: "n1", Market: "m1"}, State: listing.Open,
			Published: &demand}
		if err := listing.Demands.Insert(tx, &l); err != nil {
			return err
		}
		return listing.Achievements.Insert(tx,
			&listing.Listing[listing.AchievementContent]{Meta: store.Meta{ID: "a1", Market: "m1"}, State: listing.Open,
				Published: &ach})
	}); err != nil {
		t.Fatal(err)
	}
	got, err := b.Draft(ctx, institute, "d1")
	if err != nil {
		t.Fatal(err)
	}
	want := contract.Content{Title: "降低蔗渣水分", Class: contract.Development, SubClass: "KF1",
		Seller:   contract.Side{OrgID: "o2", Name: "镇康工学院", USCC: sellerCode, Region: "530924"},
		Buyer:    contract.Side{OrgID: "o1", Name: "边城糖业", USCC: "91530924MA6K000015", Region: "530924"},
		TotalFen: price, Deductions: []contract.Deduction{}, SignDate: "2026-03-20", BeginDate: "2026-03-20",
		IP:        []string{"invention", "secret"},
		IPNumbers: "ZL202310000000.1", IPOwner: "成果归双方共有", Industry: "0104",
		Subject:    "要解决的问题：出榨水分在52%以上，锅炉燃烧不稳。\n采用的技术成果：末座重辊深度脱水。加装变频重辊。",
		Targets:    "蔗渣水分不高于48%（出榨取样）（必备）\n糖分收回95至97%\n成果现有水平：蔗渣水分不高于46%（两个榨季的记录）",
		Acceptance: "按下列必备指标验收：\n蔗渣水分不高于48%（出榨取样）", Terms: "下一步安排：三月下旬签约", Attachments: []contract.Attachment{}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	// It can be stored unchanged.
	b.ok(b.Create(ctx, institute, contract.New{ID: "c1", Content: got, Deal: "d1"}))

	d.Terms = &deal.Terms{PriceFen: &price, PriceHighFen: &high, PriceWords: "按销售额提成3%", Mode: listing.ModeLicence,
		AcceptedAt: 9}
	put()
	got, err = b.Draft(ctx, firm, "d1")
	if err != nil || got.TotalFen != 0 || got.Class != contract.Licence || got.Payment != contract.PayRoyalty ||
		!strings.Contains(got.Terms, "180万元至200万元") {
		t.Errorf("a range with a royalty: %+v, %v", got, err)
	}
	d.Terms.AcceptedAt = 0
	put()
	if got, err = b.Draft(ctx, firm, "d1"); err != nil || got.Class != "" || got.Terms != "" {
		t.Errorf("terms nobody accepted: %+v, %v", got, err)
	}
	_, err = b.Draft(ctx, rival, "d1")
	b.Want(fault.NotFound, err, "a stranger")
	_, err = b.Draft(ctx, actor.Actor{Person: "p7", Market: "m2", Role: actor.Officer}, "d1")
	b.Want(fault.NotFound, err, "another market")
}
