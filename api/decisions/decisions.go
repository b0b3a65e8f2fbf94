// Package decisions has the routes of 审定: decisions of a body that never signs in, or of an approver who does.
package decisions

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/approval"
	"kebang/internal/fault"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// DecisionView is a decision requested from a body.
type DecisionView struct {
	kernel.Head
	About     approval.Subject `json:"about"`
	Stage     approval.Stage   `json:"stage" codes:"decisionStages"`
	StageName string           `json:"stageName"`
	Title     string           `json:"title"`
	Body      string           `json:"body" doc:"whom is asked"`
	State     string           `json:"state" codes:"decisionStates"`
	Result    *approval.Result `json:"result,omitempty"`
	CreatedAt int64            `json:"createdAt"`
	UpdatedAt int64            `json:"updatedAt"`
	Steps     []kernel.Button  `json:"steps"`
}

func view(a actor.Actor, d approval.Decision) DecisionView {
	return DecisionView{Head: kernel.Head{ID: d.ID, Market: d.Market, Rev: d.Rev}, About: d.About, Stage: d.Stage,
		StageName: approval.Stages.Name(string(d.Stage)), Title: d.Title, Body: d.Body, State: d.State,
		Result: d.Result, CreatedAt: d.CreatedAt, UpdatedAt: d.UpdatedAt,
		Steps: kernel.Buttons(approval.Flow.Steps(d.State, string(a.Role)))}
}

func tagged(a actor.Actor, d approval.Decision, err error) (*kernel.Tagged[DecisionView], error) {
	if err != nil {
		return nil, err
	}
	return kernel.Tag(d.Rev, view(a, d)), nil
}

// DecisionStepBody is the body of a result. Each step reads its own fields.
type DecisionStepBody struct {
	Body     string       `json:"body,omitempty" maxLength:"200" doc:"whose decision it is; of an officer who records it"`
	On       workday.Date `json:"on,omitempty" doc:"the day of the decision"`
	Document string       `json:"document,omitempty" maxLength:"200" doc:"number of the minutes or letter"`
	Scan     string       `json:"scan,omitempty" maxLength:"40" doc:"file id"`
	Reason   string       `json:"reason,omitempty" maxLength:"2000"`
}

type stepIn struct {
	kernel.RevisionIn
	Body DecisionStepBody
}

// Routes are those of decisions.
func Routes(svc *approval.Service) kernel.Resource {
	return func(r *kernel.Router) {
		readers := kernel.Takers(&approval.Flow, approval.StepApprove).And(actor.Admin)
		kernel.Route(r, readers, kernel.Op("list-decisions", "GET", "/decisions", "审定列表"),
			func(ctx context.Context, a actor.Actor, in *struct {
				kernel.PageQuery
				State string `query:"state" maxLength:"20"`
			}) (*kernel.List[DecisionView], error) {
				if err := in.Only("-created", vocab.Noun("按新近排列", "newest first")); err != nil {
					return nil, err
				}
				p, total, err := svc.List(ctx, a, approval.Filter{State: in.State, After: in.Cursor, Limit: in.Limit})
				items := make([]DecisionView, len(p.Items))
				for i, d := range p.Items {
					items[i] = view(a, d)
				}
				return kernel.NewList(items, p.Next, total), err
			})
		kernel.Route(r, readers, kernel.Op("get-decision", "GET", "/decisions/{id}", "一项审定"),
			func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[DecisionView], error) {
				d, err := svc.Get(ctx, a, in.ID)
				return tagged(a, d, err)
			})
		steps := kernel.StepsOf(r, &approval.Flow, "decision", "/decisions")
		for _, step := range []string{approval.StepApprove, approval.StepRefuse, approval.StepSendBack} {
			kernel.Step(steps, step, func(ctx context.Context, a actor.Actor, in *stepIn) (*kernel.Tagged[DecisionView],
				error) {
				rev, err := in.Rev()
				if err != nil {
					return nil, err
				}
				b := in.Body
				d, err := svc.Decide(ctx, a, in.ID, rev, step,
					approval.ResultForm{Body: b.Body, On: b.On, Document: b.Document,
						Scan: b.Scan, Reason: b.Reason})
				return tagged(a, d, err)
			})
		}
		steps.Whole()
		r.Todo(func(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) { return todos(ctx, svc, a) })
		r.Flow("decision", &approval.Flow)
		r.Words("decisionStages", approval.Stages)
	}
}

// todos are the waiting decisions: for the approver, and for the officer who records the decision of a body.
func todos(ctx context.Context, svc *approval.Service, a actor.Actor) ([]kernel.TodoKind, error) {
	if !a.Is(actor.Officer, actor.Approver) {
		return nil, nil
	}
	p, n, err := svc.List(ctx, a, approval.Filter{State: approval.Asked, Limit: kernel.TodoShown})
	if err != nil || n == 0 {
		return nil, err
	}
	do := fault.T("todo-decision", "录入审定结果", "Record a decision")
	how := fault.T("todo-decision-how", "写明由谁决定、日期和文号，并上传扫描件。",
		"Enter who decided, the day and the number, and upload the scan.")
	if a.Is(actor.Approver) {
		do = fault.T("todo-decide", "审定", "Decide")
		how = fault.T("todo-decide-how", "同意、不同意或退回补充，并写明理由。", "Approve, refuse or send back, with the reason.")
	}
	k := kernel.TodoOf(ctx, "decision", "/decisions?state="+approval.Asked, do, how)
	k.Count = n
	for _, d := range p.Items {
		k.Items = append(k.Items, kernel.TodoItem{Record: kernel.TodoRecord{Type: "decision", ID: d.ID, Name: d.Title},
			Since: d.CreatedAt, Href: "/decisions/" + d.ID})
	}
	return []kernel.TodoKind{k}, nil
}
