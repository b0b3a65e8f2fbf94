package stats

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/region"
	"kebang/internal/registry"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// Matched gives the ids of the demands of a market with at least one shown match. The matcher's side supplies it,
// because statistics do not know how matches are made.
type Matched func(tx store.Tx, market string) ([]string, error)

// Viewers are the roles that read statistics. An approver reads them with their rows, but not the contracts behind
// them.
var Viewers = []actor.Role{actor.Officer, actor.Registrar, actor.Admin, actor.Approver}

// Query asks for one table of registered contracts.
type Query struct {
	From, To string // months YYYY-MM of the registration date, both included; empty is open
	Scope    string // registered, output or input; empty is registered
	By       string // see Dimensions; empty is month
	Class    string
	Industry string // level 1
	Seller   string // region
	Buyer    string
}

// Measures are the figures of one cell. They have no common sum.
type Measures struct {
	Count    int64 `json:"count"`    // 合同数（项）
	TotalFen int64 `json:"totalFen"` // 成交额
	TechFen  int64 `json:"techFen"`  // 技术交易额
}

// Row is one line of a table. Query is the URL query that opens exactly its contracts.
type Row struct {
	Key   string     `json:"key"`
	Label vocab.Term `json:"label"`
	Measures
	Query string `json:"query"`
}

// Table is an answer with its question, so that it can be shown and exported by itself.
type Table struct {
	Scope string `json:"scope"`
	By    string `json:"by"` // a dimension
	From  string `json:"from"`
	To    string `json:"to"`
	Measures
	Query string `json:"query"`
	Rows  []Row  `json:"rows"`
}

type dimension struct {
	vocab.Term
	field  string
	label  func(code string) (vocab.Term, bool)
	filter func(*registry.Filter, string)
}

// dimensions are the ways to group a table. Region is the place of the other side: the buyer's for 输出, the seller's for
// 吸纳.
var dimensions = []dimension{
	{
		vocab.Term{Code: "month", Zh: "登记月份", En: "Month of registration"}, "regMonth",
		func(k string) (vocab.Term, bool) { return vocab.Noun(k, ""), true },
		func(f *registry.Filter, k string) { f.Month = k },
	},
	{
		vocab.Term{Code: "class", Zh: "合同类别", En: "Class of contract"}, "class",
		contract.Classes.Find,
		func(f *registry.Filter, k string) { f.Class = k },
	},
	{
		vocab.Term{Code: "industry", Zh: "行业", En: "Industry"}, "industry1", industry.Find,
		func(f *registry.Filter, k string) { f.Industry = k },
	},
	{
		vocab.Term{Code: "techArea", Zh: "技术领域", En: "Field of technology"}, "techArea", contract.TechAreas.Find,
		func(f *registry.Filter, k string) { f.TechArea = k },
	},
	{
		vocab.Term{Code: "seller", Zh: "卖方所在地", En: "Region of the seller"}, "sellerRegion", placeOf,
		func(f *registry.Filter, k string) { f.Seller = k },
	},
	{
		vocab.Term{Code: "buyer", Zh: "买方所在地", En: "Region of the buyer"}, "buyerRegion", placeOf,
		func(f *registry.Filter, k string) { f.Buyer = k },
	},
}

// Dimensions are the ways to group a table, with their names. Region stands for the buyer or the seller, whichever is
// the other side.
func Dimensions() vocab.List {
	out := vocab.List{{Code: "region", Zh: "地区（流向）", En: "Region of the other side"}}
	for _, d := range dimensions {
		out = append(out, d.Term)
	}
	return out
}

func placeOf(code string) (vocab.Term, bool) {
	if code == contract.Abroad {
		return vocab.Term{Code: code, Zh: "境外", En: "Abroad"}, true
	}
	name := region.FullName(code)
	return vocab.Term{Code: code, Zh: name}, name != ""
}

func place(code string) vocab.Term { t, _ := placeOf(code); return t }

// Service holds the use cases of statistics.
type Service struct {
	db      store.Engine
	now     func() time.Time
	matched Matched
}

// NewService makes the use cases on a store.
func NewService(db store.Engine, now func() time.Time) *Service { return &Service{db: db, now: now} }

// CountMatched sets the source of demands with a match. Without it the funnel calls that stage unknown. Call it before
// the first use.
func (s *Service) CountMatched(m Matched) { s.matched = m }

func (q *Query) check() (dimension, error) {
	var f fault.Fields
	if q.Scope == "" {
		q.Scope = registry.ScopeHere
	}
	if !registry.Scopes.Has(q.Scope) {
		f.Note("/scope", fault.T("scope-one-registered-here-output",
			"统计口径应为登记地、输出或吸纳之一。",
			"The scope is one of: registered here, output, input."))
	}
	by := q.By
	switch {
	case by == "":
		by = "month"
	case by == "region" && q.Scope == registry.ScopeIn:
		by = "seller"
	case by == "region":
		by = "buyer"
	}
	i := slices.IndexFunc(dimensions, func(d dimension) bool { return d.Code == by })
	if i < 0 {
		f.Note("/by", fault.T("there-no-such-grouping-choose",
			"没有这种分组方式，请从列表中选择。",
			"There is no such grouping; please choose from the list."))
		i = 0
	}
	for at, m := range map[string]string{"/from": q.From, "/to": q.To} {
		if m != "" && !validMonth(m) {
			f.Note(at, fault.T("write-months-as-year-month",
				"月份应为“年-月”，如2026-03。",
				"Write months as year-month, such as 2026-03."))
		}
	}
	if q.From != "" && q.To != "" && q.From > q.To {
		f.Note("/to", fault.T("period-cannot-end-before-begins",
			"截止月份不能早于起始月份。",
			"The period cannot end before it begins."))
	}
	return dimensions[i], f.Fault(fault.T("statistics",
		"统计条件有误，请按提示修改。",
		"Something about the filters is wrong; see the fields."))
}

