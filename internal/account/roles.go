package account

import (
	"context"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/party"
	"kebang/internal/store"
)

// AddRole gives a person a role in the actor's market.
func (s *Service) AddRole(ctx context.Context, a actor.Actor, pid string, r actor.Role, org string) (Account, error) {
	mid := id.New()
	return s.changePerson(ctx, a, pid, 0, "add-role", mayAccounts,
		func(tx store.Tx, p *party.Person, now int64) (actor.Role, error) {
			var bad fault.Fields
			checkRole(&bad, r, org)
			if err := bad.Fault(fault.T("role-invalid",
				"角色信息有误，请按提示修改。",
				"Something about the role is wrong; see the fields.")); err != nil {
				return "", err
			}
			for _, m := range p.Memberships {
				if m.Market == a.Market && m.Role == r && m.Org == org {
					return "", fault.Of(fault.Conflict,
						fault.T("role-held", "该人员已有这个角色。", "This person has the role already."))
				}
			}
			if len(p.Memberships) >= 30 {
				return "", fault.Of(fault.Invalid, fault.T("roles-too-many",
					"一个账号最多30个角色，请先移除不用的角色。",
					"An account has at most 30 roles; remove unused ones first."))
			}
			p.Memberships = append(p.Memberships,
				party.Membership{ID: mid, Market: a.Market, Org: org, Role: r, Since: now})
			return r, knownOrg(tx, org)
		})
}

// RemoveRole takes a role in the actor's market away. Running sessions lose it at once.
func (s *Service) RemoveRole(ctx context.Context, a actor.Actor, pid, membership string) (Account, error) {
	return s.changePerson(ctx, a, pid, 0, "remove-role", mayAccounts,
		func(tx store.Tx, p *party.Person, _ int64) (actor.Role, error) {
			i := slices.IndexFunc(p.Memberships, func(m party.Membership) bool {
				return m.ID == membership && (m.Market == a.Market || a.Role == actor.System)
			})
			if i < 0 {
				return "", fault.Absent()
			}
			m := p.Memberships[i]
			if m.Role == actor.Admin {
				if err := keepAdmin(tx, m.Market, p.ID); err != nil {
					return "", err
				}
			}
			p.Memberships = slices.Delete(p.Memberships, i, i+1)
			return m.Role, nil
		})
}

// keepAdmin refuses to take the last administrator from a market. It writes the market's record, so that two such
// transactions conflict. Under snapshot isolation each could else see the administrator whom the other one removes.
func keepAdmin(tx store.Tx, market, but string) error {
	ps, err := party.PeopleWith(tx, market, actor.Admin)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(ps, func(p party.Person) bool { return p.ID != but }) {
		return fault.Of(fault.Conflict, fault.T("last-admin",
			"这是本市场最后一位管理员，请先指定另一位管理员。",
			"This is the last administrator of the market; appoint another one first."))
	}
	m, err := party.Markets.Get(tx, store.National, market)
	if err != nil {
		return err
	}
	return party.Markets.Update(tx, &m)
}
