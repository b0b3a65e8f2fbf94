package notices

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/publicity"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// PublicNoticeView is a notice in the view of one of its readers. It is a copy: the legal notice is at the place in
// Posting.
type PublicNoticeView struct {
	kernel.Head
	Serial    string             `json:"serial" doc:"GS-year-number"`
	About     publicity.Subject  `json:"about"`
	Title     string             `json:"title"`
	Text      string             `json:"text" doc:"paragraphs, divided by line ends"`
	Rule      publicity.Rule     `json:"rule"`
	State     string             `json:"state" codes:"noticeStates"`
	Posting   *publicity.Posting `json:"posting,omitempty"`
	Pauses    []publicity.Pause  `json:"pauses"`
	Closing   string             `json:"closing,omitempty"`
	EndedOn   workday.Date       `json:"endedOn,omitempty"`
	Takes     bool               `json:"takes" doc:"objections are taken today"`
	Open      *int               `json:"open,omitempty" doc:"objections without an answer; for the office"`
	Taken     *int               `json:"taken,omitempty" doc:"objections so far; for the office"`
	UpdatedAt int64              `json:"updatedAt"`
	Steps     []kernel.Button    `json:"steps"`
}

func view(a actor.Actor, n publicity.Notice, now int64) PublicNoticeView {
	v := PublicNoticeView{Head: kernel.Head{ID: n.ID, Market: n.Market, Rev: n.Rev}, Serial: n.Serial, About: n.About,
		Title: n.Title, Text: n.Text, Rule: n.Rule, State: n.State, Posting: n.Posting,
		Pauses: n.Pauses, Closing: n.Closing, EndedOn: n.EndedOn, Takes: n.Takes(workday.Of(now)),
		UpdatedAt: n.UpdatedAt}
	if a.Is(actor.Officer) && a.Market == n.Market {
		v.Open, v.Taken = &n.Open, &n.Taken
		v.Steps = kernel.Buttons(publicity.Flow.Steps(n.State, string(a.Role)))
	}
	return v
}

// PublicNoticeBody is the content of a notice.
type PublicNoticeBody struct {
	Title string         `json:"title" maxLength:"200"`
	Text  string         `json:"text" maxLength:"20000"`
	Rule  publicity.Rule `json:"rule"`
}

func (b PublicNoticeBody) form() publicity.Form {
	return publicity.Form{Title: b.Title, Text: b.Text, Rule: b.Rule}
}

// PublicNoticeStepBody is the body of a step on a notice. Each step reads its own fields.
type PublicNoticeStepBody struct {
	Reason  string       `json:"reason,omitempty" maxLength:"2000" doc:"correct, withdraw"`
	Closing string       `json:"closing,omitempty" maxLength:"2000" doc:"end: the result, which everybody reads"`
	Place   string       `json:"place,omitempty" maxLength:"200" doc:"post, correct: where the legal notice stands"`
	Address string       `json:"address,omitempty" maxLength:"1000" doc:"its address"`
	Picture string       `json:"picture,omitempty" maxLength:"40" doc:"file id of its picture"`
	First   workday.Date `json:"first,omitempty" doc:"the day of posting"`
	Last    workday.Date `json:"last,omitempty" doc:"the last day; that of the rule when it is left out"`
}

type stepIn struct {
	kernel.RevisionIn
	Body PublicNoticeStepBody
}

func (in *stepIn) posting() publicity.PostingForm {
	b := in.Body
	return publicity.PostingForm{Place: b.Place, Address: b.Address, Picture: b.Picture, First: b.First, Last: b.Last}
}

var office = kernel.Roles(actor.Officer)

// Routes are those of notices and of objections.
func Routes(svc *publicity.Service) kernel.Resource {
	return func(r *kernel.Router) {
		kernel.Name[publicity.Rule](r, "NoticeRule")
		kernel.Name[publicity.Subject](r, "NoticeSubject")
		d := desk{r, svc}
		d.notices()
		d.papers()
		d.objections()
		r.Todo(d.todos)
		r.Flow("notice", &publicity.Flow)
		r.Flow("objection", &publicity.ObjectionFlow)
		r.Words("objectionChannels", publicity.Channels)
		r.Words("objectionOutcomes", publicity.Outcomes)
	}
}

type desk struct {
	r   *kernel.Router
	svc *publicity.Service
}

func (d desk) tagged(a actor.Actor, n publicity.Notice, err error) (*kernel.Tagged[PublicNoticeView], error) {
	if err != nil {
		return nil, err
	}
	return kernel.Tag(n.Rev, view(a, n, d.r.Now())), nil
}

