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
	d.object(15, askDemandObject)
	d.text(15, askDemandText)
	d.present(c)
	d.target(c)
	budget := 0
	if c.BudgetFen != nil {
		budget = 10
	} else {
		d.sum("budget", moneyWords)
	}
	d.part("budget", budget, 10, &Question{Field: "budgetFen", Text: askBudget.With(), Why: whyBudget,
		Example: "预期投入30万元"})
	d.due(c, today)
	mode := 0
	if len(c.Modes) > 0 {
		mode = 10
	}
	d.part("mode", mode, 10, &Question{Field: "modes", Text: askDemandMode.With(), Why: whyDemandMode,
		Example: "委托开发，或先用后转"})
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
	d.part("present", points, 15, &Question{Field: "present", Text: askPresent.With(), Why: whyPresent,
		Example: d.Examples.Present})
}

func (d *diagnosing) target(c *listing.DemandContent) {
	points, measurable, must := 0, 0, false
	for _, r := range c.Requirements {
		line := Line{Metric: r.Metric, Op: r.Op, Value: r.Value, High: r.High, Unit: r.Unit, Text: r.Text}
		m, ok := line.measure()
		switch {
		case !ok:
			d.Questions = append(d.Questions,
				Question{Part: "target", Field: "requirements", Vague: true, Text: askTarget.With(r.Metric),
					Why: whyTarget, Example: d.Examples.Target})
			continue
		case m.Kind == quantity.DimUnknown:
			d.Questions = append(d.Questions,
				Question{Part: "target", Field: "requirements", Vague: true, Text: askUnit.With(r.Metric, m.Unit),
					Why: whyUnit, Example: "t/h、%、mg/kg、MPa"})
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
	ask := askTargets
	if measurable > 0 && !must {
		ask = askMusts
	} else if measurable > 0 {
		ask = askMoreMusts
	}
	d.part("target", points, 25, &Question{Field: "requirements", Text: ask.With(), Why: whyTargets,
		Example: d.Examples.Target})
}

func (d *diagnosing) due(c *listing.DemandContent, today workday.Date) {
	q := &Question{Field: "deadline", Text: askDeadline.With(), Why: whyDeadline, Example: "下一个生产季开始前"}
	points := 0
	switch {
	case c.Deadline == "":
		d.deadline(today)
	case today != "" && c.Deadline.Valid() && c.Deadline < today:
		points = 3
		q.Text, q.Vague = askPassed.With(c.Deadline), true
	default:
		points = 10
	}
	d.part("deadline", points, 10, q)
}
