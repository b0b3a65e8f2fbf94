package matcher

import (
	"strings"

	"kebang/internal/listing"
)

// docOf makes the Doc of a published listing. Only fields of public and members level go in: index, corpus and
// reasons cannot leak what was never put there.
func docOf[C listing.Content](kind Kind, l *listing.Listing[C]) Doc {
	content := listing.Cut(*l.Published, listing.CommonOf(l.Published).Levels, listing.Members)
	c := listing.CommonOf(&content)
	d := Doc{Kind: kind, ID: l.ID, Revision: l.Version, Market: l.Market, Title: c.Title, Keywords: c.Keywords, Text: c.Text,
		Industry: c.Industry, IndustryConfirmed: c.IndustryConfirmed, Region: c.Region, UpdatedAt: l.PublishedAt, Trusted: !l.Lead(), State: listing.Open}
	d.MoreIndustries = c.MoreIndustries
	for _, m := range c.Modes {
		d.Modes = append(d.Modes, string(m))
	}
	switch v := any(&content).(type) {
	case *listing.DemandContent:
		d.TRL, d.MoneyFen = v.MinTRL, fen(v.BudgetFen)
		if v.Present != "" {
			d.Text = strings.TrimSpace(d.Text + "\n" + v.Present)
		}
		for _, r := range v.Requirements {
			d.Lines = append(d.Lines, Line{Must: r.Must, Metric: r.Metric, Op: r.Op, Value: r.Value, High: r.High, Unit: r.Unit, Text: r.Text})
		}
	case *listing.AchievementContent:
		d.TRL, d.MoneyFen = v.TRL, fen(v.PriceFen)
		for _, i := range v.Indicators {
			d.Lines = append(d.Lines, Line{Metric: i.Metric, Op: i.Op, Value: i.Value, High: i.High, Unit: i.Unit, Text: i.Evidence})
		}
	}
	return d
}

func fen(v *int64) int64 {
	if v == nil {
		return 0
	}
	return *v
}
