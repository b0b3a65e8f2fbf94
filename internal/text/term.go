package text

import (
	"unicode"
	"unicode/utf8"
)

// Term is one unit of comparison as a number: a Han character, a pair of Han neighbours, or a Latin word or number.
// Common Han characters (U+4E00 to U+9FFF) are exact. Words and rare characters are 30-bit FNV-1a hashes of their
// normal form. In a corpus of 100,000 words about four pairs share a number, too few to change a score.
type Term uint32

const (
	hashBit  = Term(1) << 31
	charBit  = Term(1) << 30
	hanBits  = 15
	hanMask  = Term(1)<<hanBits - 1
	firstHan = 0x4e00
	lastHan  = 0x9fff
)

// Char is the term of one Han character.
func Char(r rune) Term {
	if r >= firstHan && r <= lastHan {
		return charBit | Term(r-firstHan)
	}
	return Word(string(r))
}

// Pair is the term of two neighbouring Han characters.
func Pair(a, b rune) Term {
	if a >= firstHan && a <= lastHan && b >= firstHan && b <= lastHan {
		return Term(a-firstHan)<<hanBits | Term(b-firstHan)
	}
	return Word(string([]rune{a, b}))
}

// Places gives the distances of the characters of a pair from U+4E00; for a single character only first is set. Both
// are under 1<<15.
func (t Term) Places() (first, second uint16) {
	if t.IsChar() {
		return uint16(t & hanMask), 0
	}
	return uint16(t >> hanBits & hanMask), uint16(t & hanMask)
}

// CharAt is the term of the character at a distance from U+4E00.
func CharAt(place uint16) Term { return charBit | Term(place) }

// PairAt is the term of two characters by their distances from U+4E00.
func PairAt(first, second uint16) Term { return Term(first)<<hanBits | Term(second) }

// Word is the term of a Latin word or a number in normal form.
func Word(s string) Term {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	if slight(s) {
		return Term(h) | hashBit | charBit
	}
	return Term(h)&^charBit | hashBit
}

// slight reports whether a word is a bare number or a single letter.
func slight(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < '0' || c > '9') && c != '.' && c != '-' {
			return len(s) == 1
		}
	}
	return true
}

// IsWord reports whether t is a Latin word, a number or made of rare characters.
func (t Term) IsWord() bool { return t&hashBit != 0 }

// IsSlight reports whether t is a bare number or a single letter. Texts share those by chance.
func (t Term) IsSlight() bool { return t&(hashBit|charBit) == hashBit|charBit }

// IsChar reports whether t is a single common Han character.
func (t Term) IsChar() bool { return t&(hashBit|charBit) == charBit }

// IsPair reports whether t is a pair of common Han characters.
func (t Term) IsPair() bool { return t&(hashBit|charBit) == 0 }

// Han gives the characters of a char or pair term. It is empty for a word, because a hash keeps no letters.
func (t Term) Han() string {
	switch {
	case t.IsWord():
		return ""
	case t.IsChar():
		return string(firstHan + rune(t&hanMask))
	}
	return string([]rune{firstHan + rune(t>>hanBits), firstHan + rune(t&hanMask)})
}

// Each cuts a text in normal form and calls fn with every term and its byte range. A Han character gives itself and the
// pair with the character directly before, whose range covers both. Each allocates nothing.
func Each(normal string, fn func(t Term, start, end int)) {
	var prev rune // Han character directly before, or 0
	prevAt := 0
	for i := 0; i < len(normal); {
		r, n := rune(normal[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(normal[i:])
		}
		switch {
		case isHan(r):
			fn(Char(r), i, i+n)
			if prev != 0 {
				fn(Pair(prev, r), prevAt, i+n)
			}
			prev, prevAt = r, i
			i += n
		case isWord(r):
			j := wordEnd(normal, i)
			fn(Word(normal[i:j]), i, j)
			prev = 0
			i = j
		default:
			prev = 0
			i += n
		}
	}
}

func isHan(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r >= 0x3400 && r <= 0x4dbf || r >= 0x20000 && r <= 0x323af || r == '〇'
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return !isHan(r) && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// wordEnd is the end of the word or number that starts at i. A point or hyphen between word characters belongs to it
// (99.9, tsr-20). A run of letters and a run of digits form one word (pm2.5, so2).
func wordEnd(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isWord(r) {
			if (r != '.' && r != '-') || i+n >= len(s) {
				break
			}
			if r2, _ := utf8.DecodeRuneInString(s[i+n:]); !isWord(r2) {
				break
			}
		}
		i += n
	}
	return i
}
