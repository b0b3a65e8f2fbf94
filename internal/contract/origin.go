package contract

import (
	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
)

// fromDeal takes parties, broker and introducer of a deal as values. The achievement's side sells, the demand's buys.
// Values of the caller stay.
func fromDeal(tx store.Tx, a actor.Actor, c *Contract, id string) error {
	d, err := deal.GetTx(tx, a, id)
	if err != nil {
		return err
	}
	if d.State != deal.Talking && d.State != deal.Agreed {
		return fault.Of(fault.WrongState, fault.T("deal-state",
			"对接现为“%s”，洽谈中或已商定的对接才能签订合同。",
			"The deal is now “%s”; a contract needs one that is in talks or agreed."), deal.Flow.State(d.State))
	}
	c.Deal = DealRef{ID: d.ID, Serial: d.Serial, Demand: d.Demand.ID, DemandSerial: d.Demand.Serial,
		DemandVersion: d.Demand.Version,
		Achievement:   d.Achievement.ID, AchievementSerial: d.Achievement.Serial,
		AchievementVersion: d.Achievement.Version,
		IntroducerID:       d.Introducer.Person, IntroducerName: d.Introducer.Name,
		IntroducerRole:    string(d.Introducer.Role),
		IntroducerOrgName: d.Introducer.OrgName, IntroducedAt: d.Introducer.At}
	if d.Broker != nil {
		c.Deal.BrokerPerson, c.Deal.BrokerName = d.Broker.Person, d.Broker.Name
	}
	c.Seller.OrgID, c.Seller.PersonID = d.AchievementSide.Org, d.AchievementSide.Person
	c.Buyer.OrgID, c.Buyer.PersonID = d.DemandSide.Org, d.DemandSide.Person
	if c.Seller.Name == "" {
		c.Seller.Name = d.AchievementSide.Name
	}
	if c.Buyer.Name == "" {
		c.Buyer.Name = d.DemandSide.Name
	}
	if c.Title == "" {
		c.Title = d.Demand.Title
	}
	if c.Industry == "" {
		l, err := listing.Demands.Get(tx, c.Market, d.Demand.ID)
		if err == nil && l.Published != nil {
			c.Industry = l.Published.Industry
		} else if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	return nil
}

// Fill takes the present values of an organisation on Kebang. Nature and similar fields are the party's own words. A
// side with the 统一社会信用代码 of a verified organisation is that organisation: it reads its contract and files it.
func (s *Side) Fill(tx store.Tx) error {
	if err := s.identify(tx); err != nil {
		return err
	}
	if s.OrgID == "" {
		return nil
	}
	o, err := party.Organizations.Get(tx, store.National, s.OrgID)
	if err != nil {
		return err
	}
	s.Name = o.Name
	if o.USCC != "" { // a unit without a code yet writes it into the contract
		s.USCC = o.USCC
	}
	for _, v := range []struct {
		to   *string
		from string
	}{{&s.Region, o.Region}, {&s.Township, o.Township}, {&s.Park, o.Park}, {&s.Address, o.Address}, {&s.LegalRep,
		o.LegalRep}} {
		if *v.to == "" {
			*v.to = v.from
		}
	}
	return nil
}

// identify finds the organisation of a code. Check reports an impossible code at its field.
func (s *Side) identify(tx store.Tx) error {
	code, err := party.USCC(s.USCC)
	if err == nil && s.OrgID == "" && s.PersonID == "" {
		return s.find(tx, code)
	}
	return nil
}

func (s *Side) find(tx store.Tx, code string) error {
	s.USCC = code
	o, err := party.FindOrganization(tx, code, "")
	switch {
	case fault.Is(err, fault.NotFound):
		return nil
	case err == nil && o.Verified():
		s.OrgID = o.ID
	}
	return err
}
