package contract

import (
	"context"

	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// matter is what the contract is about, for the comparison with introductions of its two parties.
func (c *Contract) matter() deal.Matter {
	key := func(s Side) string {
		if s.OrgID != "" {
			return s.OrgID
		}
		return s.PersonID
	}
	return deal.Matter{Contract: c.ID, Serial: c.Serial, Seller: key(c.Seller), Buyer: key(c.Buyer), Demand: c.Deal.Demand,
		Achievement: c.Deal.Achievement, Industry: c.Industry, Date: workday.Of(c.CreatedAt)}
}

// Credits are the introductions of the two parties within their period, with what the parties say to them.
func (s *Service) Credits(ctx context.Context, a party.Actor, id string) (out []deal.Credit, err error) {
	err = s.db.View(ctx, func(tx store.Tx) error {
		c, err := readable(tx, a, id)
		if err == nil {
			out, err = deal.CreditsFor(tx, c.Market, c.matter())
		}
		return err
	})
	return out, err
}

// AnswerCredit is a party's word on one introduction of its contract.
func (s *Service) AnswerCredit(ctx context.Context, a party.Actor, id, introduction, answer, reason string) (out []deal.Credit, err error) {
	now := s.ms()
	err = s.db.Run(ctx, func(tx store.Tx) error {
		c, err := readable(tx, a, id)
		if err != nil {
			return err
		}
		side := c.sideOf(a)
		if side == "" {
			return fault.New(fault.Forbidden, "not-a-party", "居间记录由合同的卖方或买方答复。")
		}
		credits, err := deal.CreditsFor(tx, c.Market, c.matter())
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
		return fault.New(fault.NotFound, "not-found", "没有找到这条引荐，可能已过有效期。")
	})
	return out, err
}

// answered wants an answer to every introduction of the two parties before a party binds itself. Those who enter a contract
// of others answer nothing.
func (c *Contract) answered(tx store.Tx, a party.Actor) error {
	if c.sideOf(a) == "" {
		return nil
	}
	credits, err := deal.CreditsFor(tx, c.Market, c.matter())
	if err != nil {
		return err
	}
	for _, x := range credits {
		if x.State == deal.CreditOffered {
			return fault.Newf(fault.WrongState, "credit-open", "技术经理人%s曾引荐过双方（%s），请先在“居间记录”中答复：认可、有异议，或与本合同无关。", x.Name, x.Serial)
		}
	}
	return nil
}
