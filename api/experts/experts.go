// Package experts has the routes of the pool of experts and of the draws from it.
package experts

import (
	"context"

	"kebang/api/history"
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/expert"
	"kebang/internal/relation"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// PoolExpertView is a member of the pool.
type PoolExpertView struct {
	kernel.Head
	Name       string        `json:"name"`
	Title      string        `json:"title,omitempty"`
	Posts      []expert.Post `json:"posts" doc:"units; the first one is the present one"`
	Fields     []string      `json:"fields" doc:"industries of level 1"`
	Phone      string        `json:"phone,omitempty"`
	Person     string        `json:"person,omitempty" doc:"he has an account; without one he acts by a link"`
	Account    string        `json:"account,omitempty" doc:"account of that person"`
	Source     string        `json:"source" codes:"expertSources"`
	Paper      string        `json:"paper,omitempty" doc:"file id of the list or letter"`
	Document   string        `json:"document,omitempty"`
	Checked    workday.Date  `json:"checked,omitempty" doc:"day on which name and units were confirmed"`
	CheckedBy  string        `json:"checkedBy,omitempty"`
	Identified bool          `json:"identified" doc:"an unconfirmed expert is in no draw"`
	Ties       []expert.Tie  `json:"ties" doc:"what is known about relations to units"`
	Left       bool          `json:"left" doc:"out of the pool"`
	UpdatedAt  int64         `json:"updatedAt"`
}

func view(e expert.Expert) PoolExpertView {
	return PoolExpertView{kernel.Head{ID: e.ID, Market: e.Market, Rev: e.Rev}, e.Name, e.Title, e.Posts,
		e.Fields, e.Phone,
		e.Person, e.Account, e.Source, e.Paper, e.Document, e.Checked, e.CheckedBy, e.Identified(), e.Ties,
		e.Left, e.UpdatedAt}
}

// PoolExpertForm is what the officer writes about an expert.
type PoolExpertForm struct {
	Name      string        `json:"name" maxLength:"200"`
	Title     string        `json:"title,omitempty" maxLength:"200"`
	Posts     []expert.Post `json:"posts"`
	Fields    []string      `json:"fields"`
	Phone     string        `json:"phone,omitempty" maxLength:"200"`
	Account   string        `json:"account,omitempty" maxLength:"200" doc:"account name of a person with the role of an expert"`
	Source    string        `json:"source" codes:"expertSources"`
	Paper     string        `json:"paper,omitempty" maxLength:"40"`
	Document  string        `json:"document,omitempty" maxLength:"200"`
	Confirmed bool          `json:"confirmed,omitempty" doc:"the officer looked into name and units"`
	Ties      []expert.Tie  `json:"ties,omitempty"`
	Left      bool          `json:"left,omitempty"`
}

func (b PoolExpertForm) form() expert.Form {
	return expert.Form{Name: b.Name, Title: b.Title, Posts: b.Posts, Fields: b.Fields, Phone: b.Phone,
		Account: b.Account,
		Source:  b.Source, Paper: b.Paper, Document: b.Document, Confirmed: b.Confirmed, Ties: b.Ties, Left: b.Left}
}

var (
	office  = kernel.Takers(&expert.Flow, expert.StepVoid)
	readers = office.And(actor.Admin)
)

func tagged(e expert.Expert, err error) (*kernel.Tagged[PoolExpertView], error) {
	if err != nil {
		return nil, err
	}
	return kernel.Tag(e.Rev, view(e)), nil
}

// Routes are those of the pool and of draws.
func Routes(svc *expert.Service) kernel.Resource {
	return func(r *kernel.Router) {
		kernel.Name[expert.Unit](r, "ExpertUnit")
		kernel.Name[expert.Post](r, "ExpertPost")
		kernel.Name[expert.Tie](r, "ExpertTie")
		kernel.Route(r, readers, kernel.Op("list-experts", "GET", "/experts", "专家库"),
			func(ctx context.Context, a actor.Actor, in *struct {
				kernel.PageQuery
				Left bool `query:"left" doc:"those who are out of the pool"`
			}) (*kernel.List[PoolExpertView], error) {
				if err := in.Only("name", vocab.Noun("按姓名排列", "by name")); err != nil {
					return nil, err
				}
				p, err := svc.List(ctx, a, in.Left, in.Cursor, in.Limit)
				items := make([]PoolExpertView, len(p.Items))
				for i, e := range p.Items {
					items[i] = view(e)
				}
				return kernel.NewList(items, p.Next, p.Total), err
			})
		kernel.Route(r, office, kernel.Created(kernel.Op("create-expert", "POST", "/experts", "录入专家")),
			func(ctx context.Context, a actor.Actor, in *struct{ Body PoolExpertForm }) (*kernel.Tagged[PoolExpertView],
				error) {
				return tagged(svc.Save(ctx, a, "", 0, in.Body.form()))
			})
		kernel.Route(r, readers, kernel.Op("get-expert", "GET", "/experts/{id}", "一位专家"),
			func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[PoolExpertView], error) {
				return tagged(svc.Get(ctx, a, in.ID))
			})
		kernel.Route(r, office, kernel.Op("save-expert", "PUT", "/experts/{id}", "修改专家信息"),
			func(ctx context.Context, a actor.Actor, in *struct {
				kernel.RevisionIn
				Body PoolExpertForm
			}) (*kernel.Tagged[PoolExpertView], error) {
				rev, err := in.Rev()
				if err != nil {
					return nil, err
				}
				return tagged(svc.Save(ctx, a, in.ID, rev, in.Body.form()))
			})
		history.Route(r, readers, "expert", "/experts", svc.History)
		draws(r, svc)
		r.Words("expertSources", expert.Sources)
		r.Words("expertRelations", relation.People)
		r.Words("expertSteps", expert.Steps)
		r.Words("drawWhys", expert.Whys)
		r.Flow("draw", &expert.Flow)
	}
}
