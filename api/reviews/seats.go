package reviews

import (
	"context"
	"io"

	"github.com/danielgtaylor/huma/v2"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/challenge/review"
	"kebang/internal/fault"
	"kebang/internal/vocab"
)

var experts = kernel.Roles(actor.Expert)

// SeatBody is the body of a step of an expert, or of the officer who types for him. Each step reads its own fields.
type SeatBody struct {
	Declared bool          `json:"declared,omitempty" doc:"accept: the declaration was read and agreed to"`
	Scan     string        `json:"scan,omitempty" maxLength:"40" doc:"accept, type, confirm by an officer: file id of the signed paper"`
	Reason   string        `json:"reason,omitempty" maxLength:"2000" doc:"decline, recuse"`
	Marks    []review.Mark `json:"marks,omitempty" doc:"submit, type, confirm"`
}

func (b SeatBody) answer() review.Answer {
	return review.Answer{Declared: b.Declared, Scan: b.Scan, Reason: b.Reason, Marks: b.Marks}
}

func desk(a actor.Actor, x review.Desk, err error) (*kernel.Tagged[DeskView], error) {
	if err != nil {
		return nil, err
	}
	return kernel.Tag(x.Seat.Rev, viewDesk(a, x)), nil
}

// SeatBidIn names a bid of a seat.
type SeatBidIn struct {
	kernel.RecordIn
	Bid string `path:"bid" maxLength:"40"`
}

func (d area) seats() {
	r := d.r
	kernel.Route(r, experts, kernel.Op("list-seats", "GET", "/seats", "我的评审"),
		func(ctx context.Context, a actor.Actor, in *kernel.PageQuery) (*kernel.List[DeskView], error) {
			if err := in.Only("-updated", vocab.Noun("按最近变动的先后排列", "changed last first")); err != nil {
				return nil, err
			}
			p, err := d.svc.Mine(ctx, a, in.Cursor, in.Limit)
			items := make([]DeskView, len(p.Items))
			for i, x := range p.Items {
				items[i] = viewDesk(a, x)
			}
			return kernel.NewList(items, p.Next, p.Total), err
		})
	kernel.Route(r, experts.And(actor.Officer), kernel.Op("get-seat", "GET", "/seats/{id}", "专家的一次评审"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[DeskView], error) {
			x, err := d.svc.Read(ctx, review.Key{Actor: a, Seat: in.ID})
			return desk(a, x, err)
		})
	kernel.Route(r, experts, kernel.Op("save-seat", "PUT", "/seats/{id}", "保存评分"),
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RevisionIn
			Body struct {
				Marks []review.Mark `json:"marks"`
			}
		}) (*kernel.Tagged[DeskView], error) {
			rev, err := in.Rev()
			if err != nil {
				return nil, err
			}
			x, err := d.svc.Save(ctx, review.Key{Actor: a, Seat: in.ID}, rev, in.Body.Marks)
			return desk(a, x, err)
		})
	steps := kernel.StepsOf(r, &review.SeatFlow, "seat", "/seats")
	for _, step := range []string{review.StepAccept, review.StepDecline, review.StepRecuse, review.StepSubmit,
		review.StepType, review.StepConfirm} {
		kernel.Step(steps, step, func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RevisionIn
			Body SeatBody
		}) (*kernel.Tagged[DeskView], error) {
			rev, err := in.Rev()
			if err != nil {
				return nil, err
			}
			x, err := d.svc.Take(ctx, review.Key{Actor: a, Seat: in.ID}, rev, step, in.Body.answer())
			return desk(a, x, err)
		})
	}
	steps.Whole()
	kernel.Route(r, experts, kernel.Op("get-seat-bid", "GET", "/seats/{id}/bids/{bid}", "阅读揭榜材料"),
		func(ctx context.Context, a actor.Actor, in *SeatBidIn) (*kernel.Out[MaterialView], error) {
			return d.material(ctx, review.Key{Actor: a, Seat: in.ID}, in.Bid)
		})
	kernel.Route(r, experts, kernel.Op("get-seat-file", "GET", "/seats/{id}/bids/{bid}/files/{file}", "打开揭榜材料的附件"),
		func(ctx context.Context, a actor.Actor, in *struct {
			SeatBidIn
			File string `path:"file" maxLength:"40"`
		}) (*huma.StreamResponse, error) {
			return d.file(ctx, review.Key{Actor: a, Seat: in.ID}, in.Bid, in.File)
		})
	kernel.Route(r, office, kernel.Secret(kernel.Created(kernel.Op("create-seat-link", "POST", "/seats/{id}/link",
		"生成专家的一次性链接"))), func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Out[SeatLink], error) {
		token, err := d.svc.Send(ctx, a, in.ID)
		return kernel.NewOut(SeatLink{token}), err
	})
	kernel.Route(r, office, kernel.Op("revoke-seat-link", "DELETE", "/seats/{id}/link", "停用专家的一次性链接"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Empty, error) {
			return nil, d.svc.Revoke(ctx, a, in.ID)
		})
}

