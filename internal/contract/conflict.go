package contract

import (
	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
)

var errJoined = fault.Of(fault.Forbidden, fault.T("broker-is-a-party",
	"您是合同一方的成员，不能以技术经理人的身份办理这份合同；请以本单位的身份操作。",
	"You belong to a party of the contract and cannot act as its broker; please act for your unit."))

// allowed is the policy of a step: may, and a rule that needs the store. A broker who belongs to a party in any role
// and market does not act as its broker.
func allowed(tx store.Tx, a actor.Actor, step string, c *Contract) error {
	if err := may(a, step, c); err != nil || a.Person == "" || !c.brokered(a) {
		return err
	}
	seller, buyer, err := c.Units(tx)
	if err != nil {
		return err
	}
	inside, err := party.Belongs(tx, a, seller, buyer)
	if err == nil && inside {
		err = errJoined
	}
	return err
}
