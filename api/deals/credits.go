package deals

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/workday"
)

// CreditView is an introduction beside a contract of the two units.
type CreditView struct {
	kernel.Head
	Introduction   string             `json:"introduction" doc:"id of the deal that was introduced"`
	Serial         string             `json:"serial" doc:"of that deal"`
	Contract       string             `json:"contract"`
	ContractSerial string             `json:"contractSerial"`
	Person         string             `json:"person" doc:"the broker"`
	Name           string             `json:"name"`
	OrgName        string             `json:"orgName,omitempty"`
	IntroducedAt   int64              `json:"introducedAt" doc:"UTC ms"`
	Until          workday.Date       `json:"until" doc:"last day of the period"`
	Related        bool               `json:"related" doc:"on the same demand, achievement or industry, as a side accepted or by default"`
	State          string             `json:"state" enum:"offered,taken,contested,unrelated,refused"`
	Seller         *deal.CreditAnswer `json:"seller,omitempty"`
	Buyer          *deal.CreditAnswer `json:"buyer,omitempty"`
	Seen           bool               `json:"seen,omitempty" doc:"an officer has read what is contested"`
	Parties        []string           `json:"parties,omitempty" doc:"who can answer: organisations, or persons without one"`
	UpdatedAt      int64              `json:"updatedAt"`
}

func viewCredit(c deal.Credit) CreditView {
	return CreditView{Head: kernel.Head{ID: c.ID, Market: c.Market, Rev: c.Rev}, Introduction: c.Introduction,
		Serial: c.Serial, Contract: c.Contract, ContractSerial: c.ContractSerial, Person: c.Person, Name: c.Name,
		OrgName: c.OrgName, IntroducedAt: c.IntroducedAt, Until: c.Until, Related: c.Related, State: c.State,
		Seller: c.Seller, Buyer: c.Buyer, Seen: c.Seen, Parties: c.Parties, UpdatedAt: c.UpdatedAt}
}

func viewCredits(cs []deal.Credit) []CreditView {
	out := make([]CreditView, len(cs))
	for i, c := range cs {
		out[i] = viewCredit(c)
	}
	return out
}

// ContractCredits are the introductions beside one contract.
type ContractCredits interface {
	Credits(ctx context.Context, a actor.Actor, contract string) ([]deal.Credit, error)
	AnswerCredit(ctx context.Context, a actor.Actor, contract, introduction, answer, reason string) ([]deal.Credit,
		error)
}

// Credits are the routes of 居间记录: the introducer of the parties of a contract, and their answers.
func Credits(deals *deal.Service, contracts ContractCredits) kernel.Resource {
	return func(r *kernel.Router) {
		kernel.Route(r, kernel.SignedIn, kernel.Op("contract-credits", "GET", "/contracts/{id}/credits", "合同双方的居间记录"),
			func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.List[CreditView], error) {
				cs, err := contracts.Credits(ctx, a, in.ID)
				return kernel.NewItems(viewCredits(cs)), err
			})
		kernel.Route(r, kernel.Roles(actor.Enterprise, actor.Institute, actor.Researcher, actor.Agency),
			kernel.Op("answer-credit", "POST", "/contracts/{id}/credits/{introduction}", "答复居间记录"),
			func(ctx context.Context, a actor.Actor, in *struct {
				kernel.RecordIn
				Introduction string `path:"introduction" maxLength:"40" doc:"id of the deal that introduced the two"`
				Body         struct {
					Answer string `json:"answer" enum:"taken,contested,unrelated"`
					Reason string `json:"reason,omitempty" maxLength:"2000" doc:"needed for contested; the bureau reads it"`
				}
			}) (*kernel.List[CreditView], error) {
				cs, err := contracts.AnswerCredit(ctx, a, in.ID, in.Introduction, in.Body.Answer, in.Body.Reason)
				return kernel.NewItems(viewCredits(cs)), err
			})
		kernel.Route(r, kernel.Roles(actor.Officer, actor.Broker, actor.Enterprise, actor.Institute, actor.Researcher,
			actor.Agency), kernel.Op("list-credits", "GET", "/credits", "居间记录列表"),
			func(ctx context.Context, a actor.Actor, in *struct {
				Contested bool   `query:"contested" doc:"only contested ones that no officer has read"`
				Open      bool   `query:"open" doc:"only those that neither party has answered after somebody else entered the stamped paper"`
				Cursor    string `query:"cursor" maxLength:"400"`
				Limit     int    `query:"limit" minimum:"0" maximum:"100"`
			}) (*kernel.List[CreditView], error) {
				page, total, err := deals.ListCredits(ctx, a,
					deal.CreditFilter{Contested: in.Contested, Open: in.Open, Cursor: in.Cursor, Limit: in.Limit})
				return kernel.NewList(viewCredits(page.Items), page.Next, total), err
			})
		kernel.Route(r, kernel.Roles(actor.Officer),
			kernel.Op("see-credit", "POST", "/credits/{id}/seen", "知悉有异议的居间记录"),
			func(ctx context.Context, a actor.Actor, in *struct {
				ID string `path:"id" maxLength:"100"`
			}) (*kernel.Out[CreditView], error) {
				c, err := deals.SeeCredit(ctx, a, in.ID)
				return kernel.NewOut(viewCredit(c)), err
			})
		r.Todo(func(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) {
			k := kernel.TodoOf(ctx, "credit-contested", "/credits?contested=true",
				fault.T("todo-credit-contested", "查看有异议的居间记录", "See a contested introduction"),
				fault.T("todo-credit-contested-how", "理由见合同页的居间记录；平台只作记录，不裁定报酬。",
					"The contract gives the reason; Kebang records and awards no money."))
			f := deal.CreditFilter{Contested: true, Limit: kernel.TodoShown}
			switch {
			case a.Is(actor.Enterprise, actor.Institute, actor.Researcher, actor.Agency):
				k = kernel.TodoOf(ctx, "credit-open", "/credits?open=true",
					fault.T("todo-credit-open", "答复居间记录", "Answer an introduction"),
					fault.T("todo-credit-open-how", "盖章合同已由他人录入；请在合同页答复认可、有异议，或与本合同无关。",
						"Somebody else entered the stamped paper; please say on the contract whether you take or "+
							"contest it, or that it is unrelated."))
				f = deal.CreditFilter{Open: true, Limit: kernel.TodoShown}
			case !a.Is(actor.Officer):
				return nil, nil
			}
			page, n, err := deals.ListCredits(ctx, a, f)
			if err != nil || n == 0 {
				return nil, err
			}
			k.Count = n
			for _, c := range page.Items {
				k.Items = append(k.Items,
					kernel.TodoItem{Record: kernel.TodoRecord{Type: "credit", ID: c.ID, Serial: c.ContractSerial,
						Name: c.Name + " · " + c.Serial},
						Since: c.UpdatedAt, Href: "/contracts/" + c.Contract})
			}
			return []kernel.TodoKind{k}, nil
		})
	}
}
