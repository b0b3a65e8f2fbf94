package contract

import (
	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/store"
)

// mayRead is the policy of reading: the parties, the broker of the deal, and officer, registrar and administrator of
// the market. For all others the contract does not exist.
func mayRead(a actor.Actor, c *Contract) bool {
	if !a.Known() || a.Market != c.Market {
		return false
	}
	if a.Is(actor.Officer, actor.Registrar, actor.Admin, actor.System) {
		return true
	}
	return c.related(a)
}

// related reports whether the actor is one of the parties or the broker.
func (c *Contract) related(a actor.Actor) bool {
	return c.Seller.Speaks(a) || c.Buyer.Speaks(a) || c.brokered(a)
}

func (c *Contract) brokered(a actor.Actor) bool {
	return a.Is(actor.Broker) && c.Deal.BrokerPerson != "" && c.Deal.BrokerPerson == a.Person
}

// may is the policy of steps on a contract that the actor can read. Flow has the roles; this function checks the
// relations.
func may(a actor.Actor, step string, c *Contract) error {
	switch step {
	case StepConfirm, StepConclude:
		if !c.Seller.Speaks(a) && !c.Buyer.Speaks(a) {
			return fault.Of(fault.Forbidden, fault.T("only-seller-or-buyer-may",
				"只有合同的卖方或买方可以确认合同文本。",
				"Only seller or buyer may confirm the text."))
		}
		if c.confirmedBy(a) {
			return fault.Of(fault.Conflict, fault.T("confirmed-already",
				"本方已确认过这份文本，请等待对方确认。",
				"Your side has confirmed this text; wait for the other side."))
		}
	case StepPass, StepPay, StepVoid:
		if c.sideOf(a) == "" && !a.Is(actor.Officer, actor.Registrar) {
			return fault.Of(fault.Forbidden, textOnlySide)
		}
	case StepEdit:
		if c.Filing != nil && !c.Filing.Held && !a.Is(actor.Officer, actor.Registrar) && !c.Applicant().Speaks(a) {
			return fault.Of(fault.Forbidden, fault.T("not-the-applicants-account",
				"补正由申请方修改，请由申请方账号操作。",
				"Corrections are made by the applicant."))
		}
	}
	return nil
}

// Mine limits a query to the contracts that the actor may read.
func Mine(a actor.Actor, q store.Query) (store.Query, error) {
	if !a.Known() {
		return q, a.Require()
	}
	q.Market, q.AllMarkets = a.Market, false
	if !a.Is(actor.Officer, actor.Registrar, actor.Admin, actor.System) {
		q.Where = append(q.Where, store.Cond{Field: "readers", Op: store.Has, Value: ReaderKey(a)})
	}
	return q, nil
}
