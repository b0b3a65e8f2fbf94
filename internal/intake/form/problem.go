package form

import (
	"fmt"
	"kebang/internal/fault"
	"kebang/internal/intake/wording"
	"kebang/internal/vocab"
	"slices"
)

// RowProblem is one mistake in one row, with its place for the correction in the file.
type RowProblem struct {
	Sheet   string     `json:"sheet"`
	Row     int        `json:"row" doc:"as Excel shows it"`
	Column  string     `json:"column" doc:"letter, as Excel shows it; empty when the column is missing in the file"`
	Heading string     `json:"heading"`
	Value   string     `json:"value" doc:"what stands there, shortened"`
	Msg     fault.Said `json:"msg"` // what to do
}

func (p RowProblem) String() string {
	place := fmt.Sprintf("第 %d 行", p.Row)
	if p.Sheet != "" {
		place = "工作表“" + p.Sheet + "”" + place
	}
	if p.Column != "" {
		place += " " + p.Column + " 列"
	}
	if p.Heading != "" {
		place += "（" + p.Heading + "）"
	}
	return place + "：" + p.Text()
}

// Reason is a problem without its row: 需求名称：请填写需求名称。
func (p RowProblem) Reason() string {
	if p.Heading == "" {
		return p.Text()
	}
	return p.Heading + "：" + p.Text()
}

// Text is the sentence in Chinese.
func (p RowProblem) Text() string { return p.Msg.In(vocab.Zh) }

// Safe is the problem without the numbers of ID cards.
func (p RowProblem) Safe() RowProblem {
	p.Heading, p.Value, p.Msg = wording.WithoutIDs(p.Heading), wording.WithoutIDs(p.Value), safe(p.Msg)
	return p
}

// safe is a sentence without the numbers of ID cards, which may stand in its arguments.
func safe(s fault.Said) fault.Said {
	s.Zh, s.En, s.Args = wording.WithoutIDs(s.Zh), wording.WithoutIDs(s.En), slices.Clone(s.Args)
	for i, a := range s.Args {
		switch v := a.(type) {
		case string:
			s.Args[i] = wording.WithoutIDs(v)
		case fault.Said:
			s.Args[i] = safe(v)
		}
	}
	return s
}

// Refusal is the whole of what a fault says: its sentence and those of its fields.
func Refusal(f *fault.Error) fault.Said {
	all := f.Said()
	for _, field := range f.Fields {
		all = sayTwoSentences.With(all, field.Said())
	}
	return safe(all)
}

// What is told, stored with the import.
var (
	sayTwoSentences = fault.Kept("two-sentences",
		"%s%s",
		"%s %s")
)
