package matcher

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kebang/internal/pinyin"
	"kebang/internal/text"
)

// The functions below are the rules of a list search for every engine: the terms, the display of a hit, the counts of a
// facet. Engines differ only in how they find documents.

// Impact is the BM25 share, 0..1, of a term that occurs n times in a document of length terms. Length normalisation is
// full and against a fixed length, so that it never depends on other documents.
func Impact(n uint8, length int) float64 {
	const k1, usual = 1.2, 250 // terms of an abstract of 125 characters
	x := float64(n)
	return x / (x + k1*float64(length)/usual)
}

// FacetValues are the values of a facet under which one document counts; facets are named in Query. For visitors,
// closed fields give no values.
func FacetValues(facet string, d *Analysed, public bool) []string {
	switch facet {
	case "industry":
		if d.closes(ClosedIndustry, public) {
			return []string{""}
		}
		out := []string{head(d.Industry, 2)}
		for _, c := range d.MoreIndustries {
			if c = head(c, 2); !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
		return out
	case "region":
		if d.closes(ClosedRegion, public) {
			return []string{""}
		}
		return []string{head(d.Region, 2)}
	case "trl":
		if d.closes(ClosedTRL, public) {
			return []string{"0"}
		}
		return []string{strconv.Itoa(d.TRL)}
	case "money":
		return moneyRanges(d.LowFen, d.HighFen)
	case "state":
		return []string{d.State}
	case "mode":
		if d.closes(ClosedModes, public) {
			return nil
		}
		return d.Modes
	}
	return nil
}

func head(s string, n int) string { return s[:min(n, len(s))] }

// snippetRunes is the length of a snippet in characters.
const snippetRunes = 60

// HitOf shows a document found by a question. It gives the piece of text with the first found word, or the title when
// only that holds one.
func HitOf(d *Analysed, score float32, q *Typed, public bool) Hit {
	out := Hit{Ref: Ref{ID: d.ID, Revision: d.Revision}, Score: score, Field: "text"}
	body := text.Normal(bodyOf(d.openKeywords(public), d.openText(public)))
	spans := q.Spans(body)
	if len(spans) == 0 {
		if title := d.NormTitle(); len(q.Spans(title)) > 0 {
			out.Field, body, spans = "title", title, q.Spans(title)
		}
	}
	out.Snippet, out.Spans = cutout(body, spans)
	return out
}

// cutout cuts the piece around the first mark, with the marks inside it.
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

func back(s string, at, runes int) int {
	for ; runes > 0 && at > 0; runes-- {
		_, w := utf8.DecodeLastRuneInString(s[:at])
		at -= w
	}
	return at
}

// Sound is the place where a document is read as the typed letters.
type Sound struct {
	Field string // title, keywords or text
	Word  bool   // the reading covers a whole keyword
	At    pinyin.Match
}

// Heard looks for a word with the typed letters as its reading. Whole syllables count anywhere. Initials count in
// titles and keywords only, because nearly every text has two matching characters. Body says whether the text may hold
// the syllables. Public leaves out fields that visitors may not read.
func Heard(q pinyin.Query, d *Analysed, body, public bool) (best Sound, ok bool) {
	better := func(x Sound) {
		if !ok || x.At.Full && !best.At.Full || x.At.Full == best.At.Full && x.Word && !best.Word {
			best, ok = x, true
		}
	}
	if at, found := q.Find(d.NormTitle()); found {
		better(Sound{Field: "title", At: at})
	}
	from := 0
	for _, k := range d.openKeywords(public) {
		k = text.Normal(k)
		if at, found := q.Find(k); found {
			word := at.Start == 0 && at.End == len(k)
			at.Start, at.End = from+at.Start, from+at.End
			better(Sound{Field: "keywords", Word: word, At: at})
		}
		from += len(k) + len("、")
	}
	if body && !best.At.Full {
		if at, found := q.Find(text.Normal(d.openText(public))); found && at.Full {
			better(Sound{Field: "text", At: at})
		}
	}
	return best, ok
}

// CompareSounds puts whole syllables first, then whole keywords, then titles, then the newest document.
func CompareSounds(a Sound, x *Analysed, b Sound, y *Analysed) int {
	return cmp.Or(first(a.At.Full, b.At.Full), first(a.Word, b.Word), first(a.Field == "title", b.Field == "title"),
		cmp.Compare(y.UpdatedAt, x.UpdatedAt), strings.Compare(x.ID, y.ID))
}

func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// SoundHit shows a document found by sound: the title or the piece of text with the word.
func SoundHit(d *Analysed, s Sound, public bool) Hit {
	h := Hit{Ref: Ref{ID: d.ID, Revision: d.Revision}, Field: s.Field, Sound: true}
	whole := d.NormTitle()
	switch s.Field {
	case "keywords":
		words := d.openKeywords(public)
		for i, k := range words {
			words[i] = text.Normal(k)
		}
		whole = strings.Join(words, "、")
	case "text":
		whole = text.Normal(d.openText(public))
	}
	h.Snippet, h.Spans = cutout(whole, []text.Span{{Start: s.At.Start, End: s.At.End}})
	return h
}
