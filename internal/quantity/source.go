package quantity

import "unicode/utf8"

// source is a text with every rune folded to half width, and -> to one arrow. Each rune keeps its place in the text.
type source struct {
	text   string
	runes  []rune
	offset []int // byte offset of each rune, and the length of the text at the end
}

func newSource(text string) *source {
	s := &source{text: text, runes: make([]rune, 0, len(text)), offset: make([]int, 0, len(text)+1)}
	for i, r := range text {
		r = fold(r)
		if n := len(s.runes); r == '>' && n > 0 && s.runes[n-1] == '-' { // 85%->80%
			s.runes[n-1] = '→'
			continue
		}
		s.runes = append(s.runes, r)
		s.offset = append(s.offset, i)
	}
	s.offset = append(s.offset, len(text))
	return s
}

// at is the rune at i; 0 outside the text.
func (s *source) at(i int) rune {
	if i < 0 || i >= len(s.runes) {
		return 0
	}
	return s.runes[i]
}

// starts reports whether word stands at rune i and gives the rune behind it.
func (s *source) starts(i int, word string) (end int, ok bool) {
	for _, r := range word {
		if s.at(i) != r {
			return i, false
		}
		i++
	}
	return i, true
}

// ends reports whether word stands right before rune i and gives its first rune.
func (s *source) ends(i int, word string) (start int, ok bool) {
	start = i - utf8.RuneCountInString(word)
	if start < 0 {
		return i, false
	}
	_, ok = s.starts(start, word)
	return start, ok
}

func (s *source) skipSpace(i int) int {
	for isSpace(s.at(i)) {
		i++
	}
	return i
}

func (s *source) skipSpaceBack(i int) int {
	for isSpace(s.at(i - 1)) {
		i--
	}
	return i
}

func (s *source) slice(from, to int) string { return string(s.runes[from:to]) }

func fold(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '〜' || r == '∼':
		return '~'
	case r == '　' || r == ' ':
		return ' '
	case r == '—' || r == '–' || r == '‑' || r == '‐' || r == '−' || r == '―':
		return '-'
	case r == '≧' || r == '⩾':
		return '≥'
	case r == '≦' || r == '⩽':
		return '≤'
	case r == '∕' || r == '⁄':
		return '/'
	case r == '•' || r == '⋅' || r == '∙' || r == '・':
		return '·'
	case r == 'µ':
		return 'μ'
	case r == '✕' || r == '╳':
		return '×'
	}
	return r
}

func isDigit(r rune) bool  { return r >= '0' && r <= '9' }
func isLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
func isSpace(r rune) bool  { return r == ' ' || r == '\t' }
func isHan(r rune) bool    { return r >= 0x4e00 && r <= 0x9fff }
