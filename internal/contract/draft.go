package contract

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/money"
	"kebang/internal/store"
	"kebang/internal/text"
)

// Draft is the content of a contract made from a deal with every known fact. They are the parties as registered, the
// content of both listings for the parties of a deal, and the accepted terms. Nothing is stored, and a guess stays
// empty.
func (s *Service) Draft(ctx context.Context, a actor.Actor, id string) (Content, error) {
	var c Contract
	err := s.db.View(ctx, func(tx store.Tx) error {
		c = Contract{Meta: store.Meta{Market: a.Market},
			Content: Content{Deductions: []Deduction{}, IP: []string{}, Attachments: []Attachment{}}}
		if err := fromDeal(tx, a, &c, id); err != nil {
			return err
		}
		for _, side := range []*Side{&c.Seller, &c.Buyer} {
			if err := side.Fill(tx); err != nil {
				return err
			}
			if side.OrgID == "" && side.PersonID != "" {
				side.Nature = NaturalPerson
			}
		}
		if err := c.takeListings(tx); err != nil {
			return err
		}
		terms, err := deal.TermsOf(tx, a.Market, id)
		if err == nil && terms != nil {
			c.takeTerms(terms)
		}
		return err
	})
	return c.Content, err
}

// takeListings reads both listings at the level of the parties of a deal.
func (c *Contract) takeListings(tx store.Tx) error {
	d, err := listing.Demands.Get(tx, c.Market, c.Deal.Demand)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	var demand listing.DemandContent
	if d.Published != nil {
		demand = listing.Cut(*d.Published, d.Published.Levels, disclosure.Protected)
	}
	x, err := listing.Achievements.Get(tx, c.Market, c.Deal.Achievement)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	var ach listing.AchievementContent
	if x.Published != nil {
		ach = listing.Cut(*x.Published, x.Published.Levels, disclosure.Protected)
	}
	var subject []string
	if strings.TrimSpace(demand.Text) != "" {
		subject = append(subject, "要解决的问题："+demand.Text)
	}
	if strings.TrimSpace(ach.Title) != "" {
		subject = append(subject, "采用的技术成果："+strings.TrimSpace(ach.Title+"。"+ach.Text))
	}
	c.Subject = text.Clip(strings.Join(subject, "\n"), 4000)
	c.targets(demand.Requirements, ach.Indicators)
	for _, p := range ach.IP {
		if IPKinds.Has(p.Kind) && !slices.Contains(c.IP, p.Kind) {
			c.IP = append(c.IP, p.Kind)
		}
		if p.Number != "" {
			c.IPNumbers = strings.TrimPrefix(c.IPNumbers+"；"+p.Number, "；")
		}
	}
	return nil
}

// targets writes the lines of both listings as technical targets, and the must-haves as acceptance criteria.
func (c *Contract) targets(asked []listing.Requirement, offered []listing.Indicator) {
	var targets, accept []string
	for _, r := range asked {
		line := measure(r.Metric, r.Op, r.Value, r.High, r.Unit, r.Text)
		if r.Must {
			accept = append(accept, line)
			line += "（必备）"
		}
		targets = append(targets, line)
	}
	for _, x := range offered {
		targets = append(targets, "成果现有水平："+measure(x.Metric, x.Op, x.Value, x.High, x.Unit, x.Evidence))
	}
	c.Targets = strings.Join(targets, "\n")
	if len(accept) > 0 {
		c.Acceptance = "按下列必备指标验收：\n" + strings.Join(accept, "\n")
	}
}

// bounds are the comparators of a measurable line in the words of a contract.
var bounds = map[string]string{">=": "不低于", "<=": "不高于", ">": "高于", "<": "低于", "=": "为"}

func measure(metric, op, value, high, unit, text string) string {
	line := metric
	switch {
	case op == "range" && value != "" && high != "":
		line += value + "至" + high + unit
	case value != "":
		line += bounds[op] + value + unit
	}
	switch {
	case line == "":
		return text
	case text != "":
		return line + "（" + text + "）"
	}
	return line
}

// classOf is the contract class of a mode. 作价入股 registers as a transfer (S4 art. 8).
var classOf = map[listing.Mode]struct {
	class Class
	sub   string
}{
	listing.ModeTransfer: {Transfer, ""}, listing.ModeEquity: {Transfer, ""}, listing.ModeLicence: {Licence, ""},
	listing.ModeDevelop: {Development, "KF1"}, listing.ModeCooperate: {Development, "KF2"},
	listing.ModeConsult: {Consulting, ""}, listing.ModeService: {Services, "FW1"},
}

// takeTerms takes the terms that both sides accepted. A range of prices is no amount, so it stays in words.
func (c *Contract) takeTerms(t *deal.Terms) {
	k := classOf[t.Mode]
	c.Class, c.SubClass = k.class, k.sub
	c.SignDate, c.BeginDate, c.IPOwner = t.Date, t.Date, t.IP
	var words []string
	switch {
	case t.PriceFen != nil && t.PriceHighFen == nil:
		c.TotalFen = *t.PriceFen
	case t.PriceFen != nil:
		words = append(words, fmt.Sprintf("商定的价格区间：%s万元至%s万元。", money.FormatWan(*t.PriceFen),
			money.FormatWan(*t.PriceHighFen)))
	}
	if t.PriceWords != "" {
		words = append(words, "计价方式："+t.PriceWords)
		if strings.Contains(t.PriceWords, "提成") {
			c.Payment, c.Royalty = PayRoyalty, &Royalty{Note: t.PriceWords}
			if strings.Contains(t.PriceWords, "销售额") {
				c.Royalty.Base = "sales"
			}
		}
	}
	if t.NextStep != "" {
		words = append(words, "下一步安排："+t.NextStep)
	}
	c.Terms = strings.Join(words, "\n")
}
