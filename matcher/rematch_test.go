package matcher_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"kebang/internal/listing"
	"kebang/internal/store"
	"kebang/matcher"
	"kebang/matcher/indextest"
	"kebang/matcher/local"
)

// TestWorthIsWhatFindFinds: the short way to the stored pairs gives the same pairs and numbers as the long one.
func TestWorthIsWhatFindFinds(t *testing.T) {
	base, demands, err := indextest.Texts(filepath.Join("..", "..", "shared", "data"))
	if err != nil {
		t.Skip("SKIP: ../shared/data is missing: ", err)
	}
	base, demands = base[:600], demands[:150]
	indextest.Require(demands)
	x := local.New()
	var all []*matcher.Analysed
	for _, docs := range [][]matcher.Doc{base, demands} {
		for i := range docs {
			docs[i].Market, docs[i].Industry = "m", fmt.Sprintf("%02d", 1+i%9)
			all = append(all, matcher.Analyse(docs[i]))
		}
	}
	if err := x.Put(t.Context(), all...); err != nil {
		t.Fatal(err)
	}
	corpus := matcher.NewCorpus(1, all)
	strong := 0
	for _, a := range all {
		found, err := matcher.Find(t.Context(), x, corpus, a, matcher.Filter{Market: "m"}, 0)
		if err != nil {
			t.Fatal(err)
		}
		unasked := func(p *matcher.Pairing) bool { return matcher.Unasked(p.Demand, p.Achievement, p.Total) }
		worth := slices.DeleteFunc(slices.Clone(found), func(p *matcher.Pairing) bool { return !unasked(p) })
		if len(worth) == 0 && a.Kind == matcher.Demand {
			worth = slices.DeleteFunc(found[:min(len(found), matcher.KeptWeak)],
				func(p *matcher.Pairing) bool { return p.Total < matcher.Floor })
		}
		var want []matcher.Worthy
		for _, p := range worth {
			id := p.Achievement.ID
			if a.Kind == matcher.Achievement {
				id = p.Demand.ID
			}
			want = append(want, matcher.Worthy{ID: id, Total: p.Total, Confidence: p.Confidence})
			if unasked(p) {
				strong++
			}
		}
		got, err := matcher.Worth(t.Context(), x, corpus, a)
		if d := gocmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%s %s: %v, want - got +:\n%s", a.Kind, a.ID, err, d)
		}
	}
	if strong < 10 {
		t.Errorf("only %d pairs are shown unasked: this proves little", strong)
	}
}

// stored is every match of the store as JSON, without the instant of its writing.
func (b *bench) stored() map[string]string {
	b.t.Helper()
	out := map[string]string{}
	err := b.db.View(b.t.Context(), func(tx store.Tx) error {
		clear(out)
		return matcher.Matches.Each(tx, store.Query{AllMarkets: true}, func(m matcher.Match) error {
			m.At, m.Rev = 0, 0
			text, err := json.Marshal(m)
			out[m.Market+" "+m.ID] = string(text)
			return err
		})
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return out
}

// crowd publishes listings of two markets without matching them, in the first more than a page of demands. It gives one
// listing of each kind.
func (b *bench) crowd() (demand, achievement string) {
	things := []string{"甘蔗渣", "核桃壳", "茶叶末", "橡胶乳", "咖啡果皮", "透水砖"}
	uses := []string{"制备低聚木糖", "降低含水率", "除杂分选", "保鲜贮藏", "检测农残"}
	for i := range 30 {
		what := things[i%6] + uses[i%5]
		achievement = b.achievement("m1", what+"技术", "以"+things[i%6]+"为对象，"+uses[i%5]+"，已完成中试。", "01")
		b.achievement("m2", what+"技术", "以"+things[i%6]+"为对象，"+uses[i%5]+"，已完成中试。", "01")
	}
	for i := range 230 {
		demand = b.demand("m1", things[i%6]+uses[i%5], fmt.Sprintf("希望%s%s，第%d条生产线。", things[i%6], uses[i%5], i), "01")
	}
	b.demand("m2", "甘蔗渣制备低聚木糖", "希望甘蔗渣制备低聚木糖。", "01")
	return demand, achievement
}

func (b *bench) rematch(recount bool) matcher.Rematched {
	b.t.Helper()
	did, err := b.matches.RematchAll(b.t.Context(), recount, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return did
}

// TestRematch: an interrupted run that starts again ends the same. Correct pairs are not rewritten, and a recounted
// corpus rewrites all. A withdrawn listing has no stored pair, even while the index still has it.
func TestRematch(t *testing.T) {
	b := newBench(t)
	demand, achievement := b.crowd()

	ctx, stop := context.WithCancel(t.Context())
	_, err := b.matches.RematchAll(ctx, false, func(done, total int) {
		if done < total {
			stop() // after the first page
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("a rematch broken off: %v", err)
	}
	part := len(b.stored())
	rest := b.rematch(false)
	whole := b.stored()
	if part == 0 || part >= len(whole) || rest.Written != len(whole)-part || rest.Recount {
		t.Errorf("%d pairs before it was broken off, %d at the end: %+v", part, len(whole), rest)
	}
	other := newBench(t)
	b.copyListings(other.db)
	if did := other.rematch(false); did.Listings != 291 || did.Written != len(whole) {
		t.Errorf("in one go: %+v, want %d pairs", did, len(whole))
	}
	if d := gocmp.Diff(whole, other.stored()); d != "" {
		t.Errorf("broken off and in one go differ (-, +):\n%s", d)
	}
	if did := b.rematch(false); did.Written != 0 {
		t.Errorf("nothing has changed, and yet: %+v", did)
	}
	if did := b.rematch(true); did.Written != len(whole) || !did.Recount {
		t.Errorf("with a new corpus: %+v", did)
	}

	late := newBench(t)
	b.copyListings(late.db)
	if err := late.matches.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := late.listings.Demands.Step(t.Context(), officer("m1"), demand, 0, listing.StepWithdraw,
		"已解决"); err != nil {
		t.Fatal(err)
	}
	if _, err := late.listings.Achievements.Step(t.Context(), officer("m1"), achievement, 0, listing.StepWithdraw,
		"已转让"); err != nil {
		t.Fatal(err)
	}
	late.rematch(false)
	if len(late.stored()) == 0 {
		t.Error("nothing is stored")
	}
	for id := range late.stored() {
		if strings.Contains(id, demand) || strings.Contains(id, achievement) {
			t.Errorf("the withdrawn are stored: %s", id)
		}
	}
}

// copyListings writes the listings of the store into another one, without their events.
func (b *bench) copyListings(to store.Engine) {
	b.t.Helper()
	for _, spec := range []store.Spec{listing.Demands.Spec(), listing.Achievements.Spec()} {
		err := b.db.View(b.t.Context(), func(tx store.Tx) error {
			page, err := tx.Find(spec.Name, store.Query{AllMarkets: true, Limit: store.MaxLimit})
			if err != nil {
				return err
			}
			return to.Run(context.Background(), func(tx store.Tx) error {
				for _, r := range page.Items {
					r, err := spec.Revalued(r)
					if err == nil {
						err = tx.Insert(spec.Name, r)
					}
					if err != nil {
						return err
					}
				}
				return nil
			})
		})
		if err != nil {
			b.t.Fatal(err)
		}
	}
}
