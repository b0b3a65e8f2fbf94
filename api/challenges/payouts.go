package challenges

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/fault"
	"kebang/internal/workday"
)

// PlanView is a payment of the plan. One of public money has what became of it.
type PlanView struct {
	No     int          `json:"no" doc:"from 1"`
	When   string       `json:"when" codes:"payConditions"`
	On     workday.Date `json:"on,omitempty"`
	Stage  int          `json:"stage,omitempty" doc:"milestone that it waits for, from 1"`
	Fen    int64        `json:"fen"`
	Public bool         `json:"public"`
	Since  workday.Date `json:"since,omitempty" doc:"day from which its condition holds; absent while it does not"`
	Payout *PayoutView  `json:"payout,omitempty" doc:"the last request"`
}

// PayoutView is a request for public money on its way through the chain.
type PayoutView struct {
	State    string       `json:"state" codes:"payoutStates"`
	Asked    workday.Date `json:"asked"`
	By       string       `json:"by"`
	Done     int          `json:"done" doc:"links of the chain that are behind it"`
	Reason   string       `json:"reason,omitempty" doc:"why it was declined"`
	On       workday.Date `json:"on,omitempty" doc:"paid"`
	Document string       `json:"document,omitempty"`
	Proof    string       `json:"proof,omitempty" doc:"file id"`
	PaidBy   string       `json:"paidBy,omitempty" doc:"who recorded it"`
}

// StageView is a milestone of the plan.
type StageView struct {
	No    int          `json:"no" doc:"from 1"`
	Title string       `json:"title"`
	Due   workday.Date `json:"due"`
	On    workday.Date `json:"on,omitempty" doc:"passed"`
	Proof string       `json:"proof,omitempty" doc:"file id"`
}

func planOf(ctx context.Context, c *challenge.Challenge) []PlanView {
	_, pays := c.Plan()
	g := c.Performed()
	out := make([]PlanView, len(pays))
	for i, p := range pays {
		out[i] = PlanView{No: i + 1, When: p.When, On: p.On, Stage: p.Milestone, Fen: p.Fen, Public: p.Public,
			Since: p.Holds(g)}
	}
	for _, p := range c.Payouts {
		if p.No <= len(out) {
			out[p.No-1].Payout = &PayoutView{p.State, p.Asked, p.By, p.Done, p.Reason.In(kernel.RequestOf(ctx).Lang),
				p.On, p.Document, p.Proof, p.PaidBy}
		}
	}
	return out
}

func stagesOf(c *challenge.Challenge) []StageView {
	stages, _ := c.Plan()
	out := make([]StageView, len(stages))
	for i, s := range stages {
		out[i] = StageView{No: i + 1, Title: s.Title, Due: s.Due}
	}
	for _, p := range c.Passed {
		if p.No <= len(out) {
			out[p.No-1].On, out[p.No-1].Proof = p.On, p.Proof
		}
	}
	return out
}

// payTodos are the payments of public money to ask for, and to pay out.
func (d desk) payTodos(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) {
	k := kernel.TodoOf(ctx, "payout-due", "/challenges?scope=mine",
		fault.T("todo-payout-due", "申请拨付财政资金", "Ask for public money"),
		fault.T("todo-payout-due-how", "付款条件已成就，可以申请拨付。", "The condition holds; ask for the payment."))
	switch {
	case a.Is(actor.Officer):
		k = kernel.TodoOf(ctx, "payout-granted", "/challenges?scope=market",
			fault.T("todo-payout-granted", "登记已拨付", "Record a payment of public money"),
			fault.T("todo-payout-granted-how", "拨付环节已走完：拨付后登记日期、文号和凭证。",
				"The chain is complete: after the payment record day, number and proof."))
	case !a.Is(actor.Enterprise, actor.Department):
		return nil, nil
	}
	p, n, err := d.svc.Owing(ctx, a, kernel.TodoShown)
	if err != nil || n == 0 {
		return nil, err
	}
	k.Count = n
	for _, c := range p.Items {
		k.Items = append(k.Items, kernel.TodoItem{Record: kernel.TodoRecord{Type: "challenge", ID: c.ID,
			Serial: c.Serial, Name: c.Terms.Title}, Since: c.UpdatedAt, Href: "/challenges/" + c.ID})
	}
	return []kernel.TodoKind{k}, nil
}
