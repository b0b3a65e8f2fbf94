package stats_test

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/industry"
	"kebang/internal/ledger"
	"kebang/internal/listing"
	"kebang/internal/region"
	"kebang/internal/registry"
	"kebang/internal/stats"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
	"kebang/internal/workday"
)

const wan = 10_000_00

var (
	officer  = actor.Actor{Person: "p4", PersonName: "王科长", Market: "m1", Role: actor.Officer}
	officer2 = actor.Actor{Person: "p7", PersonName: "赵科长", Market: "m2", Role: actor.Officer}
	firm     = actor.Actor{Person: "p1", Market: "m1", Role: actor.Enterprise, Org: "o1"}
)

type bench struct {
	*stats.Service
	db store.Engine
	n  int
	t  *testing.T

	at time.Time
}

func (b *bench) now() time.Time { return b.at }

func open(t *testing.T) *bench {
	t.Helper()
	db := sqlitetest.Open(t, ledger.Collections(), registry.Collections(), store.Collections(),
		contract.Collections(), stats.Collections(), deal.Collections(),
		listing.Collections(), audit.Collections())
	matched := func(store.Tx, string) ([]string, error) { return []string{"d1", "d2", "lead", "gone"}, nil }
	b := &bench{db: db, t: t, at: time.Date(2026, 1, 5, 2, 0, 0, 0, time.UTC)}
	b.Service = stats.NewService(db, b.now)
	b.CountMatched(matched)
	return b
}

type row struct {
	date          workday.Date
	class         contract.Class
	industry      string
	seller, buyer string
	total, tech   int64 // 万元
	scopes        []string
	demand, deal  string
	state         string
}

