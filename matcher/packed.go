package matcher

import (
	"math/bits"
	"sort"

	"kebang/internal/text"
)

// packed is an opened bag. Most terms of a text are pairs of characters, and a text has far fewer characters than pairs,
// so a pair is kept as the places of its two characters among those of the text. The parts of the form, one after the
// other, numbers in little endian:
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

// count is that of the i-th term.
func (p *packed) count(i int) Count {
	if p.more[i>>3]>>(i&7)&1 == 0 {
		return 1
	}
	return Count(p.counts[marked(p.more, i)])
}

// marked counts the bits before the i-th.
func marked(s string, i int) int {
	n, at := 0, 0
	for ; at+64 <= i; at += 64 {
		k := at >> 3
		n += bits.OnesCount32(uint32(four(s, k))) + bits.OnesCount32(uint32(four(s, k+4)))
	}
	for ; at+8 <= i; at += 8 {
		n += bits.OnesCount8(s[at>>3])
	}
	if at < i {
		n += bits.OnesCount8(s[at>>3] << (8 - i + at))
	}
	return n
}

// find is the number of a term among all; -1 when it is not there.
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
		at := 0
		for i := range c {
			at += p.followers(i)
		}
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
		at := p.pairCount()
		for i := range c {
			at += int(p.han[2*i] & 1)
		}
		return at
	default:
		n := p.wordCount()
		if i := sort.Search(n, func(i int) bool { return p.word(i) >= t }); i < n && p.word(i) == t {
			return p.terms - n + i
		}
	}
	return -1
}

// plainChar reports whether a term is nothing but the place of its character.
func plainChar(t text.Term) bool {
	place, _ := t.Places()
	return t == text.CharAt(place)
}

// char is the number of a character in han.
func (p *packed) char(place uint16) (int, bool) {
	low, high := 0, p.chars()
	for low < high {
		mid := (low + high) / 2
		switch at := p.place(mid); {
		case at == place:
			return mid, true
		case at < place:
			low = mid + 1
		default:
			high = mid
		}
	}
	return 0, false
}
