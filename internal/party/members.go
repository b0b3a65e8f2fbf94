package party

import (
	"context"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// PersonOf reads a person for the program itself.
func (s *Service) PersonOf(ctx context.Context, id string) (Person, error) {
	p, err := store.Read(ctx, s.db, func(tx store.Tx) (Person, error) { return People.Get(tx, store.National, id) })
	return p, err
}

// HeldRole is a membership with names for people.
type HeldRole struct {
	Membership
	RoleName   string `json:"roleName"`
	OrgName    string `json:"orgName,omitempty"`
	MarketName string `json:"marketName"`
}

// Held adds the names of organisations and markets to memberships.
func (s *Service) Held(ctx context.Context, ms []Membership) ([]HeldRole, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) ([]HeldRole, error) {
		out := make([]HeldRole, 0, len(ms))
		for _, m := range ms {
			h := HeldRole{Membership: m, RoleName: m.Role.Name()}
			if m.Org != "" {
				o, err := Organizations.Get(tx, store.National, m.Org)
				if err != nil && !fault.Is(err, fault.NotFound) {
					return nil, err
				}
				h.OrgName = o.Name
			}
			k, err := Markets.Get(tx, store.National, m.Market)
			if err != nil && !fault.Is(err, fault.NotFound) {
				return nil, err
			}
			h.MarketName = k.Name
			out = append(out, h)
		}
		return out, nil
	})
}
