package listings

import (
	"context"
	"io"
	"slices"

	"kebang/api/history"
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/quantity"
	"kebang/internal/vocab"
	"kebang/internal/workbook"
	"kebang/matcher"
)

// Searcher finds published listings of a market by free text, pinyin or values that only the index knows, best first.
// Package matcher implements it. When the engine is down it returns fault.Unavailable, and the plain lists go on
// working.
type Searcher interface {
	Search(ctx context.Context, a actor.Actor, q matcher.Search) (matcher.Found, error)
}

// Talks reports whether a deal in talks opens a listing to its reader.
type Talks interface {
	Opens(ctx context.Context, a actor.Actor, kind listing.Kind, id string) (bool, error)
}

// Workbook makes the download of a list of a market. Each passes the listings one by one.
type Workbook[C listing.Content] func(ctx context.Context, market string,
	each func(func(listing.View[C]) error) error) (func(io.Writer) error, error)

// Routes are those of 技术需求 and 科技成果: the same for both kinds.
func Routes(svc *listing.Service, talks Talks, search Searcher,
	demands Workbook[listing.DemandContent], achievements Workbook[listing.AchievementContent],
) kernel.Resource {
	return func(r *kernel.Router) {
		kernel.Name[ListingView[listing.DemandContent]](r, "DemandView")
		kernel.Name[ListingView[listing.AchievementContent]](r, "AchievementView")
		kernel.Name[listingBody[listing.DemandContent]](r, "DemandBody")
		kernel.Name[listingBody[listing.AchievementContent]](r, "AchievementBody")
		desk[listing.DemandContent]{r, svc.Demands, talks, search, demands, "demand", "技术需求", "/demands"}.routes()
		desk[listing.AchievementContent]{r, svc.Achievements, talks, search, achievements, "achievement", "科技成果",
			"/achievements"}.routes()
		r.Flow("listing", &listing.Flow)
		for name, list := range map[string]vocab.List{"kinds": listing.Kinds, "modes": listing.Modes,
			"demandTypes": listing.DemandTypes, "ipKinds": listing.IPKinds, "ipStatuses": listing.IPStatuses,
			"achievementForms": listing.Forms, "trls": listing.TRLs, "operators": quantity.Ops,
			"levels": disclosure.Levels} {
			r.Words(name, list)
		}
		r.Todo(func(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) { return listingTodos(ctx, svc, a) })
	}
}

// desk has the routes of one kind of listing.
type desk[C listing.Content] struct {
	r      *kernel.Router
	svc    *listing.Desk[C]
	talks  Talks
	search Searcher
	export Workbook[C]

	noun, zh, base string
}

func (d desk[C]) term() vocab.Term { return vocab.Term{Code: d.noun, Zh: d.zh, En: d.noun} }

// writers are the roles that may bring a listing to its review: a role that may submit one may write one.
var writers = kernel.Takers(&listing.Flow, listing.StepSubmit)

func (d desk[C]) routes() {
	kernel.Route(d.r, kernel.Public, kernel.Op("list-"+d.noun+"s", "GET", d.base, d.zh+"列表"), d.list)
	kernel.Export(d.r, kernel.Public, kernel.Op("export-"+d.noun+"s", "GET", d.base+"/export.xlsx", "导出"+d.zh),
		d.noun+"s", d.zh+".xlsx", d.workbook)
	facets(d.r, d.noun, d.zh, d.svc.Kind(), d.search)
	d.r.Shown(kernel.ShownKind{Base: d.base, Newest: d.svc.Newest, Find: d.shown})
	kernel.Route(d.r, kernel.Public, kernel.Op("get-"+d.noun, "GET", d.base+"/{id}", "一条"+d.zh), d.get)
	kernel.Route(d.r, writers, kernel.Created(kernel.Op("create-"+d.noun, "POST", d.base, "新建"+d.zh)), d.create)
	kernel.Route(d.r, kernel.SignedIn, kernel.Op("save-"+d.noun, "PUT", d.base+"/{id}", "保存草稿"), d.save)
	steps := kernel.StepsOf(d.r, &listing.Flow, d.noun, d.base)
	for _, step := range []string{listing.StepSubmit, listing.StepPublish, listing.StepReturn, listing.StepRecall,
		listing.StepWithdraw,
		listing.StepReopen, listing.StepClose} {
		kernel.Step(steps, step, d.step(step))
	}
	steps.Whole()
	kernel.Route(d.r, kernel.Roles(actor.Officer),
		kernel.Op("look-"+d.noun+"-contact", "POST", d.base+"/{id}/contact", "查看联系方式（留下记录）"), d.contact)
	kernel.Route(d.r, kernel.SignedIn, kernel.Op("list-"+d.noun+"-looks", "GET", d.base+"/{id}/looks", "谁查看过联系方式"),
		d.looks)
	history.Route(d.r, kernel.SignedIn, d.noun, d.base, d.svc.History)
}

