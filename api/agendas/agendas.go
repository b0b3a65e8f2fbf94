package agendas

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/danielgtaylor/huma/v2"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/agenda"
	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// HardProblemFields are the words about a hard problem.
type HardProblemFields struct {
	Title    string `json:"title"`
	Text     string `json:"text"`
	Goal     string `json:"goal,omitempty"`
	Industry string `json:"industry"`
	Demand   string `json:"demand,omitempty"`
}

// HardProblemView is a line of the list in the view of one of its readers.
type HardProblemView struct {
	kernel.Head
	Serial string `json:"serial" doc:"GG-year-number"`
	HardProblemFields
	OrgName   string          `json:"orgName" doc:"who proposed it"`
	State     string          `json:"state" codes:"hardProblemStates"`
	StateName string          `json:"stateName"`
	Reason    string          `json:"reason,omitempty" doc:"of the last step"`
	Published bool            `json:"published" doc:"stands in the newest version"`
	UpdatedAt int64           `json:"updatedAt"`
	Steps     []kernel.Button `json:"steps"`
}

func view(a actor.Actor, l agenda.Line) HardProblemView {
	return HardProblemView{Head: kernel.Head{ID: l.ID, Market: l.Market, Rev: l.Rev}, Serial: l.Serial,
		HardProblemFields: HardProblemFields(l.Content), OrgName: l.OrgName, State: l.State,
		StateName: agenda.Flow.Name(l.State), Reason: l.Reason,
		Published: l.Published, UpdatedAt: l.UpdatedAt, Steps: kernel.Buttons(l.Steps(a))}
}

// HardProblemListView is one published version.
type HardProblemListView struct {
	ID      string         `json:"id"`
	Market  string         `json:"market"`
	No      int            `json:"no"`
	Note    string         `json:"note,omitempty"`
	On      string         `json:"on"`
	Entries []agenda.Entry `json:"entries"`
	In      []agenda.Entry `json:"in" doc:"taken in since the version before"`
	Out     []agenda.Entry `json:"out" doc:"taken out since then"`
	ByName  string         `json:"byName"`
}

func viewList(v agenda.Version) HardProblemListView {
	return HardProblemListView{v.ID, v.Market, v.No, v.Note, string(v.On), v.Entries, v.In, v.Out, v.ByName}
}

var (
	office    = kernel.Roles(actor.Officer)
	proposers = kernel.Roles(actor.Enterprise, actor.Department, actor.Officer)
)

// Routes are those of the list.
func Routes(svc *agenda.Service) kernel.Resource {
	return func(r *kernel.Router) {
		kernel.Name[agenda.Entry](r, "HardProblemEntry")
		d := desk{r, svc}
		d.lines()
		d.steps()
		d.lists()
		r.Todo(d.todos)
		r.Flow("hardProblem", &agenda.Flow)
	}
}

type desk struct {
	r   *kernel.Router
	svc *agenda.Service
}

func (d desk) lines() {
	r := d.r
	kernel.Route(r, kernel.Public, kernel.Op("list-hard-problems", "GET", "/hard-problems", "攻关清单条目"),
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.PageQuery
			Scope  string `query:"scope" enum:"public,mine,market" doc:"public, mine (of the proposer) or market (office)"`
			Market string `query:"market" maxLength:"40" doc:"of public ones"`
			State  string `query:"state" maxLength:"20"`
		}) (*kernel.List[HardProblemView], error) {
			if err := in.Only("serial", vocab.Noun("按编号排列", "by their serials")); err != nil {
				return nil, err
			}
			p, total, err := d.svc.List(ctx, a, agenda.Filter{Scope: in.Scope, Market: in.Market, State: in.State,
				After: in.Cursor, Limit: in.Limit})
			items := make([]HardProblemView, len(p.Items))
			for i, l := range p.Items {
				items[i] = view(a, l)
			}
			return kernel.NewList(items, p.Next, total), err
		})
	kernel.Route(r, proposers,
		kernel.Created(kernel.Op("create-hard-problem", "POST", "/hard-problems", "提出攻关难题")),
		func(ctx context.Context, a actor.Actor, in *struct {
			Body HardProblemFields
		}) (*kernel.Tagged[HardProblemView], error) {
			l, err := d.svc.Propose(ctx, a, agenda.Content(in.Body))
			return tagged(a, l, err)
		})
	kernel.Route(r, kernel.Public, kernel.Op("get-hard-problem", "GET", "/hard-problems/{id}", "一条攻关难题"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[HardProblemView], error) {
			l, err := d.svc.Get(ctx, a, in.ID)
			return tagged(a, l, err)
		})
}

