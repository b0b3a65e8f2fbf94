package listings

import (
	"cmp"
	"context"
	"io"
	"slices"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/region"
	"kebang/internal/store"
	"kebang/internal/workbook"
	"kebang/matcher"
)

// Searcher finds published listings of a market by free text, pinyin or what only the index knows, best first.
// Package matcher implements it; when the engine is down it says so with fault.Unavailable and the plain lists go on
// working.
type Searcher interface {
	Search(ctx context.Context, a actor.Actor, q matcher.Search) (matcher.Found, error)
}

// Owner names who stands behind a listing.
type Owner struct {
	Org    string `json:"org,omitempty"`
	Name   string `json:"name,omitempty"`
	Hidden bool   `json:"hidden" doc:"the firm chose to show county and industry only"`
}

// ListingView is a listing as one reader may see it.
type ListingView[C listing.Content] struct {
	ID          string           `json:"id"`
	Kind        listing.Kind     `json:"kind" enum:"demand,achievement"`
	Serial      string           `json:"serial"`
	Market      string           `json:"market"`
	Rev         int64            `json:"rev"`
	State       string           `json:"state"`
	StateName   string           `json:"stateName"`
	Version     int64            `json:"version" doc:"content version, plus 1 at every publication"`
	Owner       *Owner           `json:"owner,omitempty"`
	Lead        bool             `json:"lead" doc:"公开线索: no owner, not confirmed by the unit"`
	Source      *listing.Source  `json:"source,omitempty"`
	RegionName  string           `json:"regionName,omitempty" doc:"full Chinese name of the region, or the source's own words"`
	Content     C                `json:"content"`
	Draft       *C               `json:"draft,omitempty" doc:"what the owner edits; owner and officers only"`
	Steps       []kernel.Button  `json:"steps"`
	Level       disclosure.Level `json:"level" doc:"how deep this reader sees: public, members, protected, private"`
	Mine        bool             `json:"mine"`
	PublishedAt int64            `json:"publishedAt,omitempty"`
	UpdatedAt   int64            `json:"updatedAt"`
	CreatedAt   int64            `json:"createdAt"`
	ReturnedFor string           `json:"returnedFor,omitempty"`

	Personal []listing.Personal `json:"personal,omitempty" doc:"numbers of people in public fields of what would be published; for owner and officers, to be settled before publishing"`

	Matched []matcher.Marked `json:"matched,omitempty" doc:"of a text search: where the words stand, in fields that this reader may see"`
}

func viewListing[C listing.Content](kind listing.Kind, a actor.Actor, v listing.View[C]) ListingView[C] {
	out := ListingView[C]{ID: v.ID, Kind: kind, Serial: v.Serial, Market: v.Market, Rev: v.Rev, State: v.State, StateName: listing.Flow.Name(v.State),
		Version: v.Version, Lead: v.Lead(), Source: sourceFor(v.Source, v.Level), Level: v.Level, Mine: v.Mine, Steps: kernel.Buttons(v.Steps(a)),
		PublishedAt: v.PublishedAt, UpdatedAt: v.UpdatedAt, CreatedAt: v.CreatedAt, ReturnedFor: v.ReturnedFor, Draft: v.Listing.Draft}
	if v.Published != nil {
		out.Content = *v.Published
	} else if v.Listing.Draft != nil {
		out.Content = *v.Listing.Draft
	}
	if v.Level == disclosure.Private {
		current := v.Listing.Current()
		out.Personal = listing.PersonalNumbers(&current)
	}
	common := listing.CommonOf(&out.Content)
	if out.RegionName = region.FullName(common.Region); out.RegionName == "" {
		out.RegionName = common.RegionWords
	}
	if !out.Lead {
		out.Owner = &Owner{Org: v.OwnerOrg, Name: v.Owner, Hidden: v.Owner == ""}
	}
	return out
}

// sourceFor hides from other readers which import wrote a listing, and for which unit.
func sourceFor(s *listing.Source, level disclosure.Level) *listing.Source {
	if s == nil || level == disclosure.Private {
		return s
	}
	out := *s
	out.Import, out.Owner, out.NoConsent, out.Closed = "", "", false, false
	return &out
}

