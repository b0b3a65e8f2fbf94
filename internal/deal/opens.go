package deal

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/store"
)

// Opens reports whether a deal lets the actor read the protected fields of a listing. He must be a party or the broker
// of one on it with both consents (洽谈中, 已商定 or 已签约). An ended deal opens nothing.
func (s *Service) Opens(ctx context.Context, a actor.Actor, kind listing.Kind, id string) (bool, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (bool, error) { return opens(tx, a, kind, id) })
}

func opens(tx store.Tx, a actor.Actor, kind listing.Kind, id string) (bool, error) {
	if !a.Known() {
		return false, nil
	}
	field := "demand"
	if kind == listing.AchievementKind {
		field = "achievement"
	}
	found := false
	err := Deals.Each(tx, store.Query{Market: a.Market, Where: []store.Cond{{Field: field, Op: store.Eq, Value: id},
		{Field: "state", Op: store.In, Value: []string{Talking, Agreed, Signed}}}}, func(d Deal) error {
		if found || d.StandOf(a) < BrokerStand {
			return nil
		}
		err := d.aside(tx, a)
		if found = err == nil; fault.Is(err, fault.Forbidden) {
			err = nil
		}
		return err
	})
	return found, err
}
