package parties

import (
	"context"

	"kebang/api/history"
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/party"
	"kebang/internal/region"
)

func viewMarket(m party.Market) kernel.MarketView {
	return kernel.MarketView{ID: m.ID, Rev: m.Rev, Name: m.Name, RegionCode: m.RegionCode,
		RegionName: region.FullName(m.RegionCode), BureauName: m.BureauName,
		RegistryName: m.RegistryName, MainIndustries: m.MainIndustries, Introductions: m.Introductions,
		SecondRegistrar: string(m.SecondRegistrar), SecondRegistrarFen: m.SecondRegistrarFen, Demo: m.Demo}
}

// Markets gives the other areas the profiles of markets.
type Markets struct{ Parties *party.Service }

// All are the profiles of all markets.
func (x Markets) All(ctx context.Context) ([]kernel.MarketView, error) {
	ms, err := x.Parties.Markets(ctx)
	var out []kernel.MarketView
	for _, m := range ms {
		out = append(out, viewMarket(m))
	}
	return out, err
}

// Alive reads a record of the store.
func (x Markets) Alive(ctx context.Context) error {
	_, err := x.Parties.Markets(ctx)
	return err
}

// One is the profile of a market.
func (x Markets) One(ctx context.Context, id string) (kernel.MarketView, error) {
	m, err := x.Parties.Market(ctx, id)
	return viewMarket(m), err
}

// MarketRoutes are the public list of markets and the profile of one's own.
func MarketRoutes(svc *party.Service) kernel.Resource {
	return func(r *kernel.Router) {
		r.Words("marketStates", party.MarketStates)
		r.Words("marketSteps", party.MarketSteps)
		kernel.Route(r, kernel.Public, kernel.Op("list-markets", "GET", "/markets", "市场列表"),
			func(ctx context.Context, _ actor.Actor, _ *struct{}) (*kernel.List[kernel.MarketView], error) {
				ms, err := Markets{Parties: svc}.All(ctx)
				return kernel.NewItems(ms), err
			})
		kernel.Route(r, kernel.SignedIn, kernel.Op("get-market", "GET", "/market", "本市场资料"),
			func(ctx context.Context, a actor.Actor, _ *struct{}) (*kernel.Tagged[kernel.MarketView], error) {
				m, err := svc.Market(ctx, a.Market)
				return kernel.Tag(m.Rev, viewMarket(m)), err
			})
		kernel.Route(r, kernel.Roles(actor.Admin, actor.Officer),
			kernel.Op("market-history", "GET", "/market/history", "变更历史"),
			func(ctx context.Context, a actor.Actor, _ *struct{}) (*kernel.List[history.HistoryView], error) {
				h, err := svc.MarketHistory(ctx, a)
				return history.List(h, kernel.RequestOf(ctx).Lang), err
			})
		kernel.Route(r, kernel.Roles(actor.Admin), kernel.Op("save-market", "PUT", "/market", "修改本市场资料"),
			func(ctx context.Context, a actor.Actor, in *struct {
				kernel.IfMatch
				Body party.MarketForm
			}) (*kernel.Tagged[kernel.MarketView], error) {
				rev, err := in.Rev()
				if err != nil {
					return nil, err
				}
				m, err := svc.UpdateMarket(ctx, a, a.Market, rev, in.Body)
				return kernel.Tag(m.Rev, viewMarket(m)), err
			})
	}
}
