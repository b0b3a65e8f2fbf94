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
	d.object(10, askAchievementObject)
	d.text(20, askAchievementText)
	d.indicators(c)
	d.proof(c)
	trl := 0
	if c.TRL > 0 {
		trl = 10
	} else {
		d.stage()
	}
	d.part("trl", trl, 10, &Question{Field: "trl", Text: askStage.With(), Why: whyStage,
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
	ask := askRights
	if ip > 0 {
		ask = askNumbers
	}
	d.part("ip", ip, 10, &Question{Field: "ip", Text: ask.With(), Why: whyRights,
		Example: "发明专利 ZL2019 1 0123456.7，已授权"})
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
	d.part("mode", mode, 5, &Question{Field: "modes", Text: askAchievementMode.With(), Why: whyAchievementMode,
		Example: "许可，或先用后转"})
	d.part("price", price, 5, &Question{Field: "priceFen", Text: askAmount.With(), Why: whyAmount,
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
			Question{Part: "indicators", Field: "indicators", Vague: true, Text: askIndicator.With(i.Metric),
				Why: whyIndicator, Example: d.Examples.Indicator})
	}
	points := 0
	switch {
	case numbers > 0:
		points = min(25, 13+6*(numbers-1))
	case len(c.Indicators) > 0:
		points = 5
	}
	d.part("indicators", points, 25, &Question{Field: "indicators", Text: askIndicators.With(), Why: whyIndicators,
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
	d.part("evidence", points, 15, &Question{Field: "evidence", Text: askEvidence.With(), Why: whyEvidence,
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
			d.Suggestions = append(d.Suggestions, Suggestion{Kind: "trl", Number: s.trl, Label: labelStage.With(s.trl),
				Why: readStage.With(s.word)})
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
			name, _ := listing.IPKinds.Find(kind)
			d.Suggestions = append(d.Suggestions,
				Suggestion{Kind: "ip", IP: &listing.IP{Kind: kind, Number: m[0], Status: "granted"},
					Label: labelPatent.With(name, m[0]), Why: readPatent.With()})
		}
	}
}

func patentKey(s string) string {
	return strings.TrimPrefix(strings.ToUpper(strings.NewReplacer(" ", "", ".", "").Replace(s)), "ZL")
}
