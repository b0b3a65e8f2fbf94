package api

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/deal"
)

// CreditView is an introduction beside a contract of the two units.
type CreditView struct {
	ID string `json:"id"`
	deal.Credit
}

func viewCredits(cs []deal.Credit) []CreditView {
	out := make([]CreditView, 0, len(cs))
	for _, c := range cs {
		out = append(out, CreditView{c.ID, c})
	}
	return out
}

// Credits are the routes of 居间记录: who introduced the parties of a contract, and what they say to it.
func Credits(deals *deal.Service, contracts *contract.Service) Resource {
	return func(r *Router) {
		Route(r, SignedIn, Op("contract-credits", "GET", "/contracts/{id}/credits", "合同双方的居间记录"),
			func(ctx context.Context, a actor.Actor, in *RecordIn) (*List[CreditView], error) {
				cs, err := contracts.Credits(ctx, a, in.ID)
				return NewItems(viewCredits(cs)), err
			})
		Route(r, Roles(actor.Enterprise, actor.Institute, actor.Researcher, actor.Agency), Op("answer-credit", "POST", "/contracts/{id}/credits/{introduction}", "答复居间记录"),
			func(ctx context.Context, a actor.Actor, in *struct {
				RecordIn
				Introduction string `path:"introduction" maxLength:"40" doc:"id of the deal that introduced the two"`
				Body         struct {
					Answer string `json:"answer" enum:"taken,contested,unrelated"`
					Reason string `json:"reason,omitempty" maxLength:"2000" doc:"needed for contested; the bureau reads it"`
				}
			}) (*List[CreditView], error) {
				cs, err := contracts.AnswerCredit(ctx, a, in.ID, in.Introduction, in.Body.Answer, in.Body.Reason)
				return NewItems(viewCredits(cs)), err
			})
		Route(r, Roles(actor.Officer, actor.Broker, actor.Enterprise, actor.Institute, actor.Researcher, actor.Agency), Op("list-credits", "GET", "/credits", "居间记录列表"),
			func(ctx context.Context, a actor.Actor, in *struct {
				Contested bool   `query:"contested" doc:"only contested ones that no officer has read"`
				Open      bool   `query:"open" doc:"only those that neither party has answered after somebody else entered the stamped paper"`
				Cursor    string `query:"cursor" maxLength:"400"`
				Limit     int    `query:"limit" minimum:"0" maximum:"100"`
			}) (*List[CreditView], error) {
				page, total, err := deals.ListCredits(ctx, a, deal.CreditFilter{Contested: in.Contested, Open: in.Open, Cursor: in.Cursor, Limit: in.Limit})
				return NewList(viewCredits(page.Items), page.Next, total), err
			})
		Route(r, Roles(actor.Officer), Op("see-credit", "POST", "/credits/{id}/seen", "知悉有异议的居间记录"),
			func(ctx context.Context, a actor.Actor, in *struct {
				ID string `path:"id" maxLength:"100"`
			}) (*Out[CreditView], error) {
				c, err := deals.SeeCredit(ctx, a, in.ID)
				return NewOut(CreditView{c.ID, c}), err
			})
		r.Todo(func(ctx context.Context, a actor.Actor) ([]TodoKind, error) {
			k := TodoKind{Kind: "credit-contested", Title: "查看有异议的居间记录", Detail: "理由见合同页的居间记录；平台只作记录，不裁定报酬。", Href: "/credits?contested=true"}
			f := deal.CreditFilter{Contested: true, Limit: TodoShown}
			switch {
			case a.Is(actor.Enterprise, actor.Institute, actor.Researcher, actor.Agency):
				k = TodoKind{Kind: "credit-open", Title: "答复居间记录", Detail: "盖章合同已由他人录入；请在合同页答复认可、有异议，或与本合同无关。", Href: "/credits?open=true"}
				f = deal.CreditFilter{Open: true, Limit: TodoShown}
			case !a.Is(actor.Officer):
				return nil, nil
			}
			page, n, err := deals.ListCredits(ctx, a, f)
			if err != nil || n == 0 {
				return nil, err
			}
			k.Count = n
			for _, c := range page.Items {
				k.Items = append(k.Items, TodoItem{Record: TodoRecord{Type: "credit", ID: c.ID, Serial: c.ContractSerial, Name: c.Name + " · " + c.Serial},
					Since: c.UpdatedAt, Href: "/contracts/" + c.Contract})
			}
			return []TodoKind{k}, nil
		})
	}
}
