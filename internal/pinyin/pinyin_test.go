package pinyin

import (
	"slices"
	"strings"
	"testing"

	"kebang/internal/soak"
)

func TestFind(t *testing.T) {
	for _, c := range []struct {
		typed, text, want string
		full              bool
	}{
		{"zhezha", "降低蔗渣水分", "蔗渣", true},
		{"zhe zha", "降低蔗渣水分", "蔗渣", true},
		{"zz", "降低蔗渣水分", "蔗渣", false},
		{"zhzh", "降低蔗渣水分", "蔗渣", false},
		{"ZZ", "种植甘蔗，利用蔗渣", "种植", false},
		{"zhezh", "降低蔗渣水分", "蔗渣", true},
		{"jiaoru", "天然橡胶胶乳保鲜", "胶乳", true},
		{"xian", "西安的线索", "西安", true},
		{"lvse", "绿色食品", "绿色", true},
		{"chongfu", "重复使用", "重复", true},
		{"yinhang", "银行贷款", "银行", true},
		{"zhezha", "甘蔗、渣", "", false}, // a find does not cross punctuation
		{"zhe", "蔗糖", "", false},      // one character is not enough
		{"pvc", "聚氯乙烯", "", false},
	} {
		q, ok := Parse(c.typed)
		if !ok {
			t.Fatalf("%s is no query", c.typed)
		}
		m, ok := q.Find(c.text)
		if got := c.text[m.Start:m.End]; got != c.want || ok != (c.want != "") || m.Full != c.full {
			t.Errorf("%s in %s: %q full=%v %v", c.typed, c.text, got, m.Full, ok)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, s := range []string{"", "z", "蔗渣", "pm2.5", "a4", strings.Repeat("a", 41)} {
		if _, ok := Parse(s); ok {
			t.Errorf("%q is taken for pinyin", s)
		}
	}
}

func TestSyllables(t *testing.T) {
	q, _ := Parse("xian")
	if got := q.Syllables(); len(got) != 2 || !slices.Equal(got[0], []string{"xian"}) ||
		!slices.Equal(got[1], []string{"xi", "an"}) {
		t.Errorf("xian: %v", got)
	}
	if q, _ := Parse("zz"); len(q.Syllables()) != 0 {
		t.Errorf("zz: %v", q.Syllables())
	}
	if !slices.Contains(Chars("zha"), '渣') || !slices.Contains(Of('重'), "chong") || Of('a') != nil {
		t.Error("readings are wrong")
	}
}

func FuzzFind(f *testing.F) {
	f.Add("zhezha", "降低蔗渣水分")
	soak.Fuzz(f, func(t *testing.T, typed, s string) {
		q, ok := Parse(typed)
		if !ok {
			return
		}
		q.Syllables()
		if m, ok := q.Find(s); ok && (m.Start < 0 || m.End > len(s) || m.Start >= m.End) {
			t.Errorf("%q in %q: %+v", typed, s, m)
		}
	})
}

func TestOpenings(t *testing.T) {
	q, _ := Parse("kongzh")
	got := q.Openings()
	for _, want := range [][2]string{{"kong", "zhi"}, {"kong", "zhong"}} {
		if !slices.Contains(got, want) {
			t.Errorf("kongzh does not open with %v", want)
		}
	}
	if slices.Contains(got, [2]string{"kong", "za"}) {
		t.Error("kongzh opens with kong za")
	}
	if !q.Initials() {
		t.Error("k, o, n, g, z, h could be initials: 可 哦 那 个 找 好")
	}
	if q, _ := Parse("kongzhi"); q.Initials() || !slices.Contains(q.Openings(), [2]string{"kong", "zhi"}) {
		t.Errorf("kongzhi: %v", q.Openings())
	}
	// Every find by whole syllables begins with one of the openings.
	for _, c := range []struct{ typed, text string }{{"xian", "西安"}, {"zhezh", "蔗渣"}, {"ganzhezha", "甘蔗渣"},
		{"lvse", "绿色"}, {"chongfu", "重复"}} {
		q, _ := Parse(c.typed)
		runes := []rune(c.text)
		opens := slices.ContainsFunc(q.Openings(), func(o [2]string) bool {
			return slices.Contains(Chars(o[0]), runes[0]) && slices.Contains(Chars(o[1]), runes[1])
		})
		if at, ok := q.Find(c.text); !ok || !at.Full || !opens {
			t.Errorf("%s: found %v, opens %v", c.typed, at, opens)
		}
	}
}
