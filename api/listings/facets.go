package listings

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/industry"
	"kebang/internal/listing"
	"kebang/internal/region"
	"kebang/matcher"
)

// FacetCount is the number of found listings with one value.
type FacetCount struct {
	Code  string `json:"code" doc:"as the list takes it for a filter; of money the lower end of the range in 10,000 yuan"`
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// FacetsView counts the finds of a search, by value. Listings without a value are left out.
type FacetsView struct {
	Total    int          `json:"total"`
	Sound    bool         `json:"sound" doc:"found by pinyin: no text holds the letters as they were typed"`
	Partly   bool         `json:"partly" doc:"no listing holds half of the question: these hold a part of it"`
	Industry []FacetCount `json:"industry"`
	Region   []FacetCount `json:"region" doc:"provinces"`
	Mode     []FacetCount `json:"mode"`
	TRL      []FacetCount `json:"trl"`
	Money    []FacetCount `json:"money" doc:"for members only"`
}

// facets adds the route that counts the listings of a list.
func facets(r *kernel.Router, noun, zh string, kind listing.Kind, search Searcher) {
	kernel.Route(r, kernel.Public, kernel.Op(noun+"-facets", "GET", "/"+noun+"s/facets", zh+"分类计数"),
		func(ctx context.Context, a actor.Actor, in *listingQuery) (*kernel.Out[FacetsView], error) {
			q := in.search(kind)
			q.Facets, q.Limit = true, 1
			found, err := search.Search(ctx, a, q)
			if err != nil {
				return nil, err
			}
			mode := func(code string) string { return listing.Mode(code).Name() }
			return kernel.NewOut(FacetsView{Total: found.Total, Sound: found.Sound, Partly: found.Partly,
				Industry: counts(found, "industry", industry.Name), Region: counts(found, "region",
					func(code string) string { return region.FullName(code + "0000") }),
				Mode:  counts(found, "mode", mode),
				TRL:   counts(found, "trl", func(code string) string { return "TRL " + code }),
				Money: counts(found, "money", func(code string) string { return code + " 万元起" })}), nil
		})
}

// counts gives the values of one facet, the most frequent first.
func counts(found matcher.Found, facet string, name func(code string) string) []FacetCount {
	out := []FacetCount{}
	for code, n := range found.Facets[facet] {
		if code != "" && code != "0" || facet == "money" && code == "0" {
			out = append(out, FacetCount{code, cmp.Or(name(code), code), n})
		}
	}
	slices.SortFunc(out, func(a, b FacetCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Code, b.Code))
	})
	return out
}
