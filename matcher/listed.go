package matcher

import (
	"slices"
	"strings"

	"kebang/internal/disclosure"
	"kebang/internal/listing"
)

// docOf makes the Doc of a published listing from fields of public and members level only. Index, corpus and reasons
// therefore cannot leak other fields. Members' fields are marked, so that visitors cannot search by them.
func docOf[C listing.Content](kind Kind, l *listing.Listing[C]) Doc {
	content := listing.Cut(*l.Published, listing.CommonOf(l.Published).Levels, disclosure.Members)
	c := listing.CommonOf(&content)
	d := Doc{Kind: kind, ID: l.ID, Revision: l.Version, Market: l.Market, Title: c.Title, Keywords: c.Keywords,
		Text:     c.Text,
		Industry: c.Industry, IndustryConfirmed: c.IndustryConfirmed, Region: c.Region, UpdatedAt: l.PublishedAt,
		Trusted: !l.Lead(), State: listing.Open}
	d.MoreIndustries, d.Serial = c.MoreIndustries, l.Serial
	for _, m := range c.Modes {
		d.Modes = append(d.Modes, string(m))
	}
	switch v := any(&content).(type) {
	case *listing.DemandContent:
		d.TRL = v.MinTRL
		d.LowFen, d.HighFen = endsOf(v.BudgetFen, v.BudgetHighFen)
		if v.Present != "" {
			d.Text = strings.TrimSpace(d.Text + "\n" + v.Present)
		}
		for _, r := range v.Requirements {
			d.Lines = append(d.Lines, Line{Must: r.Must, Metric: r.Metric, Op: r.Op, Value: r.Value, High: r.High,
				Unit: r.Unit, Text: r.Text})
		}
	case *listing.AchievementContent:
		d.TRL = v.TRL
		d.LowFen, d.HighFen = endsOf(v.PriceFen, v.PriceHighFen)
		for _, i := range v.Indicators {
			d.Lines = append(d.Lines, Line{Metric: i.Metric, Op: i.Op, Value: i.Value, High: i.High, Unit: i.Unit,
				Text: i.Evidence})
		}
	}
	public := listing.Cut(*l.Published, listing.CommonOf(l.Published).Levels, disclosure.Public)
	if trlOf(&public) != d.TRL {
		d.Closed = append(d.Closed, ClosedTRL)
	}
	d.close(listing.CommonOf(&public), c)
	d.Unit = unitOf(l, &public)
	return d
}

// close notes the fields that visitors may not read. Open is the common part for visitors, c the one for members.
func (d *Doc) close(open, c *listing.Common) {
	if text := strings.TrimSpace(open.Text); d.Text != open.Text {
		d.ClosedText = len(d.Text)
		if text != "" && strings.HasPrefix(d.Text, text) {
			d.ClosedText -= len(text)
		}
	}
	for _, x := range []struct {
		name  string
		shown bool
	}{
		{ClosedKeywords, len(open.Keywords) == len(c.Keywords)},
		{ClosedIndustry, open.Industry == c.Industry && len(open.MoreIndustries) == len(c.MoreIndustries)},
		{ClosedRegion, open.Region == c.Region},
		{ClosedModes, len(open.Modes) == len(c.Modes)},
	} {
		if !x.shown {
			d.Closed = append(d.Closed, x.name)
		}
	}
}

// unitOf is the name of the unit of a listing, where everybody may see it. The source or the owner may name the unit.
func unitOf[C listing.Content](l *listing.Listing[C], public *C) string {
	common := listing.CommonOf(public)
	if common.HideOrg {
		return ""
	}
	names := []string{l.OwnerName}
	add := func(s string) {
		if s != "" && !slices.Contains(names, s) {
			names = append(names, s)
		}
	}
	add(common.OrgWords)
	if v, ok := any(public).(*listing.AchievementContent); ok {
		add(v.Holder)
	}
	return strings.TrimSpace(strings.Join(names, " "))
}

// trlOf is the maturity of an achievement, or the lowest that helps a demand.
func trlOf[C listing.Content](c *C) int {
	switch v := any(c).(type) {
	case *listing.DemandContent:
		return v.MinTRL
	case *listing.AchievementContent:
		return v.TRL
	}
	return 0
}

// endsOf are the two ends of an amount, the same for one figure.
func endsOf(low, high *int64) (int64, int64) {
	if high == nil {
		high = low
	}
	return fen(low), fen(high)
}

func fen(v *int64) int64 {
	if v == nil {
		return 0
	}
	return *v
}
