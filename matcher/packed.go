package matcher

import (
	"math/bits"
	"sort"

	"kebang/internal/text"
)

// packed is an opened bag. Most terms of a text are pairs of characters, and a text has far fewer characters than
// pairs. A pair is therefore stored as the numbers of its two characters among those of the text. The parts of the
// form, one after the other, numbers in little endian:
//
//	a byte: 1 for a wide text
//	how many characters, pairs, words and terms: two bytes each, in a wide text four
//	han     two bytes a character, in order: twice its place behind U+4E00, and 1 when it is a term of its own
//	follow  for every character how many pairs it begins: a byte, in a wide text two
//	pairs   the place of the second character in han: a byte, in a wide text two
//	words   every other term: four bytes each, in order
//	more    a bit for every term, in order: its count is not 1
//	counts  a byte for each of those
//
// A text is wide when a number does not fit, mostly for more than 256 different characters.
type packed struct {
	han, follow, pairs, words, more, counts string

	terms int
	wide  bool
}

const (
	narrowHead = 1 + 4*2
	wideHead   = 1 + 4*4
)

func (b Terms) open() (p packed) {
	s := b.form
	if s == "" {
		return
	}
	var chars, pairs, words int
	if p.wide = s[0] != 0; p.wide {
		chars, pairs, words, p.terms = four(s, 1), four(s, 5), four(s, 9), four(s, 13)
		s = s[wideHead:]
		p.follow, p.pairs = s[2*chars:4*chars], s[4*chars:4*chars+2*pairs]
		p.han, s = s[:2*chars], s[4*chars+2*pairs:]
	} else {
		chars, pairs, words, p.terms = two(s, 1), two(s, 3), two(s, 5), two(s, 7)
		s = s[narrowHead:]
		p.follow, p.pairs = s[2*chars:3*chars], s[3*chars:3*chars+pairs]
		p.han, s = s[:2*chars], s[3*chars+pairs:]
	}
	p.words, s = s[:4*words], s[4*words:]
	n := (p.terms + 7) / 8
	p.more, p.counts = s[:n], s[n:]
	return
}

func two(s string, i int) int { return int(s[i]) | int(s[i+1])<<8 }

func four(s string, i int) int { return two(s, i) | two(s, i+2)<<16 }

func eight(s string, i int) uint64 {
	s = s[i : i+8]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(
		s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func (p *packed) chars() int           { return len(p.han) / 2 }
func (p *packed) place(i int) uint16   { return uint16(two(p.han, 2*i)) >> 1 }
func (p *packed) single(i int) bool    { return p.han[2*i]&1 != 0 }
func (p *packed) wordCount() int       { return len(p.words) / 4 }
func (p *packed) word(i int) text.Term { return text.Term(four(p.words, 4*i)) }
func (p *packed) followers(i int) int  { return p.number(p.follow, i) }
func (p *packed) second(i int) int     { return p.number(p.pairs, i) }
func (p *packed) number(s string, i int) int {
	if p.wide {
		return two(s, 2*i)
	}
	return int(s[i])
}

func (p *packed) pairCount() int {
	if p.wide {
		return len(p.pairs) / 2
	}
	return len(p.pairs)
}

// count is the count of the i-th term.
func (p *packed) count(i int) Count {
	if p.more[i>>3]>>(i&7)&1 == 0 {
		return 1
	}
	return Count(p.counts[marked(p.more, i)])
}

// marked counts the set bits before the i-th.
func marked(s string, i int) int {
	n, at := 0, 0
	for ; at+64 <= i; at += 64 {
		k := at >> 3
		n += bits.OnesCount64(eight(s, k))
	}
	for ; at+8 <= i; at += 8 {
		n += bits.OnesCount8(s[at>>3])
	}
	if at < i {
		n += bits.OnesCount8(s[at>>3] << (8 - i + at))
	}
	return n
}

// find is the number of a term among all; -1 when it does not occur.
func (p *packed) find(t text.Term) int {
	switch {
	case t.IsPair():
		first, second := t.Places()
		c, ok := p.char(first)
		if !ok {
			return -1
		}
		d, ok := p.char(second)
		if !ok {
			return -1
		}
		at := p.begin(c)
		for range p.followers(c) {
			if p.second(at) == d {
				return at
			}
			at++
		}
	case plainChar(t):
		place, _ := t.Places()
		c, ok := p.char(place)
		if !ok || !p.single(c) {
			return -1
		}
		return p.pairCount() + p.singles(c)
	default:
		n := p.wordCount()
		if i := sort.Search(n, func(i int) bool { return p.word(i) >= t }); i < n && p.word(i) == t {
			return p.terms - n + i
		}
	}
	return -1
}

// appendTerms appends all terms.
func (p *packed) appendTerms(out []text.Term) []text.Term {
	at := 0
	for c := range p.chars() {
		first := p.place(c)
		for end := at + p.followers(c); at < end; at++ {
			out = append(out, text.PairAt(first, p.place(p.second(at))))
		}
	}
	for c := range p.chars() {
		if p.single(c) {
			out = append(out, text.CharAt(p.place(c)))
		}
	}
	for w := range p.wordCount() {
		out = append(out, p.word(w))
	}
	return out
}

// begin is the number of the first pair of a character, that is of all pairs of earlier characters.
func (p *packed) begin(c int) (at int) {
	i := 0
	if !p.wide {
		const bytes = 0x00ff00ff00ff00ff
		for ; i+8 <= c; i += 8 { // eight at once
			x := eight(p.follow, i)
			at += int((x&bytes + x>>8&bytes) * 0x0001000100010001 >> 48)
		}
	}
	for ; i < c; i++ {
		at += p.followers(i)
	}
	return at
}

// singles is the number of earlier characters that are terms of their own.
func (p *packed) singles(c int) (n int) {
	i := 0
	for ; i+4 <= c; i += 4 {
		n += bits.OnesCount64(eight(p.han, 2*i) & 0x0001000100010001)
	}
	for ; i < c; i++ {
		n += int(p.han[2*i] & 1)
	}
	return n
}

// plainChar reports whether a term is just the place of its character.
func plainChar(t text.Term) bool {
	place, _ := t.Places()
	return t == text.CharAt(place)
}

// char is the number of a character in han.
func (p *packed) char(place uint16) (int, bool) {
	at, n := 0, p.chars()
	if n == 0 {
		return 0, false
	}
	for n > 1 { // without a branch that depends on the characters
		half, next := n/2, at
		if p.place(at+half) <= place {
			next = at + half
		}
		at, n = next, n-half
	}
	return at, p.place(at) == place
}
