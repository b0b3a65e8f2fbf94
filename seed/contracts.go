package seed

import (
	"fmt"
	"slices"
	"strings"

	"kebang/internal/contract"
	"kebang/internal/id"
	"kebang/internal/party"
	"kebang/internal/region"
	"kebang/internal/workday"
)

// stages are how far a contract can have come, each with the days between it and the last one.
var stages = []struct {
	name string
	days int
}{{"draft", 0}, {"confirming", 2}, {"confirmed", 3}, {"submitted", 3}, {"accepted", 2}, {"awaiting", 4}, {"registered", 2}}

// papers is one contract on its way; now is its state after the last step.
type papers struct {
	*market
	b             *block
	now           contract.Contract
	in            contract.New
	seller, buyer party.Actor // zero for a side without an account
	officer       party.Actor
	registrar     party.Actor
	number        string
}

// planContracts plans each contract backwards from the day given: the day of its last stage.
func (m *market) planContracts() error {
	bs, err := read(m.folder + "/contracts.txt")
	if err != nil {
		return err
	}
	for i, b := range bs {
		p := &papers{market: m, b: &b}
		if p.officer, err = m.holder(party.Officer); err != nil {
			return err
		}
		if p.registrar, err = m.holder(party.Registrar); err != nil {
			return err
		}
		if err := p.plan(i + 1); err != nil {
			return fmt.Errorf("contract %s: %w", b.name, err)
		}
	}
	return nil
}

func (p *papers) plan(n int) error {
	ago, err := p.b.number("ago")
	if err != nil {
		return err
	}
	if p.in.Content, err = p.content(); err != nil {
		return err
	}
	p.in.ID = id.New()
	if d := p.b.get("deal"); d != "" {
		if p.in.Deal = p.deals[d]; p.in.Deal == "" {
			return p.b.wrong("deal", fmt.Errorf("no deal %q", d))
		}
	}
	state := p.b.get("state")
	if state == "" {
		state = "registered"
	}
	upto := state
	if state == "refused" || state == "returned" {
		upto = "accepted"
	}
	if state == "elsewhere" {
		upto = "confirmed"
	}
	last := slices.IndexFunc(stages, func(s struct {
		name string
		days int
	}) bool {
		return s.name == upto
	})
	if last < 0 {
		return p.b.wrong("state", fmt.Errorf("no state %q", state))
	}
	at := ago
	if upto != state {
		at += 6 // the ending comes six days after the stage it ends
	}
	days := make([]int, last+1)
	for i := last; i >= 0; i-- {
		days[i] = at
		at += stages[i].days
	}
	signed := day(p.Clock.End(), days[min(last, 2)], 0)
	p.in.Content.SignDate = workday.Today(signed)
	p.in.Content.BeginDate = p.in.Content.SignDate
	p.in.Content.EndDate = p.in.Content.BeginDate.AddDays(term(p.b))
	reg := workday.Today(day(p.Clock.End(), ago, 0))
	p.number = fmt.Sprintf("%04d%s%06d", reg.Year(), p.place(), 9000+n)
	for i, d := range days {
		p.market.plan.add(d, "contract "+p.b.name+" "+stages[i].name, p.stage(stages[i].name))
	}
	if upto != state {
		p.market.plan.add(ago, "contract "+p.b.name+" "+state, p.stage(state))
	}
	return nil
}

// place is the region of the registry: the market's, or the applicant's for one registered elsewhere.
func (p *papers) place() string {
	if p.b.get("state") == "elsewhere" {
		return p.in.Content.Seller.Region
	}
	return p.region
}

func term(b *block) int {
	n, _ := b.number("term") // content reports it
	if n == 0 {
		n = 365
	}
	return n
}

