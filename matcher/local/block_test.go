package local

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/text"
	"kebang/matcher"
)

// TestBlocks fills more than one block, empties much of the first and fills it again. Every document stays findable,
// and no needless block is made.
func TestBlocks(t *testing.T) {
	ctx := context.Background()
	x := New()
	doc := func(i int, word string) *matcher.Analysed {
		return matcher.Analyse(matcher.Doc{Kind: matcher.Achievement, ID: fmt.Sprintf("d%06d", i), Revision: 1,
			Title: word})
	}
	const n = blockSlots + 1000
	var all []*matcher.Analysed
	for i := range n {
		word := "茶"
		if i%10_000 == 7 {
			word = "蔗渣"
		}
		all = append(all, doc(i, word))
	}
	if err := x.Put(ctx, all...); err != nil {
		t.Fatal(err)
	}
	found := func(limit int) []string {
		refs, err := x.Candidates(ctx, matcher.Achievement,
			[]matcher.WeightedTerm{{Term: text.Pair('蔗', '渣'), Weight: 3}}, matcher.Filter{}, limit)
		if err != nil {
			t.Fatal(err)
		}
		out := []string{}
		for _, r := range refs {
			out = append(out, r.ID)
		}
		return out
	}
	want := []string{"d000007", "d010007", "d020007", "d030007", "d040007", "d050007", "d060007"}
	if d := cmp.Diff(want, found(100)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(want[:3], found(3)); d != "" {
		t.Error(d)
	}
	var gone []string
	for i := 10_000; i < 40_000; i++ {
		gone = append(gone, all[i].ID)
	}
	if err := x.Delete(ctx, matcher.Achievement, gone...); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"d000007", "d040007", "d050007", "d060007"}, found(100)); d != "" {
		t.Error(d)
	}
	for i := 10_000; i < 40_000; i++ {
		if err := x.Put(ctx, all[i]); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(want, found(100)); d != "" {
		t.Error(d)
	}
	s := x.side(matcher.Achievement)
	if len(s.blocks) != 2 || s.size() != n {
		t.Errorf("%d blocks of %d documents, want 2 of %d", len(s.blocks), s.size(), n)
	}
}

// TestScale: the sums fit two bytes for any weights.
func TestScale(t *testing.T) {
	for _, weights := range [][]float32{{1}, {1e9, 1, 1e-9}, {3, 3, 3, -1}, make([]float32, 96)} {
		var terms []matcher.WeightedTerm
		for i, w := range weights {
			terms = append(terms, matcher.WeightedTerm{Term: text.Term(i), Weight: w})
		}
		all, h := 0, newSide().look(terms)
		for i := range h.terms {
			for _, v := range h.adds(i) {
				all += int(v)
			}
		}
		if all > 1<<16-1 || weights[0] > 0 && all < 60_000 {
			t.Errorf("%v: all weights add up to %d", weights, all)
		}
	}
}

// TestAtLeast: lanes are compared as numbers of two bytes, whatever the neighbours.
func TestAtLeast(t *testing.T) {
	edges := []uint16{0, 1, 2, 0x7ffe, 0x7fff, 0x8000, 0x8001, 0xfffe, 0xffff, 300, 40_000}
	for _, low := range edges {
		for i := range edges {
			var x, want uint64
			for lane := range 4 {
				v := edges[(i+lane*(1+int(low)%3))%len(edges)]
				x |= uint64(v) << (16 * lane)
				if v >= low {
					want |= 0x8000 << (16 * lane)
				}
			}
			if got := atLeast(x, uint64(low)*laneOnes); got != want {
				t.Fatalf("%#016x from %#04x on: %#016x, want %#016x", x, low, got, want)
			}
		}
	}
}
