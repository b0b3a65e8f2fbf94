package party

import (
	"slices"

	"kebang/internal/actor"
	"kebang/internal/fault"
)

// Actions on parties, by their names in policies.
const (
	actRead   = "read"
	actCreate = "create"
	actUpdate = "update"
	actVerify = "verify"
)

// keeps reports whether the actor maintains a market's master data.
func keeps(a actor.Actor, market string) bool {
	return a.Role == actor.System || a.Is(actor.Officer, actor.Admin) && a.Market == market
}

// mayOrganization is the policy of organisations. Every signed-in person may find them, because a contract needs the
// other side. The unit itself edits fields that are not verified.
func mayOrganization(a actor.Actor, action string, o *Organization) error {
	if !a.Known() {
		return a.Require()
	}
	switch action {
	case actRead:
		return nil
	case actCreate:
		if a.Role == actor.System || a.Is(actor.Officer, actor.Admin, actor.Registrar) {
			return nil
		}
	case actVerify:
		if keeps(a, o.Home) {
			return nil
		}
	case actUpdate:
		if keeps(a, o.Home) || a.Org != "" && a.Org == o.ID &&
			slices.Contains([]actor.Role{actor.Enterprise, actor.Institute, actor.Agency, actor.Department}, a.Role) {
			return nil
		}
	}
	return fault.Of(fault.Forbidden, fault.T("organization-not-yours",
		"只有本单位和登记该机构的主管部门可以变更机构信息。",
		"Only the unit itself and the bureau that registered it may change it."))
}

// mayContacts reports whether the actor reads the private contacts of an organisation.
func mayContacts(a actor.Actor, o *Organization) bool {
	return keeps(a, o.Home) || a.Is(actor.Registrar) && a.Market == o.Home || a.Known() && a.Org != "" && a.Org == o.ID
}

// Cut leaves out the fields that the actor may not read.
func (o Organization) Cut(a actor.Actor) Organization {
	if !mayContacts(a, &o) {
		o.Contacts = nil
	}
	return o
}

// MayKeepMarket is the policy of a market's profile. Reading it is public.
func MayKeepMarket(a actor.Actor, market string) error {
	if a.Role == actor.System {
		return nil
	}
	if err := a.Require(actor.Admin); err != nil {
		return err
	}
	if a.Market != market {
		return fault.Absent()
	}
	return nil
}
