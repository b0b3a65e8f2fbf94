package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/store"
	"kebang/matcher"
	"kebang/matcher/eval"
)

// A deal teaches once a sign, with the features it was opened with.
func TestDealsTeach(t *testing.T) {
	ctx := context.Background()
	a, err := open(ctx, place{dir: folder(t)}, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	ms, err := a.parties.Markets(ctx)
	if err != nil {
		t.Fatal(err)
	}
	d := deal.Deal{Meta: store.Meta{ID: "deal1", Market: ms[0].ID}, Serial: "DJ-2026-000001", State: deal.Ended,
		DemandYes: true, AchievementYes: true,
		Demand: deal.Ref{ID: "d1"}, Achievement: deal.Ref{ID: "a1"}, End: &deal.End{Category: "unsuitable"},
		Match: &deal.Match{Score: 61, Corpus: 2, Features: map[string]float64{"title": .5}}}
	err = a.db.Run(ctx, func(tx store.Tx) error {
		next := d
		if err := deal.Deals.Insert(tx, &next); err != nil {
			return err
		}
		return store.Emit(tx, d.Market, deal.EventMoved, d.ID, d.State, 1)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.worker.Drain(ctx); err != nil {
		t.Fatal(err)
	}
	got, err := a.matches.LessonsOf(ctx, d.Market)
	if err != nil || len(got) != 3 {
		t.Fatalf("%d lessons, %v", len(got), err)
	}
	for _, l := range got {
		if l.Features["title"] != .5 || l.Score != 61 || l.Demand != "d1" ||
			(l.Category == "unsuitable") != (l.Sign == matcher.SignDeclined) {
			t.Errorf("lesson %+v", l)
		}
	}
}

// Weights that make the judged set worse never go live; weights that do not, do.
func TestLearnGuardsTheJudgedSet(t *testing.T) {
	data := filepath.Join("..", "..", "..", "shared", "data")
	if _, err := os.Stat(data); err != nil {
		t.Skip("SKIP: ../shared/data is missing, there is no judged set to guard")
	}
	ctx := context.Background()
	a, err := open(ctx, place{dir: folder(t)}, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	ms, err := a.parties.Markets(ctx)
	if err != nil {
		t.Fatal(err)
	}
	market := ms[0].ID
	o := eval.Options{Demands: filepath.Join(data, "demands.jsonl"),
		Achievements: filepath.Join(data, "achievements.jsonl"), Judged: filepath.Join(data, "judged-dev.jsonl")}
	teach := func(kind string, right, wrong map[string]float64) {
		t.Helper()
		for i := range 80 {
			l := matcher.Lesson{Meta: store.Meta{Market: market}, Deal: fmt.Sprintf("%s%02d", kind, i),
				Sign: matcher.SignContract, Features: right}
			if i%2 == 1 {
				l.Sign, l.Category, l.Features = matcher.SignDeclined, "unsuitable", wrong
			}
			if err := a.matches.Keep(ctx, l); err != nil {
				t.Fatal(err)
			}
		}
	}
	learn := func() string {
		t.Helper()
		var out bytes.Buffer
		if err := a.learn(ctx, &out, market, o, false); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if s := learn(); !strings.Contains(s, "反馈太少") {
		t.Errorf("nothing to learn from: %s", s)
	}
	// People who seem to love pairs that share neither industry nor words.
	teach("bad", map[string]float64{"text": .1, "title": .1, "meaning": .1, "industry": 0, "fresh": 1},
		map[string]float64{"text": .8, "title": .8, "meaning": .8, "industry": 1, "fresh": 0})
	s := learn()
	if _, own, err := a.matches.WeightsOf(ctx, market); own || err != nil || !strings.Contains(s, "不上线") {
		t.Errorf("worse weights went live (%v): %s", err, s)
	}
	if !strings.Contains(s, "nDCG@10") || !strings.Contains(s, "industry") {
		t.Errorf("the change is not shown: %s", s)
	}
}

// TestRefitGoesLive goes from the events of deals to new weights in force, while the server could run. The deals become
// lessons and the lessons weights. The weights are proved on the newest deals, and every pair gets a new score.
func TestRefitGoesLive(t *testing.T) {
	ctx := context.Background()
	a, err := open(ctx, place{dir: folder(t)}, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	ms, err := a.parties.Markets(ctx)
	if err != nil {
		t.Fatal(err)
	}
	market := ms[0].ID
	closed := 0
	// People sign where the same thing is meant, and leave what only shares the industry.
	closeDeals := func(n int, right, wrong map[string]float64) {
		t.Helper()
		for range n {
			closed++
			d := deal.Deal{Meta: store.Meta{ID: fmt.Sprintf("deal%03d", closed), Market: market},
				Serial: fmt.Sprintf("DJ-2026-%06d", closed), State: deal.Signed,
				DemandYes: true, AchievementYes: true, Demand: deal.Ref{ID: fmt.Sprintf("d%d",
					closed)}, Achievement: deal.Ref{ID: fmt.Sprintf("a%d", closed)},
				Match: &deal.Match{Score: 50, Corpus: 1, Features: right}, UpdatedAt: int64(closed)}
			if closed%2 == 0 {
				d.State, d.End, d.Match.Features = deal.Ended, &deal.End{Category: "unsuitable"}, wrong
			}
			err := a.db.Run(ctx, func(tx store.Tx) error {
				next := d
				if err := deal.Deals.Insert(tx, &next); err != nil {
					return err
				}
				return store.Emit(tx, d.Market, deal.EventMoved, d.ID, d.State, int64(closed))
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := a.worker.Drain(ctx); err != nil {
			t.Fatal(err)
		}
	}
	refit := func(dry bool) string {
		t.Helper()
		var out bytes.Buffer
		if err := a.refit(ctx, &out, market, dry); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	own := func() (map[string]float64, bool) {
		t.Helper()
		l, err := a.matches.Learned(ctx, actor.SystemActor(market))
		if err != nil {
			t.Fatal(err)
		}
		return l.Weights, l.Own
	}
	same := map[string]float64{"text": .5, "title": .3, "meaning": .5, "industry": 0, "object": 1}
	field := map[string]float64{"text": .5, "title": .3, "meaning": .5, "industry": 1, "object": 0}
	closeDeals(20, same, field)
	if s := refit(false); !strings.Contains(s, "反馈太少") {
		t.Errorf("twenty deals were enough: %s", s)
	}
	closeDeals(60, same, field)
	if s := refit(true); !strings.Contains(s, "试算") {
		t.Errorf("a dry run: %s", s)
	}
	if _, ok := own(); ok {
		t.Error("a dry run went live")
	}
	s := refit(false)
	w, ok := own()
	table := matcher.DefaultWeights()
	if !ok || !strings.Contains(s, "已上线") || w["object"] <= table["object"] || w["industry"] >= table["industry"] {
		t.Fatalf("own %v, weights %v: %s", ok, w, s)
	}
	if err := a.worker.Drain(ctx); err != nil { // everything is scored anew
		t.Fatal(err)
	}
	// The other way round from now on: what was learned would be wrong about the newest deals, so it stays.
	closeDeals(20, field, same)
	if s := refit(false); !strings.Contains(s, "不上线") && !strings.Contains(s, "反馈太少") && !strings.Contains(s, "没有可改进") {
		t.Errorf("went live against the newest deals: %s", s)
	}
	if again, _ := own(); again["object"] != w["object"] {
		t.Errorf("weights moved: %v", again)
	}
}
