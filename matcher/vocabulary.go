package matcher

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"kebang/internal/text"
)

// entryID names a line of a vocabulary and a member of it. Member 0 is the whole line.
type entryID uint16

const memberBits = 6 // at most 63 members a line

func (e entryID) line() int    { return int(e >> memberBits) }
func (e entryID) head() bool   { return e&(1<<memberBits-1) == 0 }
func entryOf(l, m int) entryID { return entryID(l<<memberBits | m) }

// vocabulary finds the words of a hand-written table in texts. A line has a head, a colon and its members. Words of the
// same meaning are joined by |, and comments follow #.
type vocabulary struct {
	heads   []string           // first word of each line
	names   map[entryID]string // first word of each entry
	buckets [][]word           // by first character, longest word first
	han     [0xa000 - 0x4e00]uint16
	ascii   [128]uint16
}

type word struct {
	text  string // in normal form
	entry entryID
}

// newVocabulary reads a table. With named heads the words before the colon are found too and stand for the whole line.
// Otherwise they are only its name. A repeated word belongs to its first entry.
func newVocabulary(source string, named bool) *vocabulary {
	v := &vocabulary{names: map[entryID]string{}, buckets: make([][]word, 1)}
	seen := map[string]bool{}
	put := func(e entryID, words string) {
		for w := range strings.SplitSeq(words, "|") {
			if w = text.Normal(w); w == "" || seen[w] {
				continue
			}
			seen[w] = true
			if v.names[e] == "" {
				v.names[e] = w
			}
			at := v.bucket(w)
			if *at == 0 {
				*at = uint16(len(v.buckets))
				v.buckets = append(v.buckets, nil)
			}
			v.buckets[*at] = append(v.buckets[*at], word{w, e})
		}
	}
	for line := range strings.Lines(source) {
		head, members, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(head, "#") {
			continue
		}
		l := len(v.heads)
		first, _, _ := strings.Cut(head, "|")
		v.heads = append(v.heads, first)
		if named {
			put(entryOf(l, 0), head)
		}
		for m, words := range strings.Fields(members) {
			put(entryOf(l, m+1), words)
		}
	}
	for _, b := range v.buckets {
		slices.SortFunc(b, func(a, b word) int {
			return cmp.Or(cmp.Compare(len(b.text), len(a.text)), strings.Compare(a.text, b.text))
		})
	}
	return v
}

// bucket is the place of the bucket for words with the same start as w. Words that start with neither common Han nor
// ASCII share one bucket.
func (v *vocabulary) bucket(w string) *uint16 {
	r, _ := utf8.DecodeRuneInString(w)
	switch {
	case r < 128:
		return &v.ascii[r]
	case r >= 0x4e00 && r < 0xa000:
		return &v.han[r-0x4e00]
	}
	panic("matcher: a word of a vocabulary starts with neither a Han character nor ASCII: " + w)
}

// find calls fn for the words of a text in normal form and their places, in order. Of overlapping words the first and
// longest counts. A word that 非, 无, 不 or 免 negates does not count.
func (v *vocabulary) find(s string, fn func(w word, at int)) {
	covered := 0
	for i, r := range s {
		var at uint16
		switch {
		case i < covered:
			continue
		case r < 128:
			at = v.ascii[r]
		case r >= 0x4e00 && r < 0xa000:
			at = v.han[r-0x4e00]
		}
		if at == 0 {
			continue
		}
		for _, w := range v.buckets[at] {
			if strings.HasPrefix(s[i:], w.text) && alone(s, i, w.text) && text.Negated(s, i) == 0 {
				fn(w, i)
				covered = i + len(w.text)
				break
			}
		}
	}
}
