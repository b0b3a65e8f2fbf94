package matcher

import (
	"slices"
	"strings"
	"sync/atomic"

	"kebang/internal/industry"
	"kebang/internal/text"
)

// Analysed is a Doc made ready for comparing. It depends on the Doc and the program's synonyms alone, so it can be
// kept and shared between goroutines; treat it as read-only.
type Analysed struct {
	Doc
	Whole Terms // of title, keywords and text

	group    string                     // Industry, or the code its text speaks for when nobody chose one
	topic    topic                      // objects and steps
	measured atomic.Pointer[[]measured] // of Lines, once somebody compares them
	ready    atomic.Pointer[Ready]      // of the corpus that was used last
	asked    atomic.Pointer[[]Quote]    // of Lines, once somebody wants to read them
}

// NormTitle is the title in normal form.
func (a *Analysed) NormTitle() string { return text.Normal(a.Title) }

// NormBody is keywords and text in normal form, the ground that reasons quote.
func (a *Analysed) NormBody() string {
	if len(a.Keywords) == 0 {
		return text.Normal(a.Text)
	}
	return text.Normal(strings.Join(a.Keywords, "、") + "。" + a.Text)
}

// Analyse makes a Doc ready for comparing.
func Analyse(d Doc) *Analysed {
	a := &Analysed{Doc: d, group: d.Industry}
	lex := lexicon()
	title, body := a.NormTitle(), a.NormBody()
	if a.group == "" {
		if ps := industry.Propose(title + "\n" + body); len(ps) > 0 {
			a.group = ps[0].Code
		}
	}
	terms := make([]text.Term, 0, (len(title)+len(body))*3/4)
	add := func(t text.Term, _, _ int) {
		if !text.Grammar(t) {
			terms = append(terms, t)
		}
	}
	text.Each(title, add)
	terms = lex.concepts(title, a.group, terms)
	head := len(terms)
	text.Each(body, add)
	terms = lex.concepts(body, a.group, terms)
	a.Whole = count(terms, head)
	a.topic = topicOf(title, body)
	return a
}

// count sorts and counts; the first head terms are those of the title. The terms are overwritten.
func count(terms []text.Term, head int) Terms {
	// The title's terms get the low bit, so that one sort of plain numbers does it all.
	keys := make([]uint64, len(terms))
	for i, t := range terms {
		keys[i] = uint64(t) << 1
		if i < head {
			keys[i]++
		}
	}
	slices.Sort(keys)
	distinct, counts := terms[:0], make([]Count, 0, len(keys))
	for i, k := range keys {
		if i == 0 || k>>1 != keys[i-1]>>1 {
			distinct, counts = append(distinct, text.Term(k>>1)), append(counts, 0)
		}
		n := &counts[len(counts)-1]
		if *n&countOf < countOf {
			*n++
		}
		if k&1 != 0 {
			*n |= inTitle
		}
	}
	return pack(distinct, counts)
}
