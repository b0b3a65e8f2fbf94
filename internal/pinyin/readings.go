package pinyin

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed syllables.txt
var source string

const (
	firstHan = 0x4e00
	lastHan  = 0x9fff
)

// table holds the readings of every common character and the characters of every reading.
type table struct {
	syllables []string
	of        [lastHan - firstHan + 1][2]uint16 // places in syllables; 0 for none
	chars     map[string][]rune
	longest   int // letters of the longest syllable
}

var readings = sync.OnceValue(func() *table {
	t := &table{syllables: []string{""}, chars: map[string][]rune{}}
	for line := range strings.Lines(source) {
		s, chars, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || s == "#" {
			continue
		}
		n := uint16(len(t.syllables))
		t.syllables = append(t.syllables, s)
		t.longest = max(t.longest, len(s))
		for _, r := range chars {
			t.chars[s] = append(t.chars[s], r)
			both := &t.of[r-firstHan]
			if both[0] == 0 {
				both[0] = n
			} else {
				both[1] = n
			}
		}
	}
	return t
})

// Of gives the readings of a character without tones, with v for ü. A common Han character has at most two, any other
// character none. Treat the result as read-only.
func Of(r rune) []string {
	if r < firstHan || r > lastHan {
		return nil
	}
	t := readings()
	both := &t.of[r-firstHan]
	if both[1] != 0 {
		return []string{t.syllables[both[0]], t.syllables[both[1]]}
	}
	if n := both[0]; n != 0 {
		return t.syllables[n : n+1 : n+1]
	}
	return nil
}

// Chars gives the characters with that reading, in the order of their code points; nil for an unknown syllable.
func Chars(syllable string) []rune { return readings().chars[syllable] }
