package listing

import (
	"context"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/flow"
	"kebang/internal/store"
)

// Filter limits a list. Empty fields do not limit.
type Filter struct {
	Market   string // for public lists, empty for the actor's own; other lists use the actor's
	Scope    string // public (default), mine, review, market
	State    State
	Industry string // two or four digits
	Region   string // two, four or six digits
	Lead     *bool
	Text     string // words in the title; only for lists outside the index (own, review, market)
	Sort     string // one of Sorts, "-" before it for descending; empty means newest first
	Cursor   string
	Limit    int
}

// Sorts are the orders of a list.
var Sorts = []string{"published", "updated", "serial"}

// View is a listing cut for one reader.
type View[C Content] struct {
	Listing[C]
	Level disclosure.Level // level of this reader
	Mine  bool
	Owner string // name to show; empty when the firm hides it
}

// Get reads one listing for a reader; fault.NotFound when it is hidden from him.
func (d *Desk[C]) Get(ctx context.Context, a actor.Actor, market, id string) (View[C], error) {
	var v View[C]
	err := d.db.View(ctx, func(tx store.Tx) error {
		var err error
		v, err = d.GetTx(tx, a, market, id)
		return err
	})
	return v, err
}

// GetTx is Get inside a larger read.
func (d *Desk[C]) GetTx(tx store.Tx, a actor.Actor, market, id string) (View[C], error) {
	l, err := d.col.Get(tx, market, id)
	if err != nil {
		return View[C]{}, err
	}
	level, ok := LevelFor(a, &l)
	if !ok {
		return View[C]{}, fault.Absent()
	}
	return d.cut(a, l, level), nil
}

// Anywhere reads a published listing of any market by its id alone, as in a link that a person received.
func (d *Desk[C]) Anywhere(ctx context.Context, a actor.Actor, id string) (v View[C], err error) {
	q := store.Query{AllMarkets: true, Where: []store.Cond{{Field: store.IDField, Op: store.Eq, Value: id},
		{Field: "visible", Op: store.Eq, Value: true}}, Limit: 1}
	err = d.db.View(ctx, func(tx store.Tx) error {
		page, err := d.col.Find(tx, q)
		if err != nil {
			return err
		}
		if len(page.Items) == 0 {
			return fault.Absent()
		}
		v, err = d.GetTx(tx, a, page.Items[0].Market, id)
		return err
	})
	return v, err
}

// GetAs reads a listing that was once published, for a reader at a level that another package grants. A party of a deal
// can thus read it after it was taken down. A higher level of his own stays.
func (d *Desk[C]) GetAs(ctx context.Context, a actor.Actor, id string, level disclosure.Level) (v View[C], err error) {
	err = d.db.View(ctx, func(tx store.Tx) error {
		l, err := d.col.Get(tx, a.Market, id)
		if err != nil {
			return err
		}
		if own, ok := LevelFor(a, &l); ok {
			level = max(level, own)
		} else if l.Published == nil {
			return fault.Absent()
		}
		v = d.cut(a, l, level)
		return nil
	})
	return v, err
}

// ReadAs cuts a listing for a reader at a level that another package grants, such as a party of a deal.
func (d *Desk[C]) ReadAs(a actor.Actor, l Listing[C], level disclosure.Level) View[C] {
	return d.cut(a, l, level)
}

// Raw reads a listing uncut, for packages that act on it. Never show it.
func (d *Desk[C]) Raw(tx store.Tx, market, id string) (Listing[C], error) {
	return d.col.Get(tx, market, id)
}

func (d *Desk[C]) cut(a actor.Actor, l Listing[C], level disclosure.Level) View[C] {
	v := View[C]{Listing: l, Level: level, Mine: owns(a, &l), Owner: l.OwnerName}
	common := CommonOf(ptr(l.Current()))
	hidden := common.HideOrg
	if l.Published != nil && l.Visible() {
		hidden = CommonOf(l.Published).HideOrg
	}
	if l.Published != nil {
		v.Published = ptr(Cut(*l.Published, CommonOf(l.Published).Levels, level))
	}
	if closesContact(&l, v.Mine) {
		v.Published, v.Draft = withoutContact(v.Published), withoutContact(v.Draft)
	}
	if level < disclosure.Private {
		v.Draft, v.Claim, v.RowHash, v.CreatedBy, v.PassedBy, v.ReturnedFor, v.OwnerPerson = nil, "", "", "", "", "", ""
		if hidden && level < disclosure.Protected {
			v.Owner, v.OwnerName, v.OwnerOrg = "", "", ""
		}
	}
	return v
}

func ptr[T any](v T) *T { return &v }

