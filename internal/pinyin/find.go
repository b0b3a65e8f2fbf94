package pinyin

import (
	"strings"
	"unicode/utf8"
)

// Query is a typed run of letters that stands for Chinese characters.
type Query struct{ letters string }

// Longest is the most letters of a query.
const Longest = 40

// Parse reads typed letters: 2 to 40 Latin letters. Spaces and apostrophes between syllables are left out. Ok is false
// for everything else, digits and Han characters included.
func Parse(typed string) (Query, bool) {
	var b strings.Builder
	for _, r := range strings.ToLower(typed) {
		switch {
		case 'a' <= r && r <= 'z':
			b.WriteRune(r)
		case r == 'ü':
			b.WriteByte('v')
		case r == ' ' || r == '\'' || r == '’':
		default:
			return Query{}, false
		}
	}
	q := Query{b.String()}
	return q, len(q.letters) >= 2 && len(q.letters) <= Longest
}

// Match is a stretch of a text whose reading is the query.
type Match struct {
	Start, End int  // bytes
	Full       bool // matched by whole syllables, not by initials
}

// Find gives the first stretch of at least two characters whose reading is the query. It compares by whole syllables,
// of which the last may be unfinished (zhezh), or by initials alone. In initials zh, ch and sh may be one letter or
// two. A match by whole syllables wins over an earlier match by initials.
func (q Query) Find(s string) (Match, bool) {
	var initials Match
	found := false
	t := readings()
	for i, r := range s {
		if r < firstHan || r > lastHan || !t.begins(r, q.letters[0]) {
			continue
		}
		if end, ok := t.match(s[i:], q.letters, true, 0); ok {
			return Match{i, i + end, true}, true
		}
		if found {
			continue
		}
		if end, ok := t.match(s[i:], q.letters, false, 0); ok {
			initials, found = Match{i, i + end, false}, true
		}
	}
	return initials, found
}

// begins reports whether a reading of r starts with a letter. Most characters of a text fail this quick check.
func (t *table) begins(r rune, letter byte) bool {
	both := t.of[r-firstHan]
	return both[0] != 0 && (t.syllables[both[0]][0] == letter || both[1] != 0 && t.syllables[both[1]][0] == letter)
}

// match reads the letters from the start of s and gives the number of bytes they cover; n characters are read before.
func (t *table) match(s, letters string, full bool, n int) (int, bool) {
	if letters == "" {
		return 0, n >= 2
	}
	r, size := utf8.DecodeRuneInString(s)
	if r < firstHan || r > lastHan {
		return 0, false
	}
	for _, place := range t.of[r-firstHan] {
		if place == 0 {
			break
		}
		syllable := t.syllables[place]
		for _, take := range steps(syllable, letters, full, n) {
			if end, ok := t.match(s[size:], letters[take:], full, n+1); ok {
				return size + end, true
			}
		}
	}
	return 0, false
}

// steps are the numbers of letters that one character may consume.
func steps(syllable, letters string, full bool, n int) []int {
	if full {
		if strings.HasPrefix(letters, syllable) {
			return []int{len(syllable)}
		}
		if n > 0 && strings.HasPrefix(syllable, letters) && len(letters) < len(syllable) {
			return []int{len(letters)}
		}
		return nil
	}
	if syllable[0] != letters[0] {
		return nil
	}
	if len(syllable) > 1 && syllable[1] == 'h' && len(letters) > 1 && letters[1] == 'h' {
		return []int{2, 1}
	}
	return []int{1}
}

// Syllables cuts the letters into whole syllables in every possible way, at most 16 (xian: xian, xi an). The last
// syllable must be finished. The result is empty for letters that are initials.
func (q Query) Syllables() [][]string {
	var out [][]string
	t, looks := readings(), 0
	var cut func(rest string, done []string)
	cut = func(rest string, done []string) {
		if looks++; looks > 2000 { // a crafted text has a million ways
			return
		}
		if rest == "" && len(out) < 16 {
			out = append(out, append([]string(nil), done...))
			return
		}
		for n := min(t.longest, len(rest)); n > 0 && len(out) < 16; n-- {
			if t.chars[rest[:n]] != nil {
				cut(rest[n:], append(done, rest[:n]))
			}
		}
	}
	cut(q.letters, nil)
	return out
}

// Initials reports whether the letters can be initials. No syllable begins with i, u or v.
func (q Query) Initials() bool { return !strings.ContainsAny(q.letters, "iuv") }

// Openings are the possible readings of the first two characters when the letters are syllables. The first reading is
// whole. The second is whole too, or only begun by the letters.
func (q Query) Openings() (out [][2]string) {
	t := readings()
	for n := min(t.longest, len(q.letters)-1); n > 0; n-- {
		first, rest := q.letters[:n], q.letters[n:]
		if t.chars[first] == nil {
			continue
		}
		for _, second := range t.syllables[1:] {
			if strings.HasPrefix(rest, second) || strings.HasPrefix(second, rest) {
				out = append(out, [2]string{first, second})
			}
		}
	}
	return out
}

// Letters are the typed letters, without spaces.
func (q Query) Letters() string { return q.letters }
