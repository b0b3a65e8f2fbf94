package listings

import (
	"context"

	"kebang/api/history"
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/flow"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/vocab"
)

// ClaimView is a claim in the view of one of its readers.
type ClaimView struct {
	kernel.Head
	Kind          listing.Kind `json:"kind" enum:"demand,achievement"`
	Listing       string       `json:"listing" doc:"id of the lead"`
	Serial        string       `json:"serial" doc:"of the lead"`
	Title         string       `json:"title"`
	Words         string       `json:"words" doc:"the unit as the lead names it"`
	State         string       `json:"state" codes:"claimStates"`
	Org           string       `json:"org,omitempty" doc:"empty when a researcher claims for himself"`
	OrgName       string       `json:"orgName,omitempty"`
	Code          string       `json:"code,omitempty" doc:"unified social credit code of the claimant"`
	Person        string       `json:"person"`
	PersonName    string       `json:"personName"`
	Role          actor.Role   `json:"role"`
	Proof         string       `json:"proof"`
	File          string       `json:"file,omitempty" doc:"id of the proof among the files"`
	FileName      string       `json:"fileName,omitempty"`
	Reason        string       `json:"reason,omitempty" doc:"of the newest decision"`
	DecidedBy     string       `json:"decidedBy,omitempty"`
	DecidedByName string       `json:"decidedByName,omitempty"`
	DecidedAt     int64        `json:"decidedAt,omitempty" doc:"UTC ms"`
	Seen          bool         `json:"seen,omitempty" doc:"the claimant has read the newest decision"`
	CreatedAt     int64        `json:"createdAt"`
	UpdatedAt     int64        `json:"updatedAt"`

	Likeness listing.Likeness `json:"likeness" doc:"how far the claimant's name agrees with the lead's words"`
	Fits     bool             `json:"fits" doc:"a yes needs no reason"`
	Mine     bool             `json:"mine"`
	Steps    []kernel.Button  `json:"steps"`
	KeptAway string           `json:"keptAway,omitempty" doc:"why the reader may not decide"`
}

func viewClaim(l vocab.Lang, a actor.Actor, c listing.Claim, offer flow.Offer) ClaimView {
	x := c.Likeness()
	return ClaimView{Head: kernel.Head{ID: c.ID, Market: c.Market, Rev: c.Rev}, Kind: c.Kind, Listing: c.Listing,
		Serial: c.Serial, Title: c.Title, Words: c.Words, State: c.State, Org: c.Org, OrgName: c.OrgName, Code: c.Code,
		Person: c.Person, PersonName: c.PersonName, Role: c.Role, Proof: c.Proof, File: c.File, FileName: c.FileName,
		Reason: c.Reason.In(l), DecidedBy: c.DecidedBy, DecidedByName: c.DecidedByName, DecidedAt: c.DecidedAt,
		Seen: c.Seen, CreatedAt: c.CreatedAt, UpdatedAt: c.UpdatedAt, Likeness: x, Fits: x.Fits(),
		Mine: !a.Is(actor.Officer), Steps: kernel.Buttons(offer.Steps), KeptAway: offer.KeptAway.In(l)}
}

// viewClaims are claims cut for one reader, with his possible steps.
func viewClaims(ctx context.Context, svc *listing.ClaimDesk, a actor.Actor, cs ...listing.Claim) ([]ClaimView, error) {
	offers, err := svc.Steps(ctx, a, cs...)
	if err != nil {
		return nil, err
	}
	out := make([]ClaimView, len(cs))
	for i, c := range cs {
		out[i] = viewClaim(kernel.RequestOf(ctx).Lang, a, c, offers[c.ID])
	}
	return out, nil
}

func taggedClaim(ctx context.Context, svc *listing.ClaimDesk, a actor.Actor, c listing.Claim,
	err error) (*kernel.Tagged[ClaimView], error) {
	if err != nil {
		return nil, err
	}
	views, err := viewClaims(ctx, svc, a, c)
	if err != nil {
		return nil, err
	}
	return kernel.Tag(c.Rev, views[0]), nil
}

