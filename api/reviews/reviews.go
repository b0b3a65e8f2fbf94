package reviews

import (
	"bytes"
	"context"
	"io"

	"github.com/danielgtaylor/huma/v2"

	"kebang/api/history"
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/challenge/review"
	"kebang/internal/document"
	"kebang/internal/expert"
	"kebang/internal/relation"
	"kebang/internal/workday"
)

type area struct {
	r   *kernel.Router
	svc *review.Service
}

var (
	office  = kernel.Takers(&review.Flow, review.StepFinish)
	readers = kernel.Takers(&challenge.Flow, challenge.StepSubmit) // asker and office
)

// PoolMember is an expert of the pool in the view of a review.
type PoolMember struct {
	Expert   string             `json:"expert"`
	Name     string             `json:"name"`
	Unit     string             `json:"unit"`
	Why      string             `json:"why"`
	Place    int                `json:"place,omitempty"`
	Relation *relation.Relation `json:"relation,omitempty"`
	With     string             `json:"with,omitempty"`
	Open     []expert.Open      `json:"open,omitempty"`
}

// Routes are those of reviews and of the desks of experts.
func Routes(svc *review.Service) kernel.Resource {
	return func(r *kernel.Router) {
		kernel.Name[review.Meeting](r, "ReviewMeeting")
		kernel.Name[review.Team](r, "ReviewTeam")
		kernel.Name[review.Line](r, "ReviewLine")
		kernel.Name[review.Vote](r, "ReviewVote")
		kernel.Name[review.Mark](r, "ReviewMark")
		kernel.Name[review.Known](r, "ReviewRelation")
		kernel.Name[review.Declaration](r, "ReviewDeclaration")
		d := area{r, svc}
		d.reviews()
		d.steps()
		d.papers()
		d.seats()
		d.links()
		r.Todo(d.todos)
		r.Flow("review", &review.Flow)
		r.Flow("seat", &review.SeatFlow)
		r.Words("reviewForms", challenge.ReviewForms)
		r.Words("reviewPapers", review.Papers)
	}
}

func (d area) board(ctx context.Context, a actor.Actor, id string, err error) (*kernel.Tagged[ReviewView], error) {
	if err != nil {
		return nil, err
	}
	b, err := d.svc.Board(ctx, a, id)
	return kernel.Tag(b.Review.Rev, viewBoard(a, b)), err
}

func (d area) reviews() {
	r := d.r
	kernel.Route(r, readers, kernel.Op("list-reviews", "GET", "/reviews", "一份榜单的评审"),
		func(ctx context.Context, a actor.Actor, in *struct {
			Challenge string `query:"challenge" required:"true" maxLength:"40"`
		}) (*kernel.List[ReviewView], error) {
			rs, err := d.svc.OfChallenge(ctx, a, in.Challenge)
			items := make([]ReviewView, len(rs))
			for i, x := range rs {
				if !office.Allows(a) && x.State != review.Done {
					x.Meeting = nil
				}
				items[i] = viewBoard(a, review.Board{Review: x})
			}
			return kernel.NewItems(items), err
		})
	kernel.Route(r, office, kernel.Created(kernel.Op("create-review", "POST", "/reviews", "开始筹备评审")),
		func(ctx context.Context, a actor.Actor, in *struct {
			Body struct {
				Challenge string `json:"challenge" maxLength:"40"`
			}
		}) (*kernel.Tagged[ReviewView], error) {
			x, err := d.svc.Create(ctx, a, in.Body.Challenge)
			return d.board(ctx, a, x.ID, err)
		})
	kernel.Route(r, readers, kernel.Op("get-review", "GET", "/reviews/{id}", "一次评审"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[ReviewView], error) {
			return d.board(ctx, a, in.ID, nil)
		})
	kernel.Route(r, office, kernel.Op("review-pool", "GET", "/reviews/{id}/pool", "可参加抽取的专家"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.List[PoolMember], error) {
			ms, err := d.svc.Preview(ctx, a, in.ID)
			out := make([]PoolMember, len(ms))
			for i, m := range ms {
				out[i] = PoolMember(m)
			}
			return kernel.NewItems(out), err
		})
	kernel.Route(r, office, kernel.Created(kernel.Op("announce-draw", "POST", "/reviews/{id}/draws", "公告专家抽取")),
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RecordIn
			Body struct {
				Name string `json:"name" maxLength:"100" doc:"of the witness"`
				Unit string `json:"unit" maxLength:"100"`
			}
		}) (*kernel.Tagged[ReviewView], error) {
			_, err := d.svc.Announce(ctx, a, in.ID, expert.Witness{Name: in.Body.Name, Unit: in.Body.Unit})
			return d.board(ctx, a, in.ID, err)
		})
	kernel.Route(r, office, kernel.Op("save-meeting", "PUT", "/reviews/{id}/meeting", "保存会评安排和专家组意见"),
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RevisionIn
			Body review.Meeting
		}) (*kernel.Tagged[ReviewView], error) {
			rev, err := in.Rev()
			if err == nil {
				_, err = d.svc.Meet(ctx, a, in.ID, rev, in.Body)
			}
			return d.board(ctx, a, in.ID, err)
		})
	history.Route(r, office, "review", "/reviews", d.svc.History)
}