// SeatLink is a one-time link, told once.
type SeatLink struct {
	Token string `json:"token"`
}

// material answers with a bid and logs who read it.
func (d area) material(ctx context.Context, k review.Key, bid string) (*kernel.Out[MaterialView], error) {
	m, err := d.svc.Material(ctx, k, bid)
	if err != nil {
		return nil, err
	}
	if err := d.r.NoteOpened(ctx, m.Bid.Market, m.Bid.Serial+" "+m.Seat.Name, m.Bid.ID); err != nil {
		return nil, err
	}
	return kernel.NewOut(viewMaterial(m)), nil
}

// file answers with a file of a bid. Who opened it is in the log before the first byte.
func (d area) file(ctx context.Context, k review.Key, bid, file string) (*huma.StreamResponse, error) {
	f, x, content, err := d.svc.File(ctx, k, bid, file)
	if err != nil {
		return nil, err
	}
	if err := d.r.NoteOpened(ctx, f.Market, f.Name+" "+x.Name, f.ID); err != nil {
		_ = content.Close() // only read
		return nil, err
	}
	return kernel.Download(f.Name, f.Type, func(w io.Writer) error {
		defer content.Close()
		_, err := io.Copy(w, content)
		return err
	}), nil
}

// TokenIn is a one-time link.
type TokenIn struct {
	Token string `json:"token" maxLength:"200" doc:"what stands behind the # of the link"`
}

// links are the desk by a one-time link. The token stands in the body, so that no log holds it.
func (d area) links() {
	program := actor.Actor{Role: actor.System}
	open := func(id, path, summary string) huma.Operation {
		return kernel.Secret(kernel.Op(id, "POST", path, summary))
	}
	public := kernel.Public.WithoutToken().LogAddress()
	kernel.Route(d.r, public, open("open-seat-link", "/links/seat", "专家打开链接（不改变任何内容）"),
		func(ctx context.Context, _ actor.Actor, in *struct{ Body TokenIn }) (*kernel.Out[DeskView], error) {
			x, err := d.svc.Read(ctx, review.Key{Token: in.Body.Token})
			return kernel.NewOut(viewDesk(program, x)), err
		})
	kernel.Route(d.r, public, open("save-by-link", "/links/seat/marks", "专家凭链接保存评分"),
		func(ctx context.Context, _ actor.Actor, in *struct {
			Body struct {
				TokenIn
				Marks []review.Mark `json:"marks"`
			}
		}) (*kernel.Out[DeskView], error) {
			x, err := d.svc.Save(ctx, review.Key{Token: in.Body.Token}, 0, in.Body.Marks)
			return kernel.NewOut(viewDesk(program, x)), err
		})
	kernel.Route(d.r, public, open("step-by-link", "/links/seat/steps", "专家凭链接接受、回避或提交"),
		func(ctx context.Context, _ actor.Actor, in *struct {
			Body struct {
				TokenIn
				SeatBody
				Step string `json:"step" enum:"accept,decline,recuse,submit"`
			}
		}) (*kernel.Out[DeskView], error) {
			x, err := d.svc.Take(ctx, review.Key{Token: in.Body.Token}, 0, in.Body.Step, in.Body.answer())
			return kernel.NewOut(viewDesk(program, x)), err
		})
	kernel.Route(d.r, public, open("bid-by-link", "/links/seat/bids", "专家凭链接阅读揭榜材料"),
		func(ctx context.Context, _ actor.Actor, in *struct {
			Body struct {
				TokenIn
				Bid string `json:"bid" maxLength:"40"`
			}
		}) (*kernel.Out[MaterialView], error) {
			return d.material(ctx, review.Key{Token: in.Body.Token}, in.Body.Bid)
		})
	kernel.Route(d.r, public, open("file-by-link", "/links/seat/files", "专家凭链接打开附件"),
		func(ctx context.Context, _ actor.Actor, in *struct {
			Body struct {
				TokenIn
				Bid  string `json:"bid" maxLength:"40"`
				File string `json:"file" maxLength:"40"`
			}
		}) (*huma.StreamResponse, error) {
			return d.file(ctx, review.Key{Token: in.Body.Token}, in.Body.Bid, in.Body.File)
		})
}

