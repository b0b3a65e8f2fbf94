package matcher

import (
	"kebang/internal/store"
)

// MatchedDemands lists the demands of a market with at least one match that is shown unasked, each once. They are the
// second stage of the funnel from a demand to a registered contract.
func MatchedDemands(tx store.Tx, market string) ([]string, error) {
	groups, err := Matches.Sum(tx, store.Query{Market: market,
		Where: []store.Cond{{Field: "rank", Op: store.Ge, Value: int64(unaskedRank)}}}, []string{"demand"}, nil)
	if err != nil {
		return nil, err
	}
	out := make([]string, 0, len(groups))
	for _, g := range groups {
		if id, ok := g.By[0].(string); ok {
			out = append(out, id)
		}
	}
	return out, nil
}
