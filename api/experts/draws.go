package experts

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/expert"
	"kebang/internal/fault"
)

// DrawView is a draw in the view of one of its readers. Everybody can recompute it from pool, nonce and words.
type DrawView struct {
	kernel.Head
	About     expert.Subject  `json:"about"`
	No        int             `json:"no" doc:"among the draws of its record, from 1"`
	State     string          `json:"state" codes:"drawStates"`
	StateName string          `json:"stateName"`
	Seats     int             `json:"seats"`
	Pool      int             `json:"pool" doc:"how many are in the pool after exclusions"`
	Witness   expert.Witness  `json:"witness"`
	Members   []expert.Member `json:"members" doc:"names are for the office until the review is over"`
	PoolHash  string          `json:"poolHash"`
	NonceHash string          `json:"nonceHash"`
	Nonce     string          `json:"nonce,omitempty" doc:"from the draw on"`
	Words     string          `json:"words,omitempty"`
	Seed      string          `json:"seed,omitempty"`
	Reason    string          `json:"reason,omitempty" doc:"why it is void"`
	ByName    string          `json:"byName" doc:"officer"`
	NoticedAt int64           `json:"noticedAt"`
	DrawnAt   int64           `json:"drawnAt,omitempty"`
	Steps     []kernel.Button `json:"steps"`
}

func viewDraw(a actor.Actor, d expert.Draw, pool int) DrawView {
	return DrawView{kernel.Head{ID: d.ID, Market: d.Market, Rev: d.Rev}, d.About, d.No, d.State,
		expert.Flow.Name(d.State),
		d.Seats, pool, d.Witness, d.Members, d.PoolHash, d.NonceHash, d.Nonce, d.Words, d.Seed, d.Reason, d.ByName,
		d.NoticedAt, d.DrawnAt, kernel.Buttons(d.Steps(a))}
}

// witnessed is what the witness sees: as much as everybody.
func witnessed(d expert.Draw) DrawView {
	return viewDraw(actor.Actor{}, d.Cut(actor.Actor{}, false), len(d.Pool()))
}

type linkIn struct {
	Body struct {
		Token string `json:"token" maxLength:"200" doc:"what stands behind the # of the link"`
	}
}

// LinkView is a one-time link, told once.
type LinkView struct {
	Token string `json:"token"`
}

func draws(r *kernel.Router, svc *expert.Service) {
	answer := func(ctx context.Context, a actor.Actor, d expert.Draw, err error) (*kernel.Tagged[DrawView], error) {
		if err != nil {
			return nil, err
		}
		d, pool, err := svc.Read(ctx, a, d.ID)
		return kernel.Tag(d.Rev, viewDraw(a, d, pool)), err
	}
	kernel.Route(r, kernel.Public, kernel.Op("get-draw", "GET", "/draws/{id}", "一次专家抽取"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[DrawView], error) {
			d := expert.Draw{}
			d.ID = in.ID
			return answer(ctx, a, d, nil)
		})
	steps := kernel.StepsOf(r, &expert.Flow, "draw", "/draws")
	kernel.Step(steps, expert.StepDraw, func(ctx context.Context, a actor.Actor, in *struct {
		kernel.RevisionIn
		Body struct {
			Words string `json:"words" maxLength:"200" doc:"typed by the witness"`
		}
	}) (*kernel.Tagged[DrawView], error) {
		rev, err := in.Rev()
		if err != nil {
			return nil, err
		}
		d, err := svc.Perform(ctx, a, in.ID, rev, in.Body.Words)
		return answer(ctx, a, d, err)
	})
	kernel.Step(steps, expert.StepVoid, func(ctx context.Context, a actor.Actor, in *struct {
		kernel.RevisionIn
		Body struct {
			Reason string `json:"reason" maxLength:"2000"`
		}
	}) (*kernel.Tagged[DrawView], error) {
		rev, err := in.Rev()
		if err != nil {
			return nil, err
		}
		d, err := svc.Invalidate(ctx, a, in.ID, rev, in.Body.Reason)
		return answer(ctx, a, d, err)
	})
	steps.Whole()
	kernel.Route(r, office, kernel.Secret(kernel.Created(kernel.Op("create-draw-link", "POST", "/draws/{id}/link",
		"生成监督人的一次性链接"))), func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Out[LinkView], error) {
		token, err := svc.Send(ctx, a, in.ID)
		return kernel.NewOut(LinkView{token}), err
	})
	kernel.Route(r, kernel.Public.WithoutToken().LogAddress(), kernel.Secret(kernel.Op("open-draw-link", "POST",
		"/links/draw", "监督人打开链接（不改变任何内容）")),
		func(ctx context.Context, _ actor.Actor, in *linkIn) (*kernel.Out[DrawView], error) {
			d, err := svc.Witnessed(ctx, in.Body.Token)
			return kernel.NewOut(witnessed(d)), err
		})
	kernel.Route(r, kernel.Public.WithoutToken().LogAddress(), kernel.Secret(kernel.Op("draw-by-link", "POST",
		"/links/draw/words", "监督人凭链接抽取专家")),
		func(ctx context.Context, _ actor.Actor, in *struct {
			Body struct {
				Token string `json:"token" maxLength:"200"`
				Words string `json:"words" maxLength:"200"`
			}
		}) (*kernel.Out[DrawView], error) {
			d, err := svc.WitnessDraws(ctx, in.Body.Token, in.Body.Words)
			return kernel.NewOut(witnessed(d)), err
		})
	r.Todo(func(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) { return todos(ctx, svc, a) })
}

// todos are the draws that wait for their witness.
func todos(ctx context.Context, svc *expert.Service, a actor.Actor) ([]kernel.TodoKind, error) {
	if !office.Allows(a) {
		return nil, nil
	}
	p, err := svc.Waiting(ctx, a, kernel.TodoShown)
	if err != nil || p.Total == 0 {
		return nil, err
	}
	k := kernel.TodoOf(ctx, "draw", "/experts", fault.T("todo-draw", "抽取评审专家", "Draw the experts"),
		fault.T("todo-draw-how", "请监督人在本页输入抽取文字，或把一次性链接发给监督人。",
			"Let the witness type his words on this page, or send him the one-time link."))
	k.Count = p.Total
	for _, d := range p.Items {
		k.Items = append(k.Items, kernel.TodoItem{Record: kernel.TodoRecord{Type: "draw", ID: d.ID,
			Name: d.About.Title},
			Since: d.NoticedAt, Href: "/draws/" + d.ID})
	}
	return []kernel.TodoKind{k}, nil
}
