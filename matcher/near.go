package matcher

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kebang/internal/listing"
)

// Twin is a published document with nearly the same text.
type Twin struct {
	Ref
	Title string
	Score float64 // common share of the weight of both texts, 0..1
}

// NearAlike is the share at which two listings are marked as near-duplicates. Rewording a sentence keeps about .8. Two
// listings on one subject share under .5.
const NearAlike = .75

// Near finds the documents of the same kind and market with the largest common share with d, at least least, best
// first.
func (s *Service) Near(ctx context.Context, d Doc, least float64, k int) ([]Twin, error) {
	c, err := s.current(ctx)
	if err != nil {
		return nil, err
	}
	ask := c.Ask(Analyse(d))
	except := []string{}
	if d.ID != "" {
		except = append(except, d.ID)
	}
	refs, err := s.ix.Candidates(ctx, d.Kind, ask.Terms(), Filter{Market: d.Market, Except: except}, 20)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(refs))
	for i, r := range refs {
		ids[i] = r.ID
	}
	docs, err := s.ix.Docs(ctx, d.Kind, ids)
	if err != nil {
		return nil, err
	}
	var out []Twin
	for _, x := range docs {
		if v := alike(ask, x); v >= least {
			out = append(out, Twin{Ref: Ref{x.ID, x.Revision}, Title: x.Title(), Score: v})
		}
	}
	slices.SortFunc(out, func(a, b Twin) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.ID, b.ID))
	})
	return out[:min(k, len(out))], nil
}

// alike is 2·shared/(all of a + all of b), weighted by rarity.
func alike(ask *Ready, x *Analysed) float64 {
	var shared, all float64
	for t := range ask.Whole.All() {
		all += float64(ask.corpus.Weight(t))
	}
	for t := range x.Whole.All() {
		w := float64(ask.corpus.Weight(t))
		all += w
		if ask.table.find(t) != nil {
			shared += 2 * w
		}
	}
	return round(shared/max(all, 1e-9), 1e3)
}

// NearListing gives the most similar published listing from NearAlike on, for the preview of an import. Twin is empty
// when there is none.
func (s *Service) NearListing(ctx context.Context, market string, kind listing.Kind, id, title, body string) (twin,
	twinTitle string, score float64, err error) {
	ts, err := s.Near(ctx, Doc{Kind: Kind(kind), ID: id, Market: market, Title: title, Text: body}, NearAlike, 1)
	if err != nil || len(ts) == 0 {
		return "", "", 0, err
	}
	return ts[0].ID, ts[0].Title, ts[0].Score, nil
}

// SearchListings finds published listings of a market by free text, best first.
func (s *Service) SearchListings(ctx context.Context, market string, kind listing.Kind, words, industry, region string,
	offset, limit int) (ids []string, total int, err error) {
	if _, err := s.current(ctx); err != nil {
		return nil, 0, err
	}
	r, err := s.ix.Search(ctx, Query{Kind: Kind(kind), Text: words,
		Filter: Filter{Market: market, Industry: industry, Region: region}, Offset: offset, Limit: limit})
	if err != nil {
		return nil, 0, err
	}
	for _, h := range r.Hits {
		ids = append(ids, h.ID)
	}
	return ids, r.Total, nil
}