type stepIn struct {
	kernel.RevisionIn
	Body struct {
		Due    workday.Date `json:"due,omitempty" doc:"start: last day for scores"`
		Reason string       `json:"reason,omitempty" maxLength:"2000" doc:"stop"`
	}
}

func (d area) steps() {
	steps := kernel.StepsOf(d.r, &review.Flow, "review", "/reviews")
	for _, x := range []struct {
		step string
		take func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (review.Review, error)
	}{
		{review.StepStart, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (review.Review, error) {
			return d.svc.Start(ctx, a, in.ID, rev, in.Body.Due)
		}},
		{review.StepFinish, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (review.Review, error) {
			return d.svc.Finish(ctx, a, in.ID, rev)
		}},
		{review.StepStop, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (review.Review, error) {
			return d.svc.Stop(ctx, a, in.ID, rev, in.Body.Reason)
		}},
	} {
		kernel.Step(steps, x.step, func(ctx context.Context, a actor.Actor, in *stepIn) (*kernel.Tagged[ReviewView],
			error) {
			rev, err := in.Rev()
			if err == nil {
				_, err = x.take(ctx, a, rev, in)
			}
			return d.board(ctx, a, in.ID, err)
		})
	}
	steps.Whole()
}

// papers are the papers of a review as .docx and .pdf.
func (d area) papers() {
	for _, f := range []struct {
		name, media, summary string
		write                func(*document.Document, io.Writer) error
	}{
		{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "评审材料（Word）",
			(*document.Document).Docx},
		{"pdf", kernel.PDF, "评审材料（PDF）", (*document.Document).PDF},
	} {
		kernel.Route(d.r, readers, kernel.Op("review-paper-"+f.name, "GET", "/reviews/{id}/papers/{paper}/"+f.name,
			f.summary), func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RecordIn
			Paper string `path:"paper" enum:"agenda,sheets,opinion,summary,fees"`
		}) (*huma.StreamResponse, error) {
			doc, r, err := d.svc.Paper(ctx, a, in.ID, in.Paper)
			if err != nil {
				return nil, err
			}
			var b bytes.Buffer
			if err := f.write(doc, &b); err != nil {
				return nil, err
			}
			name := r.Serial + review.Papers.Name(in.Paper) + "." + f.name
			if err := d.r.NoteOpened(ctx, r.Market, name, r.ID); err != nil {
				return nil, err
			}
			return kernel.Download(name, f.media, func(w io.Writer) error {
				_, err := b.WriteTo(w)
				return err
			}), nil
		})
	}
}
