package agenda

import (
	"cmp"
	"context"
	"fmt"

	"kebang/internal/actor"
	"kebang/internal/check"
	"kebang/internal/document"
	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/store"
)

// Filter narrows the lines: those of the newest version for everybody, one's own, or all of the market for the office.
type Filter struct {
	Scope  string // public, mine, market
	Market string // of public ones
	State  string
	After  string
	Limit  int
}

// List gives lines, by their serials.
func (s *Service) List(ctx context.Context, a actor.Actor, f Filter) (p store.Page[Line], total int64, err error) {
	q := store.Query{Market: a.Market, After: f.After, Limit: f.Limit, Sort: []store.Order{{Field: "serial"}}}
	eq := func(field string, v any) { q.Where = append(q.Where, store.Cond{Field: field, Op: store.Eq, Value: v}) }
	switch f.Scope {
	case "", "public":
		if q.Market, err = marketOf(a, f.Market); err != nil {
			return p, 0, err
		}
		eq("published", true)
	case "mine":
		if err = a.Require(actor.Enterprise, actor.Department); err != nil {
			return p, 0, err
		}
		q.Sort = []store.Order{{Field: "updated", Desc: true}}
		eq("org", a.Org)
	case "market":
		if err = a.Require(actor.Officer); err != nil {
			return p, 0, err
		}
	default:
		return p, 0, fault.Of(fault.Malformed, textScope)
	}
	if f.State != "" {
		eq("state", f.State)
	}
	err = s.db.View(ctx, func(tx store.Tx) (err error) {
		p, total, err = Lines.Counted(tx, q)
		return err
	})
	return p, total, err
}

// marketOf is the market that a reader asks for: his own when he names none.
func marketOf(a actor.Actor, market string) (string, error) {
	if market = cmp.Or(market, a.Market); market == "" {
		return "", fault.Of(fault.Malformed, textMarket)
	}
	return market, nil
}

// Get reads a line: a published one for everybody, any for its proposer and the office.
func (s *Service) Get(ctx context.Context, a actor.Actor, id string) (Line, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (Line, error) {
		l, err := Lines.First(tx, store.Query{AllMarkets: true,
			Where: []store.Cond{{Field: store.IDField, Op: store.Eq, Value: id}}})
		if err == nil && !l.Published && !l.serves(a) {
			return Line{}, fault.Absent()
		}
		return l, err
	})
}

// Versions lists the published lists of a market, the newest first. Everybody reads them.
func (s *Service) Versions(ctx context.Context, a actor.Actor, market, after string,
	limit int) (p store.Page[Version], total int64, err error) {
	if market, err = marketOf(a, market); err != nil {
		return p, 0, err
	}
	err = s.db.View(ctx, func(tx store.Tx) (err error) {
		p, total, err = Versions.Counted(tx, store.Query{Market: market, After: after, Limit: limit,
			Sort: []store.Order{{Field: "no", Desc: true}}})
		return err
	})
	return p, total, err
}

// Version reads one published list.
func (s *Service) Version(ctx context.Context, id string) (Version, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (Version, error) {
		return Versions.First(tx, store.Query{AllMarkets: true,
			Where: []store.Cond{{Field: store.IDField, Op: store.Eq, Value: id}}})
	})
}

// Document is a version as a paper: the list, and what came in and went out with the reasons.
func (v *Version) Document() *document.Document {
	d := &document.Document{Title: fmt.Sprintf("攻关清单（第%d版）", v.No)}
	d.Blocks = append(d.Blocks, document.Paragraph{Text: v.On.Chinese(), Align: document.Center})
	if v.Note != "" {
		d.Blocks = append(d.Blocks, document.Paragraph{Text: v.Note})
	}
	rows := make([][]string, len(v.Entries))
	for i, e := range v.Entries {
		rows[i] = []string{fmt.Sprint(i + 1), e.Title, industry.Name(e.Industry), e.Text, e.Goal, e.OrgName}
	}
	d.Blocks = append(d.Blocks, document.Table{Columns: []document.Column{{Head: "序号", Align: document.Center},
		{Head: "难题", Width: 3}, {Head: "产业", Width: 2}, {Head: "要解决什么", Width: 5}, {Head: "目标", Width: 3},
		{Head: "提出单位", Width: 2}}, Rows: rows})
	for _, x := range []struct {
		head string
		es   []Entry
	}{{"本版列入", v.In}, {"本版移出", v.Out}} {
		if len(x.es) == 0 {
			continue
		}
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, Text: x.head})
		rows := make([][]string, len(x.es))
		for i, e := range x.es {
			rows[i] = []string{e.Serial, e.Title, e.Reason}
		}
		d.Blocks = append(d.Blocks, document.Table{Columns: []document.Column{{Head: "编号", Width: 2},
			{Head: "难题", Width: 4}, {Head: "理由", Width: 5}}, Rows: rows})
	}
	return d
}

// CheckConsistency proves the list of a market: the newest version holds exactly the published lines.
func CheckConsistency(c *check.Case) error {
	if c.National() {
		return nil
	}
	kind, serials := c.Kind(Kind, "攻关清单条目", &Flow), c.Serials("GG", "攻关清单条目")
	published := map[string]string{}
	err := check.Pages(c.Tx, Lines, store.Query{Market: c.Market}, func(ls []Line) error {
		for i := range ls {
			l := &ls[i]
			c.Record(kind, l.Meta, l.Serial, l.State)
			serials.Add(l.ID, l.Serial)
			if l.Published {
				published[l.ID] = l.Serial
			}
		}
		return nil
	})
	if err == nil {
		err = serials.Done()
	}
	if err != nil {
		return err
	}
	last, err := newest(c.Tx, c.Market)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	for _, e := range last.Entries {
		if published[e.Line] == "" {
			c.Found("攻关清单", e.Line, e.Serial, "在第%d版清单中，条目却没有标记为已发布。请从备份恢复这条记录。", last.No)
		}
		delete(published, e.Line)
	}
	for id, serial := range published {
		c.Found("攻关清单", id, serial, "标记为已发布，却不在最新一版清单中。请从备份恢复这条记录。")
	}
	return nil
}
