package industry

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestTaxonomy(t *testing.T) {
	if got := len(Groups()); got != 19 {
		t.Errorf("%d level-1 groups, want 19 (01–18 and 99)", got)
	}
	want := map[string]int{"01": 9, "02": 12, "03": 8, "04": 11, "05": 9, "06": 6, "07": 15, "08": 7, "09": 18, "10": 6,
		"11": 6, "12": 7, "13": 12, "14": 4, "15": 5, "16": 9, "17": 4, "18": 4, "99": 0}
	for _, g := range Groups() {
		if got := len(Children(g.Code)); got != want[g.Code] {
			t.Errorf("%s %s has %d level-2 lines, want %d", g.Code, g.Name, got, want[g.Code])
		}
		if g.Short == "" || utf8.RuneCountInString(g.Short) != 1 || g.English == "" {
			t.Errorf("%s: short %q, English %q", g.Code, g.Short, g.English)
		}
	}
	last := ""
	for _, i := range All() {
		if i.Code <= last {
			t.Errorf("%s comes after %s", i.Code, last)
		}
		last = i.Code
	}
	for _, i := range All() {
		if i.Level() == 2 && len(i.Words) == 0 {
			t.Errorf("%s %s has no words to be proposed by", i.Code, i.Name)
		}
		seen := map[string]bool{}
		for _, w := range i.Words {
			if seen[w] {
				t.Errorf("%s has the word %s twice", i.Code, w)
			}
			seen[w] = true
		}
	}
}

func TestByCode(t *testing.T) {
	got, ok := ByCode("0903")
	want := Industry{Code: "0903", Name: "纳米碳酸钙、石灰、金属钙", English: "nano calcium carbonate, lime, calcium metal",
		GB: []Class{
			{"2613", "C", "无机盐"}, {"3012", "C", "石灰"}, {"3219", "i", "金属钙"}}}
	got.Words = nil
	if diff := cmp.Diff(want, got); !ok || diff != "" {
		t.Errorf("ByCode(0903): ok %v, %s", ok, diff)
	}
	for code, want := range map[string]string{"09": "09", "0903": "09", "99": "99", "": "", "0": "", "0999": "",
		"9": "", "090301": ""} {
		if got := Level1(code); got != want {
			t.Errorf("Level1(%q) = %q, want %q", code, got, want)
		}
	}
	if got := FullName("0901"); got != "新材料 / 镁铝合金" {
		t.Errorf("FullName(0901) = %q", got)
	}
	if got := Name("0777"); got != "0777" {
		t.Errorf("Name of an unknown code = %q, want the code", got)
	}
}

func TestLoadSaysWhereAMistakeIs(t *testing.T) {
	const tax = "01 糖 | 糖 | sugar\n0101 育种 | breeding | gb 0511 | 良种\n"
	for name, c := range map[string]struct{ taxonomy, synonyms, words, profiles, want string }{
		"level 2 before level 1": {taxonomy: "0201 种苗 | seedlings | - | 种苗", want: "taxonomy line 1"},
		"code twice":             {taxonomy: tax + "0101 x | x | - | y", want: "taxonomy line 3"},
		"no English name":        {taxonomy: tax + "0102 x | gb 0511 | y", want: "taxonomy line 3"},
		"bad class":              {taxonomy: tax + "0102 x | x | gb 12345 | y", want: "taxonomy line 3"},
		"unknown group":          {taxonomy: tax, synonyms: "[77]\na = b", want: "synonyms line 1"},
		"no group":               {taxonomy: tax, synonyms: "a = b", want: "synonyms line 1"},
		"same twice":             {taxonomy: tax, synonyms: "[01]\na = b\nb = a", want: "synonyms line 3"},
		"same and near":          {taxonomy: tax, synonyms: "[01]\na = b\nb ≈ a", want: "related twice"},
		"itself":                 {taxonomy: tax, synonyms: "[01]\na = a", want: "synonyms line 2"},
		"stray mark":             {taxonomy: tax, synonyms: "[01]\na = b(x)", want: "synonyms line 2"},
		"word to no code":        {taxonomy: tax, words: "糖业 | 88", want: "words line 1"},
		"focus of level 1": {taxonomy: tax, profiles: "[-] x | bureau: - | groups: 01 | focus: 01",
			want: "profiles line 1"},
		"target before profile": {taxonomy: tax, profiles: "target x | - | - | 未定义 | 未定 | 正式 | 未定 | 本地 | -",
			want: "profiles line 1"},
	} {
		_, err := load(c.taxonomy, c.synonyms, c.words, c.profiles)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q in it", name, err, c.want)
		}
	}
}

