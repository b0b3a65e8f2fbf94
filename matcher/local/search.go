package local

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kebang/internal/pinyin"
	"kebang/internal/text"
	"kebang/matcher"
)

// Search finds documents by free text. A document must hold at least half of the weight of the query's terms, so that
// one shared character finds nothing; titles count double. Letters that no text holds are read as pinyin.
func (x *Index) Search(ctx context.Context, q matcher.Query) (matcher.Results, error) {
	s := x.side(q.Kind)
	s.mu.RLock()
	defer s.mu.RUnlock()
	normal := text.Normal(q.Text)
	terms := s.weigh(normal)
	var hits []hit
	if len(terms) > 0 {
		hits = s.matching(terms, &q.Filter)
	} else if normal == "" {
		hits = s.all(&q.Filter)
	}
	if q.Limit <= 0 {
		q.Limit = 20
	}
	var sounds []sound
	if letters, ok := pinyin.Parse(normal); ok && len(hits) == 0 {
		sounds = s.sounding(letters, &q.Filter)
		for _, x := range sounds {
			hits = append(hits, hit{at: x.at})
		}
	}
	r := matcher.Results{Total: len(hits), Facets: map[string]map[string]int{}}
	for _, name := range q.Facets {
		r.Facets[name] = s.facet(name, hits)
	}
	from := min(max(0, q.Offset), len(hits))
	for i, h := range hits[from:min(from+q.Limit, len(hits))] {
		if sounds != nil {
			r.Hits = append(r.Hits, s.voiced(sounds[from+i]))
			continue
		}
		r.Hits = append(r.Hits, snippet(s.doc(h.at), h, terms))
	}
	return r, ctx.Err()
}

type hit struct {
	at    slot
	score float64
}

// weigh gives the terms of a short query with their rarity in this side. Characters count only where the query is a
// single one: 胶 alone finds 胶, 胶乳 does not find every 乳.
func (s *side) weigh(normal string) map[text.Term]float64 {
	all, pairs := map[text.Term]float64{}, map[text.Term]float64{}
	text.Each(normal, func(t text.Term, _, _ int) {
		w := math.Log(1 + float64(s.size()+1)/(float64(s.df(t))+.5))
		all[t] = w
		if !t.IsChar() {
			pairs[t] = w
		}
	})
	if len(pairs) > 0 {
		return pairs
	}
	return all
}

func (s *side) matching(terms map[text.Term]float64, f *matcher.Filter) []hit {
	order := make([]text.Term, 0, len(terms))
	var whole float64
	for t := range terms {
		order = append(order, t)
	}
	slices.Sort(order)
	held := make(map[slot]*hit)
	share := make(map[slot]float64)
	for _, t := range order {
		whole += terms[t]
		s.places(t, func(at slot) {
			d := s.doc(at)
			if d == nil {
				return
			}
			h := held[at]
			if h == nil {
				if !f.Matches(&d.Doc) {
					return
				}
				h = &hit{at: at}
				held[at] = h
			}
			w := terms[t]
			share[at] += w
			if i, ok := slices.BinarySearch(d.Whole.T, t); ok {
				n := float64(d.Whole.Count(i))
				w *= .5 + n/(n+normOne/float64(s.norm(at))-1)
				if d.Whole.InTitle(i) {
					w *= 2
				}
			}
			h.score += w
		})
	}
	out := make([]hit, 0, len(held))
	for at, h := range held {
		if share[at]*2 >= whole {
			out = append(out, *h)
		}
	}
	slices.SortFunc(out, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(s.doc(a.at).ID, s.doc(b.at).ID))
	})
	return out
}

func (s *side) all(f *matcher.Filter) []hit {
	var out []hit
	s.each(func(at slot, d *matcher.Analysed) {
		if f.Matches(&d.Doc) {
			out = append(out, hit{at: at})
		}
	})
	slices.SortFunc(out, func(a, b hit) int {
		x, y := s.doc(a.at), s.doc(b.at)
		return cmp.Or(cmp.Compare(y.UpdatedAt, x.UpdatedAt), strings.Compare(x.ID, y.ID))
	})
	return out
}

func (s *side) facet(name string, hits []hit) map[string]int {
	out := map[string]int{}
	for _, h := range hits {
		d := s.doc(h.at)
		switch name {
		case "industry":
			out[prefix(d.Industry, 2)]++
		case "region":
			out[prefix(d.Region, 2)]++
		case "trl":
			out[strconv.Itoa(d.TRL)]++
		case "money":
			out[matcher.MoneyClass(d.MoneyFen)]++
		case "state":
			out[d.State]++
		case "mode":
			for _, m := range d.Modes {
				out[m]++
			}
		}
	}
	return out
}

func prefix(s string, n int) string { return s[:min(n, len(s))] }

// snippetRunes is the length of a snippet in characters.
const snippetRunes = 60

// snippet cuts the piece of text with the first word found, or the title when only that holds one.
func snippet(d *matcher.Analysed, h hit, terms map[text.Term]float64) matcher.Hit {
	out := matcher.Hit{Ref: matcher.Ref{ID: d.ID, Revision: d.Revision}, Score: float32(h.score), Field: "text"}
	body := d.NormBody()
	spans := marks(body, terms)
	if len(spans) == 0 {
		if title := d.NormTitle(); len(marks(title, terms)) > 0 {
			out.Field, body, spans = "title", title, marks(title, terms)
		}
	}
	out.Snippet, out.Spans = cutout(body, spans)
	return out
}

// cutout cuts the piece around the first marked place, with the marks inside it.
func cutout(body string, spans []text.Span) (string, []text.Span) {
	from := 0
	if len(spans) > 0 {
		from = back(body, spans[0].Start, snippetRunes/4)
	}
	to := from
	for n := 0; n < snippetRunes && to < len(body); n++ {
		_, w := utf8.DecodeRuneInString(body[to:])
		to += w
	}
	var inside []text.Span
	for _, sp := range spans {
		if sp.Start >= from && sp.End <= to {
			inside = append(inside, text.Span{Start: sp.Start - from, End: sp.End - from})
		}
	}
	return body[from:to], inside
}

// marks are the places of the terms, overlapping ones joined.
func marks(normal string, terms map[text.Term]float64) []text.Span {
	var out []text.Span
	text.Each(normal, func(t text.Term, start, end int) {
		if _, ok := terms[t]; !ok {
			return
		}
		if n := len(out); n > 0 && start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, end)
			return
		}
		out = append(out, text.Span{Start: start, End: end})
	})
	return out
}

func back(s string, at, runes int) int {
	for ; runes > 0 && at > 0; runes-- {
		_, w := utf8.DecodeLastRuneInString(s[:at])
		at -= w
	}
	return at
}
