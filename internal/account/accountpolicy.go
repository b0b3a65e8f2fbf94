package account

import (
	"slices"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/party"
)

// mayAccounts is the policy of accounts. The administrator of a market keeps them. A person of another market is
// hidden.
func mayAccounts(a actor.Actor, p *party.Person) error {
	if a.Role == actor.System {
		return nil
	}
	if err := a.Require(actor.Admin); err != nil {
		return err
	}
	if p == nil || p.Home == a.Market ||
		slices.ContainsFunc(p.Memberships, func(m party.Membership) bool { return m.Market == a.Market }) {
		return nil
	}
	return fault.Absent()
}

// mayPassword narrows mayAccounts: only the administrator of a person's home market resets, locks or unlocks. Otherwise
// the administrator of one county could sign in as an officer of another.
func mayPassword(a actor.Actor, p *party.Person) error {
	if err := mayAccounts(a, p); err != nil {
		return err
	}
	if a.Role != actor.System && p.Home != a.Market {
		return fault.Of(fault.Forbidden, fault.T("account-of-other-market",
			"该账号由其他市场的管理员管理，请联系对方办理。",
			"Another market’s administrator keeps this account."))
	}
	return nil
}