// todos are the reviews that wait for the office, and the seats that wait for the expert.
func (d area) todos(ctx context.Context, a actor.Actor) (out []kernel.TodoKind, err error) {
	if experts.Allows(a) {
		p, err := d.svc.Mine(ctx, a, "", kernel.TodoShown)
		k := kernel.TodoOf(ctx, "seat", "/reviews", fault.T("todo-seat", "评审揭榜申报", "Review bids"),
			fault.T("todo-seat-how", "先声明无回避情形，再逐家打分并提交。",
				"Declare that no relation keeps you out, then score each bid and hand in."))
		for _, x := range p.Items {
			if len(x.Seat.Steps(a, x.Review.State)) == 0 || x.Seat.State == review.Accepted &&
				x.Review.State != review.Scoring {
				continue
			}
			k.Count++
			k.Items = append(k.Items, kernel.TodoItem{Record: kernel.TodoRecord{Type: "seat", ID: x.Seat.ID,
				Serial: x.Review.Serial, Name: x.Review.Title}, Since: x.Seat.UpdatedAt, Due: string(x.Review.Due),
				Href: "/reviews/" + x.Seat.ID})
		}
		if k.Count == 0 {
			return nil, err
		}
		return []kernel.TodoKind{k}, err
	}
	if !office.Allows(a) {
		return nil, nil
	}
	for _, w := range []struct {
		state   string
		do, how fault.Text
	}{
		{review.Preparing, fault.T("todo-review-preparing", "筹备专家评审", "Prepare the review"),
			fault.T("todo-review-preparing-how", "抽取专家，发出邀请，全部接受后开始评审。",
				"Draw the experts and invite them; start when all have accepted.")},
		{review.Scoring, fault.T("todo-review-scoring", "汇总专家评审", "Sum up the review"),
			fault.T("todo-review-scoring-how", "专家全部提交后汇总，形成上会材料。",
				"Sum up when all have handed in, and make the papers for the deciders.")},
	} {
		p, err := d.svc.Waiting(ctx, a, kernel.TodoShown, w.state)
		if err != nil {
			return nil, err
		}
		k := kernel.TodoOf(ctx, "review-"+w.state, "/challenges?scope=market&state=reviewing", w.do, w.how)
		k.Count = p.Total
		for _, x := range p.Items {
			k.Items = append(k.Items, kernel.TodoItem{Record: kernel.TodoRecord{Type: "review", ID: x.ID,
				Serial: x.Serial,
				Name:   x.Title}, Since: x.UpdatedAt, Due: string(x.Due), Href: "/challenges/" + x.Challenge +
				"/review"})
		}
		if k.Count > 0 {
			out = append(out, k)
		}
	}
	return out, nil
}