func validMonth(m string) bool {
	return len(m) == 7 && m[4] == '-' && m[5:] >= "01" && m[5:] <= "12" && m[:4] >= "1980" && m[:4] <= "2199" &&
		strings.Trim(m[:4]+m[5:], "0123456789") == ""
}

func (q Query) filter() registry.Filter {
	return registry.Filter{State: registry.Registered, Scope: q.Scope, From: q.From, To: q.To, Class: q.Class,
		Industry: q.Industry, Seller: q.Seller, Buyer: q.Buyer}
}

// Contracts is the table of registered contracts for a question. Months without a contract between the first and the
// last one are rows of zeros.
func (s *Service) Contracts(ctx context.Context, a actor.Actor, q Query) (Table, error) {
	if err := a.Require(Viewers...); err != nil {
		return Table{}, err
	}
	d, err := q.check()
	if err != nil {
		return Table{}, err
	}
	f := q.filter()
	t := Table{Scope: q.Scope, By: d.Code, From: q.From, To: q.To, Query: Params(f)}
	err = s.db.View(ctx, func(tx store.Tx) error {
		t.Rows, t.Measures = []Row{}, Measures{}
		groups, err := registry.Registrations.Sum(tx, store.Query{Market: a.Market, Where: f.Conds()},
			[]string{d.field}, []string{"totalFen", "techFen"})
		if err != nil {
			return err
		}
		for _, g := range groups {
			t.add(d, f, g)
		}
		return nil
	})
	if err != nil {
		return Table{}, err
	}
	if d.Code == "month" {
		t.fillMonths(f)
	} else {
		slices.SortStableFunc(t.Rows, func(a, b Row) int { return strings.Compare(a.Key, b.Key) })
	}
	return t, nil
}

func (t *Table) add(d dimension, f registry.Filter, g store.Group) {
	m := Measures{Count: g.Count, TotalFen: g.Sums[0], TechFen: g.Sums[1]}
	key, label := contract.Missing, vocab.Noun("未填写", "Not given")
	if k, ok := g.By[0].(string); ok && k != "" {
		var known bool
		if label, known = d.label(k); !known {
			label = vocab.Noun(k, "")
		}
		key = k
	}
	d.filter(&f, key)
	t.Rows = append(t.Rows, Row{Key: key, Label: label, Measures: m, Query: Params(f)})
	t.Count += m.Count // rows of one dimension are disjoint, so each measure adds up with itself only
	t.TotalFen += m.TotalFen
	t.TechFen += m.TechFen
}

func (t *Table) fillMonths(f registry.Filter) {
	slices.SortFunc(t.Rows, func(a, b Row) int { return strings.Compare(a.Key, b.Key) })
	from, to := t.From, t.To
	if len(t.Rows) > 0 {
		if from == "" {
			from = t.Rows[0].Key
		}
		if to == "" {
			to = t.Rows[len(t.Rows)-1].Key
		}
	}
	if from == "" || to == "" {
		return
	}
	var rows []Row
	for m, n := from, 0; m <= to && n < 600; m, n = nextMonth(m), n+1 {
		if len(t.Rows) > 0 && t.Rows[0].Key == m {
			rows, t.Rows = append(rows, t.Rows[0]), t.Rows[1:]
			continue
		}
		g := f
		g.Month = m
		rows = append(rows, Row{Key: m, Label: vocab.Noun(m, ""), Query: Params(g)})
	}
	t.Rows = append(rows, t.Rows...)
}

func nextMonth(m string) string {
	if m[5:] == "12" {
		y := []byte(m[:4])
		for i := 3; i >= 0; i-- {
			if y[i]++; y[i] <= '9' {
				break
			}
			y[i] = '0'
		}
		return string(y) + "-01"
	}
	b := []byte(m)
	if b[6]++; b[6] > '9' {
		b[5], b[6] = '1', '0'
	}
	return string(b)
}

// Params writes a filter as the URL query of the list of contracts.
func Params(f registry.Filter) string {
	v := url.Values{}
	for _, p := range [][2]string{{"state", f.State}, {"scope", f.Scope}, {"month", f.Month}, {"from", f.From},
		{"to", f.To}, {"year", f.Year}, {"class", f.Class},
		{"subClass", f.SubClass}, {"industry", f.Industry}, {"techArea", f.TechArea}, {"seller", f.Seller}, {"buyer",
			f.Buyer}} {
		if p[1] != "" {
			v.Set(p[0], p[1])
		}
	}
	return v.Encode()
}
