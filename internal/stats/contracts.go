package stats

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/ledger"
	"kebang/internal/region"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workbook"
	"kebang/internal/workday"
)

// Matched gives the ids of the demands of a market with at least one shown match. The matcher's side supplies it,
// because statistics do not know how matches are made.
type Matched func(tx store.Tx, market string) ([]string, error)

// Viewers are the roles that read statistics. An approver reads them with their rows, but not the contracts behind
// them.
var Viewers = []actor.Role{actor.Officer, actor.Registrar, actor.Admin, actor.Approver}

// Query asks for one table of registered contracts.
type Query struct {
	From, To string       // months YYYY-MM in which the contracts count, both included; empty is open
	Scope    string       // registered, output or input; empty is registered
	By       string       // see Dimensions; empty is month
	AsOf     workday.Date // the figures as they were at the end of this day; empty is now
	Where    map[ledger.Cut]string
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
	Scope string       `json:"scope"`
	By    string       `json:"by"` // a dimension
	From  string       `json:"from"`
	To    string       `json:"to"`
	AsOf  workday.Date `json:"asOf"`
	Measures
	YearBefore *Change `json:"yearBefore"`
	Query      string  `json:"query"`
	Rows       []Row   `json:"rows"`
}

type dimension struct {
	vocab.Term
	cut   ledger.Cut
	label func(code string) (vocab.Term, bool)
}

// dimensions are the ways to group a table. Region is the place of the other side: the buyer's for 输出, the seller's for
// 吸纳.
var dimensions = []dimension{
	{vocab.Term{Code: "month", Zh: "统计月份", En: "Month of statistics"}, ledger.ByPeriod,
		func(k string) (vocab.Term, bool) { return periodName(ledger.Period(k)), true }},
	cut(ledger.ByClass, contract.Classes.Find),
	cut(ledger.BySubClass, contract.SubClasses.Find),
	cut(ledger.ByIndustry, industry.Find),
	cut(ledger.ByTechArea, contract.TechAreas.Find),
	cut(ledger.BySeller, placeOf),
	cut(ledger.ByBuyer, placeOf),
}

// name is the name of a key: the key itself when it has none.
func (d dimension) name(key string) vocab.Term {
	if key == ledger.None {
		return vocab.Noun("未填写", "Not given")
	}
	if label, known := d.label(key); known {
		return label
	}
	return vocab.Noun(key, "")
}

func cut(c ledger.Cut, label func(string) (vocab.Term, bool)) dimension {
	t, _ := ledger.Cuts.Find(string(c))
	return dimension{t, c, label}
}

// periodName is the month as it is, and the adjusting month in words.
func periodName(p ledger.Period) vocab.Term {
	if p.IsAdjusting() {
		return p.Name()
	}
	return vocab.Noun(string(p), "")
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
	sheets  *workbook.Exporter
}

// NewService makes the use cases on a store.
func NewService(db store.Engine, now func() time.Time) *Service {
	return &Service{db: db, now: now, sheets: workbook.NewExporter(db)}
}

// CountMatched sets the source of demands with a match. Without it the funnel calls that stage unknown. Call it before
// the first use.
func (s *Service) CountMatched(m Matched) { s.matched = m }

func (q *Query) check() (dimension, error) {
	var f fault.Fields
	if q.Scope == "" {
		q.Scope = ledger.ScopeHere
	}
	if !ledger.Scopes.Has(q.Scope) {
		f.Note("/scope", fault.T("scope-one-registered-here-output",
			"统计口径应为登记地、输出或吸纳之一。",
			"The scope is one of: registered here, output, input."))
	}
	by := q.By
	switch {
	case by == "":
		by = "month"
	case by == "region" && q.Scope == ledger.ScopeIn:
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
		if m != "" && !ledger.Period(m).Valid() {
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

// query is the question to the ledger.
func (q Query) query(market string) ledger.Query {
	return ledger.Query{Market: market, Scope: q.Scope, From: ledger.Period(q.From), To: ledger.Period(q.To),
		AsOf: q.AsOf, Where: q.Where}
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
	t := Table{Scope: q.Scope, By: d.Code, From: q.From, To: q.To, AsOf: q.AsOf, Query: q.Params()}
	err = s.db.View(ctx, func(tx store.Tx) error {
		t.Rows, t.Measures = []Row{}, Measures{}
		cells, err := ledger.Sum(tx, q.query(a.Market), d.cut)
		for _, c := range cells {
			t.add(d, q, c)
		}
		if err == nil {
			t.YearBefore, err = s.yearBefore(tx, a.Market, q)
		}
		return err
	})
	if err != nil {
		return Table{}, err
	}
	if d.Code == "month" {
		t.fillMonths(q)
	}
	return t, nil
}

func (t *Table) add(d dimension, q Query, c ledger.Cell) {
	m := Measures(c.Figures)
	if m == (Measures{}) {
		return // what was taken back within the question
	}
	t.Rows = append(t.Rows, Row{Key: c.Key, Label: d.name(c.Key), Measures: m, Query: q.narrow(d.cut, c.Key).Params()})
	t.Count += m.Count // rows of one dimension are disjoint, so each measure adds up with itself only
	t.TotalFen += m.TotalFen
	t.TechFen += m.TechFen
}

// narrow is the question about one row.
func (q Query) narrow(cut ledger.Cut, key string) Query {
	if cut == ledger.ByPeriod {
		q.From, q.To = key, key
		return q
	}
	where := maps.Clone(q.Where)
	if where == nil {
		where = map[ledger.Cut]string{}
	}
	where[cut] = key
	q.Where = where
	return q
}

// fillMonths adds rows of zeros for the months between the first and the last one. An adjusting month has a row only
// with figures.
func (t *Table) fillMonths(q Query) {
	from, to := ledger.Period(t.From), ledger.Period(t.To)
	if len(t.Rows) > 0 {
		if from == "" {
			from = ledger.Period(t.Rows[0].Key)
		}
		if to == "" {
			to = ledger.Period(t.Rows[len(t.Rows)-1].Key)
		}
	}
	if from == "" || to == "" {
		return
	}
	rows := t.Rows
	for m, n := from, 0; m <= to && n < 600; m, n = m.Next(), n+1 {
		if !slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Key == string(m) }) {
			rows = append(rows, Row{Key: string(m), Label: periodName(m),
				Query: q.narrow(ledger.ByPeriod, string(m)).Params()})
		}
	}
	slices.SortFunc(rows, func(a, b Row) int { return strings.Compare(a.Key, b.Key) })
	t.Rows = rows
}

// Params writes the question as the URL query of the rows behind it.
func (q Query) Params() string {
	v := url.Values{}
	put := func(key, value string) {
		if value != "" {
			v.Set(key, value)
		}
	}
	put("scope", q.Scope)
	put("from", q.From)
	put("to", q.To)
	put("asOf", string(q.AsOf))
	for c, key := range q.Where {
		put(string(c), key)
	}
	return v.Encode()
}