type listingQuery struct {
	kernel.ListQuery
	Market   string `query:"market" maxLength:"40" doc:"the market looked at; of a signed-in reader his own when it is left out. Others show what visitors see. Of public lists only"`
	Scope    string `query:"scope" enum:"public,mine,review,market" doc:"public (default), mine, review (officer's queue) or market (everything, officers)"`
	State    string `query:"state" maxLength:"20"`
	Industry string `query:"industry" maxLength:"4" doc:"two or four digits"`
	Region   string `query:"region" maxLength:"6" doc:"two, four or six digits of GB/T 2260"`
	Lead     string `query:"lead" enum:"true,false" doc:"only, or without, 公开线索"`
	TRL      int    `query:"trl" minimum:"0" maximum:"9" doc:"least maturity; published ones only"`
	Mode     string `query:"mode" maxLength:"20" doc:"way to work together; published ones only"`
	MinFen   int64  `query:"minFen" minimum:"0" doc:"least budget or price; published ones, for members only"`
	MaxFen   int64  `query:"maxFen" minimum:"0" doc:"highest budget or price; published ones, for members only"`
}

// fromIndex reports whether the index must answer: records know nothing of free text, maturity, modes and money.
func (q listingQuery) fromIndex() bool {
	return (q.Scope == "" || q.Scope == "public") && (q.Q != "" || q.TRL > 0 || q.Mode != "" || q.MinFen > 0 || q.MaxFen > 0)
}

func (q listingQuery) search(kind listing.Kind) matcher.Search {
	s := matcher.Search{Kind: matcher.Kind(kind), Text: q.Q, Filter: matcher.Filter{Market: q.Market, Industry: q.Industry, Region: q.Region, MinTRL: q.TRL,
		MinFen: q.MinFen, MaxFen: q.MaxFen, Trusted: q.Lead == "false", Leads: q.Lead == "true"}}
	if q.Mode != "" {
		s.Filter.Modes = []string{q.Mode}
	}
	return s
}

func (q listingQuery) filter() listing.Filter {
	f := listing.Filter{Market: q.Market, Scope: q.Scope, State: q.State, Industry: q.Industry, Region: q.Region, Sort: q.Sort, Cursor: q.Cursor, Limit: q.Limit}
	if q.Lead != "" {
		lead := q.Lead == "true"
		f.Lead = &lead
	}
	return f
}

// Talks says whether a listing is open to its reader by a deal in talks.
type Talks interface {
	Opens(ctx context.Context, a actor.Actor, kind listing.Kind, id string) (bool, error)
}

// Workbook makes the download of a list of a market. Each hands the listings over one by one.
type Workbook[C listing.Content] func(ctx context.Context, market string, each func(func(listing.View[C]) error) error) (func(io.Writer) error, error)

// Listings are the routes of 技术需求 and 科技成果: the same ones for both kinds.
func Routes(svc *listing.Service, talks Talks, search Searcher, demands Workbook[listing.DemandContent], achievements Workbook[listing.AchievementContent]) kernel.Resource {
	return func(r *kernel.Router) {
		desk(r, svc.Demands, talks, "demand", "技术需求", search, demands)
		desk(r, svc.Achievements, talks, "achievement", "科技成果", search, achievements)
		r.Reference("listingFlow", func(context.Context) (any, error) { return kernel.NewFlowReference(&listing.Flow), nil })
		r.Todo(func(ctx context.Context, a actor.Actor) ([]kernel.TodoKind, error) { return listingTodos(ctx, svc, a) })
	}
}

type listingBody[C listing.Content] struct {
	Content C `json:"content" required:"true"`
}

