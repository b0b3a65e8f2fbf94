package matcher

import (
	"strings"
	"unicode/utf8"
)

// ends are the marks at the end of a sentence.
const ends = "。！？；\n!?;"

// mention is the sentences of title and text with one of the words; without words it is the whole text.
func (t *telling) mention(words []sought) string {
	if len(words) == 0 {
		if t.whole == "" {
			t.whole = t.a.titleAndText()
		}
		return t.whole
	}
	var held [8]string
	here := held[:0]
	x := t.a.Whole.alphabet()
	for i := range words {
		if words[i].in(&x.packed) {
			here = append(here, words[i].word)
		}
	}
	if len(here) == 0 {
		return ""
	}
	var buf [2048]byte
	out := buf[:0]
	for _, form := range t.a.texts.parts() {
		if x.plain(form) {
			out = x.sentences(out, form, here)
		} else {
			out = sentences(out, t.a.written(form), here)
		}
		out = append(out, '\n')
	}
	return string(out)
}

// sentences appends the sentences with one of the words.
func sentences(out []byte, rest string, words []string) []byte {
	for rest != "" {
		at := len(rest) // position of the next word
		for _, w := range words {
			if k := strings.Index(rest[:min(len(rest), at+len(w)-1)], w); k >= 0 {
				at = k
			}
		}
		if at == len(rest) {
			break
		}
		from := strings.LastIndexAny(rest[:at], ends)
		if from >= 0 {
			_, n := utf8.DecodeRuneInString(rest[from:])
			from += n
		}
		to := strings.IndexAny(rest[at:], ends)
		if to < 0 {
			return append(out, rest[max(from, 0):]...)
		}
		_, n := utf8.DecodeRuneInString(rest[at+to:])
		to += at + n
		out = append(out, rest[max(from, 0):to]...)
		rest = rest[to:]
	}
	return out
}

// plain reports whether every byte of a form is a whole character, so that the form can be searched directly.
func (a *alphabet) plain(form string) bool {
	return a.single == 256 && strings.IndexByte(form, byte(a.raw)) < 0 ||
		a.single == 255 && strings.IndexByte(form, 255) < 0
}

// The positions of ends among the signs.
var usualEnds, rareEnds = func() (usual, rare []int) {
	for _, r := range ends {
		if i, ok := usualPlace[r]; ok {
			usual = append(usual, i)
		} else {
			rare = append(rare, rarePlace[r])
		}
	}
	return
}()

// sentences is sentences of the text, read from its plain form. Only those sentences are decoded.
func (a *alphabet) sentences(out []byte, rest string, words []string) []byte {
	var end [1 << 8]bool
	for _, n := range usualEnds {
		end[n] = true
	}
	for _, n := range rareEnds {
		if n += a.rare; n < a.single {
			end[n] = true
		}
	}
	var room [64]byte
	var list [8][]byte
	codes, coded := room[:0], list[:0]
	for _, w := range words {
		from, ok := len(codes), false
		if codes, ok = a.code(codes, w); ok {
			coded = append(coded, codes[from:])
		}
	}
	for rest != "" {
		at := len(rest)
		for _, w := range coded {
			if k := indexOf(rest[:min(len(rest), at+len(w)-1)], w); k >= 0 {
				at = k
			}
		}
		if at == len(rest) {
			break
		}
		from, to := at, at
		for from > 0 && !end[rest[from-1]] {
			from--
		}
		for to < len(rest) && !end[rest[to]] {
			to++
		}
		to = min(to+1, len(rest))
		out = a.read(out, rest[from:to])
		rest = rest[to:]
	}
	return out
}

// code appends the plain form of a word; false when no plain form can hold it.
func (a *alphabet) code(b []byte, word string) ([]byte, bool) {
	from := len(b)
	for _, r := range word {
		n := a.number(r)
		if n < 0 || n >= min(a.single, a.raw) {
			return b[:from], false
		}
		b = append(b, byte(n))
	}
	return b, len(b) > from
}

// indexOf is the position of a word in a plain form; -1 when it does not occur.
func indexOf(form string, word []byte) int {
	for from := 0; ; from++ {
		k := strings.IndexByte(form[from:], word[0])
		if from += k; k < 0 || from+len(word) > len(form) {
			return -1
		}
		if form[from:from+len(word)] == string(word) {
			return from
		}
	}
}
