package text

import (
	"testing"

	"kebang/internal/soak"
)

func FuzzCommon(f *testing.F) {
	for _, s := range []string{"", " ", "甘蔗渣　ＡＢＣ，（纯度≥９９．９％）", "A B\x7f\tC\n", "《茶·叶》——“红”、。〃", "a  b ", "\x00甘",
		"糖\u0301", "\xff甘蔗A", "~～"} {
		f.Add(s)
	}
	for r := rune(0); r < 0x10000; r++ { // every character alone and between others
		s := "糖" + string(r) + "A" + string(r)
		if out, ok := common(s); ok && out != whole(s) {
			f.Errorf("%U: %q, want %q", r, out, whole(s))
		}
	}
	soak.Fuzz(f, func(t *testing.T, s string) {
		if out, ok := common(s); ok && out != whole(s) {
			t.Errorf("%q: %q, want %q", s, out, whole(s))
		}
	})
}
