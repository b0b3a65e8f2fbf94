package stats

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/ledger"
)

// Months without a contract are rows of zeros, at most fifty years of them.
func TestFillMonths(t *testing.T) {
	for _, tt := range []struct{ rule, from, to, have, want string }{
		{"between the first and the last contract", "", "", "2025-01 2025-03", "2025-01 2025-02 2025-03"},
		{"from and to the months asked for", "2024-12", "2025-02", "2025-01", "2024-12 2025-01 2025-02"},
		{"no contract at all", "2025-01", "2025-02", "", "2025-01 2025-02"},
		{"neither months nor contracts", "", "", "", ""},
		{"one end is open", "2025-01", "", "", ""},
	} {
		q := Table{From: tt.from, To: tt.to}
		for _, m := range strings.Fields(tt.have) {
			q.Rows = append(q.Rows, Row{Key: m, Measures: Measures{Count: 1}})
		}
		q.fillMonths(Query{})
		var got []string
		for _, r := range q.Rows {
			got = append(got, r.Key)
			if full := slices.Contains(strings.Fields(tt.have), r.Key); full != (r.Count == 1) {
				t.Errorf("%s: %s has %d contracts", tt.rule, r.Key, r.Count)
			}
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.rule, s, tt.want)
		}
	}
	long := Table{From: "1980-01", To: "2199-12"}
	if long.fillMonths(Query{}); len(long.Rows) != 600 || long.Rows[599].Key != "2029-12" {
		t.Errorf("%d months to %s", len(long.Rows), long.Rows[len(long.Rows)-1].Key)
	}
}

func TestQueryCheck(t *testing.T) {
	for _, tt := range []struct {
		rule string
		q    Query
		by   string
		bad  bool
	}{
		{"one month", Query{From: "2025-03", To: "2025-03"}, "month", false},
		{"months turned round", Query{From: "2025-04", To: "2025-03"}, "", true},
		{"输出 goes to buyers", Query{Scope: ledger.ScopeOut, By: "region"}, "buyer", false},
		{"吸纳 comes from sellers", Query{Scope: ledger.ScopeIn, By: "region"}, "seller", false},
	} {
		d, err := tt.q.check()
		if (err != nil) != tt.bad || err == nil && d.Code != tt.by {
			t.Errorf("%s: by %s, %v", tt.rule, d.Code, err)
		}
	}
	if place(contract.Abroad).Zh != "境外" || !strings.Contains(place("530924").Zh, "镇康") {
		t.Errorf("places: %v, %v", place(contract.Abroad), place("530924"))
	}
}

func TestCompare(t *testing.T) {
	ten := big.NewRat(10, 1)
	for _, tt := range []struct {
		rule, op      string
		actual, value *big.Rat
		text          string
		passed        string
	}{
		{"no value", "≥", ten, nil, "value", ""},
		{"a value of nothing", "≥", ten, new(big.Rat), "value", ""},
		{"no actual", "≥", nil, ten, "actual", ""},
		{"just reached", "≥", ten, ten, "100.0%", "true"},
		{"not above", ">", ten, ten, "100.0%", "false"},
		{"above", ">", big.NewRat(11, 1), ten, "110.0%", "true"},
		{"at most, and just that", "≤", ten, ten, "100.0%", "true"},
		{"at most, and more", "≤", big.NewRat(11, 1), ten, "110.0%", "false"},
		{"at most, and less", "≤", big.NewRat(9, 1), ten, "90.0%", "true"},
		{"cut, not rounded", "≥", big.NewRat(99999, 1), big.NewRat(100000, 1), "99.9%", "false"},
		{"more than is shown", "≥", big.NewRat(1000, 1), ten, "999.9%", "true"},
	} {
		var r Reading
		r.compare(tt.op, tt.actual, tt.value)
		got := ""
		if r.Passed != nil {
			got = fmt.Sprint(*r.Passed)
		}
		if r.Text+r.Lack != tt.text || got != tt.passed || (r.Permille == nil) != (r.Passed == nil) {
			t.Errorf("%s: %s %s, want %s %s", tt.rule, r.Text+r.Lack, got, tt.text, tt.passed)
		}
	}
}

func TestTargetFilter(t *testing.T) {
	for _, tt := range []struct {
		rule, period, from, to string
		year, since            int
	}{
		{"a year", "year", "2025-01", "2025-13", 2025, 0},
		{"a year, whatever came before", "year", "2025-01", "2025-13", 2025, 2021},
		{"all up to the year", "cumulative", "", "2025-13", 2025, 0},
		{"since a year", "cumulative", "2021-01", "2025-13", 2025, 2021},
		{"no year", "cumulative", "", "", 0, 0},
	} {
		x := Target{TargetForm: TargetForm{Year: tt.year, Since: tt.since}}
		if f := x.query(ledger.ScopeHere, tt.period); f.From != tt.from || f.To != tt.to ||
			f.Scope != ledger.ScopeHere {
			t.Errorf("%s: from %q to %q, want %q to %q", tt.rule, f.From, f.To, tt.from, tt.to)
		}
	}
}

