package matcher

import (
	"regexp"
	"strings"

	"kebang/internal/listing"
)

// DiagnoseAchievement lists the gaps of an achievement from its contents alone: indicators with numbers, their
// evidence, maturity, rights, mode and price. Near stays empty, because it needs the index.
func DiagnoseAchievement(c *listing.AchievementContent) Diagnosis {
	d := begin(&c.Common, c.StageWords, c.Evidence)
	d.object(10, "这项成果用在什么产品、原料或工序上，解决它的什么问题？")
	d.text(20, "和现在通行的做法相比，怎么做、好在哪里、好多少？")
	d.indicators(c)
	d.proof(c)
	trl := 0
	if c.TRL > 0 {
		trl = 10
	} else {
		d.stage()
	}
	d.part("trl", "成熟度", trl, 10, &Question{Field: "trl", Text: "现在到哪一步：实验室、小试、中试，还是已经有用户在用？", Why: "需求方最先问的就是能不能直接用。",
		Example: "中试完成，1 家用户试用 6 个月（6 级）"})
	ip := 0
	if len(c.IP) > 0 {
		ip = 10
		for _, x := range c.IP {
			if x.Kind != "none" && x.Kind != "secret" && strings.TrimSpace(x.Number) == "" {
				ip = 6
			}
		}
	}
	d.part("ip", "知识产权", ip, 10, &Question{Field: "ip",
		Text: map[bool]string{true: "知识产权的号码是多少，是申请中还是已授权？", false: "有没有专利、软件著作权或新品种权？没有也请选“无”。"}[ip > 0],
		Why:  "权属清楚才能签转让或许可合同。", Example: "发明专利 ZL2019 1 0123456.7，已授权"})
	d.rights(c)
	mode, price := 0, 0
	if len(c.Modes) > 0 {
		mode = 5
	}
	if c.PriceFen != nil {
		price = 5
	} else {
		d.sum("price", []string{"报价", "价格", "转让费", "许可费", "转让价"})
	}
	d.part("mode", "合作方式", mode, 5, &Question{Field: "modes", Text: "愿意转让、许可，还是合作开发、作价入股？", Why: "方式不同，找的企业不同。",
		Example: "许可，或先用后转"})
	d.part("price", "意向价格", price, 5, &Question{Field: "priceFen", Text: "大约什么价格？可以面议，但说个范围更容易谈。", Why: "企业会拿它和预算比。",
		Example: "许可费每年10万元"})
	d.modes()
	d.vague("indicators", "indicators")
	d.chosen()
	d.keywords()
	d.claimed(c.Indicators)
	return d.ranked()
}

func (d *diagnosing) indicators(c *listing.AchievementContent) {
	numbers := 0
	for _, i := range c.Indicators {
		line := Line{Metric: i.Metric, Op: i.Op, Value: i.Value, High: i.High, Unit: i.Unit, Text: i.Evidence}
		if _, ok := line.measure(); ok {
			numbers++
			continue
		}
		d.Questions = append(d.Questions,
			Question{Part: "indicators", Field: "indicators", Vague: true, Text: "“" + i.Metric + "”实测是多少？请写数值和单位。",
				Why: "没有数值的指标无法与需求对照。", Example: d.Examples.Indicator})
	}
	points := 0
	switch {
	case numbers > 0:
		points = min(25, 13+6*(numbers-1))
	case len(c.Indicators) > 0:
		points = 5
	}
	d.part("indicators", "技术指标", points, 25,
		&Question{Field: "indicators", Text: "主要指标实测是多少？请写两三条：名称、数值、单位。", Why: "需求方的必备指标会逐条与它对照。",
			Example: d.Examples.Indicator})
}

func (d *diagnosing) proof(c *listing.AchievementContent) {
	proven := 0
	for _, i := range c.Indicators {
		if strings.TrimSpace(i.Evidence) != "" {
			proven++
		}
	}
	points := 0
	switch {
	case len(c.Indicators) > 0 && proven == len(c.Indicators), proven > 0 && strings.TrimSpace(c.Evidence) != "":
		points = 15
	case proven > 0 || strings.TrimSpace(c.Evidence) != "":
		points = 9
	}
	d.part("evidence", "佐证", points, 15,
		&Question{Field: "evidence", Text: "这些数值有什么依据：检测报告、用户证明、鉴定还是标准？", Why: "有依据的指标可信，没有依据的对方会再问一遍。",
			Example: d.Examples.Indicator})
}

// stages map words of a text to the lowest possible level of GB/T 37264.
var stages = []struct {
	word string
	trl  int64
}{{"批量生产", 8}, {"产业化应用", 8}, {"规模化应用", 8}, {"大面积推广", 8}, {"推广应用", 7}, {"已应用于", 7}, {"生产应用", 7}, {"投产", 7}, {"完成中试",
	6}, {"通过中试", 6},
	{"中试", 5}, {"示范", 6}, {"样机", 5}, {"小试", 4}, {"实验室", 3}}

func (d *diagnosing) stage() {
	for _, s := range stages {
		if strings.Contains(d.said, s.word) {
			d.Suggestions = append(d.Suggestions,
				Suggestion{Kind: "trl", Number: s.trl, Label: "成熟度 " + string(rune('0'+s.trl)) + " 级",
					Why: "内容里写了“" + s.word + "”，请按实际确认"})
			return
		}
	}
}

var patent = regexp.MustCompile(`(?i)ZL\s?(?:19|20)\d{2}\s?([123])\s?\d{7}\s?\.?\s?[\dX]`)

// rights proposes the patents with numbers in the text. The digit behind the year gives the kind (ZC 0006—2003).
func (d *diagnosing) rights(c *listing.AchievementContent) {
	seen := map[string]bool{}
	for _, x := range c.IP {
		seen[patentKey(x.Number)] = true
	}
	for _, m := range patent.FindAllStringSubmatch(d.said, 10) {
		if key := patentKey(m[0]); !seen[key] {
			seen[key] = true
			kind := map[string]string{"1": "invention", "2": "utility", "3": "design"}[m[1]]
			name := map[string]string{"1": "发明专利 ", "2": "实用新型 ", "3": "外观设计 "}[m[1]]
			d.Suggestions = append(d.Suggestions,
				Suggestion{Kind: "ip", IP: &listing.IP{Kind: kind, Number: m[0], Status: "granted"}, Label: name + m[0],
					Why: "内容里写了这个专利号，ZL 表示已授权"})
		}
	}
}

func patentKey(s string) string {
	return strings.TrimPrefix(strings.ToUpper(strings.NewReplacer(" ", "", ".", "").Replace(s)), "ZL")
}
