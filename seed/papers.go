package seed

import (
	"errors"
	"fmt"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/party"
)

// content reads what the parties wrote, and who acts for them.
func (p *papers) content() (c contract.Content, err error) {
	b := p.b
	if _, err := b.number("term"); err != nil {
		return c, err
	}
	c = contract.Content{Title: b.title, SubClass: b.get("class"), Class: contract.Class(b.get("class")[:2]),
		TechArea: b.get("area"), Goal: b.get("goal"),
		Industry: b.get("industry"), Subject: b.get("subject"), Targets: b.get("targets"),
		Payment: contract.PayInstalments, PlanSource: "9",
		IPOwner: b.get("owner"), IP: b.words("ip"), Secrecy: "双方对履约中知悉的技术资料保密三年。", Acceptance: "按约定指标现场测试，双方签字确认。"}
	if c.SubClass == "ZX" {
		c.SubClass = ""
	}
	if pay := b.get("pay"); pay != "" {
		c.Payment = contract.Payment(pay)
	}
	if r := cells(b.get("royalty"), 3); r[0] != "" { // base | percent | course
		base, _ := contract.RoyaltyBases.Read(r[0]) // a wrong word is refused with its field
		course, _ := contract.RoyaltyCourses.Read(r[2])
		c.Royalty = &contract.Royalty{Base: base, Rate: r[1], Course: course, Inspect: true}
	}
	total, err := b.fen("total")
	if err != nil {
		return c, err
	}
	if total == nil {
		return c, b.wrong("total", errors.New("no amount"))
	}
	c.TotalFen = *total
	for _, s := range b.all("less") { // kind | cost | allowed | note
		x := cells(s, 4)
		item := block{file: b.file, name: b.name, lines: []line{{"cost", x[1]}, {"allowed", x[2]}}}
		cost, err := item.fen("cost")
		if err != nil {
			return c, err
		}
		kind, _ := contract.DeductionKinds.Read(x[0])
		d := contract.Deduction{Kind: kind, CostFen: *cost, Note: x[3]}
		if allowed, err := item.fen("allowed"); err != nil {
			return c, err
		} else if allowed != nil {
			d.AllowedFen = *allowed
		}
		c.Deductions = append(c.Deductions, d)
	}
	if c.Class == contract.Transfer {
		if c.NewInvestFen, err = b.fen("invest"); err != nil {
			return c, err
		}
		if c.NewOutputFen, err = b.fen("output"); err != nil {
			return c, err
		}
	}
	if c.Seller, p.seller, err = p.side("seller"); err != nil {
		return c, err
	}
	c.Buyer, p.buyer, err = p.side("buyer")
	return c, err
}

// side is one party: an organisation of the market with whoever acts for it, or without an account
// "name | region | nature" or "name | abroad country".
func (p *papers) side(key string) (s contract.Side, a actor.Actor, err error) {
	v := p.b.get(key)
	if strings.Contains(v, "|") {
		x := cells(v, 3)
		if country, ok := strings.CutPrefix(x[1], "abroad "); ok {
			return contract.Side{Name: x[0], Country: country, Nature: "990"}, a, nil
		}
		s = contract.Side{Name: x[0], Region: x[1], Nature: x[2]}
		kind := "91"
		if strings.HasPrefix(x[2], "02") {
			kind = "12"
		}
		sum := 0
		for _, r := range x[0] {
			sum += int(r)
		}
		s.USCC = fictional(kind, x[1], 10000+sum%89999)
		return s, a, nil
	}
	o, ok := p.orgs[v]
	if !ok {
		return s, a, p.b.wrong(key, fmt.Errorf("no organisation %q", v))
	}
	s = contract.Side{OrgID: o.ID, Name: o.Name, Region: o.Region, Nature: "150",
		ResearchBody: o.Kind == party.InstituteOrg}
	switch {
	case strings.Contains(o.Name, "大学") || strings.Contains(o.Name, "学院"):
		s.Nature = "022"
	case o.Kind == party.InstituteOrg:
		s.Nature = "021"
	}
	return s, p.people[p.speakers[v]], nil // nobody acts for some units: their contracts come stamped on paper
}
