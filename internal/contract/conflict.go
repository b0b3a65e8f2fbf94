package contract

import (
	"slices"

	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
)

// deskSteps are the decisions of a registry on a contract.
var deskSteps = []string{StepCounter, StepAccept, StepReturn, StepRecognise, StepRefuse, StepReview, StepSecond, StepAlone, StepRegister,
	StepElsewhere, StepCorrect, StepWithdraw}

var (
	errBroker = fault.New(fault.Forbidden, "registrar-is-broker", "谁引介谁回避：您引介过这份合同的双方，不能办理它的认定登记，请由其他登记员办理。")
	errJoined = fault.New(fault.Forbidden, "broker-is-a-party", "您是合同一方的成员，不能以技术经理人的身份办理这份合同；请以本单位的身份操作。")
	errStaff  = fault.New(fault.Forbidden, "registrar-is-party", "登记员不能办理本人或本单位作为当事人的合同，请由其他登记员办理。")
)

// conflict keeps those from the registry's decisions who have a part in the contract: its parties, and whoever brought
// them together by its deal. What only the store knows is looked at by allowed.
func (c *Contract) conflict(a actor.Actor) error {
	switch {
	case a.Org != "" && (a.Org == c.Seller.OrgID || a.Org == c.Buyer.OrgID), a.Person != "" && (a.Person == c.Seller.PersonID || a.Person == c.Buyer.PersonID):
		return errStaff
	case a.Person != "" && (a.Person == c.Deal.BrokerPerson || a.Person == c.Deal.IntroducerID):
		return errBroker
	}
	return nil
}

// allowed is the policy of a step: may, and the rules of conflict that need the store.
func allowed(tx store.Tx, a actor.Actor, step string, c *Contract) error {
	if err := may(a, step, c); err != nil {
		return err
	}
	return keptAway(tx, a, slices.Contains(deskSteps, step), c)
}

// keptAway refuses people by what only the store knows; desk is a decision of the registry. Nobody decides on a contract of
// a unit he belongs to in any role and market. Nobody decides on one of two units, or on one pair of listings, that he
// introduced to each other, whatever became of it, nor on one on which he holds a credit. A broker who belongs to a party
// does not act as its broker.
func keptAway(tx store.Tx, a actor.Actor, desk bool, c *Contract) error {
	if a.Person == "" || !desk && !c.brokered(a) {
		return nil
	}
	inside, err := c.inside(tx, a)
	switch {
	case err != nil:
		return err
	case inside && desk:
		return errStaff
	case inside:
		return errJoined
	case !desk:
		return nil
	}
	yes, err := c.introducedBy(tx, a.Person)
	if err == nil && yes {
		err = errBroker
	}
	return err
}

// inside reports whether the actor is a party or belongs to one in any role and market.
func (c *Contract) inside(tx store.Tx, a actor.Actor) (bool, error) {
	seller, buyer, err := c.units(tx)
	if err != nil {
		return false, err
	}
	return party.Belongs(tx, a, seller, buyer)
}

// introducedBy reports whether the person brought the parties or the listings of the contract together, or holds a credit
// on it.
func (c *Contract) introducedBy(tx store.Tx, person string) (bool, error) {
	found, err := deal.HoldsCredit(tx, c.Market, c.ID, person)
	if err != nil || found {
		return found, err
	}
	own, err := deal.Deals.Many(tx, c.Market, []string{c.Deal.ID})
	if err != nil {
		return false, err
	}
	for _, d := range own {
		found = found || slices.ContainsFunc(d.Introductions, func(x deal.Introduced) bool { return x.Person == person })
	}
	seller, buyer, err := c.units(tx)
	if err != nil {
		return false, err
	}
	err = deal.Deals.Each(tx, store.Query{Market: c.Market, Where: []store.Cond{{Field: "parties", Op: store.Has, Value: person}}}, func(d deal.Deal) error {
		broker := d.Broker != nil && (d.Broker.Person == person || d.Introducer.Person == person)
		found = found || broker && d.Between(seller, buyer)
		return nil
	})
	return found, err
}
