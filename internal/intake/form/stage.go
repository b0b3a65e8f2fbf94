package form

import "strings"

// stages are words of maturity with their level of GB/T 37264-2018. 阶段 初期 is TRL 1-4, 中期 5-6, 成熟应用 7-9. The five words
// of the live library (正在研发 … 可以量产) lie between. Papers and patents state no maturity.
var stages = []struct {
	word string
	trl  int
}{
	{"正在研发", 3}, {"研发中", 3}, {"实验室", 3}, {"初期", 3}, {"样品", 4}, {"样机", 4}, {"小试", 4}, {"试制", 5}, {"中期", 5}, {"中试", 6},
	{"田间试验", 6}, {"工厂试验", 6}, {"试验示范", 6}, {"示范", 7}, {"可以量产", 8}, {"量产", 8}, {"批量生产", 8}, {"规模化生产", 8}, {"规模生产", 8},
	{"投产", 8}, {"推广应用", 8}, {"生产应用", 8}, {"成熟应用", 8}, {"已产业化", 8},
}

// StageTRL is the maturity of a stage word, 0 for an unknown one. Of several words the lowest counts: 中试/产业化 is not yet
// 产业化.
func StageTRL(text string) int {
	least := 0
	for _, s := range stages {
		if strings.Contains(text, s.word) && (least == 0 || s.trl < least) {
			least = s.trl
		}
	}
	if strings.Contains(text, "试验示范") { // the longer word, not the 示范 inside it
		least = 6
	}
	return least
}

// StageWords are the words offered in the template.
var StageWords = []string{"正在研发", "已有样品", "通过小试", "通过中试", "可以量产"}
