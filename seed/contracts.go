package seed

import (
	"fmt"
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/id"
	"kebang/internal/region"
	"kebang/internal/registry"
	"kebang/internal/workday"
)

// stages are how far a contract can have come, each with the days between it and the last one.
var stages = []struct {
	name string
	days int
}{{"draft", 0}, {"confirming", 2}, {"confirmed", 3}, {"submitted", 3}, {"accepted", 2}, {"awaiting", 4}, {"registered",
	2}}

// papers is one contract on its way; now and reg are the records after the last step.
type papers struct {
	*market
	b             *block
	now           contract.Contract
	reg           registry.Registration
	in            contract.New
	seller, buyer actor.Actor // zero for a side without an account
	officer       actor.Actor
	registrar     actor.Actor
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
		if p.officer, err = m.holder(actor.Officer); err != nil {
			return err
		}
		if p.registrar, err = m.holder(actor.Registrar); err != nil {
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
	code, _ := p.place()
	p.number = fmt.Sprintf("%04d%s%06d", reg.Year(), code, 9000+n)
	for i, d := range days {
		p.market.plan.add(d, "contract "+p.b.name+" "+stages[i].name, p.stage(stages[i].name))
	}
	if upto != state {
		p.market.plan.add(ago, "contract "+p.b.name+" "+state, p.stage(state))
	}
	return nil
}

// place is the region and the name of the registry: the market's, or the seller's for one registered elsewhere unless
// the line "registry" names another.
func (p *papers) place() (code, name string) {
	if p.b.get("state") != "elsewhere" {
		return p.region, p.registry
	}
	if r := p.b.get("registry"); r != "" {
		code, name, _ = strings.Cut(r, " ")
		return code, name
	}
	code = p.in.Content.Seller.Region
	return code, region.ShortName(code) + "技术合同登记站（演示）"
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
			if err := p.credit(); err != nil {
				return err
			}
			return p.take(p.Contracts.Propose(p.ctx, p.author(), p.now.ID, 0))
		case "confirmed":
			return p.sign()
		case "submitted":
			applicant := p.seller
			if p.in.Content.Seller.Abroad() { // an import is filed by the buyer
				applicant = p.buyer
			}
			return p.step(p.Registry.Submit(p.ctx, applicant, p.now.ID, 0))
		case "accepted":
			return p.step(p.Registry.Accept(p.ctx, p.registrar, p.reg.ID, 0, ""))
		case "awaiting":
			return p.step(p.Registry.Recognise(p.ctx, p.registrar, p.reg.ID, 0, p.decision()))
		case "registered":
			if err := p.countersign(); err != nil {
				return err
			}
			return p.step(p.Registry.Register(p.ctx, p.registrar, p.reg.ID, 0, registry.Certificate{Number: p.number,
				Date: workday.Today(p.Clock.Now())}))
		case "refused":
			return p.step(p.Registry.Refuse(p.ctx, p.registrar, p.reg.ID, 0, "other", p.b.get("reason"), nil))
		case "returned":
			return p.step(p.Registry.Return(p.ctx, p.registrar, p.reg.ID, 0, p.b.get("reason")))
		case "elsewhere":
			_, name := p.place()
			return p.step(p.Registry.Elsewhere(p.ctx, p.officer, p.now.ID, 0, registry.Certificate{Number: p.number,
				Date: workday.Today(p.Clock.Now()), Authority: name, Scan: p.now.Text.File}))
		}
		return fmt.Errorf("no stage %q", name)
	}
}

// countersign is the word of the second registrar where the rule of the market asks for one.
func (p *papers) countersign() error {
	if !p.reg.NeedsSecond {
		return nil
	}
	as, err := p.holders(actor.Registrar)
	if err == nil && len(as) < 2 {
		err = p.b.wrong("state", fmt.Errorf("the market has no second registrar"))
	}
	if err != nil {
		return err
	}
	return p.step(p.Registry.Second(p.ctx, as[1], p.reg.ID, 0, "金额和类别复核无误"))
}

// decision reads the title and the terms by hand, gives a proof on paper where no file is there, and lets the rest
// stand.
func (p *papers) decision() registry.Decision {
	d := registry.Decision{Rest: true, Answers: []registry.Answer{{Code: "named", Verdict: registry.OK},
		{Code: "monopoly", Verdict: registry.OK, Note: "已通读全文"}}}
	if p.now.Class == contract.Transfer && p.now.SubClass != "ZR3" ||
		p.now.Class == contract.Licence && p.now.SubClass != "XK2" {
		d.Answers = append(d.Answers, registry.Answer{Code: "ipProof", Verdict: registry.OK,
			Note: "权属证书原件已在窗口核对，复印件存档。"})
	}
	return d
}

func (p *papers) take(c contract.Contract, err error) error {
	p.now = c
	return err
}

func (p *papers) step(r registry.Registration, err error) error {
	p.reg = r
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
		if err := p.credit(); err != nil {
			return err
		}
		return p.take(p.Contracts.Stamp(p.ctx, p.author(), p.now.ID, 0, p.now.Text.File))
	}
	for _, a := range []actor.Actor{p.buyer, p.seller} {
		if err := p.take(p.Contracts.Confirm(p.ctx, a, p.now.ID, 0, p.now.Text.Blob)); err != nil {
			return err
		}
	}
	return nil
}

func (p *papers) stamped() bool { return !p.seller.Known() || !p.buyer.Known() }

// author writes the contract: the seller, else the buyer, else the officer.
func (p *papers) author() actor.Actor {
	switch {
	case p.seller.Known():
		return p.seller
	case p.buyer.Known():
		return p.buyer
	}
	return p.officer
}

// credit lets the author take what he is asked about introductions of the two parties.
func (p *papers) credit() error {
	if p.author().Is(actor.Officer, actor.Registrar, actor.Broker) {
		return nil
	}
	credits, err := p.Contracts.Credits(p.ctx, p.author(), p.now.ID)
	for _, c := range credits {
		if err == nil && c.State == deal.CreditOffered {
			_, err = p.Contracts.AnswerCredit(p.ctx, p.author(), p.now.ID, c.Introduction, deal.CreditTaken, "")
		}
	}
	return err
}
