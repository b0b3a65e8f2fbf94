package stats

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/ledger"
	"kebang/internal/listing"
	"kebang/internal/registry"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// Stages are the stages in words.
var Stages = vocab.List{
	{Code: "published", Zh: "已发布需求", En: "Published demands"},
	{Code: "matched", Zh: "有匹配成果", En: "With a match"},
	{Code: "deal", Zh: "已开展对接", En: "With a deal"},
	{Code: "contract", Zh: "已签订合同", En: "With a contract"},
	{Code: "registered", Zh: "已认定登记", En: "Registered"},
}

// Stage is one step of the way from demand to registration. It counts demands, each once.
type Stage struct {
	Code     string `json:"code"`
	Name     string `json:"name"`
	Count    int64  `json:"count"`
	Known    bool   `json:"known"`    // false when this count has no source
	Permille *int64 `json:"permille"` // share of the published demands in tenths of a percent; nil without any
	Href     string `json:"href"`     // UI path of the rows
}

// Funnel is the closing rate of the market: how many of the demands ever published by a unit reached each stage. A deal
// counts from the consent of both sides. 公开线索 (rows without a unit) count in no indicator and stand apart.
type Funnel struct {
	Stages []Stage `json:"stages"`
	Leads  int64   `json:"leads"`
	// all registered contracts of the market's registry, with or without a demand
	Registered  Measures `json:"registered"`
	WithoutDeal int64    `json:"withoutDeal"` // of these, signed offline
}

var concluded = []string{contract.Confirmed, registry.Submitted, registry.Returned, registry.Accepted,
	registry.AwaitNumber, registry.Registered, registry.Refused}

// Funnel counts the stages from the present records.
func (s *Service) Funnel(ctx context.Context, a actor.Actor) (Funnel, error) {
	if err := a.Require(Viewers...); err != nil {
		return Funnel{}, err
	}
	var out Funnel
	err := s.db.View(ctx, func(tx store.Tx) (err error) {
		out, err = s.funnel(tx, a.Market)
		return err
	})
	return out, err
}

func (s *Service) funnel(tx store.Tx, market string) (Funnel, error) {
	published := map[string]bool{}
	var out Funnel
	err := listing.Demands.Each(tx, store.Query{Market: market,
		Where: []store.Cond{{Field: "published", Op: store.Present}}}, func(d listing.Demand) error {
		if d.Lead() {
			out.Leads++
			return nil
		}
		published[d.ID] = true
		return nil
	})
	if err != nil {
		return out, err
	}
	matched, known := map[string]bool{}, s.matched != nil
	if known {
		ids, err := s.matched(tx, market)
		if err != nil {
			return out, err
		}
		matched = keep(published, ids)
	}
	dealt, signed, registered := map[string]bool{}, map[string]bool{}, map[string]bool{}
	if err := deal.Deals.Each(tx, store.Query{Market: market}, func(d deal.Deal) error {
		if d.Consented() && published[d.Demand.ID] { // an unanswered wish is no deal
			dealt[d.Demand.ID] = true
		}
		return nil
	}); err != nil {
		return out, err
	}
	if err := contract.Contracts.Each(tx,
		store.Query{Market: market, Where: []store.Cond{{Field: "state", Op: store.In,
			Value: concluded}}}, func(c contract.Contract) error {
			if published[c.Deal.Demand] {
				signed[c.Deal.Demand] = true
				if c.Standing() == registry.Registered {
					registered[c.Deal.Demand] = true
				}
			}
			return nil
		}); err != nil {
		return out, err
	}
	all := int64(len(published))
	add := func(code string, n int, known bool, href string) {
		st := Stage{Code: code, Name: Stages.Name(code), Count: int64(n), Known: known, Href: href}
		if known && all > 0 {
			p := st.Count * 1000 / all
			st.Permille = &p
		}
		out.Stages = append(out.Stages, st)
	}
	add("published", len(published), true, "/demands?scope=market&lead=false")
	add("matched", len(matched), known, "/matches")
	add("deal", len(dealt), true, "/deals?scope=market&consented=true")
	add("contract", len(signed), true, "/contracts")
	add("registered", len(registered), true, "/contracts?state="+registry.Registered)
	here, err := ledger.Whole(tx, ledger.Query{Market: market, Scope: ledger.ScopeHere})
	if err != nil {
		return out, err
	}
	out.Registered = Measures(here)
	offline := true
	out.WithoutDeal, err = registry.Registrations.Count(tx, store.Query{Market: market,
		Where: registry.Filter{State: registry.Registered, Scope: registry.ScopeHere, Offline: &offline}.Conds()})
	return out, err
}

func keep(in map[string]bool, ids []string) map[string]bool {
	out := map[string]bool{}
	for _, id := range ids {
		if in[id] {
			out[id] = true
		}
	}
	return out
}