// stage is the work of one stage.
func (p *papers) stage(name string) func() error {
	return func() (err error) {
		switch name {
		case "draft":
			return p.draft()
		case "confirming":
			if p.stamped() {
				return nil
			}
			return p.take(p.Contracts.Propose(p.ctx, p.author(), p.now.ID, 0))
		case "confirmed":
			return p.sign()
		case "submitted":
			return p.take(p.Contracts.Submit(p.ctx, p.seller, p.now.ID, 0))
		case "accepted":
			return p.take(p.Contracts.Accept(p.ctx, p.registrar, p.now.ID, 0, ""))
		case "awaiting":
			return p.take(p.Contracts.Recognise(p.ctx, p.registrar, p.now.ID, 0, contract.Decision{Findings: []contract.Finding{
				{Code: "named", Verdict: contract.OK}, {Code: "monopoly", Verdict: contract.OK, Note: "已通读全文"}, {Code: "seal", Verdict: contract.OK}}}))
		case "registered":
			return p.take(p.Contracts.Register(p.ctx, p.registrar, p.now.ID, 0, contract.Certificate{Number: p.number}))
		case "refused":
			return p.take(p.Contracts.Refuse(p.ctx, p.registrar, p.now.ID, 0, "other", p.b.get("reason")))
		case "returned":
			return p.take(p.Contracts.Return(p.ctx, p.registrar, p.now.ID, 0, p.b.get("reason")))
		case "elsewhere":
			today := workday.Today(p.Clock.Now())
			return p.take(p.Contracts.Elsewhere(p.ctx, p.officer, p.now.ID, 0, contract.Certificate{Number: p.number, Date: today,
				Authority: region.ShortName(p.in.Content.Seller.Region) + "技术合同登记站（演示）", Scan: p.now.Text.File}))
		}
		return fmt.Errorf("no stage %q", name)
	}
}

func (p *papers) take(c contract.Contract, err error) error {
	p.now = c
	return err
}

// draft writes the contract and its text.
func (p *papers) draft() error {
	c, err := p.Contracts.Create(p.ctx, p.author(), p.in)
	if err != nil {
		return err
	}
	return p.take(p.Contracts.Generate(p.ctx, p.author(), c.ID, c.Rev))
}

// sign lets both sides confirm the text, or enters it as a stamped paper when one of them has no account.
func (p *papers) sign() error {
	if p.stamped() {
		return p.take(p.Contracts.Stamp(p.ctx, p.author(), p.now.ID, 0, p.now.Text.File))
	}
	for _, a := range []party.Actor{p.buyer, p.seller} {
		if err := p.take(p.Contracts.Confirm(p.ctx, a, p.now.ID, 0, p.now.Text.Blob)); err != nil {
			return err
		}
	}
	return nil
}

func (p *papers) stamped() bool { return !p.seller.Known() || !p.buyer.Known() }

// author writes the contract: the seller, else the buyer, else the officer.
func (p *papers) author() party.Actor {
	switch {
	case p.seller.Known():
		return p.seller
	case p.buyer.Known():
		return p.buyer
	}
	return p.officer
}

func (p *papers) content() (c contract.Content, err error) {
	b := p.b
	if _, err := b.number("term"); err != nil {
		return c, err
	}
	c = contract.Content{Title: b.title, SubClass: b.get("class"), Class: contract.Class(b.get("class")[:2]), TechArea: b.get("area"), Goal: b.get("goal"),
		Industry: b.get("industry"), Subject: b.get("subject"), Targets: b.get("targets"), Payment: contract.PayInstalments, PlanSource: "9",
		IPOwner: b.get("owner"), IP: b.words("ip"), Secrecy: "双方对履约中知悉的技术资料保密三年。", Acceptance: "按约定指标现场测试，双方签字确认。"}
	if c.SubClass == "ZX" {
		c.SubClass = ""
	}
	if pay := b.get("pay"); pay != "" {
		c.Payment = contract.Payment(pay)
	}
	if r := cells(b.get("royalty"), 3); r[0] != "" { // base | percent | course
		c.Royalty = &contract.Royalty{Base: r[0], Rate: r[1], Course: r[2], Inspect: true}
	}
	total, err := b.fen("total")
	if err != nil || total == nil {
		return c, b.wrong("total", fmt.Errorf("no amount: %v", err))
	}
	c.TotalFen = *total
	for _, s := range b.all("less") { // kind | cost | allowed | note
		x := cells(s, 4)
		item := block{file: b.file, name: b.name, lines: []line{{"cost", x[1]}, {"allowed", x[2]}}}
		cost, err := item.fen("cost")
		if err != nil {
			return c, err
		}
		d := contract.Deduction{Kind: x[0], CostFen: *cost, Note: x[3]}
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

// side is one party: an organisation of the market with whoever acts for it, or "name | region | nature" without an account.
func (p *papers) side(key string) (s contract.Side, a party.Actor, err error) {
	v := p.b.get(key)
	if strings.Contains(v, "|") {
		x := cells(v, 3)
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
	s = contract.Side{OrgID: o.ID, Name: o.Name, Region: o.Region, Nature: "150", ResearchBody: o.Kind == party.InstituteOrg}
	switch {
	case strings.Contains(o.Name, "大学") || strings.Contains(o.Name, "学院"):
		s.Nature = "022"
	case o.Kind == party.InstituteOrg:
		s.Nature = "021"
	}
	return s, p.people[p.speakers[v]], nil // nobody acts for some units: their contracts come stamped on paper
}
