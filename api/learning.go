package api

import (
	"context"

	"kebang/internal/party"
	"kebang/matcher"
)

// SignCount is how often people gave one sign on a pair.
type SignCount struct {
	Key   string `json:"key" enum:"opened,accepted,declined,contract,registered"`
	Name  string `json:"name"`
	Count int64  `json:"count"`
}

// LearningView says what the matcher of a market may learn from and by which weights it scores.
type LearningView struct {
	Signs   []SignCount        `json:"signs" nullable:"false"`
	Weights map[string]float64 `json:"weights" doc:"by part of a match"`
	Own     bool               `json:"own" doc:"learned by this market; else the shared default"`
}

// Learning are the routes of what use teaches the matcher.
func Learning(svc *matcher.Service) Resource {
	return func(r *Router) {
		Route(r, Roles(party.Officer, party.Admin), Op("learning", "GET", "/learning", "匹配反馈与权重"),
			func(ctx context.Context, a party.Actor, _ *struct{}) (*Out[LearningView], error) {
				l, err := svc.Learned(ctx, a)
				if err != nil {
					return nil, err
				}
				out := LearningView{Signs: []SignCount{}, Weights: l.Weights, Own: l.Own}
				for _, x := range matcher.Signs {
					out.Signs = append(out.Signs, SignCount{string(x.Key), x.Name, l.Signs[x.Key]})
				}
				return NewOut(out), nil
			})
	}
}
