package matcher

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/store"
)

// Able is a unit with an achievement near a problem that was put out, and the one reason.
type Able struct {
	Org   string
	Name  string
	Work  Side // its nearest achievement
	Score float64
	About Reason
	By    []string // inventors of the work, where they are open
}

// shownAble bounds the units that are named.
const shownAble = 8

// Able ranks the units of the reader's market whose published achievements are near a text in the form of a demand.
// Nothing of another market is read (decision 0002), and each achievement as the reader may see it. Leads and units
// that hide their name are left out.
func (s *Service) Able(ctx context.Context, a actor.Actor, d Doc) ([]Able, error) {
	if err := a.Require(actor.Roles()...); err != nil {
		return nil, err
	}
	c, err := s.current(ctx)
	if err != nil {
		return nil, err
	}
	d.Kind, d.Market = Demand, a.Market
	ask := c.Ask(Analyse(d))
	pairs, err := Best(ctx, s.ix, ask.corpus, ask.Analysed, Filter{Market: a.Market}, expertPairs, 0)
	if err != nil {
		return nil, err
	}
	var out []Able
	err = s.db.View(ctx, func(tx store.Tx) error {
		out = nil
		seen := map[string]bool{}
		for _, p := range pairs {
			if p.Total < expertFloor || len(out) == shownAble {
				return nil
			}
			about := reasons(p.Demand, p.Achievement)
			if len(about) == 0 || !p.related() && !inTitles(about) {
				continue // near by circumstances only
			}
			v, err := s.listings.Achievements.GetTx(tx, a, a.Market, p.Achievement.ID)
			if gone(err) {
				continue
			}
			if err != nil {
				return err
			}
			side := sideOf(v)
			if v.Published == nil || v.OwnerOrg == "" || side.OwnerName == "" || side.Lead || seen[v.OwnerOrg] {
				continue
			}
			seen[v.OwnerOrg] = true
			out = append(out, Able{v.OwnerOrg, side.OwnerName, side, p.Total, about[0], v.Published.Inventors})
		}
		return nil
	})
	return out, err
}
