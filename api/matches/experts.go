package matches

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/matcher"
)

// CrossView is a 跨行业参考. It has no score, because it is no match.
type CrossView struct {
	Achievement MatchSide        `json:"achievement"`
	Problems    []matcher.Common `json:"problems" doc:"what both want solved, each in its own word"`
}

func viewCross(refs []matcher.Reference) []CrossView {
	var out []CrossView
	for _, r := range refs {
		out = append(out, CrossView{Achievement: viewSide(r.Side), Problems: r.Problems})
	}
	return out
}

// ExpertView is an inventor of achievements near a demand.
type ExpertView struct {
	Name  string       `json:"name"`
	Org   string       `json:"org,omitempty" doc:"owner of the achievements; empty when hidden"`
	Near  []ExpertWork `json:"near" doc:"achievements near the demand, best first"`
	Other []MatchSide  `json:"other" doc:"other published achievements of the same person"`
}

// ExpertWork is an achievement near the demand.
type ExpertWork struct {
	MatchSide
	Score int      `json:"score" minimum:"0" maximum:"100"`
	About []string `json:"about" doc:"words that both texts share"`
}

func viewExpert(e matcher.Expert) ExpertView {
	out := ExpertView{Name: e.Name, Org: e.Org, Near: []ExpertWork{}, Other: []MatchSide{}}
	for _, w := range e.Near {
		x := ExpertWork{MatchSide: viewSide(w.Side), Score: points(w.Score), About: []string{}}
		for _, r := range w.About {
			x.About = append(x.About, r.Text)
		}
		out.Near = append(out.Near, x)
	}
	for _, s := range e.Other {
		out.Other = append(out.Other, viewSide(s))
	}
	return out
}

// experts adds the route for demands without a matching achievement.
func experts(r *kernel.Router, svc *matcher.Service) {
	kernel.Route(r, kernel.SignedIn, kernel.Op("demand-experts", "GET", "/demands/{id}/experts", "需求的相关专家"),
		func(ctx context.Context, a actor.Actor, in *struct {
			ID string `path:"id" maxLength:"40"`
		}) (*kernel.List[ExpertView], error) {
			es, err := svc.Experts(ctx, a, in.ID)
			var items []ExpertView
			for _, e := range es {
				items = append(items, viewExpert(e))
			}
			return kernel.NewItems(items), err
		})
}
