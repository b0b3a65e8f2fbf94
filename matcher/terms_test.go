package matcher

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/soak"
	"kebang/internal/text"
)

type held struct {
	T text.Term
	N Count
}

func (b Terms) list() (out []held) {
	for t, n := range b.All() {
		out = append(out, held{t, n})
	}
	return out
}

// TestSoakTermsKeepEverything: bags of every size and kind of term come back unchanged, and each term is found.
func TestSoakTermsKeepEverything(t *testing.T) {
	for round := range soak.Rounds(t, 1) {
		termsKeep(t, soak.Rand(uint64(round)))
	}
}

func termsKeep(t *testing.T, rng *rand.Rand) {
	char := func(of int) rune { return 0x4e00 + rune(rng.IntN(of)) }
	for _, c := range []struct {
		name                         string
		chars, pairs, singles, words int
	}{
		{"nothing", 1, 0, 0, 0},
		{"one pair", 20000, 1, 0, 0},
		{"one character", 20000, 0, 1, 0},
		{"one word", 1, 0, 0, 1},
		{"an abstract", 120, 200, 90, 12},
		{"256 characters", 256, 3000, 256, 100},
		{"many characters", 20000, 2000, 900, 100},
		{"one character before 300", 300, 60000, 300, 70},
		{"a book", 20992, 90000, 20000, 3000},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := map[text.Term]Count{}
			count := func() Count {
				if rng.IntN(3) > 0 {
					return 1
				}
				return Count(1+rng.IntN(127)) | Count(rng.IntN(2))<<7
			}
			for range c.pairs {
				want[text.Pair(char(c.chars), char(c.chars))] = count()
			}
			for range c.singles {
				want[text.Char(char(c.chars))] = count()
			}
			for range c.words {
				want[text.Term(rng.Uint32())|1<<31] = count()
				want[text.Term(rng.Uint32())|1<<30] = count() // a term that no text has today is kept too
			}
			terms := slices.Sorted(maps.Keys(want))
			counts := make([]Count, len(terms))
			list := []held(nil)
			length := 0
			for i, term := range terms {
				counts[i] = want[term]
				list = append(list, held{term, want[term]})
				length += int(want[term].Times())
			}
			b := pack(terms, counts)
			if d := cmp.Diff(list, b.list()); d != "" {
				t.Fatal(d)
			}
			if b.Len() != len(terms) || b.Length() != length {
				t.Errorf("%d terms, %d with repetitions; want %d, %d", b.Len(), b.Length(), len(terms), length)
			}
			for _, x := range list {
				if n := b.Count(x.T); n != x.N || !b.Has(x.T) {
					t.Fatalf("%x occurs %x, want %x", x.T, n, x.N)
				}
			}
			for range 1000 {
				for _, other := range []text.Term{text.Pair(char(c.chars), char(c.chars)), text.Char(char(c.chars)),
					text.Term(rng.Uint32())} {
					if b.Has(other) != (want[other] != 0) {
						t.Fatalf("%x is said to be there or not", other)
					}
				}
			}
		})
	}
}

// TestSharedTerms: a table finds the common terms of both bags, in order. A character counts less than its weight
// inside a shared pair, else more.
func TestSharedTerms(t *testing.T) {
	docs := crowd()
	docs = append(docs, Analyse(Doc{}), Analyse(Doc{Title: "UHT灭菌 pH7.0 COD", Text: "以uht灭菌，㐂𠀀字，COD≤50mg/L"}),
		Analyse(Doc{Text: wide()}))
	c := NewCorpus(1, docs)
	for _, x := range docs[140:] {
		table := newTable(c, x.Whole)
		for _, y := range docs[140:] {
			var want []both
			told := map[uint16]bool{}
			for term, n := range x.Whole.All() {
				other := y.Whole.Count(term)
				if other == 0 {
					continue
				}
				worth := float32(1)
				switch first, second := term.Places(); {
				case term.IsPair():
					told[first], told[second] = true, true
				case plainChar(term) && told[first]:
					worth = toldWorth
				case plainChar(term):
					worth = aloneWorth
				}
				want = append(want, both{c.Weight(term) * worth, n, other})
			}
			if got := table.shared(nil, y.Whole); !slices.Equal(got, want) {
				t.Fatalf("%q, %q share %v, want %v", x.Title(), y.Title(), got, want)
			}
		}
	}
}

// wide is a text with more characters than a byte can count.
func wide() string {
	var s []rune
	for i := range rune(900) {
		s = append(s, 0x4e00+i*7, '甘', '蔗', 0x9fff-i)
	}
	return string(s)
}
