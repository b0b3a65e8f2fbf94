package seed

import (
	"context"
	"fmt"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/workday"
)

// planListings plans both kinds.
func (m *market) planListings() error {
	if err := planKind(m, "demands.txt", m.demands, m.Listings.Demands, m.demand); err != nil {
		return err
	}
	return planKind(m, "achievements.txt", m.achievements, m.Listings.Achievements, m.achievement)
}

// desk is the part of listing.Desk that is used for either kind.
type desk[C listing.Content] interface {
	Create(ctx context.Context, a actor.Actor, id string, c C) (listing.Listing[C], error)
	Step(ctx context.Context, a actor.Actor, id string, rev int64, step, reason string) (listing.Listing[C], error)
	Bring(ctx context.Context, a actor.Actor, rows []listing.Row[C], publish bool) (listing.Outcome, error)
}

func planKind[C listing.Content](m *market, file string, ids map[string]string, d desk[C],
	content func(*block) (C, error)) error {
	bs, err := read(m.folder + "/" + file)
	if err != nil {
		return err
	}
	officer, err := m.holder(actor.Officer)
	if err != nil {
		return err
	}
	for _, b := range bs {
		c, err := content(&b)
		if err != nil {
			return err
		}
		ago, err := b.number("ago")
		if err != nil {
			return err
		}
		key := id.New()
		ids[b.name] = key
		if b.get("lead") != "" {
			row := listing.Row[C]{ID: key, Hash: b.name, Source: listing.Source{Name: b.get("lead"), Ref: b.name},
				Content: c}
			m.plan.add(ago, "lead "+b.name, func() error {
				_, err := d.Bring(m.ctx, officer, []listing.Row[C]{row}, true)
				return err
			})
			continue
		}
		owner, err := m.actor(b.get("by"))
		if err != nil {
			return b.wrong("by", err)
		}
		step := func(ago int, a actor.Actor, step, reason string) {
			m.plan.add(ago, step+" "+b.name, func() error {
				_, err := d.Step(m.ctx, a, key, 0, step, reason)
				return err
			})
		}
		m.plan.add(ago+3, "create "+b.name, func() error {
			_, err := d.Create(m.ctx, owner, key, c)
			return err
		})
		state, reason, _ := strings.Cut(b.get("state"), " ")
		if state == "draft" {
			continue
		}
		step(ago+2, owner, listing.StepSubmit, "")
		switch state {
		case "":
			step(ago, officer, listing.StepPublish, "")
		case "review":
		case "returned":
			step(ago, officer, listing.StepReturn, reason)
		case "closed", "withdrawn":
			step(ago, officer, listing.StepPublish, "")
			last := map[string]string{"closed": listing.StepClose, "withdrawn": listing.StepWithdraw}[state]
			step(max(0, ago-60), owner, last, reason)
		default:
			return b.wrong("state", fmt.Errorf("no state %q", state))
		}
	}
	return nil
}

func (m *market) common(b *block) (c listing.Common, err error) {
	c = listing.Common{Title: b.title, Text: b.get("text"), Keywords: b.words("keywords"), Industry: b.get("industry"),
		IndustryConfirmed: true,
		MoreIndustries:    b.words("more"), Region: b.get("region"), Township: b.get("township"), Park: b.get("park"),
		Tags:     b.words("tags"),
		OrgWords: b.get("unit"), HideOrg: b.get("hide") != "", Detail: b.get("detail"), Year: m.year(b)}
	for _, mode := range b.words("modes") {
		c.Modes = append(c.Modes, listing.Mode(mode))
	}
	if c.FloorFen, err = b.fen("floor"); err != nil {
		return c, err
	}
	by := b.get("by")
	o, ok := m.orgs[by]
	if a, person := m.people[by]; person {
		for _, x := range m.orgs {
			if x.ID == a.Org {
				o, ok = x, true
			}
		}
		c.Contact = listing.Contact{Name: a.PersonName}
	}
	if ok {
		if c.Region == "" {
			c.Region = o.Region
		}
		if len(o.Contacts) > 0 && c.Contact.Name == "" {
			c.Contact = listing.Contact{Name: o.Contacts[0].Name, Phone: o.Contacts[0].Phone}
		}
	}
	return c, nil
}

// year is the year of the day the listing was written.
func (m *market) year(b *block) int {
	ago, _ := b.number("ago") // planKind reports it
	return workday.Today(m.Clock.End()).AddDays(-ago).Year()
}

func (m *market) demand(b *block) (c listing.DemandContent, err error) {
	if c.Common, err = m.common(b); err != nil {
		return c, err
	}
	c.Type, c.Present = listing.NeedTechnology, b.get("present")
	if t := b.get("type"); t != "" {
		c.Type = listing.DemandType(t)
	}
	for _, l := range b.lines {
		if l.key == "must" || l.key == "want" { // metric | comparator | value | unit | how it is measured
			x := cells(l.value, 5)
			low, high, _ := strings.Cut(x[2], "~")
			c.Requirements = append(c.Requirements,
				listing.Requirement{Must: l.key == "must", Metric: x[0], Op: x[1], Value: low, High: high, Unit: x[3],
					Text: x[4]})
		}
	}
	if c.BudgetFen, err = b.fen("budget"); err != nil {
		return c, err
	}
	if c.MinTRL, err = b.number("trl"); err != nil {
		return c, err
	}
	if n, err := b.number("within"); err != nil {
		return c, err
	} else if n != 0 { // days after the start
		c.Deadline = workday.Today(m.Clock.End()).AddDays(n)
	}
	return c, nil
}

func (m *market) achievement(b *block) (c listing.AchievementContent, err error) {
	if c.Common, err = m.common(b); err != nil {
		return c, err
	}
	c.Form, c.Pricing, c.Evidence, c.StageWords, c.Holder = b.get("form"), b.get("pricing"), b.get("evidence"),
		b.get("stage"), b.get("holder")
	c.Inventors = b.words("inventors")
	if o, ok := m.orgs[b.get("by")]; ok && c.Holder == "" {
		c.Holder = o.Name
	}
	for _, s := range b.all("has") { // metric | comparator | value | unit | evidence
		x := cells(s, 5)
		low, high, _ := strings.Cut(x[2], "~")
		c.Indicators = append(c.Indicators,
			listing.Indicator{Metric: x[0], Op: x[1], Value: low, High: high, Unit: x[3], Evidence: x[4]})
	}
	for _, s := range b.all("ip") { // kind | status | number
		x := cells(s, 3)
		c.IP = append(c.IP, listing.IP{Kind: x[0], Status: x[1], Number: x[2]})
	}
	if c.TRL, err = b.number("trl"); err != nil {
		return c, err
	}
	c.PriceFen, err = b.fen("price")
	return c, err
}
