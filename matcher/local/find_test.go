package local

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"kebang/internal/soak"
	"kebang/matcher"
)

// TestSoakCandidatesAddUp: candidates are the documents with the largest sums, equal ones by id, for any division of a
// block among cores.
func TestSoakCandidatesAddUp(t *testing.T) {
	for round := range soak.Rounds(t, 1) {
		addUp(t, soak.Rand(uint64(round)))
	}
}

func addUp(t *testing.T, rng *rand.Rand) {
	words := strings.Fields("蔗渣 制浆 核桃 破壳 茶叶 杀青 胶乳 保鲜 废水 处理 咖啡 脱皮 发酵 提取 多糖 黄酮 干燥 分选 育苗 病虫 检测 包装 乳清 凝胶 涂层 电极 石墨 陶瓷 纤维 树脂")
	x := New()
	var docs []*matcher.Analysed
	for i := range 10_000 {
		var b strings.Builder
		for range 1 + rng.IntN(25) {
			b.WriteString(words[rng.IntN(len(words))])
			b.WriteString("，")
		}
		docs = append(docs, matcher.Analyse(matcher.Doc{Kind: matcher.Achievement,
			ID: fmt.Sprintf("d%05d", rng.IntN(1<<20)), Market: fmt.Sprint("m", i%3), Text: b.String()}))
	}
	slices.SortFunc(docs, func(a, b *matcher.Analysed) int { return cmp.Compare(a.ID, b.ID) })
	docs = slices.CompactFunc(docs, func(a, b *matcher.Analysed) bool { return a.ID == b.ID })
	rng.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
	if err := x.Put(t.Context(), docs...); err != nil {
		t.Fatal(err)
	}
	s := x.side(matcher.Achievement)
	if n := len(s.stretches()); n < 2 {
		t.Fatalf("only %d stretches: this proves little", n)
	}
	corpus := matcher.NewCorpus(1, docs)
	for _, asked := range []string{"蔗渣制浆废水处理", "核桃破壳分选", "茶叶杀青干燥，茶叶包装", "咖啡脱皮发酵，咖啡干燥，咖啡检测，石墨电极涂层，乳清凝胶，树脂纤维"} {
		terms := corpus.Ask(matcher.Analyse(matcher.Doc{Kind: matcher.Demand, Text: asked})).Terms()
		query := s.look(terms)
		for _, f := range []matcher.Filter{{}, {Market: "m1"},
			{Market: "m2", Except: []string{docs[0].ID, docs[5].ID}}} {
			type sum struct {
				id    string
				score uint32
			}
			var all []sum
			for _, d := range docs {
				n := uint32(0)
				for i, w := range query.terms {
					for j, adds := range query.adds(i) {
						if d.Whole.Count(w.Term).Times() >= levels[j].count {
							n += uint32(adds)
						}
					}
				}
				if n > 0 && f.Matches(d) {
					all = append(all, sum{d.ID, n * uint32(normOf(d.Whole.Length()))})
				}
			}
			slices.SortFunc(all, func(a,
				b sum) int {
				return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.id, b.id))
			})
			for _, limit := range []int{1, 40, 200} {
				got, err := x.Candidates(t.Context(), matcher.Achievement, terms, f, limit)
				if err != nil {
					t.Fatal(err)
				}
				var want, have []string
				for _, w := range all[:min(limit, len(all))] {
					want = append(want, w.id)
				}
				for _, r := range got {
					have = append(have, r.ID)
				}
				if d := gocmp.Diff(want, have); d != "" {
					t.Errorf("%s, %+v, %d: -want +got\n%s", asked, f, limit, d)
				}
			}
		}
	}
}
