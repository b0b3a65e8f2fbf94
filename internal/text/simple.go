package text

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

//go:embed simplified.txt
var simplifiedSource string

// simplified is the simplified form of a common Han character, by its distance from U+4E00; 0 for the character itself.
var simplified = func() (table [lastHan - firstHan + 1]uint16) {
	for line := range strings.Lines(simplifiedSource) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		r := []rune(strings.TrimSpace(line))
		for i := 0; i+1 < len(r); i += 2 {
			table[r[i]-firstHan] = uint16(r[i+1])
		}
	}
	return
}()

// Simple replaces traditional characters by simplified ones of the same length: 國際論壇 becomes 国际论坛. Every byte keeps its
// place. A character with two simplified forms (乾) takes the usual one, so the result serves for search only.
func Simple(s string) string {
	var out []byte
	for i, r := range s {
		if r < firstHan || r > lastHan || simplified[r-firstHan] == 0 {
			continue
		}
		if out == nil {
			out = []byte(s)
		}
		utf8.EncodeRune(out[i:], rune(simplified[r-firstHan]))
	}
	if out == nil {
		return s
	}
	return string(out)
}
