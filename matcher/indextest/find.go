package indextest

import (
	"testing"

	"kebang/matcher"
)

// phonetic finds Chinese words by pinyin and by initials, within the same filters, with the word marked. Letters that
// the texts hold as typed are found as typed.
func phonetic(t *testing.T, x matcher.Index) {
	put(t, x, sample()...)
	k := achievement("b1", "压榨机改造", "降低出渣水分。")
	k.Market, k.Keywords = "m3", []string{"压榨", "滤泥"}
	put(t, x, k)
	for _, c := range []struct {
		typed string
		f     matcher.Filter
		want  []string
		word  string
	}{
		{"zhezha", matcher.Filter{}, []string{"a1"}, "蔗渣"},
		{"zz", matcher.Filter{}, []string{"a1"}, "蔗渣"},
		{"ganzhe", matcher.Filter{}, []string{"a2", "a1"}, "甘蔗"},
		{"gan zhe", matcher.Filter{Industry: "0102"}, []string{"a2"}, "甘蔗"},
		{"ganzhe", matcher.Filter{Market: "m2"}, []string{}, ""},
		{"chuza", matcher.Filter{}, []string{"a2"}, "除杂"}, // only in the text
		{"ln", matcher.Filter{}, []string{"b1"}, "滤泥"},    // a keyword
		{"uht", matcher.Filter{}, []string{"a3"}, ""},     // a word of its own
		{"qukuailian", matcher.Filter{}, []string{}, ""},
	} {
		r := find(t, x, matcher.Query{Text: c.typed, Filter: c.f})
		want(t, c.typed, c.want, found(r))
		if r.Total != len(c.want) {
			t.Errorf("%s: total %d", c.typed, r.Total)
		}
		if c.word == "" || len(r.Hits) == 0 {
			continue
		}
		h := r.Hits[0]
		if !h.Sound || len(h.Spans) != 1 || h.Snippet[h.Spans[0].Start:h.Spans[0].End] != c.word {
			t.Errorf("%s: %+v does not mark %s", c.typed, h, c.word)
		}
	}
	want(t, "second page", []string{"a1"}, found(find(t, x, matcher.Query{Text: "ganzhe", Offset: 1, Limit: 1})))
}

// money filters and counts by budget or price.
func money(t *testing.T, x matcher.Index) {
	ds := sample()
	ds[0].LowFen, ds[0].HighFen, ds[0].State = 20_0000_00, 60_0000_00, "open"
	ds[1].LowFen, ds[1].HighFen, ds[1].State = 600_0000_00, 600_0000_00, "open"
	put(t, x, ds...)
	for _, c := range []struct {
		f    matcher.Filter
		want []string
	}{
		{matcher.Filter{MinFen: 100_0000_00}, []string{"a2"}},
		{matcher.Filter{MaxFen: 100_0000_00}, []string{"a3", "a1"}}, // without money nothing says that it costs more
		{matcher.Filter{MinFen: 1, MaxFen: 100_0000_00}, []string{"a1"}},
		// A filter with both ends finds an amount that overlaps it.
		{matcher.Filter{MinFen: 50_0000_00, MaxFen: 100_0000_00}, []string{"a1"}},
		{matcher.Filter{MinFen: 30_0000_00, MaxFen: 40_0000_00}, []string{"a1"}},
		{matcher.Filter{MinFen: 1, MaxFen: 20_0000_00}, []string{"a1"}},
		{matcher.Filter{MinFen: 1, MaxFen: 20_0000_00 - 1}, []string{}},
		{matcher.Filter{MinFen: 60_0000_00 + 1, MaxFen: 600_0000_00 - 1}, []string{}},
		{matcher.Filter{State: "open"}, []string{"a2", "a1"}},
	} {
		want(t, "filter", c.want, found(find(t, x, matcher.Query{Filter: c.f})))
	}
	r := find(t, x, matcher.Query{Facets: []string{"money", "state"}})
	want(t, "facets", map[string]map[string]int{"money": {"10": 1, "50": 1, "500": 1, "": 1},
		"state": {"open": 2, "": 1}}, r.Facets)
}
