package stats

import (
	"fmt"
	"math/big"
	"regexp"

	"kebang/internal/ledger"
	"kebang/internal/vocab"
)

// Reading is one way to read a target against the records: one measure, one scope, one period. A target that leaves one
// of them open has a reading for each. This package does not choose among them.
type Reading struct {
	Measure   Measure `json:"measure"`
	Scope     string  `json:"scope,omitempty"`
	Period    string  `json:"period"` // year or cumulative
	ActualFen int64   `json:"actualFen"`
	Count     int64   `json:"count"`    // number of contracts in the figure
	Permille  *int64  `json:"permille"` // progress in tenths of a percent, cut at 9999 (999.9 %); nil with a Lack
	Text      string  `json:"text"`     // such as 82.0%, empty with a Lack
	Lack      string  `json:"lack,omitempty" codes:"targetLacks"`
	Passed    *bool   `json:"passed"` // nil without a value to compare
	Query     string  `json:"query,omitempty"`
}

// Progress is a target with its readings.
type Progress struct {
	Target
	Readings []Reading `json:"readings"`
}

// Lacks are why a reading has no progress.
var Lacks = vocab.List{
	{Code: "value", Zh: "未量化", En: "Not quantified"},
	{Code: "actual", Zh: "未填报", En: "Not entered"},
}

// compare notes progress and verdict of an actual amount; both numbers are >= 0. A missing target value gives neither,
// because 未量化 is not 0.
func (r *Reading) compare(op string, actual, value *big.Rat) {
	if value == nil || value.Sign() <= 0 {
		r.Lack = "value"
		return
	}
	if actual == nil {
		r.Lack = "actual"
		return
	}
	q := new(big.Rat).Quo(actual, value)
	q.Mul(q, big.NewRat(1000, 1))
	n := new(big.Int).Quo(q.Num(), q.Denom()) // cut, not rounded: 99.96 % must not read as 100 %
	tenths := int64(9999)
	if n.IsInt64() {
		tenths = min(tenths, n.Int64())
	}
	c := actual.Cmp(value)
	ok := c > 0 || c == 0 && op != ">"
	if op == "≤" {
		ok = c <= 0
	}
	r.Permille, r.Text, r.Passed = &tenths, fmt.Sprintf("%d.%d%%", tenths/10, tenths%10), &ok
}

func fen(v int64) *big.Rat { return new(big.Rat).SetInt64(v) }

var decimalForm = regexp.MustCompile(`^[0-9]{1,15}(\.[0-9]{1,6})?$`)

// decimal reads a plain decimal; nil for any other text.
func decimal(s string) *big.Rat {
	if !decimalForm.MatchString(s) {
		return nil
	}
	r, _ := new(big.Rat).SetString(s)
	return r
}

// read makes the readings of a money target from the figures of each scope and period.
func (t *Target) read(figure func(q Query) (Measures, error)) ([]Reading, error) {
	out := []Reading{}
	if t.Measure == Number {
		r := Reading{Measure: Number, Period: t.Period}
		r.compare(t.Op, decimal(t.Actual), decimal(t.Value))
		return append(out, r), nil
	}
	if t.Level == "province" {
		return out, nil // one county cannot measure an average over all counties
	}
	for _, scope := range t.scopes() {
		for _, period := range t.periods() {
			q := t.query(scope, period)
			m, err := figure(q)
			if err != nil {
				return nil, err
			}
			for _, measure := range t.measures() {
				r := Reading{Measure: measure, Scope: scope, Period: period, ActualFen: m.TotalFen, Count: m.Count,
					Query: q.Params()}
				if measure == Tech {
					r.ActualFen = m.TechFen
				}
				var value *big.Rat
				if t.ValueFen != nil {
					value = fen(*t.ValueFen)
				}
				r.compare(t.Op, fen(r.ActualFen), value)
				out = append(out, r)
			}
		}
	}
	return out, nil
}

// query asks for the figures of a period. A year includes its adjusting month.
func (t *Target) query(scope, period string) Query {
	q := Query{Scope: scope}
	if t.Year == 0 {
		return q
	}
	q.To = string(ledger.Adjusting(t.Year))
	switch {
	case period != "cumulative":
		q.From = string(ledger.Month(t.Year, 1))
	case t.Since > 0:
		q.From = string(ledger.Month(t.Since, 1))
	}
	return q
}

func (t *Target) scopes() []string {
	if t.Scope != "" {
		return []string{t.Scope}
	}
	return []string{ledger.ScopeHere, ledger.ScopeOut, ledger.ScopeIn}
}

func (t *Target) periods() []string {
	switch {
	case t.Year == 0:
		return []string{"cumulative"}
	case t.Period == "undefined":
		return []string{"year", "cumulative"}
	}
	return []string{t.Period}
}

func (t *Target) measures() []Measure {
	if t.Measure == Undefined {
		return []Measure{Total, Tech}
	}
	return []Measure{t.Measure}
}
