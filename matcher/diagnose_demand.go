package matcher

import (
	"strings"

	"kebang/internal/listing"
	"kebang/internal/quantity"
	"kebang/internal/workday"
)

// DiagnoseDemand lists the gaps of a demand from its contents alone: object, present state, target value, budget,
// deadline and mode. Today is the civil day in China with which a deadline is compared; "" skips that. Near stays
// empty, because it needs the index (Service.DiagnoseDemand).
func DiagnoseDemand(c *listing.DemandContent, today workday.Date) Diagnosis {
	d := begin(&c.Common, c.Present)
	d.object(15, "这项需求针对什么产品、原料或工序，要解决它的什么问题？")
	d.text(15, "问题出在哪一步、有什么表现、造成多大损失？")
	d.present(c)
	d.target(c)
	budget := 0
	if c.BudgetFen != nil {
		budget = 10
	} else {
		d.sum("budget", moneyWords)
	}
	d.part("budget", "预期投入", budget, 10, &Question{Field: "budgetFen", Text: "准备为解决它投入多少（万元）？说个大概范围也可以，只给登录用户看。",
		Why: "对方据此判断是买现成的还是专门研发。", Example: "预期投入30万元"})
	d.due(c, today)
	mode := 0
	if len(c.Modes) > 0 {
		mode = 10
	}
	d.part("mode", "合作方式", mode, 10, &Question{Field: "modes", Text: "希望怎样合作：买成熟技术、委托开发、联合攻关，还是请人来指导？",
		Why: "方式不同，找的单位不同。", Example: "委托开发，或先用后转"})
	d.modes()
	d.vague("target", "requirements")
	d.chosen()
	d.keywords()
	d.wanted(c.Requirements)
	return d.ranked()
}

func (d *diagnosing) present(c *listing.DemandContent) {
	points := 0
	switch {
	case len([]rune(strings.TrimSpace(c.Present))) >= 15:
		points = 15
	case strings.TrimSpace(c.Present) != "":
		points = 8
	case hasAny(c.Text, presentWords):
		points = 8
	}
	if points == 15 && len(quantity.Parse(c.Present)) == 0 && !strings.ContainsAny(c.Present, "0123456789") {
		points = 11
	}
	d.part("present", "现状", points, 15, &Question{Field: "present", Text: "现在是怎么做的，数值是多少？试过哪些办法，为什么不行？",
		Why: "有了现状，才算得出要提高多少，也不会给您推荐已经试过的办法。", Example: d.Examples.Present})
}

func (d *diagnosing) target(c *listing.DemandContent) {
	points, measurable, must := 0, 0, false
	for _, r := range c.Requirements {
		line := Line{Metric: r.Metric, Op: r.Op, Value: r.Value, High: r.High, Unit: r.Unit, Text: r.Text}
		m, ok := line.measure()
		switch {
		case !ok:
			d.Questions = append(d.Questions,
				Question{Part: "target", Field: "requirements", Vague: true,
					Text: "“" + r.Metric + "”要达到多少？请写出比较符、数值和单位。",
					Why:  "只有文字的指标无法逐条对照，会显示为“待确认”。", Example: d.Examples.Target})
			continue
		case m.Kind == quantity.DimUnknown:
			d.Questions = append(d.Questions,
				Question{Part: "target", Field: "requirements", Vague: true,
					Text: "“" + r.Metric + "”的单位“" + m.Unit + "”系统不认识，能换成常用单位吗？",
					Why:  "不认识的单位不会参与比较。", Example: "t/h、%、mg/kg、MPa"})
		}
		measurable++
		must = must || r.Must
	}
	if measurable > 0 {
		points = min(25, 12+6*(measurable-1))
		if must {
			points = min(25, points+7)
		}
	} else if len(quantity.Parse(c.Text)) > 0 || len(c.Requirements) > 0 {
		points = 5
	}
	ask := "做到什么程度算解决？请写一到五条能测的指标：名称、数值、单位。"
	if measurable > 0 && !must {
		ask = "这些指标里哪几条是必须达到的？请标为必备。"
	} else if measurable > 0 {
		ask = "还有没有别的必须达到的指标，例如产量、能耗、质量或成本？"
	}
	d.part("target", "目标值", points, 25, &Question{Field: "requirements", Text: ask, Why: "匹配会逐条判断满足、不满足还是待确认。",
		Example: d.Examples.Target})
}

func (d *diagnosing) due(c *listing.DemandContent, today workday.Date) {
	q := &Question{Field: "deadline", Text: "希望什么时候之前解决？", Why: "对方据此判断来不来得及，过期的需求会提醒您更新。", Example: "下一个生产季开始前"}
	points := 0
	switch {
	case c.Deadline == "":
		d.deadline(today)
	case today != "" && c.Deadline.Valid() && c.Deadline < today:
		points = 3
		q.Text, q.Vague = "期限 "+string(c.Deadline)+" 已经过了，是否还需要？请改一个日期。", true
	default:
		points = 10
	}
	d.part("deadline", "期限", points, 10, q)
}
