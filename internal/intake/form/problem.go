package form

import (
	"fmt"
	"kebang/internal/intake/wording"
)

// RowProblem is one mistake in one row, with its place for the correction in the file.
type RowProblem struct {
	Sheet   string `json:"sheet"`
	Row     int    `json:"row" doc:"as Excel shows it"`
	Column  string `json:"column" doc:"letter, as Excel shows it; empty when the column is missing in the file"`
	Heading string `json:"heading"`
	Value   string `json:"value" doc:"what stands there, shortened"`
	Msg     string `json:"msg" doc:"what to do"`
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
	return place + "：" + p.Msg
}

// Reason is a problem without its row: 需求名称：请填写需求名称。
func (p RowProblem) Reason() string {
	if p.Heading == "" {
		return p.Msg
	}
	return p.Heading + "：" + p.Msg
}

// Safe is the problem without the numbers of ID cards.
func (p RowProblem) Safe() RowProblem {
	p.Heading, p.Value, p.Msg = wording.WithoutIDs(p.Heading), wording.WithoutIDs(p.Value), wording.WithoutIDs(p.Msg)
	return p
}
