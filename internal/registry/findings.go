package registry

import (
	"slices"
	"strings"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// The ways to a conclusion.
const (
	ByMachine = "machine" // the program decided, and the registrar accepted it
	ByHand    = "hand"    // he chose it for this point
	ByRest    = "rest"    // he confirmed all open points in one click (其余均符合)
)

// FindingWays are the ways in words.
var FindingWays = vocab.List{
	{Code: ByMachine, Zh: "程序判定，登记员确认", En: "Decided by the program, confirmed"},
	{Code: ByHand, Zh: "逐条判定", En: "By hand"},
	{Code: ByRest, Zh: "其余均符合，一次确认", En: "Confirmed with the rest in one click"},
}

// Verdicts are the answers to a point in words.
var Verdicts = vocab.List{
	{Code: OK, Zh: "符合", En: "Holds"},
	{Code: Bad, Zh: "不符合", En: "Does not hold"},
	{Code: Unclear, Zh: "无法判断", En: "Cannot be judged"},
}

// Answer is a registrar's answer to one point by hand.
type Answer struct {
	Code    string `json:"code"`
	Verdict string `json:"verdict" enum:"ok,bad,unclear"`
	Note    string `json:"note,omitempty" maxLength:"300" doc:"needed for bad, unclear, or another verdict than the program gave"`
}

// Finding is the conclusion on one point, kept with the file. It has the wording and evidence of the point, the verdict
// of the program, and the registrar with conclusion and way.
type Finding struct {
	Code     string         `json:"code"`
	Text     fault.Said     `json:"text"`
	Not      bool           `json:"not,omitempty"`
	Machine  string         `json:"machine"` // verdict of the program: ok, bad or ask
	Evidence []Evidence     `json:"evidence,omitempty"`
	Verdict  string         `json:"verdict"` // ok, bad or unclear
	Note     string         `json:"note,omitempty"`
	How      string         `json:"how"` // see ByMachine
	By       contract.Actor `json:"by"`
	At       int64          `json:"at"` // UTC ms
}

// conclude joins the points with a registrar's answers. Rest confirms the points that the program left open; it never
// covers a negative verdict. Broken rules point at /findings/code. With whole, a point without an answer is one of
// them.
func conclude(checks []Check, answers []Answer, rest, whole bool, by contract.Actor, at int64) ([]Finding,
	fault.Fields) {
	var f fault.Fields
	out := []Finding{}
	for _, x := range answers {
		if !slices.ContainsFunc(checks, func(c Check) bool { return c.Code == x.Code }) {
			f.Note("/findings/"+x.Code, fault.T("there-no-such-point-class",
				"没有这条审查要点，可能合同类别已更改，请刷新后重新核对。",
				"There is no such point; the class may have changed. Reload and look again."))
		}
	}
	for _, c := range checks {
		n := Finding{Code: c.Code, Text: c.Text, Not: c.Not, Machine: c.Verdict,
			Evidence: c.Evidence, By: by, At: at}
		i := slices.IndexFunc(answers, func(x Answer) bool { return x.Code == c.Code })
		switch {
		case i >= 0:
			n.Verdict, n.Note, n.How = answers[i].Verdict, answers[i].Note, ByHand
			if c.Verdict == OK && n.Verdict == OK && !said(n.Note) {
				n.How = ByMachine
			}
			n.check(&f)
		case c.Verdict == OK:
			n.Verdict, n.How = OK, ByMachine
		case c.Verdict == Ask && rest:
			n.Verdict, n.How = OK, ByRest
		case whole:
			f.Note("/findings/"+c.Code, fault.T("conclude-on-point", "请对这条要点给出结论。", "Please conclude on this point."))
			continue
		default:
			continue
		}
		out = append(out, n)
	}
	return out, f
}

func (n *Finding) check(f *fault.Fields) {
	at := "/findings/" + n.Code
	switch {
	case !Verdicts.Has(n.Verdict):
		f.Note(at, fault.T("choose-holds-does-not-hold",
			"请选择符合、不符合或无法判断。",
			"Please choose: holds, does not hold, or cannot be judged."))
	case n.Verdict != OK && !said(n.Note):
		f.Note(at, fault.T("give-reason-for-point-does",
			"不符合和无法判断的要点请写明理由。",
			"Give the reason for a point that does not hold or cannot be judged."))
	case n.Verdict == OK && n.Machine == Bad && !said(n.Note):
		f.Note(at, fault.T("program-warns-here-give-reason",
			"程序提示有问题，判为符合的请写明理由。",
			"The program warns here: give the reason why it holds all the same."))
	}
}

// against names the points that do not hold.
func against(ns []Finding) failed {
	var out failed
	for _, n := range ns {
		if n.Verdict == Bad {
			out = append(out, n.Text)
		}
	}
	return out
}

// failed are points, for a sentence.
type failed []fault.Said

// In lists the points in a language.
func (f failed) In(l vocab.Lang) string {
	between := "；"
	if l == vocab.En {
		between = "; "
	}
	return strings.Join(fault.Lines(f, l), between)
}
