package matcher

import (
	"cmp"
	"context"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/listing"
)

// Search is a question to the published listings of a market.
type Search struct {
	Kind   Kind
	Text   string // free text, pinyin or its initials; empty finds all, newest first
	Filter Filter // Filter.Market defaults to the actor's; Public follows from it
	Facets bool   // count the found listings by industry, region, mode, maturity and, for members, money
	Offset int
	Limit  int
}

// Found is one page of ids, best first, with the requested counts.
type Found struct {
	IDs    []string
	Total  int
	Facets map[string]map[string]int
	Sound  bool // found by pinyin, because no text holds the typed letters
	Partly bool // no listing holds half of the question; these hold a part of it
}

// Search finds published listings. Budgets and prices are for members. For others they neither filter nor count, so
// that nobody can approach a hidden figure by filters. For the same reason visitors, and members in another market,
// search, filter and count by public fields alone.
func (s *Service) Search(ctx context.Context, a actor.Actor, q Search) (Found, error) {
	market := cmp.Or(q.Filter.Market, a.Market)
	if market == "" { // an empty market would search all markets
		return Found{}, fault.Of(fault.Malformed, fault.T("market-missing",
			"请先选择一个市场（县）。",
			"Please choose a market (county) first."))
	}
	if _, err := s.current(ctx); err != nil {
		return Found{}, err
	}
	q.Filter.Market = market
	var facets []string
	if q.Facets {
		facets = []string{"industry", "region", "mode", "trl"}
	}
	if q.Filter.Public = !a.Known() || market != a.Market; q.Filter.Public {
		q.Filter.MinFen, q.Filter.MaxFen = 0, 0
	} else if q.Facets {
		facets = append(facets, "money")
	}
	r, err := s.ix.Search(ctx, Query{Kind: q.Kind, Text: q.Text, Filter: q.Filter, Facets: facets, Partly: true,
		Offset: q.Offset, Limit: q.Limit})
	if err != nil {
		return Found{}, err
	}
	out := Found{Total: r.Total, Facets: r.Facets}
	for _, h := range r.Hits {
		out.IDs = append(out.IDs, h.ID)
		out.Sound, out.Partly = out.Sound || h.Sound, out.Partly || h.Partly
	}
	return out, nil
}

// FieldsOf are the texts of a content for Highlight, in the order of the search. Pass the content as its reader sees
// it.
func FieldsOf[C listing.Content](c *C) []Field {
	common := listing.CommonOf(c)
	out := []Field{{"title", common.Title}}
	for _, k := range common.Keywords {
		out = append(out, Field{"keywords", k})
	}
	out = append(out, Field{"text", common.Text})
	if d, ok := any(c).(*listing.DemandContent); ok && d.Present != "" {
		out = append(out, Field{"present", d.Present})
	}
	return out
}
