package intake_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/intake"
	"kebang/internal/intake/form"
)

// TestTablesOfClerks reads tables of townships with lines around and between their rows.
func TestTablesOfClerks(t *testing.T) {
	for name, c := range map[string]struct {
		table string
		rows  []string // title, township, budget in 万元, phone
		left  []string
		told  string // part of a warning
	}{
		"sections of townships with subtotals": {
			"清河县2026年技术需求汇总表\n填报单位：清河县科技局,,,,,单位：万元\n序号,乡镇,企业名称,需求名称,需求描述,拟投入,联系人及电话\n" +
				"一,南伞镇,,,,\n1,,清河制糖有限公司,滤布再生,滤布更换频繁。,80,陆某 13800000001\n2,,清河纸业有限公司,白水回用,白水浊度高。,30,王某" +
				"（0883-6620001）\n,小计,2项,,,110\n" +
				"二、勐捧镇（1家）\n1,,勐捧茶厂,茶青摊放,地方不够。,面议,李某\n合计,,3项,,,110\n三、其他\n1,,云岭茶厂,茶梗剔除,人工剔梗慢。,5,周某\n注：本表由科技局汇总。\n",
			[]string{"滤布再生 南伞镇 80 13800000001", "白水回用 南伞镇 30 0883-6620001", "茶青摊放 勐捧镇 - ", "茶梗剔除  5 "},
			[]string{"note [13]", "section [4 8 11]", "sum [7 10]"}, "面议",
		},
		"subtotals of industries": {
			"产业,企业名称,需求名称,需求内容,资金（万元）\n茶叶,甲茶厂,茶梗剔除,人工剔梗慢。,10\n茶叶小计,,,1项,10\n蔗糖,乙糖厂,滤布再生,更换频繁。,80\n蔗糖产业 小计：,,1 项,," +
				"80\n,,总 计,2项,90\n",
			[]string{"茶梗剔除  10 ", "滤布再生  80 "}, []string{"sum [3 5 6]"}, "",
		},
		"units in a line of their own": {
			"企业名称,需求名称,主要内容,总投资,电话\n,,,（千元）,\n甲糖厂,蔗渣打包,打包松散。,１００,０８８３－６６２０００１\n" +
				"乙茶厂,茶青分级,人工慢。,20,1 3 8 0 0 0 0 0 0 0 2\n",
			[]string{"蔗渣打包  10 0883-6620001", "茶青分级  2 13800000002"}, nil, "",
		},
		"names and numbers in one cell": {
			"企业名称,需求名称,需求内容,联系人,总投资\n,,,,单位：万元\n甲厂,滤机自控,人工卸泥。,陆正13800000001,12\n乙厂,冷库节能,电费高。,王芳 0883-6620001,30\n丙厂," +
				"茶梗剔除,人工剔梗慢。,周工（技术）,\n",
			[]string{"滤机自控  12 13800000001", "冷库节能  30 0883-6620001", "茶梗剔除  - "}, nil, "",
		},
		"names under 联系方式": {
			"企业名称,需求名称,需求内容,联系方式\n甲厂,滤机自控,人工卸泥。,陆正 13800000001\n乙厂,冷库节能,电费高。,0883-6620001转801\n",
			[]string{"滤机自控  - 13800000001", "冷库节能  - 0883-6620001转801"}, nil, "",
		},
		"a form of several needs with their numbers": {
			"企业基本情况\n企业名称,甲厂,,联系人,陆正\n需求情况\n需求1名称,滤机自控\n需求1内容,人工卸泥。\n需求2名称,冷库节能\n需求2内容,电费高。\n",
			[]string{"滤机自控  - ", "冷库节能  - "}, nil, "",
		},
		"another table beside": {
			"需求名称,需求内容,企业名称,,岗位,人数,学历\n滤布再生,更换频繁。,甲糖厂,,电工,2,大专\n白水回用,浊度高。,乙纸厂,,会计,1,本科\n,,,,司机,3,高中\n",
			[]string{"滤布再生  - ", "白水回用  - "}, []string{"other-table [4]"}, "E 到 G 列是旁边的另一张表",
		},
	} {
		p, err := intake.Read(form.Demands, "m1", book(t, "a.csv", []byte(c.table)), nil)
		must(t, err)
		var rows, left []string
		for _, r := range p.Rows {
			budget := "-"
			if b := r.Demand.BudgetFen; b != nil {
				budget = fmt.Sprint(*b / 1_000_000)
			}
			rows = append(rows, fmt.Sprintf("%s %s %s %s", r.Demand.Title, r.Demand.Township, budget,
				r.Demand.Contact.Phone))
		}
		for _, l := range p.LeftOut {
			left = append(left, fmt.Sprint(l.Reason, " ", l.Examples))
		}
		slices.Sort(left)
		if d := cmp.Diff(c.rows, rows) + cmp.Diff(c.left, left); d != "" || p.Counts.Bad > 0 {
			t.Errorf("%s: -want +got %s %v", name, d, p.Problems)
		}
		if !slices.ContainsFunc(p.Warnings,
			func(w form.RowProblem) bool { return strings.Contains(w.Text(), c.told) }) && c.told != "" {
			t.Errorf("%s: %q is not told: %v", name, c.told, p.Warnings)
		}
	}
}
