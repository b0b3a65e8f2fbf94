package party

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/store"
)

// CreateMarket makes a market with an id given by the caller. Only the program itself does so: at set-up, or with
// demonstration data.
func (s *Service) CreateMarket(ctx context.Context, a actor.Actor, id string, f MarketForm, demo bool) (Market, error) {
	if a.Role != actor.System {
		return Market{}, fault.Of(fault.Forbidden, fault.T("system-only",
			"新市场只能通过安装程序建立。",
			"A new market can only be set up on the server."))
	}
	var bad fault.Fields
	f.Check(&bad, "")
	if err := bad.Fault(fault.T("market-invalid",
		"市场信息有误，请按提示修改后再保存。",
		"Something about the market is wrong; see the fields.")); err != nil {
		return Market{}, err
	}
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Market, error) { return InsertMarket(tx, a, id, f, demo, now) })
}

// InsertMarket makes a market inside a transaction. An existing market with that id is returned unchanged. The name
// must be free.
func InsertMarket(tx store.Tx, a actor.Actor, id string, f MarketForm, demo bool, now int64) (Market, error) {
	if old, err := Markets.Get(tx, store.National, id); err == nil {
		return old, nil
	}
	m := Market{Meta: store.Meta{ID: id, Market: store.National}, MarketForm: f, Calendar: "cn", Demo: demo,
		CreatedAt: now, UpdatedAt: now}
	if err := Markets.Insert(tx, &m); err != nil {
		if fault.Is(err, fault.Conflict) {
			return m, fault.Of(fault.Conflict, fault.T("market-taken",
				"已有同名的市场，请换一个名称。",
				"There is a market of this name; take another.")).At("/market/name", fault.T("name-taken",
				"名称已被使用。", "The name is taken."))
		}
		return m, err
	}
	return m, audit.Note(tx, a, audit.Change{Kind: "market", Record: m.ID, Rev: m.Rev, Step: "create", To: "open",
		At: now}, m.ID)
}

// UpdateMarket changes the profile of the actor's market.
func (s *Service) UpdateMarket(ctx context.Context, a actor.Actor, id string, rev int64, f MarketForm) (Market, error) {
	var bad fault.Fields
	f.Check(&bad, "")
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Market, error) {
		if err := MayKeepMarket(a, id); err != nil {
			return Market{}, err
		}
		if err := bad.Fault(fault.T("market-invalid",
			"市场信息有误，请按提示修改后再保存。",
			"Something about the market is wrong; see the fields.")); err != nil {
			return Market{}, err
		}
		m, err := Markets.Get(tx, store.National, id)
		if err == nil {
			err = m.Seen(rev)
		}
		if err != nil {
			return m, err
		}
		m.MarketForm, m.UpdatedAt = f, now
		if err := Markets.Update(tx, &m); err != nil {
			return m, err
		}
		return m, audit.Note(tx, a, audit.Change{Kind: "market", Record: m.ID, Rev: m.Rev, Step: "update", From: "open",
			To: "open", At: now}, m.ID)
	})
}

// Market reads a market; its profile is public.
func (s *Service) Market(ctx context.Context, id string) (Market, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (Market, error) { return Markets.Get(tx, store.National, id) })
}

// MarketHistory reads the changes of the profile of the actor's market, for its administrator and officers.
func (s *Service) MarketHistory(ctx context.Context, a actor.Actor) ([]audit.Entry, error) {
	if err := a.Require(actor.Admin, actor.Officer); err != nil {
		return nil, err
	}
	return store.Read(ctx, s.db, func(tx store.Tx) ([]audit.Entry,
		error) {
		return audit.History(tx, a.Market, a.Market)
	})
}

// Markets lists all markets by region code (the first thousand).
func (s *Service) Markets(ctx context.Context) ([]Market, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) ([]Market, error) {
		p, err := Markets.Find(tx, store.Query{Market: store.National, Sort: []store.Order{{Field: "region"}},
			Limit: 1000})
		return p.Items, err
	})
}