func desk[C listing.Content](r *kernel.Router, d *listing.Desk[C], talks Talks, noun, zh string, search Searcher, export Workbook[C]) {
	base := "/" + noun + "s"
	list := func(ctx context.Context, a actor.Actor, in listingQuery) (items []ListingView[C], next string, total int64, err error) {
		page, total, err := findListings(ctx, d, search, a, in)
		for _, v := range page.Items {
			item := viewListing(d.Kind(), a, v)
			if in.Q != "" {
				item.Matched = matcher.Highlight(in.Q, matcher.FieldsOf(&item.Content))
			}
			items = append(items, item)
		}
		return items, page.Next, total, err
	}
	kernel.Route(r, kernel.Public, kernel.Op("list-"+noun+"s", "GET", base, zh+"列表"),
		func(ctx context.Context, a actor.Actor, in *listingQuery) (*kernel.List[ListingView[C]], error) {
			items, next, total, err := list(ctx, a, *in)
			if slices.ContainsFunc(items, func(v ListingView[C]) bool { return v.Level >= disclosure.Protected && !v.Mine }) {
				r.NoteRead(ctx, zh+"列表", "")
			}
			return kernel.NewList(items, next, total), err
		})
	kernel.Export(r, kernel.Public, kernel.Op("export-"+noun+"s", "GET", base+"/export.xlsx", "导出"+zh), zh+".xlsx",
		func(ctx context.Context, a actor.Actor, in *listingQuery) (func(io.Writer) error, error) {
			q := *in
			q.Limit = 100
			page, _, err := findListings(ctx, d, search, a, q)
			if err != nil {
				return nil, err
			}
			market := a.Market
			if len(page.Items) > 0 {
				market = page.Items[0].Market
			}
			return export(ctx, market, func(write func(listing.View[C]) error) error {
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
					if page, _, err = findListings(ctx, d, search, a, q); err != nil {
						return err
					}
				}
			})
		})
	facets(r, noun, zh, d.Kind(), search)
	r.Shown(kernel.ShownKind{Base: base, Newest: d.Newest, Find: func(ctx context.Context, market, id string) (kernel.Shown, error) {
		v, err := d.Get(ctx, actor.Actor{Market: market}, market, id)
		if err != nil {
			return kernel.Shown{}, err
		}
		if v.Published == nil {
			return kernel.Shown{}, fault.New(fault.NotFound, "not-found", "没有找到这条信息，可能已被撤下，或您无权查看。")
		}
		common := listing.CommonOf(v.Published)
		return kernel.Shown{Title: common.Title, Text: common.Text}, nil
	}})
	kernel.Route(r, kernel.Public, kernel.Op("get-"+noun, "GET", base+"/{id}", "一条"+zh),
		func(ctx context.Context, a actor.Actor, in *struct {
			ID     string `path:"id"`
			Market string `query:"market" maxLength:"40" doc:"where the listing stands; when it is left out one's own market is looked at first"`
		}) (*kernel.Tagged[ListingView[C]], error) {
			v, err := readListing(ctx, d, talks, a, in.Market, in.ID)
			if err != nil {
				return nil, err
			}
			if v.Level >= disclosure.Protected && !v.Mine {
				r.NoteRead(ctx, zh+"受保护内容 "+v.Serial, v.ID)
			}
			return kernel.Tag(v.Rev, viewListing(d.Kind(), a, v)), nil
		})
	create := kernel.Op("create-"+noun, "POST", base, "新建"+zh)
	create.DefaultStatus = 201
	kernel.Route(r, kernel.Roles(actor.Enterprise, actor.Institute, actor.Researcher, actor.Agency, actor.Commissioner, actor.Officer), create,
		func(ctx context.Context, a actor.Actor, in *struct{ Body listingBody[C] }) (*kernel.Tagged[ListingView[C]], error) {
			return shown(d, a)(d.Create(ctx, a, id.New(), in.Body.Content))
		})
	kernel.Route(r, kernel.SignedIn, kernel.Op("save-"+noun, "PUT", base+"/{id}", "保存草稿"),
		func(ctx context.Context, a actor.Actor, in *struct {
			ID string `path:"id"`
			kernel.IfMatch
			Body listingBody[C]
		}) (*kernel.Tagged[ListingView[C]], error) {
			rev, err := in.Rev()
			if err != nil {
				return nil, err
			}
			return shown(d, a)(d.Save(ctx, a, in.ID, rev, in.Body.Content))
		})
	for _, step := range []string{listing.StepSubmit, listing.StepPublish, listing.StepReturn, listing.StepRecall, listing.StepWithdraw,
		listing.StepReopen, listing.StepClose} {
		kernel.Route(r, kernel.SignedIn, kernel.Op(step+"-"+noun, "POST", base+"/{id}/"+step, listing.Flow.StepLabel(step)),
			func(ctx context.Context, a actor.Actor, in *struct {
				ID string `path:"id"`
				kernel.IfMatch
				Body struct {
					Reason string `json:"reason" maxLength:"2000"`
				}
			}) (*kernel.Tagged[ListingView[C]], error) {
				rev, err := in.Rev()
				if err != nil {
					return nil, err
				}
				return shown(d, a)(d.Step(ctx, a, in.ID, rev, step, in.Body.Reason))
			})
	}
	kernel.Route(r, kernel.Roles(actor.Officer), kernel.Op("look-"+noun+"-contact", "POST", base+"/{id}/contact", "查看联系方式（留下记录）"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.Out[listing.Contact], error) {
			v, err := d.Get(ctx, a, a.Market, in.ID)
			if err != nil {
				return nil, err
			}
			c, err := d.Look(ctx, a, id.New(), in.ID)
			if err != nil {
				return nil, err
			}
			r.NoteRead(ctx, zh+"联系方式 "+v.Serial, v.ID)
			return kernel.NewOut(c), nil
		})
	kernel.Route(r, kernel.SignedIn, kernel.Op("list-"+noun+"-looks", "GET", base+"/{id}/looks", "谁查看过联系方式"),
		func(ctx context.Context, a actor.Actor, in *kernel.RecordIn) (*kernel.List[listing.Look], error) {
			ls, err := d.Looks(ctx, a, in.ID)
			return kernel.NewItems(ls), err
		})
	kernel.Route(r, kernel.SignedIn, kernel.Op(noun+"-history", "GET", base+"/{id}/history", "变更历史"),
		func(ctx context.Context, a actor.Actor, in *struct {
			ID string `path:"id"`
		}) (*kernel.List[audit.Entry], error) {
			h, err := d.History(ctx, a, in.ID)
			return kernel.NewList(h, "", int64(len(h))), err
		})
}

