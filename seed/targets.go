package seed

import (
	"kebang/internal/actor"
	"kebang/internal/id"
	"kebang/internal/industry"
	"kebang/internal/stats"
	"kebang/internal/workday"
)

// planTargets plans the goals of the county's own policy, as package industry quotes them, and those of targets.txt for
// the year of the start.
func (m *market) planTargets() error {
	officer, err := m.holder(actor.Officer)
	if err != nil {
		return err
	}
	add := func(ago int, f stats.TargetForm) {
		key := id.New()
		m.plan.add(ago, "target "+f.Indicator, func() error {
			_, err := m.Stats.AddTarget(m.ctx, officer, key, f)
			return err
		})
	}
	if p, ok := industry.ProfileOf(m.region); ok {
		for _, t := range p.Targets {
			add(opened, stats.FromSeed(t, p.Name+"政策文本"))
		}
	}
	bs, err := read(m.folder + "/targets.txt")
	if err != nil {
		return err
	}
	for _, b := range bs {
		ago, err := b.number("ago")
		if err != nil {
			return err
		}
		f := stats.TargetForm{Indicator: b.title, Measure: stats.Measure(b.get("measure")), Op: "≥",
			Value: b.get("count"), Actual: b.get("actual"),
			Evidence: b.get("evidence"), Unit: b.get("unit"), Year: workday.Today(m.Clock.End()).Year(),
			Scope: b.get("scope"), Status: b.get("status"),
			Period: "year", Level: "local", Quote: b.get("quote"), Source: b.get("source")}
		if f.ValueFen, err = b.fen("value"); err != nil {
			return err
		}
		add(ago, f)
	}
	return nil
}
