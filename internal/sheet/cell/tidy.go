package cell

import "strings"

// Tidy removes outer white space (also the full-width one) and zero-width marks. It removes control characters except
// line feed and tab, because no database or page shows them well.
func Tidy(s string) string {
	clean := true
	for i := 0; i < len(s) && clean; i++ {
		clean = s[i] >= 0x20 && s[i] < 0x7f
	}
	if !clean {
		s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
		s = strings.Map(func(r rune) rune {
			switch {
			case r == '\r':
				return '\n'
			case r < 0x20 && r != '\n' && r != '\t', r >= 0x7f && r < 0xa0, r == '\uFEFF', r == '\u200b', r == '\u2060':
				return -1
			}
			return r
		}, s)
	}
	return strings.TrimSpace(s)
}
