package matcher

import (
	"strings"
	"unicode/utf8"

	"kebang/internal/text"
)

// wholeWords cuts the ends of a shared stretch that belong to a neighbour: of 低温干燥 and 变温干燥 the stretch is 温干燥,
// but 温 holds to 低 and 变 more often than to 干. Which characters hold together is counted by the corpus; where it has
// seen neither pair, the stretch stays as it is. What is left may be empty.
func (c *Corpus) wholeWords(d, a string, sp text.Span) text.Span {
	for sp.Start < sp.End {
		s := d[sp.Start:sp.End]
		at := strings.Index(a, s)
		if at < 0 {
			return sp
		}
		first, w := utf8.DecodeRuneInString(s)
		second, _ := utf8.DecodeRuneInString(s[w:])
		if w < len(s) && (c.holds(before(d, sp.Start), first, second) || c.holds(before(a, at), first, second)) {
			sp.Start += w
			continue
		}
		last, w := utf8.DecodeLastRuneInString(s)
		other, _ := utf8.DecodeLastRuneInString(s[:len(s)-w])
		if w < len(s) && (c.bound(other, last, after(d, sp.End)) || c.bound(other, last, after(a, at+len(s)))) {
			sp.End -= w
			continue
		}
		return sp
	}
	return sp
}

// holds reports whether mid holds to the character before it more than to the one behind it.
func (c *Corpus) holds(before, mid, behind rune) bool {
	return common(before) && common(mid) && common(behind) && !text.IsStop(before) && c.DF(text.Pair(before, mid)) > c.DF(text.Pair(mid, behind))
}

// bound reports whether mid holds to the character behind it more than to the one before it.
func (c *Corpus) bound(before, mid, behind rune) bool {
	return common(before) && common(mid) && common(behind) && !text.IsStop(behind) && c.DF(text.Pair(mid, behind)) > c.DF(text.Pair(before, mid))
}

func common(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }

func before(s string, at int) rune {
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return r
}

func after(s string, at int) rune {
	r, _ := utf8.DecodeRuneInString(s[at:])
	return r
}