func TestTargetCheck(t *testing.T) {
	fen := func(v int64) *int64 { return &v }
	for _, tt := range []struct {
		rule   string
		change func(*TargetForm)
		want   string
	}{
		{"as it is", func(*TargetForm) {}, ""},
		{"no name", func(f *TargetForm) { f.Indicator = " " }, "/indicator"},
		{"60 characters", func(f *TargetForm) { f.Indicator = strings.Repeat("额", 60) }, ""},
		{"61 characters", func(f *TargetForm) { f.Indicator = strings.Repeat("额", 61) }, "/indicator"},
		{"an unknown measure", func(f *TargetForm) { f.Measure = "people" }, "/measure"},
		{"an unknown scope", func(f *TargetForm) { f.Scope = "abroad" }, "/scope"},
		{"an open scope", func(f *TargetForm) { f.Scope = "" }, ""},
		{"an unknown comparison", func(f *TargetForm) { f.Op = "≈" }, "/op"},
		{"two comparisons", func(f *TargetForm) { f.Op = "> ≤" }, "/op"},
		{"the first year", func(f *TargetForm) { f.Year = 2000 }, ""},
		{"the last year", func(f *TargetForm) { f.Year = 2100 }, ""},
		{"no year", func(f *TargetForm) { f.Year = 0 }, ""},
		{"1999", func(f *TargetForm) { f.Year = 1999 }, "/year"},
		{"2101", func(f *TargetForm) { f.Year = 2101 }, "/year"},
		{"since the year", func(f *TargetForm) { f.Since = 2025 }, ""},
		{"since later", func(f *TargetForm) { f.Since = 2026 }, "/since"},
		{"since 2000", func(f *TargetForm) { f.Since = 2000 }, ""},
		{"since 1999", func(f *TargetForm) { f.Since = 1999 }, "/since"},
		{"since 2100 without a year", func(f *TargetForm) { f.Year, f.Since = 0, 2100 }, ""},
		{"since 2101 without a year", func(f *TargetForm) { f.Year, f.Since = 0, 2101 }, "/since"},
		{"a fen", func(f *TargetForm) { f.ValueFen = fen(1) }, ""},
		{"nothing", func(f *TargetForm) { f.ValueFen = fen(0) }, "/valueFen"},
		{"the largest amount", func(f *TargetForm) { f.ValueFen = fen(1_000_000_000_000_00) }, ""},
		{"a larger one", func(f *TargetForm) { f.ValueFen = fen(1_000_000_000_000_01) }, "/valueFen"},
		{"an amount with a number", func(f *TargetForm) { f.Value = "5" }, "/value"},
		{"a number", func(f *TargetForm) { f.Measure, f.ValueFen, f.Value = Number, nil, "12.5" }, ""},
		{"a number with an amount", func(f *TargetForm) { f.Measure, f.Value = Number, "5" }, "/valueFen"},
		{"no number", func(f *TargetForm) { f.Measure, f.ValueFen, f.Value = Number, nil, "many" }, "/value"},
		{"an actual without its ground",
			func(f *TargetForm) { f.Measure, f.ValueFen, f.Value, f.Actual = Number, nil, "5", "3" }, "/evidence"},
		{"an actual with its ground", func(f *TargetForm) {
			f.Measure, f.ValueFen, f.Value, f.Actual, f.Evidence = Number, nil, "5", "3", "年报"
		}, ""},
		{"500 characters quoted", func(f *TargetForm) { f.Quote = strings.Repeat("引", 500) }, ""},
		{"501 characters quoted", func(f *TargetForm) { f.Quote = strings.Repeat("引", 501) }, "/quote"},
	} {
		x := TargetForm{Indicator: "技术合同成交额", Measure: Total, Scope: ledger.ScopeHere, Status: "official",
			Period: "year", Level: "local", Year: 2025, ValueFen: fen(100)}
		tt.change(&x)
		var f *fault.Error
		got := ""
		if errors.As(x.check(), &f) && len(f.Fields) == 1 {
			got = f.Fields[0].Pointer
		}
		if got != tt.want || f == nil && tt.want != "" || tt.want == "" && f != nil {
			t.Errorf("%s: fault at %q, want %q; %v", tt.rule, got, tt.want, f)
		}
		if f == nil && x.Op != "≥" {
			t.Errorf("%s: the comparison is %q", tt.rule, x.Op)
		}
	}
	if got := FromSeed(industry.TargetSeed{Op: ">"}, ""); got.Op != ">" {
		t.Errorf("a seed's comparison becomes %q", got.Op)
	}
	if got := FromSeed(industry.TargetSeed{}, ""); got.Op != "≥" {
		t.Errorf("a seed without a comparison has %q", got.Op)
	}
}
