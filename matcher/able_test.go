package matcher_test

import (
	"testing"

	"kebang/internal/actor"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/matcher"
)

// TestAbleUnitsOfOneMarket names the units with a near achievement, each once with its reason, and nobody of another
// market.
func TestAbleUnitsOfOneMarket(t *testing.T) {
	b := newBench(t)
	b.fill("m1")
	b.fill("m2")
	lab := actor.Actor{Person: "pl", PersonName: "主任", Org: "ol", OrgName: "研究所", Market: "m1", Role: actor.Institute}
	own := func(a actor.Actor, title, body, industry, by string) string {
		t.Helper()
		ctx, desk := t.Context(), b.listings.Achievements
		l, err := desk.Create(ctx, a, id.New(), listing.AchievementContent{Inventors: []string{by},
			Common: listing.Common{Title: title, Text: body, Industry: industry}})
		if err == nil {
			l, err = desk.Step(ctx, a, l.ID, l.Rev, listing.StepSubmit, "")
		}
		if err == nil {
			l, err = desk.Step(ctx, officer(a.Market), l.ID, l.Rev, listing.StepPublish, "")
		}
		if err != nil {
			t.Fatal(err)
		}
		return l.ID
	}
	far := lab
	far.Market, far.Org, far.OrgName = "m2", "o2", "外县研究所"
	near := own(lab, "甘蔗渣机械脱水装置", "甘蔗渣螺旋压榨脱水，水分降到百分之四十五。", "01", "李糖")
	own(lab, "蔗渣压榨脱水辊", "蔗渣脱水辊，水分降到百分之四十六。", "01", "李糖")
	own(lab, "肉牛冷冻精液保存", "冷冻精液的长期保存。", "06", "赵牛")
	own(far, "甘蔗渣螺旋脱水机", "甘蔗渣螺旋压榨脱水，水分降到百分之四十。", "01", "外县")
	b.drain()
	ask := matcher.Doc{Title: "压榨后蔗渣脱水", Text: "压榨后的蔗渣含水率偏高，锅炉燃烧不稳，希望降低水分。", Industry: "01"}
	es, err := b.matches.Able(t.Context(), officer("m1"), ask)
	if err != nil || len(es) != 1 || es[0].About.Text == "" || es[0].Name != lab.OrgName {
		t.Fatalf("able are %+v, %v", es, err)
	}
	orgs := map[string]bool{}
	for _, e := range es {
		if orgs[e.Org] {
			t.Errorf("%s is named twice", e.Name)
		}
		orgs[e.Org] = true
		for _, by := range e.By {
			if by == "外县" || by == "赵牛" {
				t.Errorf("%s is proposed", by)
			}
		}
	}
	others, err := b.matches.Able(t.Context(), officer("m2"), ask)
	if err != nil || len(others) != 1 || others[0].Org != far.Org || others[0].Work.ID == near {
		t.Errorf("the other market finds %+v, %v", others, err)
	}
}
