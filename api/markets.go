package api

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/party"
	"kebang/internal/region"
)

func viewMarket(m party.Market) MarketView {
	return MarketView{ID: m.ID, Rev: m.Rev, Name: m.Name, RegionCode: m.RegionCode, RegionName: region.FullName(m.RegionCode), BureauName: m.BureauName,
		RegistryName: m.RegistryName, MainIndustries: m.MainIndustries, Introductions: m.Introductions,
		SecondRegistrar: string(m.SecondRegistrar), SecondRegistrarFen: m.SecondRegistrarFen, Demo: m.Demo}
}

// Markets gives the other areas the profiles of markets.
type Markets struct{ Parties *party.Service }

// All are the profiles of all markets.
func (x Markets) All(ctx context.Context) ([]MarketView, error) {
	ms, err := x.Parties.Markets(ctx)
	var out []MarketView
	for _, m := range ms {
		out = append(out, viewMarket(m))
	}
	return out, err
}

// One is the profile of a market.
func (x Markets) One(ctx context.Context, id string) (MarketView, error) {
	m, err := x.Parties.Market(ctx, id)
	return viewMarket(m), err
}

// MarketRoutes are the public list of markets and the profile of one's own.
func MarketRoutes(svc *party.Service) Resource {
	return func(r *Router) {
		Route(r, Public, Op("list-markets", "GET", "/markets", "市场列表"),
			func(ctx context.Context, _ actor.Actor, _ *struct{}) (*List[MarketView], error) {
				ms, err := Markets{svc}.All(ctx)
				return NewItems(ms), err
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
