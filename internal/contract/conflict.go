package contract

import (
	"slices"

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
	errStaff  = fault.New(fault.Forbidden, "registrar-is-party", "登记员不能办理本人或本单位作为当事人的合同，请由其他登记员办理。")
)

// conflict keeps those from the registry's decisions who have a part in the contract: its parties, and whoever brought
// them together by its deal. What only the store knows is looked at by allowed.
func (c *Contract) conflict(a party.Actor) error {
	switch {
	case a.Org != "" && (a.Org == c.Seller.OrgID || a.Org == c.Buyer.OrgID), a.Person != "" && (a.Person == c.Seller.PersonID || a.Person == c.Buyer.PersonID):
		return errStaff
	case a.Person != "" && (a.Person == c.Deal.BrokerPerson || a.Person == c.Deal.IntroducerID):
		return errBroker
	}
	return nil
}

// allowed is may plus the two rules of conflict that need the store: nobody decides on a contract of a unit he belongs
// to in any role and market, nor on one of two units he introduced to each other, whatever became of it.
func allowed(tx store.Tx, a party.Actor, step string, c *Contract) error {
	if err := may(a, step, c); err != nil {
		return err
	}
	if !slices.Contains(deskSteps, step) || a.Person == "" {
		return nil
	}
	p, err := party.People.Get(tx, store.National, a.Person)
	if err != nil && !fault.Is(err, fault.NotFound) { // the program itself is no person
		return err
	}
	for _, m := range p.Memberships {
		if m.Org != "" && (m.Org == c.Seller.OrgID || m.Org == c.Buyer.OrgID) {
			return errStaff
		}
	}
	introduced := false
	err = deal.Deals.Each(tx, store.Query{Market: c.Market, Where: []store.Cond{{Field: "parties", Op: store.Has, Value: a.Person}}}, func(d deal.Deal) error {
		broker := d.Broker != nil && (d.Broker.Person == a.Person || d.Introducer.Person == a.Person)
		introduced = introduced || broker && c.between(d.AchievementSide, d.DemandSide)
		return nil
	})
	if err == nil && introduced {
		err = errBroker
	}
	return err
}

// between reports whether the contract is one of these two parties, whoever sells.
func (c *Contract) between(x, y deal.Side) bool {
	is := func(s *Side, d deal.Side) bool {
		return s.OrgID != "" && s.OrgID == d.Org || s.OrgID == "" && s.PersonID != "" && s.PersonID == d.Person
	}
	return is(&c.Seller, x) && is(&c.Buyer, y) || is(&c.Seller, y) && is(&c.Buyer, x)
}
