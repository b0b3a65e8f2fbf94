package challenges

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/fault"
)

// AbleView is a unit that could take a challenge up, with its nearest achievement and the one reason.
type AbleView struct {
	Org         string   `json:"org"`
	Name        string   `json:"name"`
	Achievement string   `json:"achievement" doc:"id"`
	Title       string   `json:"title" doc:"of the achievement"`
	People      []string `json:"people" doc:"its inventors, where they are open"`
	Words       string   `json:"words" doc:"what both are about, in the words of the challenge"`
}

// Finder names units of the reader's market that could take a problem up. The matcher stands behind it; nil names none.
type Finder func(ctx context.Context, a actor.Actor, t *challenge.Terms) ([]AbleView, error)

// FittingView is an open challenge that fits an achievement of the reader's unit.
type FittingView struct {
	Challenge BidChallengeView `json:"challenge"`
	Title     string           `json:"title" doc:"of the own achievement"`
	Words     string           `json:"words"`
}

// looked bounds the open challenges that a unit is compared with, those that close first first.
const looked = 20

func (d desk) ableRoutes(find Finder) {
	if find == nil {
		find = func(context.Context, actor.Actor, *challenge.Terms) ([]AbleView, error) { return nil, nil }
	}
	kernel.Route(d.r, askers, kernel.Op("challenge-able", "GET", "/challenges/{id}/able", "可能揭榜的单位"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.List[AbleView], error) {
			c, err := d.svc.Get(ctx, a, in.ID)
			if err == nil && !c.Serves(a) {
				err = fault.Absent()
			}
			if err != nil {
				return nil, err
			}
			all, err := find(ctx, a, &c.Terms)
			items := all[:0]
			for _, x := range all {
				if x.Org != c.Asker.Org {
					items = append(items, x)
				}
			}
			return kernel.NewItems(items), err
		})
	kernel.Route(d.r, bidders, kernel.Op("fitting-challenges", "GET", "/challenges/fitting", "适合本单位的榜单"),
		func(ctx context.Context, a actor.Actor, _ *struct{}) (*kernel.List[FittingView], error) {
			items := []FittingView{}
			if a.Org == "" {
				return kernel.NewItems(items), nil
			}
			p, _, err := d.svc.List(ctx, a, challenge.Filter{Phase: "open", Sort: "deadline", Limit: looked})
			for i := range p.Items {
				c := &p.Items[i]
				if err != nil || c.Asks(a) || !c.Takes(d.r.Now()) {
					continue
				}
				var able []AbleView
				if able, err = find(ctx, a, &c.Terms); err != nil {
					break
				}
				for _, x := range able {
					if x.Org == a.Org {
						items = append(items, FittingView{viewBidChallenge(c, d.r.Now()), x.Title, x.Words})
					}
				}
			}
			return kernel.NewItems(items), err
		})
}
