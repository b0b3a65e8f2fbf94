package form

import (
	"kebang/internal/fault"
	"kebang/internal/intake/wording"
	"kebang/internal/money"
)

// HeadColumn is one column of a sheet with its meaning.
type HeadColumn struct {
	Index   int    `json:"index" doc:"from 0"`
	Letter  string `json:"letter" doc:"as Excel shows it"`
	Heading string `json:"heading"`
	Key     string `json:"key" doc:"column of the form; empty when the column is not read"`
	Guess   string `json:"guess" doc:"proposal for an unknown heading, never used by itself"`
	Known   bool   `json:"known" doc:"false: nobody has said yet what this heading means"`

	Unit     string   `json:"unit" doc:"of a money column: 元, 千元, 万元, 百万元, 亿元; empty when it is asked or this is no money column"`
	PerYear  bool     `json:"perYear" doc:"the amounts are those of one year"`
	UnitFrom UnitFrom `json:"unitFrom" enum:"heading,line,cell,asked," doc:"where the unit was read; empty: nothing names one and the form's unit is used"`
	// a question for the unit, which is foreign or not understood; zero when there is none
	Ask fault.Said `json:"ask"`

	Column    *Column    `json:"-"`
	Above     string     `json:"-"` // the heading above, when only both together give the meaning
	Over      string     `json:"-"` // the heading above in any case
	money     money.Unit // Fen is 0 until a person names the unit
	foreign   bool       // the unknown unit is a foreign currency
	said      string     // the foreign or unknown unit in its own words
	Again     string     `json:"-"` // key of an earlier column with the same meaning
	wordsOnly bool       // a person chose to keep the words and to read no amount
	Row       int        `json:"-"` // row of the value, in a form; 0 in a table
}

// Full is the full name of the column.
func (c HeadColumn) Full() string { return c.Above + c.Heading }

// Mapping gives folded headings their columns; an empty key means that the heading is not read.
type Mapping map[string]string

// With lays other over m.
func (m Mapping) With(other Mapping) Mapping {
	out := Mapping{}
	for k, v := range m {
		out[k] = v
	}
	for k, v := range other {
		out[wording.Fold(k)] = v
	}
	return out
}
