package api

import (
	"context"

	"kebang/internal/flow"
	"kebang/internal/listing"
	"kebang/internal/party"
)

// FlowReference is a lifecycle as the pages need it.
type FlowReference struct {
	Start  string          `json:"start"`
	States []StateName     `json:"states"`
	Edges  []EdgeReference `json:"edges"`
}

// StateName is a state with its Chinese name.
type StateName struct {
	State string `json:"state"`
	Name  string `json:"name"`
}

// EdgeReference is one transition of a lifecycle.
type EdgeReference struct {
	From   string   `json:"from"`
	Step   string   `json:"step"`
	To     string   `json:"to"`
	Label  string   `json:"label"`
	By     []string `json:"by"`
	Reason bool     `json:"reason"`
}

func flowReference(t *flow.Table) FlowReference {
	out := FlowReference{Start: t.Start}
	for _, s := range t.States() {
		out.States = append(out.States, StateName{s, t.Name(s)})
	}
	for _, e := range t.Edges {
		out.Edges = append(out.Edges, EdgeReference{e.From, e.Step, e.To, e.Label, e.By, e.Reason})
	}
	return out
}

// listingTodos counts what waits for the actor among the listings.
func listingTodos(ctx context.Context, svc *listing.Service, a party.Actor) ([]TodoItem, error) {
	var out []TodoItem
	add := func(n int64, err error, kind, title, detail, href string) error {
		if err == nil && n > 0 {
			out = append(out, TodoItem{Kind: kind, Title: title, Detail: detail, Count: n, Href: href})
		}
		return err
	}
	if a.Is(party.Officer) {
		n, err := svc.Demands.Count(ctx, a, listing.Filter{Scope: "review"})
		if err := add(n, err, "review-demand", "待审核的技术需求", "审核后发布，或写明理由退回。", "/review?kind=demand"); err != nil {
			return nil, err
		}
		n, err = svc.Achievements.Count(ctx, a, listing.Filter{Scope: "review"})
		if err := add(n, err, "review-achievement", "待审核的科技成果", "审核后发布，或写明理由退回。", "/review?kind=achievement"); err != nil {
			return nil, err
		}
		return out, nil
	}
	if !a.Is(party.Enterprise, party.Institute, party.Researcher, party.Agency, party.Commissioner) {
		return nil, nil
	}
	n, err := svc.Demands.Count(ctx, a, listing.Filter{Scope: "mine", State: listing.Draft})
	if err := add(n, err, "draft-demand", "未提交的需求草稿", "补齐内容后提交审核；退回的会写明原因。", "/demands?scope=mine&state=draft"); err != nil {
		return nil, err
	}
	n, err = svc.Achievements.Count(ctx, a, listing.Filter{Scope: "mine", State: listing.Draft})
	err = add(n, err, "draft-achievement", "未提交的成果草稿", "补齐内容后提交审核；退回的会写明原因。", "/achievements?scope=mine&state=draft")
	return out, err
}