// query makes the store query of a filter for a reader. It never leaves one market.
func (d *Desk[C]) query(a actor.Actor, f Filter) (store.Query, error) {
	q := store.Query{Market: a.Market, After: f.Cursor, Limit: f.Limit,
		Sort: []store.Order{{Field: "updated", Desc: true}}}
	eq := func(field string, v any) { q.Where = append(q.Where, store.Cond{Field: field, Op: store.Eq, Value: v}) }
	switch f.Scope {
	case "", "public":
		if f.Market != "" {
			q.Market = f.Market
		}
		eq("visible", true)
		q.Sort = []store.Order{{Field: "published", Desc: true}}
	case "mine":
		switch {
		case !a.Known():
			return q, a.Require()
		case a.Org != "":
			eq("org", a.Org)
		default:
			eq("person", a.Person)
		}
	case "review":
		if err := a.Require(actor.Officer); err != nil {
			return q, err
		}
		q.Where = append(q.Where, store.Cond{Field: "state", Op: store.In, Value: []string{InReview, Changing}})
		q.Sort = []store.Order{{Field: "updated"}}
	case "market":
		if err := a.Require(actor.Officer, actor.Admin); err != nil {
			return q, err
		}
	default:
		return q, fault.Of(fault.Malformed, fault.T("unknown-scope",
			"没有这种范围，请从页面上的选项中选择。",
			"There is no such scope; please use the choices of the page."))
	}
	var err error
	if q.Sort, err = store.OrderBy(f.Sort, q.Sort[0], Sorts...); err != nil {
		return q, err
	}
	if q.Market == "" {
		return q, fault.Of(fault.Malformed, fault.T("market-missing",
			"请先选择一个市场（县）。",
			"Please choose a market (county) first."))
	}
	if f.State != "" {
		eq("state", f.State)
	}
	if f.Lead != nil {
		eq("lead", *f.Lead)
	}
	industries, regions := "industries", "regions"
	if !a.Known() || q.Market != a.Market {
		industries, regions = "openIndustries", "openRegions"
	}
	if f.Industry != "" {
		q.Where = append(q.Where, store.Cond{Field: industries, Op: store.Has, Value: f.Industry})
	}
	if f.Region != "" {
		q.Where = append(q.Where, store.Cond{Field: regions, Op: store.Has, Value: f.Region})
	}
	return q, nil
}

// List reads one page and the total for a reader.
func (d *Desk[C]) List(ctx context.Context, a actor.Actor, f Filter) (page store.Page[View[C]], total int64,
	err error) {
	q, err := d.query(a, f)
	if err != nil {
		return page, 0, err
	}
	if f.Text != "" {
		return d.withText(ctx, a, q, f.Text)
	}
	err = d.db.View(ctx, func(tx store.Tx) error {
		p, n, err := d.col.Counted(tx, q)
		if err != nil {
			return err
		}
		total = n
		page = store.Page[View[C]]{Next: p.Next, Items: make([]View[C], 0, len(p.Items))}
		for _, l := range p.Items {
			if level, ok := LevelFor(a, &l); ok {
				page.Items = append(page.Items, d.cut(a, l, level))
			}
		}
		return nil
	})
	return page, total, err
}

// maxText is the most hits of a text search in a list outside the index: one page of the newest ones.
const maxText = 100

// withText searches titles and serials of an owner's or officer's list, newest first.
func (d *Desk[C]) withText(ctx context.Context, a actor.Actor, q store.Query, text string) (page store.Page[View[C]],
	total int64, err error) {
	q.After, q.Limit = "", 0
	text = strings.ToLower(text)
	err = d.db.View(ctx, func(tx store.Tx) error {
		return d.col.Each(tx, q, func(l Listing[C]) error {
			c := l.Current()
			level, ok := LevelFor(a, &l)
			if !ok || !strings.Contains(strings.ToLower(l.Serial+" "+CommonOf(&c).Title), text) {
				return nil
			}
			if total++; total <= maxText {
				page.Items = append(page.Items, d.cut(a, l, level))
			}
			return nil
		})
	})
	return page, total, err
}

// Many reads visible listings by id for a reader, in that order and without hidden ones. It serves search results.
func (d *Desk[C]) Many(ctx context.Context, a actor.Actor, market string, ids []string) (out []View[C], err error) {
	err = d.db.View(ctx, func(tx store.Tx) error {
		ls, err := d.col.Many(tx, market, ids)
		for _, l := range ls {
			if level, ok := LevelFor(a, &l); ok {
				out = append(out, d.cut(a, l, level))
			}
		}
		return err
	})
	return out, err
}

// Newest calls fn for at most limit public listings of a market, the newest publication first.
func (d *Desk[C]) Newest(ctx context.Context, market string, limit int, fn func(id string, publishedAt int64)) error {
	q := store.Query{Market: market, Where: []store.Cond{{Field: "visible", Op: store.Eq, Value: true}},
		Sort: []store.Order{{Field: "published", Desc: true}}}
	for limit > 0 {
		q.Limit = min(limit, store.MaxLimit)
		var page store.Page[Listing[C]]
		err := d.db.View(ctx, func(tx store.Tx) (err error) {
			page, err = d.col.Find(tx, q)
			return err
		})
		if err != nil {
			return err
		}
		for _, l := range page.Items {
			fn(l.ID, l.PublishedAt)
		}
		if limit -= len(page.Items); page.Next == "" {
			return nil
		}
		q.After = page.Next
	}
	return nil
}

// Count counts the listings of a filter for a reader.
func (d *Desk[C]) Count(ctx context.Context, a actor.Actor, f Filter) (n int64, err error) {
	q, err := d.query(a, f)
	if err != nil {
		return 0, err
	}
	q.Sort = nil
	err = d.db.View(ctx, func(tx store.Tx) error {
		n, err = d.col.Count(tx, q)
		return err
	})
	return n, err
}

// History reads the lines of a listing for its owner, the officers of the market and the administrator. Other readers
// see the officer and the time of publication, without the reasons.
func (d *Desk[C]) History(ctx context.Context, a actor.Actor, id string) (out []audit.Entry, err error) {
	err = d.db.View(ctx, func(tx store.Tx) error {
		v, err := d.GetTx(tx, a, a.Market, id)
		if err != nil {
			return err
		}
		lines, err := audit.History(tx, a.Market, id)
		for _, e := range lines {
			if v.Level < disclosure.Private {
				if e.Step != StepPublish && e.Step != StepClose {
					continue
				}
				e.Reason, e.Person, e.PersonName = fault.Said{}, "", ""
				if e.Role != actor.Officer { // the owner's name may be hidden
					e.Org, e.OrgName = "", ""
				}
			}
			out = append(out, e)
		}
		return err
	})
	return out, err
}

// Steps lists the steps that the actor can take with the listing now.
func (v View[C]) Steps(a actor.Actor) []flow.Edge { return Steps(a, &v.Listing) }
