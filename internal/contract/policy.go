package contract

import (
	"slices"

	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
)

// mayRead is the cut by relation: the parties, the broker of the deal, and officer, registrar and administrator of the
// market. To all others the contract does not exist.
func mayRead(a party.Actor, c *Contract) bool {
	if !a.Known() || a.Market != c.Market {
		return false
	}
	if a.Is(party.Officer, party.Registrar, party.Admin, party.System) {
		return true
	}
	return c.related(a)
}

// related reports whether the actor is one of the parties or the broker.
func (c *Contract) related(a party.Actor) bool {
	return c.Seller.speaks(a) || c.Buyer.speaks(a) || c.brokered(a)
}

func (c *Contract) brokered(a party.Actor) bool {
	return a.Is(party.Broker) && c.Deal.BrokerPerson != "" && c.Deal.BrokerPerson == a.Person
}

// may is the policy of steps on a contract the actor can read; the roles are in Flow, the relations here.
func may(a party.Actor, step string, c *Contract) error {
	switch step {
	case StepConfirm, StepConclude:
		if !c.Seller.speaks(a) && !c.Buyer.speaks(a) {
			return fault.New(fault.Forbidden, "not-a-party", "只有合同的卖方或买方可以确认合同文本。")
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
		if c.State == Returned && !a.Is(party.Officer, party.Registrar) && !c.Applicant().speaks(a) {
			return fault.New(fault.Forbidden, "not-the-applicant", "补正由申请方修改，请由申请方账号操作。")
		}
	}
	if slices.Contains(deskSteps, step) {
		return c.conflict(a)
	}
	return nil
}

// deskSteps are the decisions of a registry on a contract.
var deskSteps = []string{StepCounter, StepAccept, StepReturn, StepRecognise, StepRefuse, StepReview, StepSecond, StepAlone, StepRegister,
	StepElsewhere, StepCorrect, StepWithdraw}

// conflict keeps those from the registry's decisions who have a part in the contract: its parties, and whoever brought
// them together. Memberships in other roles are looked at by allowed.
func (c *Contract) conflict(a party.Actor) error {
	switch {
	case a.Org != "" && (a.Org == c.Seller.OrgID || a.Org == c.Buyer.OrgID), a.Person != "" && (a.Person == c.Seller.PersonID || a.Person == c.Buyer.PersonID):
		return errStaff
	case a.Person != "" && (a.Person == c.Deal.BrokerPerson || a.Person == c.Deal.IntroducerID):
		return errBroker
	}
	return nil
}

var errBroker = fault.New(fault.Forbidden, "registrar-is-broker", "谁引介谁回避：您引介过这份合同的双方，不能办理它的认定登记，请由其他登记员办理。")

var errStaff = fault.New(fault.Forbidden, "registrar-is-party", "登记员不能办理本人或本单位作为当事人的合同，请由其他登记员办理。")

// mine restricts a query to what the actor may read.
func mine(a party.Actor, q store.Query) (store.Query, error) {
	if !a.Known() {
		return q, a.Require()
	}
	q.Market, q.AllMarkets = a.Market, false
	if !a.Is(party.Officer, party.Registrar, party.Admin, party.System) {
		q.Where = append(q.Where, store.Cond{Field: "readers", Op: store.Has, Value: readerKey(a)})
	}
	return q, nil
}
