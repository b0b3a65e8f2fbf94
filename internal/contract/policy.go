package contract

import (
	"slices"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/store"
)

// mayRead is the cut by relation: the parties, the broker of the deal, and officer, registrar and administrator of the
// market. To all others the contract does not exist.
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
	return c.Seller.speaks(a) || c.Buyer.speaks(a) || c.brokered(a)
}

func (c *Contract) brokered(a actor.Actor) bool {
	return a.Is(actor.Broker) && c.Deal.BrokerPerson != "" && c.Deal.BrokerPerson == a.Person
}

// may is the policy of steps on a contract the actor can read; the roles are in Flow, the relations here.
func may(a actor.Actor, step string, c *Contract) error {
	switch step {
	case StepConfirm, StepConclude:
		if !c.Seller.speaks(a) && !c.Buyer.speaks(a) {
			return fault.New(fault.Forbidden, "not-a-party", "只有合同的卖方或买方可以确认合同文本。")
		}
		if c.confirmedBy(a) {
			return fault.New(fault.Conflict, "confirmed-already", "本方已确认过这份文本，请等待对方确认。")
		}
	case StepCounter:
		if side := c.Applicant(); side.online() {
			return fault.New(fault.Forbidden, "applicant-online", "申请方有平台账号，请由其自行提交认定登记。")
		}
	case StepSubmit, StepObject:
		if s := c.Applicant(); !s.speaks(a) {
			return fault.New(fault.Forbidden, "not-the-applicant", "认定登记由卖方申请（技术进口合同由境内买方申请），请由该方账号提交。")
		}
	case StepSecond, StepAlone, StepRegister:
		if err := c.conflict(a); err != nil {
			return err
		}
		return c.Registration.maySecond(a, step)
	case StepEdit:
		if c.State == Returned && !a.Is(actor.Officer, actor.Registrar) && !c.Applicant().speaks(a) {
			return fault.New(fault.Forbidden, "not-the-applicant", "补正由申请方修改，请由申请方账号操作。")
		}
	}
	if slices.Contains(deskSteps, step) {
		return c.conflict(a)
	}
	return nil
}

// mine restricts a query to what the actor may read.
func mine(a actor.Actor, q store.Query) (store.Query, error) {
	if !a.Known() {
		return q, a.Require()
	}
	q.Market, q.AllMarkets = a.Market, false
	if !a.Is(actor.Officer, actor.Registrar, actor.Admin, actor.System) {
		q.Where = append(q.Where, store.Cond{Field: "readers", Op: store.Has, Value: readerKey(a)})
	}
	return q, nil
}
