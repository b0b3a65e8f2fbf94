package matcher_test

import (
	"fmt"

	"kebang/matcher"
)

// The score of a pair depends on the two listings and the corpus alone. A part that one side does not state is left out
// of the total and lowers the confidence (docs/decisions/0015-how-a-pair-is-scored.md).
func ExampleScore() {
	demand := matcher.Analyse(matcher.Doc{Kind: matcher.Demand, ID: "d", Market: "m", Industry: "01",
		Title: "甘蔗渣脱水设备", Text: "榨季蔗渣含水率高，需要高效脱水，含水率≤45%。",
		Lines: []matcher.Line{{Metric: "含水率", Op: "<=", Value: "45", Unit: "%", Must: true}}})
	answer := matcher.Analyse(matcher.Doc{Kind: matcher.Achievement, ID: "a", Market: "m", Industry: "01",
		Title: "蔗渣螺旋压榨脱水机", Text: "用于糖厂蔗渣脱水，用于榨季连续运行。",
		Lines: []matcher.Line{{Metric: "含水率", Op: "<=", Value: "42", Unit: "%"}}})
	stranger := matcher.Analyse(matcher.Doc{Kind: matcher.Achievement, ID: "s", Market: "m", Industry: "03",
		Title: "茶叶杀青机", Text: "用于绿茶杀青，能耗低。"})
	corpus := matcher.NewCorpus(1, []*matcher.Analysed{demand, answer, stranger})
	ask := corpus.Ask(demand)
	good, bad := matcher.Score(ask, corpus.Prepare(answer)), matcher.Score(ask, corpus.Prepare(stranger))
	fmt.Println(good.Total > bad.Total, good.Confidence > bad.Confidence)
	for _, v := range good.Verdicts {
		fmt.Println(v.Wanted(), v.Offered(), v.Outcome)
	}
	// Output:
	// true true
	// 含水率≤45% 含水率≤42% met
}