func TestSynonymsHoldInKnownGroups(t *testing.T) {
	all := Synonyms()
	if len(all) < 350 {
		t.Errorf("%d pairs, want at least 350", len(all))
	}
	seen := map[[3]string]bool{}
	for _, s := range all {
		if s.Group != "" && Level1(s.Group) != s.Group {
			t.Errorf("%s=%s: group %q is not level 1", s.From, s.To, s.Group)
		}
		key, back := [3]string{s.Group, s.From, s.To}, [3]string{s.Group, s.To, s.From}
		if seen[key] || seen[back] || s.From == s.To {
			t.Errorf("[%s] %s and %s are there twice", s.Group, s.From, s.To)
		}
		seen[key] = true
		if s.Weight != 1 && s.Weight != 0.5 || s.OneWay && s.Weight == 1 {
			t.Errorf("%s=%s: weight %v, one way %v", s.From, s.To, s.Weight, s.OneWay)
		}
	}
}

func TestSynonyms(t *testing.T) {
	find := func(group, a, b string) *Synonym {
		for _, s := range Synonyms() {
			if s.Group == group && (s.From == a && s.To == b || !s.OneWay && s.From == b && s.To == a) {
				return &s
			}
		}
		return nil
	}
	for _, c := range []struct {
		group, a, b string
		weight      float64 // 0 for no relation
		confirmed   bool
	}{
		{"01", "甘蔗渣", "蔗渣", 1, false},
		{"01", "蔗渣", "bagasse", 1, false},
		{"01", "糖蜜", "橘水", 0.5, false}, // by 桔水=橘水
		{"01", "新植蔗", "春植蔗", 0.5, false},
		{"02", "胶乳", "乳胶", 1, true},
		{"02", "离心胶乳", "浓乳", 0.5, false},
		{"02", "浓缩胶乳", "离心胶乳", 0, false}, // one direction only
		{"02", "甲酸", "凝固剂", 0.5, false},
		{"02", "割胶", "采胶", 0.5, true},
		{"03", "茶油", "山茶油", 0, false}, // the oil of 油茶, not a tea
		{"04", "茶油", "山茶油", 1, false},
		{"04", "macadamia", "夏威夷果", 1, false}, // by 澳洲坚果
		{"05", "水洗", "湿法", 1, false},
		{"04", "水洗", "湿法", 0, false},
		{"06", "青贮", "青贮饲料", 1, false},
		{"07", "全株玉米青贮", "青贮", 0.5, false},
		{"09", "碳纤维", "CF", 1, false},
		{"", "技术难题", "卡脖子技术", 0.5, false},
		{"", "许可", "授权专利", 0, false},
		{"", "作价入股", "作价投资", 1, false},
	} {
		s := find(c.group, c.a, c.b)
		switch {
		case c.weight == 0 && s != nil:
			t.Errorf("[%s] %s and %s are related: %+v", c.group, c.a, c.b, *s)
		case c.weight != 0 && (s == nil || s.Weight != c.weight || s.Confirmed != c.confirmed):
			t.Errorf("[%s] %s and %s: %+v, want weight %v, confirmed %v", c.group, c.a, c.b, s, c.weight, c.confirmed)
		}
	}
}
