package matches

import (
	"context"
	"strings"

	"kebang/api/history"
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/vocab"
	"kebang/matcher"
)

// DeclineView is a side's no to a pair, before any deal.
type DeclineView struct {
	Side         string `json:"side" enum:"demand,achievement,broker" doc:"who said no"`
	Category     string `json:"category" doc:"one of dealCategories"`
	CategoryName string `json:"categoryName"`
	Note         string `json:"note,omitempty" doc:"for that side, officers and administrators"`
	By           string `json:"by"`
	At           int64  `json:"at"`
}

func viewDecline(d *matcher.Decline, l vocab.Lang) *DeclineView {
	if d == nil {
		return nil
	}
	name, _ := listing.DeclineReasons.Find(d.Category)
	return &DeclineView{d.Side, d.Category, name.In(l), d.Note, d.PersonName, d.At}
}

func viewRefused(ds []matcher.Decline, l vocab.Lang) []DeclineView {
	var out []DeclineView
	for i := range ds {
		v := *viewDecline(&ds[i], l)
		v.By = ""
		out = append(out, v)
	}
	return out
}

// declines are the routes by which a side puts a pair out of its list without a deal.
func declines(r *kernel.Router, svc *matcher.Service) {
	type matchIn struct {
		ID string `path:"id" maxLength:"100"`
	}
	r.Flow("match", &matcher.DeclineFlow)
	steps := kernel.StepsOf(r, &matcher.DeclineFlow, "match", "/matches")
	kernel.Step(steps, matcher.StepDecline,
		func(ctx context.Context, a actor.Actor, in *struct {
			ID   string `path:"id" maxLength:"100"`
			Body struct {
				Category string `json:"category" doc:"one of dealCategories"`
				Note     string `json:"note" maxLength:"2000" doc:"needed for the category other"`
			}
		}) (*kernel.Out[MatchView], error) {
			v, err := svc.Decline(ctx, a, in.ID, in.Body.Category, in.Body.Note)
			return kernel.NewOut(viewMatch(v, kernel.RequestOf(ctx).Lang)), err
		})
	kernel.Step(steps, matcher.StepRestore,
		func(ctx context.Context, a actor.Actor, in *matchIn) (*kernel.Out[MatchView], error) {
			v, err := svc.Restore(ctx, a, in.ID)
			return kernel.NewOut(viewMatch(v, kernel.RequestOf(ctx).Lang)), err
		})
	steps.Whole()
	kernel.Route(r, kernel.SignedIn, kernel.Op("match-history", "GET", "/matches/{id}/history", "排除记录"),
		func(ctx context.Context, a actor.Actor, in *matchIn) (*kernel.List[history.HistoryView], error) {
			h, err := svc.DeclineHistory(ctx, a, in.ID)
			for i := range h { // the words of a category are those of deals
				h[i].Reason = declineReason(h[i].Reason.In(vocab.Zh))
			}
			return history.List(h, kernel.RequestOf(ctx).Lang), err
		})
}

// declineReason replaces the category at the head of a reason by its words.
func declineReason(reason string) fault.Said {
	key, note, _ := strings.Cut(reason, " ")
	name, ok := listing.DeclineReasons.Find(key)
	switch {
	case !ok:
		return fault.Plain(reason)
	case note == "":
		return fault.T("decline-reason", "%s", "%s").With(name)
	}
	return fault.T("decline-reason-note", "%s：%s", "%s: %s").With(name, note)
}
