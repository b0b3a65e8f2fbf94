package contract

import (
	"cmp"
	"context"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// unit is the id of the side on Kebang: its own, or that of the organisation with its code or exact name. A contract
// without the id still counts as one of the same two units. It is empty for a side outside Kebang.
func (s Side) unit(tx store.Tx) (string, error) {
	if id := cmp.Or(s.OrgID, s.PersonID); id != "" {
		return id, nil
	}
	code, err := party.USCC(s.USCC)
	for _, by := range [][2]string{{code, ""}, {"", s.Name}} {
		if by[0] == "" && strings.TrimSpace(by[1]) == "" || err != nil && by[0] != "" {
			continue
		}
		o, err := party.FindOrganization(tx, by[0], by[1])
		if err == nil || !fault.Is(err, fault.NotFound) {
			return o.ID, err
		}
	}
	return "", nil
}

// Units are the ids on Kebang of both parties; empty for one outside Kebang.
func (c *Contract) Units(tx store.Tx) (seller, buyer string, err error) {
	if seller, err = c.Seller.unit(tx); err == nil {
		buyer, err = c.Buyer.unit(tx)
	}
	return seller, buyer, err
}

// credits are the introductions of the two parties with their answers.
func (c *Contract) credits(tx store.Tx) ([]deal.Credit, error) {
	m, err := c.matter(tx)
	if err != nil {
		return nil, err
	}
	return deal.CreditsFor(tx, c.Market, m)
}

// matter is the subject of the contract, for the comparison with introductions of its two parties.
func (c *Contract) matter(tx store.Tx) (deal.Matter, error) {
	m := deal.Matter{Contract: c.ID, Serial: c.Serial, Demand: c.Deal.Demand, Achievement: c.Deal.Achievement,
		Industry: c.Industry,
		Date:     workday.Of(c.CreatedAt)}
	for _, s := range []Side{c.Seller, c.Buyer} {
		if id := cmp.Or(s.OrgID, s.PersonID); id != "" {
			m.Parties = append(m.Parties, id)
		}
	}
	var err error
	m.Seller, m.Buyer, err = c.Units(tx)
	return m, err
}

// Credits are the introductions of the two parties within their period, with the answers of the parties.
func (s *Service) Credits(ctx context.Context, a actor.Actor, id string) (out []deal.Credit, err error) {
	err = s.db.View(ctx, func(tx store.Tx) error {
		c, err := Readable(tx, a, id)
		if err == nil {
			out, err = c.credits(tx)
		}
		return err
	})
	return out, err
}

// AnswerCredit is a party's answer to one introduction of its contract.
func (s *Service) AnswerCredit(ctx context.Context, a actor.Actor, id, introduction, answer,
	reason string) (out []deal.Credit, err error) {
	now := s.ms()
	err = s.db.Run(ctx, func(tx store.Tx) error {
		c, err := Readable(tx, a, id)
		if err != nil {
			return err
		}
		side := c.sideOf(a)
		if side == "" {
			return fault.Of(fault.Forbidden, fault.T("contract-not-a-party",
				"居间记录由合同的卖方或买方答复。",
				"The seller or the buyer answers an introduction."))
		}
		credits, err := c.credits(tx)
		if err != nil {
			return err
		}
		for i, x := range credits {
			if x.Introduction == introduction {
				if credits[i], err = deal.AnswerCredit(tx, a, x, side, answer, reason, now); err != nil {
					return err
				}
				out = credits
				return nil
			}
		}
		return fault.Absent()
	})
	return out, err
}

// answered requires an answer to every introduction of the two parties before a party binds itself. A person who enters
// a contract of others answers nothing.
func (c *Contract) answered(tx store.Tx, a actor.Actor) error {
	if c.sideOf(a) == "" {
		return nil
	}
	credits, err := c.credits(tx)
	if err != nil {
		return err
	}
	for _, x := range credits {
		if x.State == deal.CreditOffered {
			return fault.Of(fault.WrongState, fault.T("credit-open",
				"技术经理人%s曾引荐过双方（%s），请先在“居间记录”中答复：认可、有异议，或与本合同无关。",
				"The broker %s introduced the two (%s). First answer under Introductions: taken, contested, or "+
					"unrelated."), x.Name, x.Serial)
		}
	}
	return nil
}
