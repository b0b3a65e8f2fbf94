package matcher

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestVocabularyFindsTheLongestWord(t *testing.T) {
	v := newVocabulary("# things\n茶|茶叶: 绿茶 红茶\n油茶|茶油:\n塑料: pp 聚丙烯\n", true)
	for _, c := range []struct {
		text string
		want []string
	}{
		{"油茶与绿茶", []string{"油茶", "绿茶"}},
		{"茶叶、茶", []string{"茶", "茶"}},
		{"用pp做的app", []string{"pp"}},
		{"聚丙烯", []string{"聚丙烯"}},
		{"", nil},
	} {
		var got []string
		v.find(c.text, func(w word, _ int) { got = append(got, v.names[w.entry]) })
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.text, d)
		}
	}
}

// TestTopicTables checks that the tables fit the packed form and have each word in one place.
func TestTopicTables(t *testing.T) {
	for name, c := range map[string]struct {
		v     *vocabulary
		lines int
		src   string
	}{"objects": {objects(), 1 << (15 - memberBits), objectSource}, "steps": {steps(), 64, stepSource}} {
		if n := len(c.v.heads); n == 0 || n > c.lines {
			t.Errorf("%s: %d lines, at most %d", name, n, c.lines)
		}
		for line := range strings.Lines(c.src) {
			if _, members, ok := strings.Cut(line, ":"); ok && name == "objects" && !strings.HasPrefix(line, "#") &&
				len(strings.Fields(members)) >= 1<<memberBits {
				t.Errorf("%s: too many members: %s", name, line)
			}
		}
	}
}

func TestSameObject(t *testing.T) {
	of := func(title, body string) *topic { x := topicOf(title, body); return &x }
	for _, c := range []struct {
		name                string
		demand, achievement *topic
		least, most         float64
		unknown             bool
	}{
		{"same", of("甘蔗渣制浆", ""), of("蔗渣浆模塑", ""), 1, 1, false},
		{"family and member", of("坚果加工", ""), of("核桃加工", ""), .69, .71, false},
		{"members of one family", of("苹果分选", ""), of("柑橘分选", ""), .39, .41, false},
		{"strangers", of("核桃脱壳", ""), of("甘蔗收获机", ""), 0, 0, false},
		{"only the body names it", of("低温干燥技术", "用于核桃"), of("核桃脱壳", ""), .8, 1, false},
		{"one of two", of("葡萄与柑橘保鲜", ""), of("柑橘保鲜", ""), .8, .95, false},
		{"nothing known", of("低温干燥技术", ""), of("核桃脱壳", ""), 0, 0, true},
	} {
		a, ok := sameObject(c.demand, c.achievement)
		b, _ := sameObject(c.achievement, c.demand)
		if ok == c.unknown || a < c.least || a > c.most || a != b {
			t.Errorf("%s: %.3f and %.3f, known %v; want %.2f to %.2f", c.name, a, b, ok, c.least, c.most)
		}
	}
}

func TestSameStep(t *testing.T) {
	of := func(title, body string) *topic { x := topicOf(title, body); return &x }
	breeding, peeling, pressing := of("核桃良种选育", ""), of("核桃脱壳机", "破壳、分级"), of("核桃油冷榨", "冷榨制油")
	if v, ok := sameStep(breeding, peeling); !ok || v > .1 {
		t.Errorf("breeding and peeling: %.2f, %v", v, ok)
	}
	if v, ok := sameStep(pressing, of("山茶油压榨", "")); !ok || v < .9 {
		t.Errorf("pressing and pressing: %.2f, %v", v, ok)
	}
	if _, ok := sameStep(of("核桃", ""), peeling); ok {
		t.Error("a text that tells of no step was compared")
	}
}
