package deal

import (
	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/industry"
	"kebang/internal/listing"
	"kebang/internal/region"
)

// aliasOf is the alias of an owner who hides his name in his listing: county and industry. It is empty for a public
// name.
func aliasOf(c *listing.Common) string {
	if !c.HideOrg {
		return ""
	}
	s := region.FullName(c.Region)
	if name := industry.FullName(c.Industry); name != "" {
		if s != "" {
			s += "，"
		}
		s += name
	}
	if s == "" {
		return "名称未公开的单位"
	}
	return s + "（名称未公开）"
}

// hides reports whether the name of a side is hidden from the actor. That holds while the owner hides it in the listing
// and has not consented to this deal. Officials of the market know it anyway.
func (d *Deal) hides(a actor.Actor, s Side, yes bool) bool {
	return s.Alias != "" && !yes && !s.is(a) && d.StandOf(a) != Watcher && a.Role != actor.System
}

// Cut removes facts that the actor may not know: the names of sides that hide them and have not consented yet.
func (d Deal) Cut(a actor.Actor) Deal {
	hideDemand, hideAchievement := d.hides(a, d.DemandSide, d.DemandYes), d.hides(a, d.AchievementSide,
		d.AchievementYes)
	if hideDemand {
		d.DemandSide = Side{Name: d.DemandSide.Alias}
	}
	if hideAchievement {
		d.AchievementSide = Side{Name: d.AchievementSide.Alias}
	}
	if !hideDemand && !hideAchievement {
		return d
	}
	// While a side is hidden, lines of the log and the end name only the role. Lines of the reader and of the
	// introducer stay complete.
	open := func(person string) bool { return person == a.Person || person == d.Introducer.Person }
	d.Notes = append([]Note(nil), d.Notes...)
	for i, n := range d.Notes {
		if !open(n.Person) {
			d.Notes[i].Person, d.Notes[i].Name = "", n.Role.Name()
		}
	}
	for _, k := range []**Acquaintance{&d.DemandKnew, &d.AchievementKnew} {
		if *k != nil && !open((*k).Person) {
			cut := **k
			cut.Person, cut.Name = "", ""
			*k = &cut
		}
	}
	d.Fees = append([]Fee(nil), d.Fees...)
	for i := range d.Fees {
		for _, x := range []**FeeAnswer{&d.Fees[i].Demand, &d.Fees[i].Achievement} {
			if *x != nil && !open((*x).Person) {
				*x = &FeeAnswer{Yes: (*x).Yes, At: (*x).At}
			}
		}
	}
	if d.End != nil && d.End.By != a.PersonName && d.End.By != d.Introducer.Name {
		end := *d.End
		end.By = actor.Role(end.Role).Name()
		d.End = &end
	}
	return d
}

// cutHistory is Cut for the lines of a history.
func (d *Deal) cutHistory(a actor.Actor, lines []audit.Entry) []audit.Entry {
	if !d.hides(a, d.DemandSide, d.DemandYes) && !d.hides(a, d.AchievementSide, d.AchievementYes) {
		return lines
	}
	for i, e := range lines {
		if e.Person != a.Person && e.Person != d.Introducer.Person {
			lines[i].Person, lines[i].PersonName, lines[i].Org, lines[i].OrgName = "", e.Role.Name(), "", ""
		}
	}
	return lines
}
