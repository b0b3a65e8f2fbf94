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
	Filter Filter // Market is the one looked at, the actor's for none; Public follows from it
	Facets bool   // count what was found by industry, region, mode, maturity and, for members, money
	Offset int
	Limit  int
}

// Found is one page of ids, best first, with the counts that were asked for.
type Found struct {
	IDs    []string
	Total  int
	Facets map[string]map[string]int
	Sound  bool // found by pinyin: nothing holds the letters as they were typed
	Partly bool // nothing holds half of the question: these hold a part of it
}

// Search finds published listings. Budgets and prices are for members: to others they neither narrow nor count, so that
// nobody feels his way to a figure that he may not read. For the same reason visitors, and members in a market that is
// not their own, search, narrow and count by public fields alone.
func (s *Service) Search(ctx context.Context, a actor.Actor, q Search) (Found, error) {
	market := cmp.Or(q.Filter.Market, a.Market)
	if market == "" { // an empty filter would find and count in all markets
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

// FieldsOf are the texts of a content for Highlight, in the order in which they are looked through. Give it the content
// as its reader sees it.
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