func tagged(a actor.Actor, l agenda.Line, err error) (*kernel.Tagged[HardProblemView], error) {
	if err != nil {
		return nil, err
	}
	return kernel.Tag(l.Rev, view(a, l)), nil
}

func (d desk) steps() {
	steps := kernel.StepsOf(d.r, &agenda.Flow, "hard-problem", "/hard-problems")
	for _, step := range []string{agenda.StepTakeIn, agenda.StepDecline, agenda.StepTakeOut} {
		kernel.Step(steps, step, func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RevisionIn
			Body struct {
				Reason string `json:"reason,omitempty" maxLength:"2000"`
			}
		}) (*kernel.Tagged[HardProblemView], error) {
			rev, err := in.Rev()
			if err != nil {
				return nil, err
			}
			l, err := d.svc.Step(ctx, a, in.ID, rev, step, in.Body.Reason)
			return tagged(a, l, err)
		})
	}
	steps.Whole()
}

func (d desk) lists() {
	r := d.r
	kernel.Route(r, kernel.Public, kernel.Op("list-hard-problem-lists", "GET", "/hard-problem-lists", "攻关清单各版"),
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.PageQuery
			Market string `query:"market" maxLength:"40" doc:"of the caller when it is empty"`
		}) (*kernel.List[HardProblemListView], error) {
			if err := in.Only("-no", vocab.Noun("按版次排列，最新的在前", "newest first")); err != nil {
				return nil, err
			}
			p, total, err := d.svc.Versions(ctx, a, in.Market, in.Cursor, in.Limit)
			items := make([]HardProblemListView, len(p.Items))
			for i, v := range p.Items {
				items[i] = viewList(v)
			}
			return kernel.NewList(items, p.Next, total), err
		})
	kernel.Route(r, office,
		kernel.Created(kernel.Op("create-hard-problem-list", "POST", "/hard-problem-lists", "发布攻关清单新版")),
		func(ctx context.Context, a actor.Actor, in *struct {
			Body struct {
				Note string `json:"note,omitempty" maxLength:"500"`
			}
		}) (*kernel.Out[HardProblemListView], error) {
			v, err := d.svc.Publish(ctx, a, in.Body.Note)
			return kernel.NewOut(viewList(v)), err
		})
	kernel.Route(r, kernel.Public,
		kernel.Op("hard-problem-list-docx", "GET", "/hard-problem-lists/{id}/list.docx", "攻关清单（Word）"),
		func(ctx context.Context, _ actor.Actor, in *kernel.RecordIn) (*huma.StreamResponse, error) {
			v, err := d.svc.Version(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			var b bytes.Buffer
			if err := v.Document().Docx(&b); err != nil {
				return nil, err
			}
			return kernel.Download(fmt.Sprintf("攻关清单第%d版.docx", v.No), kernel.DOCX, func(w io.Writer) error {
				_, err := b.WriteTo(w)
				return err
			}), nil
		})
}

// todos are the proposed lines that wait for the office.
func (d desk) todos(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) {
	if !a.Is(actor.Officer) {
		return nil, nil
	}
	p, n, err := d.svc.List(ctx, a, agenda.Filter{Scope: "market", State: agenda.Proposed, Limit: kernel.TodoShown})
	if err != nil || n == 0 {
		return nil, err
	}
	k := kernel.TodoOf(ctx, "hard-problem", "/hard-problems?scope=market&state=proposed",
		fault.T("todo-hard-problem", "审核攻关难题", "Review a hard problem"),
		fault.T("todo-hard-problem-how", "列入清单或不列入，写明理由；列入后发布新版。",
			"List it or not, with the reason; then publish a new version of the list."))
	k.Count = n
	for _, l := range p.Items {
		k.Items = append(k.Items, kernel.TodoItem{Record: kernel.TodoRecord{Type: "hardProblem", ID: l.ID,
			Serial: l.Serial, Name: l.Title}, Since: l.UpdatedAt, Href: "/hard-problems?scope=market&state=proposed"})
	}
	return []kernel.TodoKind{k}, nil
}
