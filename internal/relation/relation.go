// Package relation holds the relations that exclude a team (H1, domain.md §3.2) or an expert (H6). Each is answered by
// 有, 无 or 未查. 有 excludes. 未查 never counts as 无 and never excludes: it asks for a signed declaration and stays
// visible.
package relation

import (
	"strings"

	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Verdict is whether a relation holds.
type Verdict string

// The verdicts. Unknown never counts as none.
const (
	Yes     Verdict = "yes"
	No      Verdict = "no"
	Unknown Verdict = "unknown"
)

// Verdicts are the verdicts in the order of the form.
var Verdicts = vocab.List{
	{Code: string(Yes), Zh: "有", En: "Yes"},
	{Code: string(No), Zh: "无", En: "No"},
	{Code: string(Unknown), Zh: "未查", En: "Not looked into"},
}

// SameUnit is the one relation that follows from the record of an expert himself.
const SameUnit = "sameUnit"

// Units are the relations between two units (H1; 宣城 2022, 保定 2023).
var Units = vocab.List{
	{Code: SameUnit, Zh: "同一单位", En: "Same unit"},
	{Code: "legalRep", Zh: "同一法定代表人", En: "Same legal representative"},
	{Code: "shares", Zh: "持股或控股", En: "Shareholding"},
	{Code: "controller", Zh: "同一实际控制人", En: "Same controller"},
}

// People are the relations of an expert to a unit: those of units, and his own (H6).
var People = Units.And(
	vocab.Term{Code: "partner", Zh: "合作单位或顾问", En: "Partner or adviser"},
	vocab.Term{Code: "coInventor", Zh: "近三年共同发明或合著", En: "Co-inventor or co-author in three years"},
	vocab.Term{Code: "kin", Zh: "近亲属", En: "Close kin"},
)

// Relation is one answer about one relation.
type Relation struct {
	Kind    string       `json:"kind"` // code of Units or People
	Verdict Verdict      `json:"verdict"`
	Source  string       `json:"source,omitempty"`
	On      workday.Date `json:"on,omitempty"`
}

// Sourced reports whether the answer has its source and a day until today.
func (r Relation) Sourced(today workday.Date) bool {
	return strings.TrimSpace(r.Source) != "" && r.On.Valid() && r.On <= today
}
