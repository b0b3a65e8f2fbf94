package matcher

import (
	"hash/maphash"
	"strings"
	"sync/atomic"

	"kebang/internal/quantity"
	"kebang/internal/text"
)

// measure reads the line: its numbers or, where it has none, the single measure in its words. Ok is false when nothing
// sure can be read.
func (l *Line) measure() (m quantity.Measure, ok bool) {
	if l.Value != "" {
		m, err := quantity.ParseValue(l.Op, l.Value, l.High, l.Unit)
		m.SetMetric(l.Metric)
		return m, err == nil
	}
	var named []quantity.Measure
	for _, x := range quantity.Parse(l.Text) {
		if x.Base() != "" || l.Metric != "" {
			named = append(named, x)
		}
	}
	m.SetMetric(l.Metric)
	if len(named) != 1 {
		return m, false
	}
	switch x := named[0]; {
	case l.Metric == "":
		return x, true
	case x.Base() == "" && x.Change == quantity.Level, quantity.SameMetric(x.Metric, l.Metric),
		quantity.SameMetric(x.Base(), m.Base()):
		change := x.Change
		x.SetMetric(l.Metric)
		return x, x.Change == change
	}
	return m, false
}

// keyOf is the comparable form of a metric, with its owner when that is not the product itself.
func keyOf(code string, m quantity.Measure) string {
	key := quantity.MetricKey(m.Base())
	if key == "" {
		return ""
	}
	if of := quantity.MetricKey(m.Of); of != "" && of != "产品" && of != "成品" {
		key = of + key
	}
	return lexicon().canon(code, key)
}

// telling is the statements of an achievement on measures. Of its texts only sentences with a requirement's words are
// read.
type telling struct {
	a      *Analysed
	whole  string // the whole text, once it is read
	said   string // the last read sentences, because requirements often share one
	claims []quantity.Claim
}

func (t *telling) read(words []sought) []quantity.Claim {
	if said := t.mention(words); said != t.said {
		t.said, t.claims = said, claims(said)
	}
	return t.claims
}

// claimed remembers the claims of sentences. Every demand with the same measure reads the same ones. It takes at most
// some ten megabytes.
var (
	claimed     [1 << 14]atomic.Pointer[statement]
	claimedSeed = maphash.MakeSeed()
)

type statement struct {
	said   string
	claims []quantity.Claim // read-only
}

// claims is quantity.Claims with memory.
func claims(said string) []quantity.Claim {
	at := &claimed[maphash.String(claimedSeed, said)%uint64(len(claimed))]
	if s := at.Load(); s != nil && s.said == said {
		return s.claims
	}
	out := quantity.Claims(said)
	if len(said) <= 4096 {
		at.Store(&statement{said, out})
	}
	return out
}

// answer decides one requirement and keeps the deciding claim.
func (t *telling) answer(v *Verdict, r *measured) {
	var claims []quantity.Claim
	var lines []*Line
	for j, x := range t.a.measures() {
		if x.key != r.key {
			continue
		}
		c := quantity.Claim{Measure: x.m, Open: !x.ok}
		claims, lines = append(claims, c), append(lines, &t.a.Lines[j])
	}
	if r.sought {
		for _, c := range t.read(r.words) {
			if keyOf(t.a.group, c.Measure) == r.key {
				claims, lines = append(claims, c), append(lines, nil)
			}
		}
	}
	if len(claims) == 0 {
		return
	}
	verdict, at := quantity.Unknown, 0
	if r.ok {
		verdict, at = quantity.Judge(r.m, claims)
	}
	v.Outcome = outcome(verdict)
	if v.Indicator = lines[at]; v.Indicator == nil {
		v.Indicator = quoted(claims[at])
	}
}

// quoted is a claim of the text as a line, with its sentence as evidence.
func quoted(c quantity.Claim) *Line {
	return &Line{Metric: c.Metric, Op: string(c.Op), Value: c.LowText(), High: c.HighText(), Unit: c.Unit,
		Text: c.Sentence}
}

// sought is a word of a requirement with the terms that a text must hold to hold the word. Most texts lack them and are
// not searched.
type sought struct {
	word  string
	terms []text.Term
}

func seek(word string) sought {
	w := sought{word: word}
	prev := rune(0)
	for _, r := range word {
		if t := text.Pair(prev, r); t.IsPair() && !text.Grammar(t) {
			w.terms = append(w.terms, t)
		}
		prev = r
	}
	return w
}

func (w *sought) in(p *packed) bool {
	for _, t := range w.terms {
		if p.find(t) < 0 {
			return false
		}
	}
	return true
}

// wordsOf are the words of a metric and their synonyms. It is empty when letter case may differ, as in COD.
func wordsOf(m quantity.Measure, code string) []sought {
	word := quantity.MetricKey(m.Base())
	if strings.ContainsFunc(word, func(c rune) bool { return c < 0x80 }) {
		return nil
	}
	var words []sought
	for _, w := range append(quantity.Spellings(word), quantity.VerbObject(word)...) {
		words = append(words, seek(w))
	}
	l := lexicon()
	for _, group := range []string{code[:min(2, len(code))], ""} {
		if name, ok := l.same[group+word]; ok {
			for _, w := range l.words[text.Word("="+group+name)] {
				words = append(words, seek(w))
			}
		}
	}
	return words
}
