package registry

import (
	"slices"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
)

var (
	errBroker = fault.Of(fault.Forbidden, fault.T("registrar-is-broker",
		"谁引介谁回避：您引介过这份合同的双方，不能办理它的认定登记，请由其他登记员办理。",
		"You introduced the parties of this contract, so another registrar must handle it."))
	errStaff = fault.Of(fault.Forbidden, fault.T("registrar-is-party",
		"登记员不能办理本人或本单位作为当事人的合同，请由其他登记员办理。",
		"A registrar may not handle contracts of his own or his unit; another registrar must."))
)

// may is the policy of a step on a contract that the actor can read, by the two records alone. Flow has the roles.
func may(a actor.Actor, step string, r *Registration, c *contract.Contract) error {
	switch step {
	case StepSubmit, StepObject:
		if s := c.Applicant(); !s.Speaks(a) {
			return fault.Of(fault.Forbidden, fault.T("not-the-applicant",
				"认定登记由卖方申请（技术进口合同由境内买方申请），请由该方账号提交。",
				"The seller files for registration (the domestic buyer for imported technology)."))
		}
		return nil
	case StepCounter:
		if side := c.Applicant(); side.Online() {
			return fault.Of(fault.Forbidden, fault.T("applicant-online",
				"申请方有平台账号，请由其自行提交认定登记。",
				"The applicant has an account here and files by himself."))
		}
	}
	if err := conflict(a, c); err != nil {
		return err
	}
	switch step {
	case StepSecond, StepAlone, StepRegister:
		return r.maySecond(a, step)
	}
	return nil
}

// conflict refuses the registry's decisions to persons with a part in the contract. They are its parties and the
// brokers of its deal. The function keptAway checks the facts in the store.
func conflict(a actor.Actor, c *contract.Contract) error {
	switch {
	case a.Org != "" && (a.Org == c.Seller.OrgID || a.Org == c.Buyer.OrgID),
		a.Person != "" && (a.Person == c.Seller.PersonID || a.Person == c.Buyer.PersonID):
		return errStaff
	case a.Person != "" && (a.Person == c.Deal.BrokerPerson || a.Person == c.Deal.IntroducerID):
		return errBroker
	}
	return nil
}

// decision reports whether a step is one of the registry, not of the applicant.
func decision(step string) bool { return step != StepSubmit && step != StepObject }

// allowed is the whole policy of a step.
func allowed(tx store.Tx, a actor.Actor, step string, r *Registration, c *contract.Contract) error {
	if err := may(a, step, r, c); err != nil || !decision(step) {
		return err
	}
	return keptAway(tx, a, c)
}

// keptAway refuses the registry's decisions by facts in the store. Nobody decides on a contract of a unit to which he
// belongs in any role and market. Nobody decides on two units, or on one pair of listings, that he introduced to each
// other, whatever the outcome. Nobody decides on a contract on which he holds a credit.
func keptAway(tx store.Tx, a actor.Actor, c *contract.Contract) error {
	if a.Person == "" {
		return nil
	}
	seller, buyer, err := c.Units(tx)
	if err != nil {
		return err
	}
	inside, err := party.Belongs(tx, a, seller, buyer)
	if err == nil && inside {
		err = errStaff
	}
	if err != nil {
		return err
	}
	yes, err := introducedBy(tx, a.Person, c, seller, buyer)
	if err == nil && yes {
		err = errBroker
	}
	return err
}

// introducedBy reports whether the person brought the parties or the listings of the contract together, or holds a
// credit on it.
func introducedBy(tx store.Tx, person string, c *contract.Contract, seller, buyer string) (bool, error) {
	found, err := deal.HoldsCredit(tx, c.Market, c.ID, person)
	if err != nil || found {
		return found, err
	}
	own, err := deal.Deals.Many(tx, c.Market, []string{c.Deal.ID})
	if err != nil {
		return false, err
	}
	for _, d := range own {
		found = found || slices.ContainsFunc(d.Introductions,
			func(x deal.Introduced) bool { return x.Person == person })
	}
	err = deal.Deals.Each(tx, store.Query{Market: c.Market,
		Where: []store.Cond{{Field: "parties", Op: store.Has, Value: person}}}, func(d deal.Deal) error {
		broker := d.Broker != nil && (d.Broker.Person == person || d.Introducer.Person == person)
		found = found || broker && d.Between(seller, buyer)
		return nil
	})
	return found, err
}
