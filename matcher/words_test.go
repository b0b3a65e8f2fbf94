package matcher

import (
	"strings"
	"testing"

	"kebang/internal/text"
)

// TestWholeWords: shared stretches end at whole words, by a corpus that knows the neighbours.
func TestWholeWords(t *testing.T) {
	var docs []*Analysed
	for _, s := range []string{"合成抗氧化剂的开发", "人工合成树脂", "合成橡胶", "生物合成途径", "加热合成氨", "化学合成药物", "合成纤维", "合成路线加长", "加工合成革",
		"自适应控制", "自适应滤波", "适应性强", "自动适应负载", "茶叶加工", "果品加工", "食品加工", "粮食加工", "木材加工", "竹材加工", "乳品加工"} {
		docs = append(docs, Analyse(Doc{Kind: Achievement, Title: s, Text: s}))
	}
	c := NewCorpus(0, docs)
	for _, x := range []struct{ demand, achievement, stretch, want string }{
		{"不加合成抗氧化剂", "添加合成抗氧化剂", "加合成抗氧化剂", "合成抗氧化剂"},
		{"自适应识别", "语种自适应", "自适", "自适应"},
		{"自适性识别", "自适的语种", "自适", "自适"},
	} {
		at := strings.Index(x.demand, x.stretch)
		sp := c.wholeWords(x.demand, x.achievement, text.Span{Start: at, End: at + len(x.stretch)})
		if got := x.demand[sp.Start:sp.End]; got != x.want {
			t.Errorf("%s in %s and %s: %s, want %s", x.stretch, x.demand, x.achievement, got, x.want)
		}
	}
}

// 非, 无, 不 and 免 bind to the word behind them.
func TestNegationsBind(t *testing.T) {
	for _, c := range []struct{ demand, achievement, want string }{
		{"不锈钢焊接接头", "不锈钢焊接接头检测", "不锈钢焊接接头"},
		{"阴离子表面活性剂回收", "非离子表面活性剂合成", "表面活性剂"},
		{"无糖饮料灌装", "无糖饮料杀菌", "无糖饮料"},
		{"甘蔗糖浆饮料", "无糖浆饮料", "饮料"},
	} {
		d, a := Analyse(Doc{Kind: Demand, Title: c.demand}), Analyse(Doc{Kind: Achievement, Title: c.achievement})
		corpus := NewCorpus(0, []*Analysed{d, a})
		x, y := corpus.Ask(d), corpus.Prepare(a)
		s := Score(x, y)
		got := ""
		if w := Explain(x, y, &s); len(w.Reasons) > 0 {
			got = w.Reasons[0].Text
		}
		if got != c.want {
			t.Errorf("%s and %s share %q, want %q", c.demand, c.achievement, got, c.want)
		}
	}
}
