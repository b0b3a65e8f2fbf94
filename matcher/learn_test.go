package matcher_test

import (
	"context"
	"fmt"
	"maps"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/matcher"
)

// lessons are deals in which people took pairs with similar titles and left pairs that only shared the industry.
func lessons(n int) []matcher.Lesson {
	var out []matcher.Lesson
	add := func(sign matcher.Sign, category string, title, industry float64) {
		id := fmt.Sprintf("d%03d", len(out))
		out = append(out, matcher.Lesson{Deal: id, Sign: sign, Category: category,
			Features: map[string]float64{"text": .4, "title": title, "meaning": .4, "industry": industry}})
	}
	for range n {
		add(matcher.SignContract, "", .7, 0)
		add(matcher.SignDeclined, "unsuitable", .1, 1)
		add(matcher.SignDeclined, "price", .7, 0) // says nothing about the match
		add(matcher.SignOpened, "", .1, 1)        // a mere opening says nothing either
	}
	return out
}

func TestLearnMovesTheWeights(t *testing.T) {
	from := matcher.DefaultWeights()
	kept := maps.Clone(from)
	fit, ok := matcher.Learn(lessons(40), from)
	if !ok || fit.Right != 40 || fit.Wrong != 40 || fit.After >= fit.Before {
		t.Fatalf("fit %+v, %v", fit, ok)
	}
	if fit.Weights["title"] <= from["title"] || fit.Weights["industry"] >= from["industry"] ||
		fit.Weights["budget"] != from["budget"] {
		t.Errorf("weights %v", fit.Weights)
	}
	if again, _ := matcher.Learn(lessons(40), from); !maps.Equal(again.Weights, fit.Weights) ||
		!maps.Equal(from, kept) {
		t.Error("the same lessons give other weights, or the start was changed")
	}
	if few, ok := matcher.Learn(lessons(10), from); ok || !maps.Equal(few.Weights, from) {
		t.Errorf("twenty pairs were enough: %+v", few)
	}
}

// Weights that do worse on the newest pairs never come out of a refit.
func TestProveHoldsTheNewestBack(t *testing.T) {
	from := matcher.DefaultWeights()
	dated := func(ls []matcher.Lesson) []matcher.Lesson {
		for i := range ls {
			ls[i].At = int64(i)
		}
		return ls
	}
	good := matcher.Prove(dated(lessons(40)), from)
	if good.Outcome != matcher.Better || good.Held != 16 || good.After.Loss >= good.Before.Loss ||
		good.Weights["title"] <= from["title"] {
		t.Errorf("steady lessons: %+v", good)
	}
	turned := lessons(40)
	for i := 120; i < len(turned); i++ { // among the newest pairs, right ones are wrong now
		for name, v := range map[string]float64{"title": .8 - turned[i].Features["title"],
			"industry": 1 - turned[i].Features["industry"]} {
			turned[i].Features[name] = v
		}
	}
	bad := matcher.Prove(dated(turned), from)
	if bad.Outcome != matcher.Worse || !maps.Equal(bad.Weights, from) {
		t.Errorf("lessons that turned: %+v", bad)
	}
	if few := matcher.Prove(dated(lessons(15)), from); few.Outcome != matcher.TooFew || !maps.Equal(few.Weights, from) {
		t.Errorf("thirty pairs: %+v", few)
	}
}

func TestLessonsAndWeightsOfAMarket(t *testing.T) {
	ctx := context.Background()
	b := newBench(t)
	b.fill("m1")
	d := b.demand("m1", "甘蔗收割机降低含杂率", "希望降低甘蔗收割机的含杂率，改进除杂装置。", "01")
	b.drain()
	before := b.answer("m1", d)
	if len(before.Items) == 0 {
		t.Fatal("no match to learn from")
	}
	pair := before.Items[0]
	l := matcher.Lesson{Meta: store.Meta{Market: "m1"}, Deal: "deal1", Demand: d, Achievement: pair.Achievement,
		Sign: matcher.SignAccepted}
	for range 2 {
		if err := b.matches.Keep(ctx, l); err != nil {
			t.Fatal(err)
		}
	}
	got, err := b.matches.LessonsOf(ctx, "m1")
	if err != nil || len(got) != 1 || got[0].Score != pair.Total() || len(got[0].Features) != len(pair.Features()) {
		t.Fatalf("lessons %+v, %v; the match had %v", got, err, pair.Features())
	}
	seen, err := b.matches.Learned(ctx, officer("m1"))
	if err != nil || seen.Signs[matcher.SignAccepted] != 1 || seen.Own {
		t.Errorf("learned %+v, %v", seen, err)
	}
	if _, err := b.matches.Learned(ctx, actor.Actor{Person: "p", Org: "o", Market: "m1",
		Role: actor.Enterprise}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a firm reads the counts: %v", err)
	}

	// Other weights of one market change its numbers and not those of the next market.
	w := matcher.DefaultWeights()
	w["industry"], w["region"] = 6, 0
	if err := b.matches.Adopt(ctx, "m1", matcher.Tuning{Weights: w}); err != nil {
		t.Fatal(err)
	}
	b.drain()
	after := b.answer("m1", d)
	if len(after.Items) == 0 || after.Items[0].Points <= before.Items[0].Points {
		t.Errorf("points %v, before %v", after.Items, before.Items[0].Points)
	}
	if _, own, err := b.matches.WeightsOf(ctx, "m2"); own || err != nil {
		t.Errorf("the next market has weights of its own: %v", err)
	}
	if got, own, err := b.matches.WeightsOf(ctx, "m1"); !own || got["industry"] != 6 || err != nil {
		t.Errorf("weights %v %v %v", got, own, err)
	}
}
