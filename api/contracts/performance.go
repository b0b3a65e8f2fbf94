package contracts

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/workday"
)

// PaymentView is a payment of the plan with what was recorded of it.
type PaymentView struct {
	No      int          `json:"no" doc:"from 1"`
	Fen     int64        `json:"fen"`
	PaidFen int64        `json:"paidFen" doc:"recorded and not taken back"`
	Since   workday.Date `json:"since,omitempty" doc:"day from which its condition holds; absent while it does not"`
}

func planOf(c *contract.Contract) []PaymentView {
	out, g := []PaymentView{}, c.Progress()
	for i, p := range c.Payments {
		out = append(out, PaymentView{No: i + 1, Fen: p.Fen, PaidFen: c.PaidFen(i + 1), Since: p.Holds(g)})
	}
	return out
}

// ContractActBody is what a person records of the performance.
type ContractActBody struct {
	No    int          `json:"no" minimum:"0" maximum:"30" doc:"milestone or payment from 1; 0 is the acceptance, or a payment outside the plan"`
	On    workday.Date `json:"on" doc:"the day it happened"`
	Fen   int64        `json:"fen,omitempty" doc:"pay: the amount that was paid"`
	Note  string       `json:"note,omitempty" maxLength:"500"`
	Proof string       `json:"proof,omitempty" doc:"file id"`
}

type actIn struct {
	kernel.RecordIn
	kernel.IfMatch
	Body ContractActBody
}

func (in *actIn) form() contract.ActForm {
	b := in.Body
	return contract.ActForm{No: b.No, On: b.On, Fen: b.Fen, Note: b.Note, Proof: b.Proof}
}

// perform registers the records of the performance: milestones, acceptance and payments.
func (d contractDesk) perform() {
	step(d, contract.StepPass, func(ctx context.Context, a actor.Actor, in *actIn) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) {
			return d.svc.Pass(ctx, a, in.ID, rev, in.form())
		})
	})
	step(d, contract.StepPay, func(ctx context.Context, a actor.Actor, in *actIn) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) {
			return d.svc.Pay(ctx, a, in.ID, rev, in.form())
		})
	})
	step(d, contract.StepVoid, func(ctx context.Context, a actor.Actor, in *struct {
		kernel.RecordIn
		kernel.IfMatch
		Body struct {
			Act    int    `json:"act" minimum:"0" doc:"place of the record in acts from 0"`
			Reason string `json:"reason" maxLength:"1000"`
		}
	}) (contract.Contract, error) {
		return at(in.IfMatch, func(rev int64) (contract.Contract, error) {
			return d.svc.Void(ctx, a, in.ID, rev, in.Body.Act, in.Body.Reason)
		})
	})
}

// owed are the contracts of the actor with a payment that is due and not recorded.
func (d contractDesk) owed(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) {
	if !a.Is(actor.Enterprise, actor.Institute, actor.Researcher, actor.Agency) {
		return nil, nil
	}
	p, n, err := d.svc.List(ctx, a, contract.Filter{Owed: workday.Of(d.r.Now()), Sort: "updated",
		Limit: kernel.TodoShown})
	if err != nil || n == 0 {
		return nil, err
	}
	k := kernel.TodoOf(ctx, "contract-owed", "/contracts?owed=true",
		fault.T("todo-contract-owed", "登记到期的付款", "Record a payment that is due"),
		fault.T("todo-contract-owed-how", "付款条件已成就：付款后登记日期、金额和凭证；平台不经手资金。",
			"The condition holds: record day, amount and proof once it is paid. No money moves here."))
	k.Count = n
	for _, c := range p.Items {
		k.Items = append(k.Items, kernel.TodoItem{Record: kernel.TodoRecord{Type: "contract", ID: c.ID,
			Serial: c.Serial, Name: c.Title}, Since: c.UpdatedAt, Due: string(c.Owes()), Href: "/contracts/" + c.ID})
	}
	return []kernel.TodoKind{k}, nil
}
