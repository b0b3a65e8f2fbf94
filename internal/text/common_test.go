package text

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// slow is Normal without its short cuts.
func slow(s string) string {
	s = norm.NFKC.String(strings.ToValidUTF8(s, " "))
	var b strings.Builder
	space := true
	for _, r := range s {
		if unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u200b' || r == '\ufeff' {
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		}
		space = false
		b.WriteRune(fold(r))
	}
	return strings.TrimRight(b.String(), " ")
}

func FuzzCommon(f *testing.F) {
	for _, s := range []string{"", " ", "甘蔗渣　ＡＢＣ，（纯度≥９９．９％）", "A B\x7f\tC\n", "《茶·叶》——“红”、。〃", "a  b ", "\x00甘", "糖\u0301", "\xff甘蔗A", "~～"} {
		f.Add(s)
	}
	for r := rune(0); r < 0x10000; r++ { // every character alone and between others
		s := "糖" + string(r) + "A" + string(r)
		if out, ok := common(s); ok && out != slow(s) {
			f.Errorf("%U: %q, want %q", r, out, slow(s))
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		if out, ok := common(s); ok && out != slow(s) {
			t.Errorf("%q: %q, want %q", s, out, slow(s))
		}
	})
}
