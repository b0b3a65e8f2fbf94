package api

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/party"
	"kebang/internal/region"
)

// MarketView is the public profile of a market.
type MarketView struct {
	ID  string `json:"id"`
	Rev int64  `json:"rev"`
	party.MarketForm
	RegionName string `json:"regionName"`
	Demo       bool   `json:"demo" doc:"演示数据"`
}

func viewMarket(m party.Market) MarketView {
	v := MarketView{ID: m.ID, Rev: m.Rev, MarketForm: m.MarketForm, RegionName: region.FullName(m.RegionCode), Demo: m.Demo}
	if v.MainIndustries == nil {
		v.MainIndustries = []string{}
	}
	return v
}

// MarketRoutes are the public list of markets and the profile of one's own.
func MarketRoutes(svc *party.Service) Resource {
	return func(r *Router) {
		Route(r, Public, Op("list-markets", "GET", "/markets", "市场列表"),
			func(ctx context.Context, _ actor.Actor, _ *struct{}) (*List[MarketView], error) {
				ms, err := svc.Markets(ctx)
				var out []MarketView
				for _, m := range ms {
					out = append(out, viewMarket(m))
				}
				return NewItems(out), err
			})
		Route(r, SignedIn, Op("get-market", "GET", "/market", "本市场资料"),
			func(ctx context.Context, a actor.Actor, _ *struct{}) (*Tagged[MarketView], error) {
				m, err := svc.Market(ctx, a.Market)
				return Tag(m.Rev, viewMarket(m)), err
			})
		Route(r, Roles(actor.Admin, actor.Officer), Op("market-history", "GET", "/market/history", "变更历史"),
			func(ctx context.Context, a actor.Actor, _ *struct{}) (*List[audit.Entry], error) {
				h, err := svc.MarketHistory(ctx, a)
				return NewItems(h), err
			})
		Route(r, Roles(actor.Admin), Op("save-market", "PUT", "/market", "修改本市场资料"),
			func(ctx context.Context, a actor.Actor, in *struct {
				IfMatch
				Body party.MarketForm
			}) (*Tagged[MarketView], error) {
				rev, err := in.Rev()
				if err != nil {
					return nil, err
				}
				m, err := svc.UpdateMarket(ctx, a, a.Market, rev, in.Body)
				return Tag(m.Rev, viewMarket(m)), err
			})
	}
}
