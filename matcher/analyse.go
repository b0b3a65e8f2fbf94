package matcher

import (
	"slices"
	"strings"
	"sync/atomic"

	"kebang/internal/industry"
	"kebang/internal/text"
)

// Terms is a counted bag of terms, sorted by term; two slices keep it at five bytes a term.
type Terms struct {
	T []text.Term
	N []uint8 // occurrences, at most 127; inTitle is set for a term of the title
}

const (
	inTitle = 1 << 7
	countOf = inTitle - 1
)

// Len is the number of different terms.
func (b Terms) Len() int { return len(b.T) }

// Count is the number of occurrences of the i-th term, at most 127.
func (b Terms) Count(i int) uint8 { return b.N[i] & countOf }

// Has reports whether the bag holds a term.
func (b Terms) Has(t text.Term) bool {
	_, ok := slices.BinarySearch(b.T, t)
	return ok
}

// InTitle reports whether the i-th term stands in the title.
func (b Terms) InTitle(i int) bool { return b.N[i]&inTitle != 0 }

// Analysed is a Doc made ready for comparing. It depends on the Doc and the program's synonyms alone, so it can be
// kept and shared between goroutines; treat it as read-only.
type Analysed struct {
	Doc
	Whole Terms // of title, keywords and text

	group    string                // Industry, or the code its text speaks for when nobody chose one
	measures []measured            // of Lines
	topic    topic                 // objects and steps
	ready    atomic.Pointer[Ready] // of the corpus that was used last
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
	a.measures = measure(d.Lines, a.group, d.Kind == Demand)
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

// count sorts and counts; the first head terms are those of the title.
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
	distinct := 0
	for i, k := range keys {
		if i == 0 || k>>1 != keys[i-1]>>1 {
			distinct++
		}
	}
	out := Terms{T: make([]text.Term, 0, distinct), N: make([]uint8, 0, distinct)}
	for i, k := range keys {
		if i == 0 || k>>1 != keys[i-1]>>1 {
			out.T, out.N = append(out.T, text.Term(k>>1)), append(out.N, 0)
		}
		n := &out.N[len(out.N)-1]
		if *n&countOf < countOf {
			*n++
		}
		if k&1 != 0 {
			*n |= inTitle
		}
	}
	return out
}
