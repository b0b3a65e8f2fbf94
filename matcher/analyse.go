package matcher

import (
	"slices"
	"strings"

	"kebang/internal/text"
)

// Terms is a counted bag of terms, sorted by term; two slices keep it at five bytes a term.
type Terms struct {
	T []text.Term
	N []uint8 // occurrences, at most 255
}

// Len is the number of different terms.
func (b Terms) Len() int { return len(b.T) }

// Analysed is a Doc made ready for comparing. It depends on the Doc and the program's synonyms alone, so it can be
// kept and shared between goroutines; treat it as read-only.
type Analysed struct {
	Doc
	Head  Terms // of the title
	Whole Terms // of title, keywords and text
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
	a := &Analysed{Doc: d}
	lex := lexicon()
	title, body := a.NormTitle(), a.NormBody()
	terms := make([]text.Term, 0, (len(title)+len(body))*3/4)
	add := func(t text.Term, _, _ int) {
		if !text.Grammar(t) {
			terms = append(terms, t)
		}
	}
	text.Each(title, add)
	terms = lex.concepts(title, a.Industry, terms)
	a.Head = count(slices.Clone(terms))
	text.Each(body, add)
	terms = lex.concepts(body, a.Industry, terms)
	a.Whole = count(terms)
	return a
}

// count sorts and counts.
func count(terms []text.Term) Terms {
	slices.Sort(terms)
	distinct := 0
	for i, t := range terms {
		if i == 0 || t != terms[i-1] {
			distinct++
		}
	}
	out := Terms{T: make([]text.Term, 0, distinct), N: make([]uint8, 0, distinct)}
	for i, t := range terms {
		if i > 0 && t == terms[i-1] {
			if k := len(out.N) - 1; out.N[k] < 255 {
				out.N[k]++
			}
			continue
		}
		out.T, out.N = append(out.T, t), append(out.N, 1)
	}
	return out
}
