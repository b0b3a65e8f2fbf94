package contracts

import (
	"kebang/api/kernel"
	"kebang/internal/contract"
	"kebang/internal/registry"
)

type contractQuery struct {
	kernel.ListQuery
	Scope    string `query:"scope" enum:"mine,market,registry,registered,output,input" doc:"registry: what waits for the registrar; registered, output, input: scopes of statistics"`
	State    string `query:"state" maxLength:"20"`
	Deal     string `query:"deal" maxLength:"40"`
	Class    string `query:"class" maxLength:"4"`
	Industry string `query:"industry" maxLength:"4"`
	TechArea string `query:"techArea" maxLength:"4"`
	Month    string `query:"month" maxLength:"7" doc:"month of registration YYYY-MM"`
	From     string `query:"from" maxLength:"7"`
	To       string `query:"to" maxLength:"7"`
	Year     string `query:"year" maxLength:"4"`
	Seller   string `query:"seller" maxLength:"6" doc:"region of the seller; - for none, abroad"`
	Buyer    string `query:"buyer" maxLength:"6"`
	Offline  string `query:"offline" enum:"true,false"`
	Owed     bool   `query:"owed" doc:"only those with a payment that is due and not recorded"`
	Waiting  bool   `query:"waiting" doc:"only what waits for the caller or his unit"`
}

func (q contractQuery) filter() contract.Filter {
	f := contract.Filter{Text: q.Q, State: q.State, Deal: q.Deal, Class: q.Class, Industry: q.Industry,
		TechArea: q.TechArea,
		Seller:   q.Seller, Buyer: q.Buyer, Offline: q.offline(), Waiting: q.Waiting, Sort: q.Sort, Cursor: q.Cursor,
		Limit: q.Limit}
	if q.Scope == "registry" {
		f.States = registry.Queue
	}
	return f
}

// figure is the filter of a figure of the statistics. Ok is false when the query is not one.
func (q contractQuery) figure() (f registry.Filter, ok bool) {
	f = registry.Filter{Text: q.Q, State: q.State, Deal: q.Deal, Class: q.Class, Industry: q.Industry,
		TechArea: q.TechArea, Month: q.Month,
		From: q.From, To: q.To, Year: q.Year, Seller: q.Seller, Buyer: q.Buyer, Offline: q.offline(), Sort: q.Sort,
		Cursor: q.Cursor, Limit: q.Limit}
	switch q.Scope {
	case registry.ScopeHere, registry.ScopeOut, registry.ScopeIn:
		f.Scope = q.Scope
	}
	return f, f.Scope+f.Month+f.From+f.To+f.Year != "" && !q.Waiting
}

func (q contractQuery) offline() *bool {
	if q.Offline == "" {
		return nil
	}
	offline := q.Offline == "true"
	return &offline
}
