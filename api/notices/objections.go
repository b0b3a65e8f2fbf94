package notices

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/publicity"
	"kebang/internal/workday"
)

// ObjectionView is an objection for its handler, and for its objector if he was signed in.
type ObjectionView struct {
	kernel.Head
	Notice    string            `json:"notice"`
	State     string            `json:"state" codes:"objectionStates"`
	Channel   publicity.Channel `json:"channel"`
	Name      string            `json:"name"`
	Contact   string            `json:"contact"`
	Text      string            `json:"text"`
	Received  workday.Date      `json:"received"`
	Files     []string          `json:"files" doc:"file ids of the evidence"`
	Outcome   publicity.Outcome `json:"outcome,omitempty"`
	Answer    string            `json:"answer,omitempty"`
	Handler   string            `json:"handler,omitempty"`
	CreatedAt int64             `json:"createdAt"`
	Steps     []kernel.Button   `json:"steps"`
}

func viewObjection(a actor.Actor, o publicity.Objection) ObjectionView {
	v := ObjectionView{Head: kernel.Head{ID: o.ID, Market: o.Market, Rev: o.Rev}, Notice: o.Notice, State: o.State,
		Channel: o.Channel, Name: o.Name, Contact: o.Contact,
		Text:     o.Text,
		Received: o.Received, Files: o.Files, Outcome: o.Outcome, Answer: o.Answer, Handler: o.Handler,
		CreatedAt: o.CreatedAt}
	if a.Is(actor.Officer) && a.Market == o.Market {
		v.Steps = kernel.Buttons(publicity.ObjectionFlow.Steps(o.State, string(a.Role)))
	}
	return v
}

func taggedObjection(a actor.Actor, o publicity.Objection, err error) (*kernel.Tagged[ObjectionView], error) {
	if err != nil {
		return nil, err
	}
	return kernel.Tag(o.Rev, viewObjection(a, o)), nil
}

func objectionList(a actor.Actor, os []publicity.Objection, err error) (*kernel.List[ObjectionView], error) {
	items := make([]ObjectionView, len(os))
	for i, o := range os {
		items[i] = viewObjection(a, o)
	}
	return kernel.NewItems(items), err
}

// ObjectionStepBody is the body of a step on an objection. Each step reads its own fields.
type ObjectionStepBody struct {
	Reason  string            `json:"reason,omitempty" maxLength:"2000" doc:"dismiss, take-back"`
	Outcome publicity.Outcome `json:"outcome,omitempty" doc:"answer"`
	Answer  string            `json:"answer,omitempty" maxLength:"20000" doc:"answer"`
}

type objectionStepIn struct {
	kernel.RevisionIn
	Body ObjectionStepBody
}

func (d desk) objections() {
	r, svc := d.r, d.svc
	kernel.Route(r, kernel.SignedIn, kernel.Created(kernel.Op("create-objection", "POST", "/notices/{id}/objections",
		"提出异议")),
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RecordIn
			Body struct {
				Channel  publicity.Channel `json:"channel,omitempty" doc:"of an officer who records it; by the page otherwise"`
				Name     string            `json:"name" maxLength:"200"`
				Contact  string            `json:"contact" maxLength:"200"`
				Text     string            `json:"text" maxLength:"20000"`
				Received workday.Date      `json:"received,omitempty" doc:"of an officer who records it; today otherwise"`
				Files    []string          `json:"files,omitempty" maxItems:"20"`
			}
		}) (*kernel.Tagged[ObjectionView], error) {
			b := in.Body
			o, err := svc.Object(ctx, a, in.ID, publicity.ObjectionForm{Channel: b.Channel, Name: b.Name,
				Contact: b.Contact,
				Text:    b.Text, Received: b.Received, Files: b.Files})
			return taggedObjection(a, o, err)
		})
	kernel.Route(r, office, kernel.Op("list-public-notice-objections", "GET", "/notices/{id}/objections", "一份公示的异议"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.List[ObjectionView], error) {
			os, err := svc.ObjectionsOf(ctx, a, in.ID)
			return objectionList(a, os, err)
		})
	kernel.Route(r, kernel.SignedIn, kernel.Op("list-objections", "GET", "/objections", "我提出的异议"),
		func(ctx context.Context, a actor.Actor, _ *struct{}) (*kernel.List[ObjectionView], error) {
			os, err := svc.Mine(ctx, a)
			return objectionList(a, os, err)
		})
	steps := kernel.StepsOf(r, &publicity.ObjectionFlow, "objection", "/objections")
	for _, x := range []struct {
		step string
		take func(ctx context.Context, a actor.Actor, rev int64, in *objectionStepIn) (publicity.Objection, error)
	}{
		{publicity.StepAccept, func(ctx context.Context, a actor.Actor, rev int64,
			in *objectionStepIn) (publicity.Objection, error) {
			return svc.Accept(ctx, a, in.ID, rev)
		}},
		{publicity.StepDismiss, func(ctx context.Context, a actor.Actor, rev int64,
			in *objectionStepIn) (publicity.Objection, error) {
			return svc.Dismiss(ctx, a, in.ID, rev, in.Body.Reason)
		}},
		{publicity.StepTakeBack, func(ctx context.Context, a actor.Actor, rev int64,
			in *objectionStepIn) (publicity.Objection, error) {
			return svc.TakeBack(ctx, a, in.ID, rev, in.Body.Reason)
		}},
		{publicity.StepAnswer, func(ctx context.Context, a actor.Actor, rev int64,
			in *objectionStepIn) (publicity.Objection, error) {
			return svc.Answer(ctx, a, in.ID, rev, publicity.AnswerForm{Outcome: in.Body.Outcome,
				Answer: in.Body.Answer})
		}},
	} {
		kernel.Step(steps, x.step,
			func(ctx context.Context, a actor.Actor, in *objectionStepIn) (*kernel.Tagged[ObjectionView], error) {
				rev, err := in.Rev()
				if err != nil {
					return nil, err
				}
				o, err := x.take(ctx, a, rev, in)
				return taggedObjection(a, o, err)
			})
	}
	steps.Whole()
}
