package challenge

import (
	"context"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/flow"
	"kebang/internal/store"
)

// Scopes of a list: everybody's, those that the actor asks, all of his market.
const (
	PublicScope = "public"
	MineScope   = "mine"
	MarketScope = "market"
)

// Filter narrows a list of challenges. Industry is a taxonomy code of level 1.
type Filter struct {
	Scope    string
	Market   string // of public ones; empty for all
	State    string
	Phase    string // code of Phases
	Industry string
	Kind     string
	Sort     string // -opened (default), deadline, -updated
	After    string
	Limit    int
}

// List gives challenges as the actor may see them.
func (s *Service) List(ctx context.Context, a actor.Actor, f Filter) (store.Page[Challenge], int64, error) {
	q := store.Query{After: f.After, Limit: f.Limit}
	eq := func(field string, v any) { q.Where = append(q.Where, store.Cond{Field: field, Op: store.Eq, Value: v}) }
	usual := store.Order{Field: "updated", Desc: true}
	switch f.Scope {
	case "", PublicScope:
		q.Market, q.AllMarkets, usual.Field = f.Market, f.Market == "", "opened"
		eq("public", true)
	case MineScope:
		if err := a.Require(actor.Enterprise, actor.Department); err != nil {
			return store.Page[Challenge]{}, 0, err
		}
		q.Market = a.Market
		eq("asker", a.Org)
	case MarketScope:
		if err := a.Require(actor.Officer); err != nil {
			return store.Page[Challenge]{}, 0, err
		}
		q.Market = a.Market
	default:
		return store.Page[Challenge]{}, 0, fault.Of(fault.Malformed, fault.T("challenge-scope",
			"范围只能是 public、mine 或 market。", "The scope is public, mine or market."))
	}
	for field, v := range map[string]string{"state": f.State, "industry1": f.Industry, "kind": f.Kind} {
		if v != "" {
			eq(field, v)
		}
	}
	if f.Phase != "" {
		q.Where = append(q.Where, store.Cond{Field: "state", Op: store.In, Value: statesOf(f.Phase)})
	}
	sort, err := store.OrderBy(f.Sort, usual, "opened", "deadline", "updated")
	if err != nil {
		return store.Page[Challenge]{}, 0, err
	}
	q.Sort = sort
	var p store.Page[Challenge]
	var total int64
	err = s.db.View(ctx, func(tx store.Tx) (err error) {
		p, total, err = Challenges.Counted(tx, q)
		return err
	})
	for i := range p.Items {
		p.Items[i] = p.Items[i].Cut(a)
	}
	return p, total, err
}

// History reads the changes of a challenge, for those who work on it.
func (s *Service) History(ctx context.Context, a actor.Actor, id string) ([]audit.Entry, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) ([]audit.Entry, error) {
		c, err := s.served(tx, a, id, 0)
		if err != nil {
			return nil, err
		}
		return audit.History(tx, c.Market, c.ID)
	})
}

// Steps are the steps that the actor can take on a challenge now.
func (c *Challenge) Steps(a actor.Actor) []flow.Edge {
	if !c.Serves(a) {
		return nil
	}
	return slices.DeleteFunc(Flow.Steps(c.State, string(a.Role)), func(e flow.Edge) bool {
		return e.Step == StepOpenBids && c.Terms.Choosing != Reviewed
	})
}

// Waiting counts and lists the challenges of a market in a state, those that changed first first. Ways narrows them to
// ways of choosing.
func (s *Service) Waiting(ctx context.Context, a actor.Actor, limit int, state string,
	ways ...Choosing) (store.Page[Challenge], int64, error) {
	q := store.Query{Market: a.Market, Limit: limit, Sort: []store.Order{{Field: "updated"}},
		Where: []store.Cond{{Field: "state", Op: store.Eq, Value: state}}}
	if len(ways) > 0 {
		in := make([]string, len(ways))
		for i, w := range ways {
			in[i] = string(w)
		}
		q.Where = append(q.Where, store.Cond{Field: "choosing", Op: store.In, Value: in})
	}
	if !a.Is(actor.Officer) {
		if err := a.Require(actor.Enterprise, actor.Department); err != nil {
			return store.Page[Challenge]{}, 0, err
		}
		q.Where = append(q.Where, store.Cond{Field: "asker", Op: store.Eq, Value: a.Org})
	}
	var p store.Page[Challenge]
	var total int64
	err := s.db.View(ctx, func(tx store.Tx) (err error) {
		p, total, err = Challenges.Counted(tx, q)
		return err
	})
	return p, total, err
}
