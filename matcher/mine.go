package matcher

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
)

// ownAtMost are the listings of one owner that a list of matches looks at, newest first.
const ownAtMost = 200

// mine reads the matches of all visible listings of the actor, best first. An owner has few listings, so they are read
// whole and cut here; the cursor is an offset.
func (s *Service) mine(ctx context.Context, a party.Actor, f ListFilter) (Page, error) {
	offset, err := 0, error(nil)
	if f.Cursor != "" {
		if offset, err = strconv.Atoi(f.Cursor); err != nil || offset < 0 {
			return Page{}, fault.New(fault.Malformed, "bad-cursor", "翻页位置无效，请回到第一页。")
		}
	}
	limit := f.Limit
	if limit <= 0 {
		limit = 20
	}
	var out Page
	err = s.db.View(ctx, func(tx store.Tx) error {
		out = Page{}
		all := map[string]Match{}
		for _, kind := range []Kind{Demand, Achievement} {
			ids, err := s.ownIDs(tx, a, kind)
			if err != nil {
				return err
			}
			for _, id := range ids {
				q := store.Query{Market: a.Market, Where: []store.Cond{{Field: string(kind), Op: store.Eq, Value: id},
					{Field: "points", Op: store.Ge, Value: int64(f.Min * 100)}}, Sort: []store.Order{{Field: "points", Desc: true}}, Limit: kept}
				page, err := Matches.Find(tx, q)
				if err != nil {
					return err
				}
				for _, m := range page.Items {
					all[m.ID] = m
				}
			}
		}
		ms := make([]Match, 0, len(all))
		for _, m := range all {
			ms = append(ms, m)
		}
		slices.SortFunc(ms, func(x, y Match) int {
			return cmp.Or(cmp.Compare(y.Points, x.Points), strings.Compare(x.ID, y.ID))
		})
		out.Total = int64(len(ms))
		from := min(offset, len(ms))
		to := min(from+limit, len(ms))
		if to < len(ms) {
			out.Next = strconv.Itoa(to)
		}
		var err error
		out.Items, err = s.views(tx, a, ms[from:to])
		return err
	})
	return out, err
}

func (s *Service) ownIDs(tx store.Tx, a party.Actor, kind Kind) ([]string, error) {
	if kind == Demand {
		return ownIDs(tx, listing.Demands, a)
	}
	return ownIDs(tx, listing.Achievements, a)
}

func ownIDs[C listing.Content](tx store.Tx, col *store.Collection[listing.Listing[C]], a party.Actor) ([]string, error) {
	who := store.Cond{Field: "person", Op: store.Eq, Value: a.Person}
	if a.Org != "" {
		who = store.Cond{Field: "org", Op: store.Eq, Value: a.Org}
	}
	page, err := col.Find(tx, store.Query{Market: a.Market, Where: []store.Cond{who, {Field: "visible", Op: store.Eq, Value: true}},
		Sort: []store.Order{{Field: "updated", Desc: true}}, Limit: ownAtMost})
	var ids []string
	for _, l := range page.Items {
		ids = append(ids, l.ID)
	}
	return ids, err
}
