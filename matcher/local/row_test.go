package local

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/text"
)

// TestManyPostings: rows of few and of many postings give the same places when added, packed, written and read.
func TestManyPostings(t *testing.T) {
	const docs = 60_000
	rng := rand.New(rand.NewPCG(1, 2))
	shares := []float64{0, .001, .1, .135, .138, .3, 1}
	want := make([][]uint16, len(shares))
	var l lists
	for from := 0; from < docs; from += 5000 {
		var found []uint64
		for place := from; place < from+5000; place++ {
			for term, share := range shares {
				if rng.Float64() < share {
					want[term] = append(want[term], uint16(place))
					found = append(found, uint64(term)<<16|uint64(place))
				}
			}
		}
		l.addAll(found)
	}
	check := func(name string, l *lists) {
		t.Helper()
		for term := range shares {
			var got []uint16
			row, ok := l.find(text.Term(term))
			row.each(func(place uint16) { got = append(got, place) })
			if d := cmp.Diff(want[term], got); d != "" || ok != (len(got) > 0) || row.len() != len(got) {
				t.Fatalf("%s: share %v, %d (%v): %s", name, shares[term], row.len(), ok, d)
			}
			if (row.many != nil) != (len(got) > fewPostings) {
				t.Errorf("%s: %d postings are kept the other way", name, len(got))
			}
			for _, part := range []stretch{{0, 0, docs}, {0, 0, 30_011}, {0, 30_011, docs}, {0, 30_016, 30_080}} {
				var acc, sum sums
				row.add(&acc, part.from, part.to, 3)
				for _, p := range want[term] {
					sum[p] += 3
				}
				if !slices.Equal(acc[part.from:part.to], sum[part.from:part.to]) {
					t.Errorf("%s: share %v adds up to something else in %v", name, shares[term], part)
				}
			}
		}
	}
	check("added", &l)
	l.pack(nil)
	check("packed", &l)
	var again lists
	if rest, ok := again.read(l.append(nil), docs); !ok || len(rest) > 0 {
		t.Fatal("not read")
	}
	check("read", &again)
	if _, ok := new(lists).read(l.append(nil), docs-1); ok {
		t.Error("places behind the last document are read")
	}
	moved := make([]int32, docs) // two of five are dropped
	n := int32(0)
	for i := range moved {
		if moved[i] = n; i%5 > 2 {
			moved[i] = -1
		} else {
			n++
		}
	}
	for term := range want {
		var left []uint16
		for _, p := range want[term] {
			if moved[p] >= 0 {
				left = append(left, uint16(moved[p]))
			}
		}
		want[term] = left
	}
	l.pack(moved)
	check("moved", &l)
}