func (d desk[C]) list(ctx context.Context, a actor.Actor, in *listingQuery) (*kernel.List[ListingView[C]], error) {
	page, total, err := d.find(ctx, a, *in)
	var items []ListingView[C]
	for _, v := range page.Items {
		item := viewListing(d.svc.Kind(), a, v)
		if in.Q != "" {
			item.Matched = matcher.Highlight(in.Q, matcher.FieldsOf(&item.Content))
		}
		items = append(items, item)
	}
	if slices.ContainsFunc(items, func(v ListingView[C]) bool { return v.Level >= disclosure.Protected && !v.Mine }) {
		d.r.NoteRead(ctx, kernel.SeenList.With(d.term()), "")
	}
	return kernel.NewList(items, page.Next, total), err
}

// workbook reads the list page by page during the writing.
func (d desk[C]) workbook(ctx context.Context, a actor.Actor, in *listingQuery) (func(io.Writer) error, error) {
	q := *in
	q.Limit = 100
	page, _, err := d.find(ctx, a, q)
	if err != nil {
		return nil, err
	}
	market := a.Market
	if len(page.Items) > 0 {
		market = page.Items[0].Market
	}
	return d.export(ctx, market, func(write func(listing.View[C]) error) error {
		for n := 0; ; {
			for _, v := range page.Items {
				if err := write(v); err != nil {
					return err
				}
			}
			n += len(page.Items)
			if q.Cursor = page.Next; q.Cursor == "" || n >= workbook.MaxRows {
				return nil
			}
			if page, _, err = d.find(ctx, a, q); err != nil {
				return err
			}
		}
	})
}

// shown is the text in the head of a public page.
func (d desk[C]) shown(ctx context.Context, market, id string) (kernel.Shown, error) {
	v, err := d.svc.Get(ctx, actor.Actor{Market: market}, market, id)
	if err != nil {
		return kernel.Shown{}, err
	}
	if v.Published == nil {
		return kernel.Shown{}, fault.Absent()
	}
	common := listing.CommonOf(v.Published)
	return kernel.Shown{Title: common.Title, Text: common.Text}, nil
}

func (d desk[C]) get(ctx context.Context, a actor.Actor, in *struct {
	ID     string `path:"id"`
	Market string `query:"market" maxLength:"40" doc:"where the listing stands; when it is left out one's own market is looked at first"`
}) (*kernel.Tagged[ListingView[C]], error) {
	v, err := d.read(ctx, a, in.Market, in.ID)
	if err != nil {
		return nil, err
	}
	if v.Level >= disclosure.Protected && !v.Mine {
		d.r.NoteRead(ctx, kernel.SeenProtected.With(d.term(), v.Serial), v.ID)
	}
	return kernel.Tag(v.Rev, viewListing(d.svc.Kind(), a, v)), nil
}

type listingBody[C listing.Content] struct {
	Content C `json:"content" required:"true"`
}

func (d desk[C]) create(ctx context.Context, a actor.Actor,
	in *struct{ Body listingBody[C] }) (*kernel.Tagged[ListingView[C]], error) {
	l, err := d.svc.Create(ctx, a, id.New(), in.Body.Content)
	return d.changed(a, l, err)
}

func (d desk[C]) save(ctx context.Context, a actor.Actor, in *struct {
	ID string `path:"id"`
	kernel.IfMatch
	Body listingBody[C]
}) (*kernel.Tagged[ListingView[C]], error) {
	rev, err := in.Rev()
	if err != nil {
		return nil, err
	}
	l, err := d.svc.Save(ctx, a, in.ID, rev, in.Body.Content)
	return d.changed(a, l, err)
}

// stepIn is the input of every step of a listing.
type stepIn = struct {
	ID string `path:"id"`
	kernel.IfMatch
	Body struct {
		Reason string `json:"reason" maxLength:"2000"`
	}
}

func (d desk[C]) step(step string) func(context.Context, actor.Actor, *stepIn) (*kernel.Tagged[ListingView[C]], error) {
	return func(ctx context.Context, a actor.Actor, in *stepIn) (*kernel.Tagged[ListingView[C]], error) {
		rev, err := in.Rev()
		if err != nil {
			return nil, err
		}
		l, err := d.svc.Step(ctx, a, in.ID, rev, step, in.Body.Reason)
		return d.changed(a, l, err)
	}
}

func (d desk[C]) contact(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Out[kernel.ContactView],
	error) {
	v, err := d.svc.Get(ctx, a, a.Market, in.ID)
	if err != nil {
		return nil, err
	}
	c, err := d.svc.Look(ctx, a, id.New(), in.ID)
	if err != nil {
		return nil, err
	}
	d.r.NoteRead(ctx, kernel.SeenContact.With(d.term(), v.Serial), v.ID)
	return kernel.NewOut(kernel.ContactView(c)), nil
}

func (d desk[C]) looks(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.List[LookView], error) {
	ls, err := d.svc.Looks(ctx, a, in.ID)
	out := make([]LookView, len(ls))
	for i, l := range ls {
		out[i] = LookView{l.ID, l.Person, l.Name, l.Role, l.OrgName, l.Deal, l.Serial, l.At}
	}
	return kernel.NewItems(out), err
}