// Claims are the routes of 认领: a unit asks for a 公开线索 with a proof, an officer decides.
func Claims(svc *listing.ClaimDesk) kernel.Resource {
	return func(r *kernel.Router) {
		own := kernel.Takers(&listing.ClaimFlow, listing.StepRecallClaim)
		readers := own.And(actor.Officer)
		for _, k := range []struct {
			kind listing.Kind
			zh   string
		}{{listing.DemandKind, "技术需求"}, {listing.AchievementKind, "科技成果"}} {
			ask := kernel.Op("claim-"+string(k.kind), "POST", "/"+string(k.kind)+"s/{id}/claims", "申请认领"+k.zh+"线索")
			ask.DefaultStatus = 201
			kernel.Route(r, kernel.Roles(listing.Claimants(k.kind)...), ask,
				func(ctx context.Context, a actor.Actor, in *struct {
					ID   string `path:"id"`
					Body struct {
						Proof string `json:"proof" required:"true" maxLength:"8000" doc:"why the lead is this unit's, and how that can be checked"`
						File  string `json:"file,omitempty" maxLength:"40" doc:"an uploaded file"`
					}
				}) (*kernel.Tagged[ClaimView], error) {
					c, err := svc.Ask(ctx, a, id.New(), k.kind, in.ID, in.Body.Proof, in.Body.File)
					return taggedClaim(ctx, svc, a, c, err)
				})
		}
		kernel.Route(r, readers, kernel.Op("list-claims", "GET", "/claims", "认领申请列表"),
			func(ctx context.Context, a actor.Actor, in *struct {
				kernel.PageQuery
				State   string `query:"state" maxLength:"20"`
				Listing string `query:"listing" maxLength:"40"`
				Unseen  bool   `query:"unseen" doc:"decided, and not yet read by the claimant"`
			}) (*kernel.List[ClaimView], error) {
				page, total, err := svc.List(ctx, a,
					listing.ClaimFilter{State: in.State, Listing: in.Listing, Unseen: in.Unseen, Sort: in.Sort,
						Cursor: in.Cursor, Limit: in.Limit})
				if err != nil {
					return nil, err
				}
				out, err := viewClaims(ctx, svc, a, page.Items...)
				return kernel.NewList(out, page.Next, total), err
			})
		kernel.Route(r, readers, kernel.Op("get-claim", "GET", "/claims/{id}", "一条认领申请"),
			func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[ClaimView], error) {
				c, err := svc.Get(ctx, a, in.ID)
				return taggedClaim(ctx, svc, a, c, err)
			})
		steps := kernel.StepsOf(r, &listing.ClaimFlow, "claim", "/claims")
		for _, step := range []string{listing.StepAcceptClaim, listing.StepRefuseClaim, listing.StepUndoClaim,
			listing.StepRecallClaim} {
			kernel.Step(steps, step,
				func(ctx context.Context, a actor.Actor, in *struct {
					kernel.RecordIn
					kernel.IfMatch
					Body struct {
						Reason string `json:"reason,omitempty" maxLength:"2000"`
					}
				}) (*kernel.Tagged[ClaimView], error) {
					rev, err := in.Rev()
					if err != nil {
						return nil, err
					}
					c, err := svc.Step(ctx, a, in.ID, rev, step, in.Body.Reason)
					return taggedClaim(ctx, svc, a, c, err)
				})
		}
		steps.Whole()
		kernel.Route(r, own, kernel.Op("acknowledge-claim", "POST", "/claims/{id}/seen", "知悉认领结果"),
			func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[ClaimView], error) {
				c, err := svc.Acknowledge(ctx, a, in.ID)
				return taggedClaim(ctx, svc, a, c, err)
			})
		history.Route(r, readers, "claim", "/claims", svc.History)
		r.Flow("claim", &listing.ClaimFlow)
		r.Words("claimVerdicts", listing.Verdicts)
		r.Todo(func(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) { return claimTodos(ctx, svc, a) })
	}
}

// claimTodos are the claims that wait for the officer, and the unread decisions of the claimant.
func claimTodos(ctx context.Context, svc *listing.ClaimDesk, a actor.Actor) ([]kernel.TodoKind, error) {
	k := kernel.TodoOf(ctx, "claim-review", "/claims?state=asked",
		fault.T("todo-claim-review", "核定认领申请", "Decide a claim"),
		fault.T("todo-claim-review-how", "比对名称和依据后同意或不同意。",
			"Compare names and proof, then accept or refuse."))
	f := listing.ClaimFilter{State: listing.ClaimAsked, Limit: kernel.TodoShown}
	if !a.Is(actor.Officer) {
		if !listing.MayClaim(a, listing.DemandKind) && !listing.MayClaim(a, listing.AchievementKind) {
			return nil, nil
		}
		k = kernel.TodoOf(ctx, "claim-result", "/claims?unseen=true",
			fault.T("todo-claim-result", "查看认领结果", "See what became of your claim"),
			fault.T("todo-claim-result-how", "打开后点“已知悉”。",
				"Open it and mark it as read."))
		f = listing.ClaimFilter{Unseen: true, Limit: kernel.TodoShown}
	}
	page, n, err := svc.List(ctx, a, f)
	if err != nil || n == 0 {
		return nil, err
	}
	k.Count = n
	for _, c := range page.Items {
		since := c.CreatedAt
		if c.DecidedAt > 0 {
			since = c.DecidedAt
		}
		k.Items = append(k.Items, kernel.TodoItem{Record: kernel.TodoRecord{Type: "claim", ID: c.ID, Serial: c.Serial,
			Name: c.Title}, Since: since, Href: "/claims/" + c.ID})
	}
	return []kernel.TodoKind{k}, nil
}
