package matcher

import (
	"strings"
	"unicode/utf8"

	"kebang/internal/text"
)

// wholeWords cuts the ends of a shared stretch that belong to a neighbour. Of 低温干燥 and 变温干燥 the stretch is 温干燥, but 温
// is tied to 低 and 变 more often than to 干. The corpus counts which characters are tied. Where it knows neither pair,
// the stretch stays unchanged. The result may be empty.
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
		if runes := []rune(s); len(runes) > 2 {
			// The end is a verb before a name (加合成抗氧化剂) or half a name behind one (一级白), so it is tied loosely.
			if n := len(runes); c.hangs(runes[0], runes[1], runes[2]) {
				sp.Start += utf8.RuneLen(runes[0])
				continue
			} else if c.hangs(runes[n-1], runes[n-2], runes[n-3]) {
				sp.End -= utf8.RuneLen(runes[n-1])
				continue
			} else if n > 3 && text.IsFrame(string(runes[:2])) {
				if v := c.tie(runes[1], runes[2]); v >= 0 && v < looseTie { // 研究普洱茶
					sp.Start += len(string(runes[:2]))
					continue
				}
			}
		}
		return c.regrown(d, a, sp)
	}
	return sp
}

// A pair is loose when it occurs in less than looseTie of the texts with the rarer of its characters. The pair next to
// it must occur tieRatio times more often. Counts under leastCounted say nothing.
const (
	looseTie     = .1
	tieRatio     = 4
	leastCounted = 8
)

// hangs reports whether a character at an end is tied to its neighbour far less than the neighbour to the next one.
func (c *Corpus) hangs(end, neighbour, next rune) bool {
	x, y := c.tie(end, neighbour), c.tie(neighbour, next)
	return x >= 0 && y >= 0 && x < looseTie && y > tieRatio*x
}

// tie is the share of the texts with the rarer of two characters that hold them side by side, in either order. It is -1
// when those texts are too few.
func (c *Corpus) tie(a, b rune) float64 {
	if !common(a) || !common(b) {
		return -1
	}
	rarer := min(c.DF(text.Char(a)), c.DF(text.Char(b)))
	if rarer < leastCounted {
		return -1
	}
	return float64(max(c.DF(text.Pair(a, b)), c.DF(text.Pair(b, a)))) / float64(rarer)
}

// regrown returns a grammar character that was trimmed off the end of a word. Both texts hold the 应 of 自适应, and most
// texts with 适 hold 适应.
func (c *Corpus) regrown(d, a string, sp text.Span) text.Span {
	s := d[sp.Start:sp.End]
	next := after(d, sp.End)
	last, _ := utf8.DecodeLastRuneInString(s)
	if !text.IsStop(next) || !common(next) || !common(last) || !strings.Contains(a, s+string(next)) {
		return sp
	}
	if held, all := c.DF(text.Pair(last, next)), c.DF(text.Char(last)); all >= 2 && 2*held >= all {
		sp.End += utf8.RuneLen(next)
	}
	return sp
}

// holds reports whether mid is tied to the character before it more than to the one behind it.
func (c *Corpus) holds(before, mid, behind rune) bool {
	return common(before) && common(mid) && common(behind) && !text.IsStop(before) &&
		c.DF(text.Pair(before, mid)) > c.DF(text.Pair(mid, behind))
}

// bound reports whether mid is tied to the character behind it more than to the one before it.
func (c *Corpus) bound(before, mid, behind rune) bool {
	return common(before) && common(mid) && common(behind) && !text.IsStop(behind) &&
		c.DF(text.Pair(mid, behind)) > c.DF(text.Pair(before, mid))
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
