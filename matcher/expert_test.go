package matcher_test

import (
	"context"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/listing"
)

func (b *bench) invented(market, title, body, industry string, by ...string) string {
	return publish(b, b.listings.Achievements, market, listing.AchievementContent{Inventors: by,
		Common: listing.Common{Title: title, Text: body, Industry: industry}})
}

func TestReferencesFromOtherIndustries(t *testing.T) {
	b := newBench(t)
	b.fill("m1")
	d := b.demand("m1", "压榨后蔗渣脱水", "压榨后的蔗渣含水率偏高，锅炉燃烧不稳，希望降低水分。", "01")
	tea := b.invented("m1", "中药材低温烘干设备", "中药材切片的热泵烘干，含水率降到百分之十以下。", "08", "王药")
	same := b.invented("m1", "甘蔗渣机械脱水装置", "甘蔗渣螺旋压榨脱水，水分降到百分之四十五。", "01", "李糖")
	other := b.invented("m1", "肉牛冷冻精液保存", "冷冻精液的长期保存。", "06", "赵牛")
	b.drain()
	refs, err := b.matches.References(context.Background(), officer("m1"), d)
	if err != nil || len(refs) != 1 || refs[0].Side.ID != tea {
		t.Fatalf("references %+v, %v; wanted %s, neither %s nor %s", refs, err, tea, same, other)
	}
	if p := refs[0].Problems; len(p) != 1 || p[0].Name != "脱水干燥" || p[0].Demand != "脱水" || p[0].Achievement != "烘干" {
		t.Errorf("problems %+v", p)
	}
	for _, v := range b.answer("m1", d).Items {
		if v.Achievement == tea {
			t.Error("the reference stands among the matches")
		}
	}
	if _, err := b.matches.References(context.Background(),
		actor.Actor{Person: "p", Org: "o", Market: "m1", Role: actor.Enterprise}, d); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a stranger reads references: %v", err)
	}
}

func TestExpertsAreRanked(t *testing.T) {
	b := newBench(t)
	b.fill("m1")
	d := b.demand("m1", "橡胶林下间作高产栽培", "橡胶园行间空地没有利用，希望在林下间作，提高亩产值。", "02")
	b.invented("m1", "橡胶林下套种技术", "橡胶园林下套种粮食作物的栽培模式。", "02", "陈林", "周土")
	second := b.invented("m1", "橡胶园林下间作模式研究", "橡胶园行间林下间作三种模式。", "02", "陈林")
	closed := listing.AchievementContent{Inventors: []string{"不公开者"},
		Common: listing.Common{Title: "橡胶园林下间作栽培", Text: "橡胶园林下间作高产栽培技术。",
			Industry: "02", Levels: listing.Levels{"inventors": disclosure.Private}}}
	publish(b, b.listings.Achievements, "m1", closed)
	b.drain()
	broker := actor.Actor{Person: "b", Market: "m1", Role: actor.Broker}
	es, err := b.matches.Experts(context.Background(), broker, d)
	if err != nil || len(es) != 2 || es[0].Name != "陈林" || es[1].Name != "周土" {
		t.Fatalf("experts %+v, %v", es, err)
	}
	if len(es[0].Near) != 2 || es[0].Near[0].ID != second && es[0].Near[1].ID != second ||
		es[0].Rank <= es[0].Near[0].Score {
		t.Errorf("works %+v", es[0])
	}
	for _, e := range es {
		if e.Name == "不公开者" {
			t.Error("a closed inventor is named")
		}
	}
}