func (b *bench) add(market string, r row) {
	b.t.Helper()
	b.n++
	if r.state == "" {
		r.state = registry.Registered
	}
	c := contract.Contract{Meta: store.Meta{ID: fmt.Sprintf("%s-%03d", market, b.n), Market: market},
		Serial: fmt.Sprintf("HT-%d", b.n), State: contract.Confirmed,
		Filing: &contract.Filing{State: r.state}, Deal: contract.DealRef{ID: r.deal, Demand: r.demand}}
	reg := registry.Registration{Meta: c.Meta, Contract: c.ID, State: r.state, Number: fmt.Sprintf("20260000%08d", b.n),
		Date:     r.date,
		TotalFen: r.total * wan, TechFen: r.tech * wan, Scopes: r.scopes, Subject: registry.Subject{Serial: c.Serial,
			Title: "合同", Class: r.class,
			Industry: r.industry, Seller: registry.Party{Name: "卖方", Place: r.seller}, Buyer: registry.Party{Name: "买方",
				Place: r.buyer}, Deal: r.deal, Demand: r.demand}}
	err := b.db.Run(b.t.Context(), func(tx store.Tx) error {
		c, reg := c, reg
		if err := contract.Contracts.Insert(tx, &c); err != nil {
			return err
		}
		if err := registry.Registrations.Insert(tx, &reg); err != nil || reg.State != registry.Registered {
			return err
		}
		return b.post(tx, &reg, nil, entryOf(r))
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// entryOf is what a row adds to the figures.
func entryOf(r row) *ledger.Entry {
	e := &ledger.Entry{Measure: ledger.Contracts, Date: r.date, Scopes: r.scopes, Cuts: map[ledger.Cut]string{},
		Figures: ledger.Figures{Count: 1, TotalFen: r.total * wan, TechFen: r.tech * wan}}
	for cut, key := range map[ledger.Cut]string{ledger.ByClass: string(r.class), ledger.ByIndustry: r.industry[:min(2,
		len(r.industry))], ledger.BySeller: r.seller, ledger.ByBuyer: r.buyer} {
		if key != "" {
			e.Cuts[cut] = key
		}
	}
	return e
}

func (b *bench) post(tx store.Tx, r *registry.Registration, was, is *ledger.Entry) error {
	p := ledger.NewPoster(tx, actor.SystemActor(r.Market), r.Market, b.now().UnixMilli())
	err := p.Change(ledger.Source{Kind: "registration", ID: r.ID, Rev: r.Rev, Cause: ledger.Registered}, was, is)
	if err == nil {
		err = p.Done()
	}
	return err
}

var here = []string{registry.ScopeHere, registry.ScopeOut}

// fixture has four contracts that count, one that waits for its number and one of another market.
func (b *bench) fixture() {
	all := append([]string{registry.ScopeIn}, here...)
	b.add("m1", row{date: "2025-01-15", class: "KF", industry: "0104", seller: "530924", buyer: "530924", total: 100,
		tech: 70, scopes: all})
	b.add("m1", row{date: "2025-01-31", class: "FW", industry: "0205", seller: "530924", buyer: "abroad", total: 40,
		tech: 40, scopes: here})
	b.add("m1", row{date: "2025-03-01", class: "KF", industry: "", seller: "530924", buyer: "530102", total: 60,
		tech: 50, scopes: here})
	b.add("m1", row{date: "2025-12-31", class: "ZR", industry: "0104", seller: "530102", buyer: "530924", total: 500,
		tech: 300, scopes: []string{registry.ScopeIn}})
	b.add("m1", row{date: "2025-05-05", class: "KF", total: 9999, tech: 9999, scopes: all, state: registry.AwaitNumber})
	b.add("m2", row{date: "2025-01-15", class: "KF", seller: "140429", buyer: "140429", total: 7, tech: 7, scopes: all})
}

func TestTables(t *testing.T) {
	b := open(t)
	b.fixture()
	for _, tt := range []struct {
		q                stats.Query
		count, tot, tech int64
		rows             string
	}{
		{stats.Query{}, 3, 200, 160, "2025-01:2/140/110 2025-02:0/0/0 2025-03:1/60/50"},
		{stats.Query{Scope: "output", By: "class"}, 3, 200, 160, "FW:1/40/40 KF:2/160/120"},
		{stats.Query{Scope: "input", By: "class"}, 2, 600, 370, "KF:1/100/70 ZR:1/500/300"},
		{stats.Query{Scope: "input", By: "region"}, 2, 600, 370, "530102:1/500/300 530924:1/100/70"},
		{stats.Query{Scope: "output", By: "region"}, 3, 200, 160, "530102:1/60/50 530924:1/100/70 abroad:1/40/40"},
		{stats.Query{By: "industry"}, 3, 200, 160, "-:1/60/50 01:1/100/70 02:1/40/40"},
		{stats.Query{From: "2025-02", To: "2025-12", Scope: "input"}, 1, 500, 300,
			"2025-02:0/0/0 2025-03:0/0/0 2025-04:0/0/0 2025-05:0/0/0 2025-06:0/0/0 2025-07:0/0/0 2025-08:0/0/0 " +
				"2025-09:0/0/0 2025-10:0/0/0 2025-11:0/0/0 2025-12:1/500/300"},
		{stats.Query{Where: map[ledger.Cut]string{ledger.ByClass: "KF"}, By: "class"}, 2, 160, 120, "KF:2/160/120"},
	} {
		got, err := b.Contracts(t.Context(), officer, tt.q)
		if err != nil {
			t.Fatal(err)
		}
		rows := ""
		for i, r := range got.Rows {
			if i > 0 {
				rows += " "
			}
			rows += fmt.Sprintf("%s:%d/%d/%d", r.Key, r.Count, r.TotalFen/wan, r.TechFen/wan)
			if r.Label.Zh == "" {
				t.Errorf("%+v: row %s has no label", tt.q, r.Key)
			}
			b.opens(r.Query, r.Measures)
		}
		if got.Count != tt.count || got.TotalFen != tt.tot*wan || got.TechFen != tt.tech*wan || rows != tt.rows {
			t.Errorf("%+v: %d, %d, %d, %s; want %s", tt.q, got.Count, got.TotalFen/wan, got.TechFen/wan, rows, tt.rows)
		}
		b.opens(got.Query, got.Measures)
	}
}

// opens proves that the query of a figure opens exactly its rows.
func (b *bench) opens(query string, want stats.Measures) {
	b.t.Helper()
	v, err := url.ParseQuery(query)
	if err != nil {
		b.t.Fatal(err)
	}
	q := stats.Query{Scope: v.Get("scope"), From: v.Get("from"), To: v.Get("to"), AsOf: workday.Date(v.Get("asOf")),
		Where: map[ledger.Cut]string{}}
	for _, c := range ledger.Cuts {
		q.Where[ledger.Cut(c.Code)] = v.Get(c.Code)
	}
	p, err := b.Rows(b.t.Context(), officer, q, "", 100)
	if err != nil || p.Measures != want || int64(len(p.Items)) != want.Count {
		b.t.Errorf("%s opens %d rows, %+v, %v; want %+v", query, len(p.Items), p.Measures, err, want)
	}
}

// A running year is compared with the same months of the year before.
func TestYearBefore(t *testing.T) {
	b := open(t)
	b.fixture()
	b.add("m1", row{date: "2026-01-04", class: "KF", total: 210, tech: 140, scopes: here})
	got, err := b.Contracts(t.Context(), officer, stats.Query{From: "2026-01", To: "2026-13"})
	c := got.YearBefore
	if err != nil || c == nil || c.From != "2025-01" || c.To != "2025-01" || c.Before.Count != 2 || *c.Count != -5000 ||
		*c.TotalFen != 5000 || *c.TechFen != 2727 {
		t.Errorf("%+v, %v", c, err)
	}
	if got, err := b.Contracts(t.Context(), officer, stats.Query{}); err != nil || got.YearBefore != nil {
		t.Errorf("without a first month: %+v, %v", got.YearBefore, err)
	}
}

func TestWhoReads(t *testing.T) {
	b := open(t)
	b.fixture()
	if _, err := b.Contracts(t.Context(), firm, stats.Query{}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a firm reads statistics: %v", err)
	}
	if _, err := b.Contracts(t.Context(), actor.Actor{Market: "m1"}, stats.Query{}); !fault.Is(err,
		fault.Unauthenticated) {
		t.Errorf("nobody reads statistics: %v", err)
	}
	if got, err := b.Contracts(t.Context(), officer2, stats.Query{}); err != nil || got.Count != 1 ||
		got.TotalFen != 7*wan {
		t.Errorf("the other market: %+v, %v", got, err)
	}
	for _, q := range []stats.Query{{Scope: "x"}, {By: "x"}, {From: "2025-14"}, {From: "2025-3"},
		{From: "2025-03", To: "2025-02"}} {
		if _, err := b.Contracts(t.Context(), officer, q); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

func TestTargets(t *testing.T) {
	b := open(t)
	all := []string{registry.ScopeHere, registry.ScopeOut, registry.ScopeIn}
	b.add("m1", row{date: "2025-06-30", class: "KF", seller: "530924", buyer: "530924", total: 5200, tech: 4100,
		scopes: all})
	b.add("m1", row{date: "2024-06-30", class: "KF", seller: "530924", buyer: "530924", total: 900, tech: 900,
		scopes: all})
	b.add("m2", row{date: "2025-06-30", class: "KF", seller: "140429", buyer: "140429", total: 2000, tech: 2000,
		scopes: all})

	seed := func(code string) stats.TargetForm {
		p, _ := industry.ProfileOf(code)
		return stats.FromSeed(p.Targets[0], p.Name)
	}
	find := func(p stats.Progress, m stats.Measure, scope, period string) stats.Reading {
		for _, r := range p.Readings {
			if r.Measure == m && r.Scope == scope && r.Period == period {
				return r
			}
		}
		t.Fatalf("no reading %s %s %s in %+v", m, scope, period, p.Readings)
		return stats.Reading{}
	}
	check := func(what string, r stats.Reading, text string, passed bool) {
		t.Helper()
		if r.Text != text || r.Passed == nil || *r.Passed != passed {
			t.Errorf("%s: %+v; want %s, %v", what, r, text, passed)
		}
	}
	// 镇康 2025: the measure is undefined, so both amounts are shown, each with its verdict.
	z, err := b.AddTarget(t.Context(), officer, id.New(), seed("530924"))
	if err != nil || z.Status != "draft" || z.Year != 2025 || z.Measure != stats.Undefined ||
		len(z.Readings) != 12 {
		t.Fatalf("镇康: %+v, %v", z, err)
	}
	check("镇康 by 成交额", find(z, stats.Total, registry.ScopeHere, "year"), "104.0%", true)
	check("镇康 by 技术交易额", find(z, stats.Tech, registry.ScopeHere, "year"), "82.0%", false)
	check("镇康 cumulative", find(z, stats.Tech, registry.ScopeHere, "cumulative"), "100.0%", true)
	w, err := b.AddTarget(t.Context(), officer2, id.New(), seed("140429"))
	if err != nil {
		t.Fatal(err)
	}
	check("武乡 exactly", find(w, stats.Tech, registry.ScopeHere, "year"), "100.0%", true)

	form := z.TargetForm
	small, none := int64(100), form
	form.ValueFen, form.Measure, form.Scope, form.Period = &small, stats.Total, registry.ScopeOut, "year"
	p, err := b.SetTarget(t.Context(), officer, z.ID, z.Rev, form)
	if err != nil || len(p.Readings) != 1 {
		t.Fatalf("set: %+v, %v", p, err)
	}
	check("cut", p.Readings[0], "999.9%", true)
	none.ValueFen = nil
	p, err = b.SetTarget(t.Context(), officer, z.ID, p.Rev, none)
	if err != nil || p.Readings[0].Lack != "value" || p.Readings[0].Passed != nil || p.Readings[0].Permille != nil {
		t.Errorf("a masked value: %+v, %v", p.Readings[0], err)
	}
	if _, err := b.SetTarget(t.Context(), officer, z.ID, z.Rev, form); !fault.Is(err, fault.Stale) {
		t.Errorf("stale: %v", err)
	}
	if _, err := b.SetTarget(t.Context(), officer2, z.ID, p.Rev, form); !fault.Is(err, fault.NotFound) {
		t.Errorf("another market: %v", err)
	}
	zero := int64(0)
	form.ValueFen = &zero
	if _, err := b.SetTarget(t.Context(), officer, z.ID, p.Rev, form); !fault.Is(err, fault.Invalid) {
		t.Errorf("a target of 0: %v", err)
	}
	list, err := b.ListTargets(t.Context(), officer)
	if err != nil || len(list) != 1 {
		t.Fatalf("list: %d, %v", len(list), err)
	}
	if err := b.DropTarget(t.Context(), officer, z.ID, p.Rev); err != nil {
		t.Fatal(err)
	}
}

// TestSeeds makes a target of every goal of every profile without a change.
func TestSeeds(t *testing.T) {
	b := open(t)
	for _, r := range region.All() {
		p, _ := industry.ProfileOf(r.Code)
		for _, s := range p.Targets {
			got, err := b.AddTarget(t.Context(), officer, id.New(), stats.FromSeed(s, p.Name))
			if err != nil {
				t.Errorf("%s %s: %v", p.Name, s.Indicator, err)
				continue
			}
			for _, r := range got.Readings {
				if (s.Value == "") != (r.Lack == "value") {
					t.Errorf("%s %s: value %q reads %q", p.Name, s.Indicator, s.Value, r.Text)
				}
			}
		}
	}
}

func TestFunnel(t *testing.T) {
	b := open(t)
	err := b.db.Run(t.Context(), func(tx store.Tx) error {
		for i, d := range []string{"d1", "d2", "d3", "d4", "lead", "draft"} {
			l := listing.Demand{Meta: store.Meta{ID: d, Market: "m1"}, Serial: fmt.Sprint("XQ-", i),
				State: listing.Open, PublishedAt: 5}
			c := listing.DemandContent{}
			l.Published = &c
			if d == "lead" {
				l.Source = &listing.Source{Lead: true}
			}
			if d == "draft" {
				l.PublishedAt, l.Published = 0, nil
			}
			if err := listing.Demands.Insert(tx, &l); err != nil {
				return err
			}
		}
		for i, c := range []struct { // the consent of both sides counts, once a demand, whatever the end
			demand, state     string
			demandYes, theirs bool
		}{{"d1", deal.Ended, true, true}, {"d1", deal.Talking, true, true}, {"lead", deal.Talking, true, true}, {"d2",
			deal.Intent, false, false},
			{"d2", deal.Intent, true, false}, {"d3", deal.Ended, false, true}, {"d3", deal.Lapsed, true, false}} {
			x := deal.Deal{Meta: store.Meta{ID: fmt.Sprint("x", i), Market: "m1"}, Serial: fmt.Sprint("DJ-", i),
				State: c.state, Demand: deal.Ref{ID: c.demand},
				Achievement: deal.Ref{ID: fmt.Sprint("a", i)}, DemandYes: c.demandYes, AchievementYes: c.theirs}
			if err := deal.Deals.Insert(tx, &x); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	b.add("m1", row{date: "2025-01-15", class: "KF", total: 10, tech: 10, scopes: here, demand: "d1", deal: "x0"})
	b.add("m1", row{date: "2025-01-15", class: "KF", total: 10, tech: 10, scopes: here})
	got, err := b.Funnel(t.Context(), officer)
	if err != nil {
		t.Fatal(err)
	}
	var counts []int64
	for _, s := range got.Stages {
		counts = append(counts, s.Count)
	}
	if fmt.Sprint(counts) != "[4 2 1 1 1]" || got.Leads != 1 || got.Registered.Count != 2 || got.WithoutDeal != 1 ||
		*got.Stages[4].Permille != 250 {
		t.Errorf("funnel %v, %+v", counts, got)
	}
}

func TestTargetIsReadByViewersAndKeepsItsHistory(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	fen := int64(100 * wan)
	form := stats.TargetForm{Indicator: "技术合同成交额", Measure: stats.Total, Scope: registry.ScopeHere, Status: "official",
		Period: "year", Level: "local",
		Year: 2025, ValueFen: &fen}
	p, err := b.AddTarget(ctx, officer, id.New(), form)
	if err != nil || len(p.Readings) != 1 || p.Readings[0].Scope != registry.ScopeHere {
		t.Fatalf("%+v, %v", p, err)
	}
	if again, err := b.AddTarget(ctx, officer, p.ID, form); err != nil || again.Rev != p.Rev {
		t.Errorf("the same target again: %+v, %v", again.Meta, err)
	}
	if got, err := b.TargetProgress(ctx, officer, p.ID); err != nil || got.ID != p.ID || len(got.Readings) != 1 {
		t.Errorf("read: %+v, %v", got, err)
	}
	if _, err := b.TargetProgress(ctx, officer2, p.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("another market reads it: %v", err)
	}
	if _, err := b.TargetHistory(ctx, officer2, p.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("another market reads its history: %v", err)
	}
	if p, err = b.SetTarget(ctx, officer, p.ID, p.Rev, form); err != nil {
		t.Fatal(err)
	}
	h, err := b.TargetHistory(ctx, officer, p.ID)
	if err != nil || len(h) != 2 || h[0].Step != "create" || h[1].Step != "edit" || h[0].RecordRev != 1 ||
		h[1].RecordRev != 2 {
		t.Errorf("history %+v, %v", h, err)
	}
	_, read := b.TargetProgress(ctx, firm, p.ID)
	_, history := b.TargetHistory(ctx, firm, p.ID)
	_, set := b.SetTarget(ctx, firm, p.ID, p.Rev, form)
	_, list := b.ListTargets(ctx, firm)
	_, rows := b.Rows(ctx, firm, stats.Query{}, "", 0)
	each := b.EachRow(ctx, firm, stats.Query{}, func(stats.ContractRow) error { return nil })
	drop := b.DropTarget(ctx, firm, p.ID, p.Rev)
	for name, err := range map[string]error{"read": read, "history": history, "set": set, "list": list, "rows": rows,
		"each row": each, "drop": drop} {
		if !fault.Is(err, fault.Forbidden) {
			t.Errorf("a firm, %s: %v", name, err)
		}
	}
	if err := b.DropTarget(ctx, officer, p.ID, p.Rev-1); !fault.Is(err, fault.Stale) {
		t.Errorf("dropped by a reader of the former one: %v", err)
	}
	if err := b.DropTarget(ctx, officer, p.ID, p.Rev); err != nil {
		t.Fatal(err)
	}
	if list, err := b.ListTargets(ctx, officer); err != nil || len(list) != 0 {
		t.Errorf("%d targets after the drop, %v", len(list), err)
	}
	err = b.db.View(ctx, func(tx store.Tx) error {
		h, err = audit.History(tx, "m1", p.ID)
		return err
	})
	if err != nil || len(h) != 3 || h[2].Step != "delete" || h[2].RecordRev != p.Rev+1 {
		t.Errorf("history after the drop %+v, %v", h, err)
	}
}

// A row has the name of its code, or the code itself where it has no name.
func TestLabels(t *testing.T) {
	b := open(t)
	b.add("m1", row{date: "2025-01-15", class: "KF", industry: "0104", seller: "530924", buyer: "530924", total: 1,
		tech: 1, scopes: here})
	b.add("m1", row{date: "2025-01-15", class: "KF", industry: "77", seller: "530924", buyer: "530924", total: 1,
		tech: 1, scopes: here})
	b.add("m1", row{date: "2025-01-15", class: "KF", seller: "530924", buyer: "530924", total: 1, tech: 1,
		scopes: here})
	got, err := b.Contracts(t.Context(), officer, stats.Query{By: "industry"})
	if err != nil {
		t.Fatal(err)
	}
	labels := ""
	for _, r := range got.Rows {
		labels += r.Key + "=" + r.Label.Zh + " "
	}
	if want := "-=未填写 01=" + industry.Name("01") + " 77=77 "; labels != want {
		t.Errorf("labels %s, want %s", labels, want)
	}
}

// Without a published demand no stage has a share.
func TestFunnelOfAnEmptyMarket(t *testing.T) {
	got, err := open(t).Funnel(t.Context(), officer)
	if err != nil || len(got.Stages) != 5 {
		t.Fatalf("%+v, %v", got, err)
	}
	for _, s := range got.Stages {
		if s.Permille != nil || s.Count != 0 {
			t.Errorf("%s: %d, share %v", s.Code, s.Count, s.Permille)
		}
	}
}