// readListing reads one listing of a market, or of any that publishes it when none is named. Both sides of a deal in talks,
// and its broker, read each other's protected fields.
func readListing[C listing.Content](ctx context.Context, d *listing.Desk[C], talks Talks, a actor.Actor, market, id string) (listing.View[C], error) {
	if market != "" && market != a.Market {
		return d.Get(ctx, a, market, id)
	}
	v, err := d.Get(ctx, a, a.Market, id)
	if err == nil && v.Level >= disclosure.Protected || err != nil && !fault.Is(err, fault.NotFound) {
		return v, err
	}
	open, failed := talks.Opens(ctx, a, d.Kind(), id)
	switch {
	case failed != nil:
		return v, failed
	case open:
		return d.GetAs(ctx, a, id, disclosure.Protected)
	case err != nil && market == "":
		return d.Anywhere(ctx, a, id)
	}
	return v, err
}

// shown makes the answer of a change: the listing as its new reader sees it.
func shown[C listing.Content](d *listing.Desk[C], a actor.Actor) func(listing.Listing[C], error) (*kernel.Tagged[ListingView[C]], error) {
	return func(l listing.Listing[C], err error) (*kernel.Tagged[ListingView[C]], error) {
		if err != nil {
			return nil, err
		}
		level, _ := listing.LevelFor(a, &l)
		return kernel.Tag(l.Rev, viewListing(d.Kind(), a, d.ReadAs(a, l, level))), nil
	}
}

// findListings answers a plain list from the records and a text search from the index.
func findListings[C listing.Content](ctx context.Context, d *listing.Desk[C], search Searcher, a actor.Actor, in listingQuery) (page store.Page[listing.View[C]], total int64, err error) {
	if !in.fromIndex() {
		f := in.filter()
		f.Text = in.Q
		return d.List(ctx, a, f)
	}
	if err := in.Only("-relevance", "检索和按成熟度、方式、金额筛选的结果，最相关的在前"); err != nil {
		return page, 0, err
	}
	offset, limit, err := in.Offset()
	if err != nil {
		return page, 0, err
	}
	q := in.search(d.Kind())
	q.Offset, q.Limit = offset, limit
	found, err := search.Search(ctx, a, q)
	if err != nil {
		return page, 0, err
	}
	page.Items, err = d.Many(ctx, a, cmp.Or(in.Market, a.Market), found.IDs)
	if offset+limit < found.Total {
		page.Next = kernel.OffsetCursor(offset + limit)
	}
	return page, int64(found.Total), err
}
