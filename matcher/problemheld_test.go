package matcher_test

import (
	"slices"
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/vocab"
	"kebang/matcher"
)

// A pair of one good and two problems is not shown unasked at a middling total, and the reasons say so.
func TestOnlyTheGoodIsShared(t *testing.T) {
	texts := map[string][2]string{
		"carbon": {"果壳基颗粒活性炭水蒸气活化", "坚果壳破碎、炭化、水蒸气活化连续转炉制颗粒活性炭，用于饮用水脱色。"},
		"crack":  {"澳洲坚果壳裂缝超声识别", "敲击回声判断带壳坚果是否已有裂缝，用于开口果品质分级。"},
		"husk":   {"柔性辊自适应澳洲坚果脱青皮机", "弹性辊组随果径让位，脱青皮同时分级，青皮渣由侧向螺旋送出。"},
		"cane":   {"甘蔗联合收获机切割器", "切割器入土深度自动控制，破头率低。"},
		"loss":   {"甘蔗机械化收获减损", "联合收获机的排杂风机随喂入量调速，损失少。"},
		"tea":    {"红茶萎凋槽控温", "萎凋叶失水均匀，用工减少。"},
	}
	var all []*matcher.Analysed
	add := func(kind matcher.Kind, id string, x [2]string, industry string) *matcher.Analysed {
		a := matcher.Analyse(matcher.Doc{Kind: kind, ID: id, Title: x[0], Text: x[1], Industry: industry})
		all = append(all, a)
		return a
	}
	found := map[string]*matcher.Analysed{}
	for _, id := range []string{"carbon", "crack", "husk", "cane", "loss", "tea"} {
		industry := "04"
		if id == "cane" || id == "loss" {
			industry = "01"
		}
		found[id] = add(matcher.Achievement, id, texts[id], industry)
	}
	short := add(matcher.Demand, "d1", [2]string{"澳洲坚果壳活性炭制备", "澳洲坚果壳制活性炭。"}, "04")
	harvest := add(matcher.Demand, "d2", [2]string{"甘蔗机收损失大", "机收破头多，损失率高。"}, "01")
	bare := add(matcher.Demand, "d3", [2]string{"甘蔗生产技术", "想提高甘蔗生产水平。"}, "01")
	c := matcher.NewCorpus(0, all)
	for _, x := range []struct {
		demand *matcher.Analysed
		id     string
		total  float64
		want   bool
		says   string
	}{
		{short, "carbon", 60, true, ""}, {short, "carbon", 59.99, false, ""},
		{short, "crack", 75.99, false, "两边只有对象“澳洲坚果”相同"}, {short, "crack", 76, true, "两边只有对象“澳洲坚果”相同"},
		{short, "husk", 70, false, "两边只有对象“澳洲坚果”相同"}, {short, "tea", 70, false, "成果没有写到需求题目里要解决的问题"},
		{harvest, "loss", 60, true, ""}, // by a synonym: 机收 is 机械化收获
		{bare, "cane", 70, false, "需求的题目只写了对象"},
	} {
		d, a := c.Ask(x.demand), c.Prepare(found[x.id])
		if got := matcher.Unasked(d, a, x.total); got != x.want {
			t.Errorf("%s for %s at %.2f: shown unasked %v", x.id, x.demand.Title(), x.total, got)
		}
		s := matcher.Score(d, a)
		against := fault.Lines(matcher.Explain(d, a, &s).Against, vocab.Zh)
		if x.says != "" && !slices.ContainsFunc(against,
			func(w string) bool { return strings.HasPrefix(w, x.says) }) {
			t.Errorf("%s for %s: nothing says %s in %q", x.id, x.demand.Title(), x.says, against)
		}
		if x.want && x.says == "" && slices.ContainsFunc(against,
			func(w string) bool { return strings.Contains(w, "要解决") }) {
			t.Errorf("%s for %s: %q", x.id, x.demand.Title(), against)
		}
	}
}
