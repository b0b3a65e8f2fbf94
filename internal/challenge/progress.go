package challenge

import (
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Phases are the groups of states that a list is read by.
var Phases = vocab.List{
	{Code: "preparing", Zh: "未张榜", En: "Not open yet"},
	{Code: "open", Zh: "正在张榜", En: "Open for bids"},
	{Code: "choosing", Zh: "选定中", En: "Being decided"},
	{Code: "running", Zh: "实施中", En: "Running"},
	{Code: "ended", Zh: "结果和归档", En: "Results and archive"},
}

// PhaseOf is the phase of a state. Between the closing and the agreement a team is being chosen, by any way of
// choosing.
func PhaseOf(state string) string {
	switch state {
	case Draft, Vetting, Returned, Listing:
		return "preparing"
	case Posted:
		return "open"
	case Running:
		return "running"
	case Accepted, NotPassed, Terminated, Cancelled:
		return "ended"
	}
	return "choosing"
}

// statesOf are the states of a phase.
func statesOf(phase string) (out []string) {
	for _, s := range Flow.Names.Codes() {
		if PhaseOf(s) == phase {
			out = append(out, s)
		}
	}
	return out
}

// Stages are the stages of a challenge that everybody sees, besides the links of its chain.
var Stages = append(vocab.List{
	{Code: "vetting", Zh: "审核", En: "Vetting"},
	{Code: "bids", Zh: "张榜揭榜", En: "Open for bids"},
	{Code: "choice", Zh: "选定揭榜方", En: "Choice of the team"},
	{Code: "agreement", Zh: "签订协议", En: "Agreement"},
	{Code: "work", Zh: "实施", En: "Work"},
	{Code: "acceptance", Zh: "验收", En: "Acceptance"},
}, LinkKinds...)

// Stage is one stage, with what is behind it and what is pending.
type Stage struct {
	Code string       `json:"code"`           // of Stages
	Body string       `json:"body,omitempty"` // who argues or ratifies
	Done bool         `json:"done"`
	Now  bool         `json:"now,omitempty"` // the challenge stands here
	On   workday.Date `json:"on,omitempty"`  // when it was done, or the last day of the present one
}

// Progress lists the stages in their order: done, present and pending. A challenge that ended before its acceptance
// stands nowhere, and its later stages stay pending.
func (c *Challenge) Progress() []Stage {
	past := 0
	switch PhaseOf(c.State) {
	case "open":
		past = 1
	case "choosing":
		past = 2
		if c.Choice != nil {
			past = 3 + c.Choice.Done
		}
	case "running":
		past = 4 + len(c.Chain)
	case "ended":
		past = c.pastAtEnd()
	}
	out := []Stage{{Code: "vetting", On: c.OpenedOn}, {Code: "bids"}, {Code: "choice"}}
	if c.Public() {
		out[1].On = c.Terms.Deadline
	}
	if c.Choice != nil {
		out[2].On = c.Choice.On
	}
	for _, l := range c.Chain {
		out = append(out, Stage{Code: string(l.Kind), Body: l.Body})
	}
	out = append(out, Stage{Code: "agreement"}, Stage{Code: "work"}, Stage{Code: "acceptance"})
	if g := c.Agreement; g != nil {
		out[len(out)-3].On, out[len(out)-2].On = g.Signed, g.Finish
	}
	if c.State == Accepted || c.State == NotPassed {
		out[len(out)-1].On = c.End.On
	}
	for i := range out {
		out[i].Done, out[i].Now = i < past, i == past && PhaseOf(c.State) != "ended"
	}
	return out
}

// pastAtEnd counts the stages behind a challenge that is over.
func (c *Challenge) pastAtEnd() int {
	switch {
	case c.State == Accepted || c.State == NotPassed:
		return 6 + len(c.Chain)
	case c.Agreement != nil:
		return 4 + len(c.Chain)
	case c.Choice != nil:
		return 3 + c.Choice.Done
	case c.ClosedAt > 0:
		return 2
	case c.Public():
		return 1
	}
	return 0
}
