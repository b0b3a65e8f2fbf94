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
	d := deal.Deal{Meta: store.Meta{ID: "deal1", Market: ms[0].ID}, Serial: "DJ-2026-000001", State: deal.Ended, DemandYes: true, AchievementYes: true,
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
		if l.Features["title"] != .5 || l.Score != 61 || l.Demand != "d1" || (l.Category == "unsuitable") != (l.Sign == matcher.SignDeclined) {
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
	o := eval.Options{Demands: filepath.Join(data, "demands.jsonl"), Achievements: filepath.Join(data, "achievements.jsonl"), Judged: filepath.Join(data, "judged-dev.jsonl")}
	teach := func(kind string, right, wrong map[string]float64) {
		t.Helper()
		for i := range 80 {
			l := matcher.Lesson{Meta: store.Meta{Market: market}, Deal: fmt.Sprintf("%s%02d", kind, i), Sign: matcher.SignContract, Features: right}
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
	teach("bad", map[string]float64{"text": .1, "title": .1, "meaning": .1, "industry": 0, "fresh": 1}, map[string]float64{"text": .8, "title": .8, "meaning": .8, "industry": 1, "fresh": 0})
	s := learn()
	if _, own, err := a.matches.WeightsOf(ctx, market); own || err != nil || !strings.Contains(s, "不上线") {
		t.Errorf("worse weights went live (%v): %s", err, s)
	}
	if !strings.Contains(s, "nDCG@10") || !strings.Contains(s, "industry") {
		t.Errorf("the change is not shown: %s", s)
	}
}
