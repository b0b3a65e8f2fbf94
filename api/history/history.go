// Package history has the route of every noun for its history: who changed a record, when and why.
package history

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/vocab"
)

// HistoryView is one change of a record.
type HistoryView struct {
	ID         string `json:"id"`
	Kind       string `json:"kind" doc:"noun of the record: demand, achievement, deal, contract, organization …"`
	Record     string `json:"record" doc:"id of the record"`
	RecordRev  int64  `json:"recordRev" doc:"revision of the record after the change"`
	Step       string `json:"step" doc:"step of the flow, or the verb of a change that is none"`
	From       string `json:"from" doc:"state before"`
	To         string `json:"to" doc:"state after"`
	Reason     string `json:"reason,omitempty"`
	Person     string `json:"person"`
	PersonName string `json:"personName"`
	Role       string `json:"role" doc:"a role, or system"`
	Org        string `json:"org,omitempty"`
	OrgName    string `json:"orgName,omitempty"`
	At         int64  `json:"at" doc:"UTC ms"`
}

// List answers with the changes of a record, oldest first.
func List(entries []audit.Entry, l vocab.Lang) *kernel.List[HistoryView] {
	out := make([]HistoryView, len(entries))
	for i, e := range entries {
		out[i] = HistoryView{e.ID, e.Kind, e.Record, e.RecordRev, e.Step, e.From, e.To, e.Reason.In(l), e.Person,
			e.PersonName,
			string(e.Role), e.Org, e.OrgName, e.At}
	}
	return kernel.NewItems(out)
}

// Route registers GET base/{id}/history.
func Route(r *kernel.Router, access kernel.Access, noun, base string,
	read func(ctx context.Context, a actor.Actor, id string) ([]audit.Entry, error)) {
	kernel.Route(r, access, kernel.Op(noun+"-history", "GET", base+"/{id}/history", "变更历史"),
		func(ctx context.Context, a actor.Actor, in *struct {
			ID string `path:"id" maxLength:"100"`
		}) (*kernel.List[HistoryView], error) {
			entries, err := read(ctx, a, in.ID)
			return List(entries, kernel.RequestOf(ctx).Lang), err
		})
}