func (d desk) notices() {
	r, svc := d.r, d.svc
	kernel.Route(r, kernel.Public, kernel.Op("list-public-notices", "GET", "/notices", "公示列表"),
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.PageQuery
			Market string `query:"market" maxLength:"40" doc:"all markets when it is left out, posted ones only"`
			State  string `query:"state" maxLength:"20"`
		}) (*kernel.List[PublicNoticeView], error) {
			if err := in.Only("-created", vocab.Noun("按新近排列", "newest first")); err != nil {
				return nil, err
			}
			p, total, err := svc.List(ctx, a, publicity.Filter{Market: in.Market, State: in.State, After: in.Cursor,
				Limit: in.Limit})
			items := make([]PublicNoticeView, len(p.Items))
			for i, n := range p.Items {
				items[i] = view(a, n, r.Now())
			}
			return kernel.NewList(items, p.Next, total), err
		})
	kernel.Route(r, office, kernel.Created(kernel.Op("create-public-notice", "POST", "/notices", "新建公示")),
		func(ctx context.Context, a actor.Actor, in *struct{ Body PublicNoticeBody }) (*kernel.Tagged[PublicNoticeView],
			error) {
			n, err := svc.Create(ctx, a, in.Body.form())
			return d.tagged(a, n, err)
		})
	kernel.Route(r, kernel.Public, kernel.Op("get-public-notice", "GET", "/notices/{id}", "一份公示"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Tagged[PublicNoticeView], error) {
			n, err := svc.Get(ctx, a, in.ID)
			return d.tagged(a, n, err)
		})
	kernel.Route(r, office, kernel.Op("save-public-notice", "PUT", "/notices/{id}", "修改待张贴的公示"),
		func(ctx context.Context, a actor.Actor, in *struct {
			kernel.RevisionIn
			Body PublicNoticeBody
		}) (*kernel.Tagged[PublicNoticeView], error) {
			rev, err := in.Rev()
			if err != nil {
				return nil, err
			}
			n, err := svc.Edit(ctx, a, in.ID, rev, in.Body.form())
			return d.tagged(a, n, err)
		})
	steps := kernel.StepsOf(r, &publicity.Flow, "public-notice", "/notices")
	for _, x := range []struct {
		step string
		take func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (publicity.Notice, error)
	}{
		{publicity.StepPost, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (publicity.Notice, error) {
			return svc.Post(ctx, a, in.ID, rev, in.posting())
		}},
		{publicity.StepCorrect, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (publicity.Notice,
			error) {
			return svc.Correct(ctx, a, in.ID, rev, in.posting(), in.Body.Reason)
		}},
		{publicity.StepEnd, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (publicity.Notice, error) {
			return svc.End(ctx, a, in.ID, rev, in.Body.Closing)
		}},
		{publicity.StepWithdraw, func(ctx context.Context, a actor.Actor, rev int64, in *stepIn) (publicity.Notice,
			error) {
			return svc.Withdraw(ctx, a, in.ID, rev, in.Body.Reason)
		}},
	} {
		kernel.Step(steps, x.step, func(ctx context.Context, a actor.Actor,
			in *stepIn) (*kernel.Tagged[PublicNoticeView], error) {
			rev, err := in.Rev()
			if err != nil {
				return nil, err
			}
			n, err := x.take(ctx, a, rev, in)
			return d.tagged(a, n, err)
		})
	}
	steps.Whole()
}

// todos are the notices that wait for the office: to post, to end, or with objections.
func (d desk) todos(ctx context.Context, a actor.Actor) (out []kernel.TodoKind, err error) {
	if !a.Is(actor.Officer) {
		return nil, nil
	}
	today := workday.Of(d.r.Now())
	post := kernel.TodoOf(ctx, "notice-post", "/notices?state=draft",
		fault.T("todo-notice-post", "张贴公示", "Post a notice"),
		fault.T("todo-notice-post-how", "在规定的网站张贴后，登记网址和起止日期；公示期从张贴之日起算。",
			"Post it where the rule says, then enter address and days; the clock starts with the day of posting."))
	end := kernel.TodoOf(ctx, "notice-end", "/notices?state=posted",
		fault.T("todo-notice-end", "结束公示", "End a notice"),
		fault.T("todo-notice-end-how", "公示期已满，请写明结果。",
			"The days have passed; state the result."))
	object := kernel.TodoOf(ctx, "notice-objections", "/notices",
		fault.T("todo-notice-objections", "处理异议", "Handle objections"),
		fault.T("todo-notice-objections-how", "受理后公示暂停，答复后继续。",
			"Taken up, it pauses the notice; the answer lets it go on."))
	for _, state := range []string{publicity.Draft, publicity.Posted, publicity.Paused} {
		p, _, err := d.svc.List(ctx, a, publicity.Filter{Market: a.Market, State: state, Limit: 100})
		if err != nil {
			return nil, err
		}
		for _, n := range p.Items {
			it := kernel.TodoItem{Record: kernel.TodoRecord{Type: "notice", ID: n.ID, Serial: n.Serial, Name: n.Title},
				Since: n.UpdatedAt, Href: "/notices/" + n.ID}
			for _, k := range []struct {
				kind *kernel.TodoKind
				ok   bool
			}{{&post, state == publicity.Draft}, {&end, n.Over(today) && n.Open == 0}, {&object, n.Open > 0}} {
				if k.ok {
					k.kind.Items = append(k.kind.Items, it)
					k.kind.Count++
				}
			}
		}
	}
	for _, k := range []kernel.TodoKind{object, end, post} {
		if k.Count > 0 {
			out = append(out, k)
		}
	}
	return out, nil
}
