package text

import "testing"

func TestSimple(t *testing.T) {
	for in, want := range map[string]string{"國際論壇": "国际论坛", "夏威夷果脫殼": "夏威夷果脱壳", "甘蔗渣a壇": "甘蔗渣a坛", "": "",
		"臺灣鐵皮石斛 乾燥": "台湾铁皮石斛 干燥", "\xff論": "\xff论"} {
		if got := Simple(in); got != want || len(got) != len(in) {
			t.Errorf("Simple(%q) = %q, want %q", in, got, want)
		}
		if again := Simple(want); again != want {
			t.Errorf("Simple(%q) changes it to %q", want, again)
		}
	}
	n := 0
	for i, r := range simplified {
		if r == 0 {
			continue
		}
		if n++; r < firstHan || r > lastHan || simplified[r-firstHan] != 0 {
			t.Errorf("%c becomes %c, which is no last form", firstHan+rune(i), r)
		}
	}
	if n < 2800 {
		t.Errorf("%d characters", n)
	}
}
