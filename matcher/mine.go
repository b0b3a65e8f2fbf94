package matcher

import (
	"context"
	"maps"
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/listing"
	"kebang/internal/store"
	"kebang/internal/text"
)

// An owner's list reads his newest listings. A search in titles reads the best pairs of the market.
const (
	ownAtMost    = 200
	searchAtMost = 1000
)

// collect reads the matches of the actor's own listings, or those of the market with the words in a title, best first.
// They are few, so they are read completely and paged here. The cursor is an offset.
func (s *Service) collect(ctx context.Context, a actor.Actor, f ListFilter) (Page, error) {
	offset, err := store.Offset(f.Cursor)
	if err != nil {
		return Page{}, err
	}
	limit := f.Limit
	if limit <= 0 {
		limit = 20
	}
	var out Page
	now, err := s.nearOne(ctx, a, f)
	if err != nil {
		return out, err
	}
	err = s.db.View(ctx, func(tx store.Tx) error {
		ms, err := s.found(tx, a, f, now)
		if err != nil {
			return err
		}
		var vs []View
		if f.Text == "" {
			out.Total = int64(len(ms))
			ms = window(ms, offset, limit)
			now.explain(ms)
			if vs, err = s.views(tx, a, ms); err != nil {
				return err
			}
		} else {
			now.explain(ms)
			if vs, err = s.views(tx, a, ms); err != nil {
				return err
			}
			words := text.Normal(f.Text)
			vs = slices.DeleteFunc(vs, func(v View) bool {
				return !strings.Contains(text.Normal(v.DemandSide.Title), words) &&
					!strings.Contains(text.Normal(v.AchievementSide.Title), words)
			})
			out.Total = int64(len(vs))
			vs = window(vs, offset, limit)
		}
		out.Items, out.Next = vs, ""
		if to := offset + limit; to < int(out.Total) {
			out.Next = store.OffsetCursor(to)
		}
		return nil
	})
	return out, err
}

func window[T any](all []T, offset, limit int) []T {
	from := min(offset, len(all))
	return all[from:min(from+limit, len(all))]
}

// nearOne scores the pairs of the one listing to which a list is limited; nil for a list without that limit.
func (s *Service) nearOne(ctx context.Context, a actor.Actor, f ListFilter) (*live, error) {
	switch {
	case f.Declined || f.Demand != "" && f.Achievement != "":
		return nil, nil
	case f.Demand != "":
		return s.near(ctx, a.Market, Demand, f.Demand)
	case f.Achievement != "":
		return s.near(ctx, a.Market, Achievement, f.Achievement)
	}
	return nil, nil
}

// found reads the pairs for collect, best first. Now are the scored pairs of nearOne.
func (s *Service) found(tx store.Tx, a actor.Actor, f ListFilter, now *live) ([]Match, error) {
	put, err := aside(tx, a, f.sides()...)
	if err != nil {
		return nil, err
	}
	if f.Declined {
		maps.DeleteFunc(put, func(_ string, m Match) bool { return m.Points < f.points() })
		return bestFirst(put), nil
	}
	if watches(a) {
		page, err := Matches.Find(tx, store.Query{Market: a.Market, Where: f.where(), Sort: bestOrder,
			Limit: searchAtMost})
		return without(now.joinFrom(page.Items, f.points()), put), err
	}
	all := map[string]Match{}
	for _, kind := range []Kind{Demand, Achievement} {
		ids, err := s.ownIDs(tx, a, kind)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			own := store.Cond{Field: string(kind), Op: store.Eq, Value: id}
			page, err := Matches.Find(tx,
				store.Query{Market: a.Market, Where: f.where(own), Sort: bestOrder, Limit: kept})
			if err != nil {
				return nil, err
			}
			items := page.Items
			if now != nil && now.kind == kind && now.id == id {
				items = now.joinFrom(items, f.points())
			}
			for _, m := range items {
				all[m.ID] = m
			}
		}
	}
	for id := range put {
		delete(all, id)
	}
	return bestFirst(all), nil
}

func (s *Service) ownIDs(tx store.Tx, a actor.Actor, kind Kind) ([]string, error) {
	if kind == Demand {
		return ownIDs(tx, listing.Demands, a)
	}
	return ownIDs(tx, listing.Achievements, a)
}

func ownIDs[C listing.Content](tx store.Tx, col *store.Collection[listing.Listing[C]], a actor.Actor) ([]string,
	error) {
	who := store.Cond{Field: "person", Op: store.Eq, Value: a.Person}
	if a.Org != "" {
		who = store.Cond{Field: "org", Op: store.Eq, Value: a.Org}
	}
	page, err := col.Find(tx, store.Query{Market: a.Market,
		Where: []store.Cond{who, {Field: "visible", Op: store.Eq, Value: true}},
		Sort:  []store.Order{{Field: "updated", Desc: true}}, Limit: ownAtMost})
	var ids []string
	for _, l := range page.Items {
		ids = append(ids, l.ID)
	}
	return ids, err
}
