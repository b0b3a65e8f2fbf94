package matcher

import (
	"iter"

	"kebang/internal/text"
)

// Terms is a counted bag of terms in the order of their numbers: pairs of characters, characters, then words. It takes
// about two bytes a term (see packed). Two bags are equal when they hold the same terms with the same counts.
type Terms struct{ form string }

// Count is the number of occurrences of a term in a text, with a mark for the title. It is 0 for a term that the text
// lacks.
type Count uint8

const (
	inTitle = 1 << 7
	countOf = inTitle - 1
)

// Times is the number of occurrences, at most 127.
func (n Count) Times() uint8 { return uint8(n & countOf) }

// InTitle reports whether the title holds the term.
func (n Count) InTitle() bool { return n&inTitle != 0 }

// Len is the number of different terms.
func (b Terms) Len() int {
	p := b.open()
	return p.terms
}

// Length is the number of terms, each occurrence counted.
func (b Terms) Length() int {
	p := b.open()
	n := p.terms
	for i := range len(p.counts) {
		n += int(Count(p.counts[i]).Times()) - 1
	}
	return n
}

// Has reports whether the bag holds a term.
func (b Terms) Has(t text.Term) bool {
	p := b.open()
	return p.find(t) >= 0
}

// Count is the count of one term.
func (b Terms) Count(t text.Term) Count {
	p := b.open()
	if i := p.find(t); i >= 0 {
		return p.count(i)
	}
	return 0
}

// All gives the terms in order.
func (b Terms) All() iter.Seq2[text.Term, Count] {
	return func(yield func(text.Term, Count) bool) {
		p := b.open()
		var buf [512]text.Term
		more, counts := p.more, p.counts
		for i, t := range p.appendTerms(buf[:0]) {
			n := Count(1)
			if more[i>>3]>>(i&7)&1 != 0 {
				n, counts = Count(counts[0]), counts[1:]
			}
			if !yield(t, n) {
				return
			}
		}
	}
}

// words gives the terms that are words, in order.
func (b Terms) words() []text.Term {
	p := b.open()
	out := make([]text.Term, 0, p.wordCount())
	for i := range p.wordCount() {
		if t := p.word(i); t.IsWord() {
			out = append(out, t)
		}
	}
	return out
}
