package meili

import (
	"context"
	"slices"

	"github.com/meilisearch/meilisearch-go"

	"kebang/matcher"
)

// cutoff is the time after which the server ends a search early. It then returns worse results without saying so. By
// that time the question has timed out, so an incomplete answer is never read.
const cutoff = readLimit

// settings are those of docs/decisions/0009-meilisearch.md. Terms are whole words, so the index needs no typos, no
// prefixes and no distances between words.
func settings() *meilisearch.Settings {
	off := "disabled"
	return &meilisearch.Settings{
		RankingRules:         []string{"sort", "words", "attributeRank", "exactness"},
		SearchableAttributes: []string{"head", "body", "beside", "hidden", "sound", "hiddenSound"},
		DisplayedAttributes:  []string{"key", "sum", "rev", "doc", "by", "form"},
		FilterableAttributes: []string{"by", "high", "industry", "industry1", "key", "low", "mark", "market", "modes",
			"moneyClass", "openIndustry1", "openModes", "openProvince", "openTrl", "province", "region", "shut",
			"state", "stateName", "trl", "trusted"},
		SortableAttributes: []string{"key", "updated"},
		ProximityPrecision: meilisearch.ByAttribute,
		LocalizedAttributes: []*meilisearch.LocalizedAttributes{{Locales: []string{"cmn"},
			AttributePatterns: []string{"*"}}},
		TypoTolerance: &meilisearch.TypoTolerance{Enabled: false,
			MinWordSizeForTypos: meilisearch.MinWordSizeForTypos{OneTypo: 5,
				TwoTypos: 9}, DisableOnWords: []string{}, DisableOnAttributes: []string{}},
		Pagination: &meilisearch.Pagination{MaxTotalHits: 1_000_000}, // exact totals
		Faceting: &meilisearch.Faceting{MaxValuesPerFacet: listMost,
			SortFacetValuesBy: map[string]meilisearch.SortFacetType{"*": meilisearch.SortFacetTypeAlpha}},
		PrefixSearch:   &off,
		SearchCutoffMs: cutoff.Milliseconds(),
	}
}

// same reports whether an index has our settings already. The order of sets does not count.
func same(a, b *meilisearch.Settings) bool {
	sorted := func(s []string) []string { s = slices.Clone(s); slices.Sort(s); return s }
	return slices.Equal(a.RankingRules, b.RankingRules) &&
		slices.Equal(a.SearchableAttributes, b.SearchableAttributes) &&
		slices.Equal(sorted(a.DisplayedAttributes), sorted(b.DisplayedAttributes)) &&
		slices.Equal(sorted(a.FilterableAttributes), sorted(b.FilterableAttributes)) &&
		slices.Equal(sorted(a.SortableAttributes), sorted(b.SortableAttributes)) &&
		a.ProximityPrecision == b.ProximityPrecision && len(a.LocalizedAttributes) == len(b.LocalizedAttributes) &&
		a.TypoTolerance != nil && a.TypoTolerance.Enabled == b.TypoTolerance.Enabled && a.Pagination != nil &&
		a.Pagination.MaxTotalHits == b.Pagination.MaxTotalHits &&
		a.Faceting != nil && a.Faceting.MaxValuesPerFacet == b.Faceting.MaxValuesPerFacet && a.PrefixSearch != nil &&
		*a.PrefixSearch == *b.PrefixSearch &&
		a.SearchCutoffMs == b.SearchCutoffMs && !a.FacetSearch
}

// prepare makes the index of a kind with our settings, once. Two processes may do so at the same time. Only writes and
// comparisons prepare. A search of a missing index must fail instead of finding nothing.
func (x *Index) prepare(ctx context.Context, kind matcher.Kind) (string, error) {
	uid := x.uid(kind)
	x.mu.Lock()
	ready := x.ready[uid]
	x.mu.Unlock()
	if ready {
		return uid, nil
	}
	created, err := x.make(ctx, uid)
	if err != nil {
		return "", err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.ready[uid] = true
	if created && x.trouble == nil {
		x.trouble = missing(nil)
	}
	return uid, nil
}

// suffer notes why the index cannot equal the records. Ping reports it until all documents are compared with them.
func (x *Index) suffer(why error) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.trouble = why
	return why
}

// lose is suffer for a missing index, which must be made again.
func (x *Index) lose(why error) error {
	x.mu.Lock()
	clear(x.ready)
	x.mu.Unlock()
	return x.suffer(why)
}

// make makes an index unless it exists, and sets our settings unless it has them.
func (x *Index) make(ctx context.Context, uid string) (created bool, err error) {
	short, cancel := reading(ctx)
	have, err := x.api.Index(uid).GetSettingsWithContext(short)
	cancel()
	if absent(err) {
		err = x.task(ctx, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
			return x.api.CreateIndexWithContext(ctx, &meilisearch.IndexConfig{Uid: uid, PrimaryKey: "key"})
		}, "index_already_exists")
		if err != nil {
			return false, err
		}
		have, created = &meilisearch.Settings{FacetSearch: true}, true
	} else if err != nil {
		return false, x.fail(ctx, err)
	}
	want := settings()
	if same(have, want) {
		return created, nil
	}
	if have.FacetSearch {
		err := x.task(ctx, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
			return x.api.Index(uid).UpdateFacetSearchWithContext(ctx, false)
		})
		if err != nil {
			return created, err
		}
	}
	return created, x.task(ctx, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return x.api.Index(uid).UpdateSettingsWithContext(ctx, want)
	})
}
