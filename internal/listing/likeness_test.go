package listing

import "testing"

func TestLikeness(t *testing.T) {
	const code = "91530924MA0DEM0A1Y"
	for _, c := range []struct {
		name, words string
		low, high   int
		verdict     string
	}{
		{"镇康县云岭糖业有限公司", "云岭糖业有限责任公司", 100, 100, "名称一致"},
		{"云南省临沧市镇康县云岭糖业有限公司", "镇康云岭糖业", 100, 100, "名称一致"},
		{"镇康县勐堆茶叶初制专业合作社", "勐堆茶叶初制所", 80, 99, "名称基本一致"},
		{"云南大学", "云南农业大学", 40, 79, "名称部分相同"},
		{"云南农业大学热带作物学院", "云南农业大学", 80, 99, "名称基本一致"},
		{"镇康热区作物试验站", "某高校材料学院", 0, 20, "名称不一致"},
		{"县生产力促进中心", "县内若干茶叶初制所", 0, 20, "名称不一致"},
		{"镇康县南伞糖厂", "镇康县勐堆糖厂", 0, 60, "名称不一致"},
		{"昆明市蓝天机械有限公司", "普洱市蓝天机械有限公司", 60, 60, "名称主体相近，但所在地不同"},
		{"蓝天机械有限公司", "", 0, 0, "线索没有写单位名称，无法比对"},
		{"完全另一个名字", "某糖厂（91530924MA0DEM0A1Y）", 100, 100, "线索中的统一社会信用代码与申请单位相同"},
	} {
		got := LikenessOf(c.name, code, c.words)
		if got.Percent < c.low || got.Percent > c.high || got.Words != c.verdict {
			t.Errorf("%s / %s: %+v, want %d to %d, %s", c.name, c.words, got, c.low, c.high, c.verdict)
		}
	}
}
