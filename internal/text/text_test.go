package text

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/soak"
)

func TestNormal(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "甘蔗渣": "甘蔗渣", "  ＵＨＴ　灭菌 ": "uht 灭菌", "纯度≥９９．９％": "纯度≥99.9%", "50㎡": "50m2", "A\t\nB": "a b",
		"bad\xff字": "bad 字",
	} {
		got := Normal(in)
		if got != want {
			t.Errorf("Normal(%q) = %q, want %q", in, got, want)
		}
		if again := Normal(got); again != got {
			t.Errorf("Normal(%q) changes it once more to %q", got, again)
		}
	}
}

func FuzzNormal(f *testing.F) {
	f.Add("ＵＨＴ 甘蔗\x00渣ſ")
	soak.Fuzz(f, func(t *testing.T, s string) {
		n := Normal(s)
		end := 0
		Each(n, func(_ Term, a, b int) {
			if a < 0 || b > len(n) || a >= b || b < end {
				t.Fatalf("range %d..%d in %q", a, b, n)
			}
			end = b
		})
	})
}

func TestEach(t *testing.T) {
	type cut struct {
		T Term
		S string
	}
	var got []cut
	s := "甘蔗渣uht99.9%的糖"
	Each(s, func(term Term, a, b int) { got = append(got, cut{term, s[a:b]}) })
	want := []cut{{Char('甘'), "甘"}, {Char('蔗'), "蔗"}, {Pair('甘', '蔗'), "甘蔗"}, {Char('渣'), "渣"}, {Pair('蔗', '渣'), "蔗渣"},
		{Word("uht99.9"), "uht99.9"}, {Char('的'), "的"}, {Char('糖'), "糖"}, {Pair('的', '糖'), "的糖"}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for _, c := range want {
		if h := c.T.Han(); !c.T.IsWord() && h != c.S {
			t.Errorf("Han() = %q, want %q", h, c.S)
		}
	}
}

func TestEachAllocatesNothing(t *testing.T) {
	s := Normal("从甘蔗渣制备低聚木糖的方法 UHT 99.9%")
	n := 0
	if a := testing.AllocsPerRun(10, func() { Each(s, func(Term, int, int) { n++ }) }); a != 0 {
		t.Errorf("%v allocations", a)
	}
}

func TestShared(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want []string
	}{
		{"从甘蔗渣中提取低聚木糖的技术", "一种低聚木糖的提取工艺,以甘蔗渣为原料", []string{"低聚木糖", "甘蔗渣", "提取"}},
		{"提高技术水平", "技术研究与水平", nil},
		{"uht灭菌 2020", "2020年uht杀菌", []string{"uht"}},
		{"茶叶,茶叶", "茶叶", []string{"茶叶"}},
	} {
		var got []string
		for _, s := range Shared(c.a, c.b) {
			got = append(got, c.a[s.Start:s.End])
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("Shared(%q, %q): %s", c.a, c.b, d)
		}
	}
}
