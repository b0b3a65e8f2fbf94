// Package flow holds lifecycles as data: one table state x step -> state per noun. An edge has the roles that may take
// the step and its conditions. The table gives the transitions, the 409 texts, the buttons of the pages and the
// exhaustive tests. The package does no I/O and knows no noun.
package flow

import (
	"errors"
	"slices"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// Edge is one allowed transition.
type Edge struct {
	From, Step, To string
	By             []string // roles that may take it; the domain checks relations to the record
	Reason         bool     // needs a written reason
	// Label names the step here where it is called otherwise than in Table.Labels; Next and Steps fill it in.
	Label vocab.Term
}

// Table is the lifecycle of one noun.
type Table struct {
	Noun   vocab.Term // of the record, for sentences
	Names  vocab.List // the states
	Labels vocab.List // the steps as on their buttons, and those that stand in histories only
	Edges  []Edge
	Start  string
	Finals []string
}

// Next is the edge of a step from a state. A missing edge is a WrongState fault that names the present state and its
// possible steps.
func (t *Table) Next(from, step string) (Edge, error) {
	var can vocab.List
	for _, e := range t.Edges {
		if e.From != from {
			continue
		}
		label := t.Label(e)
		if e.Step == step {
			e.Label = label
			return e, nil
		}
		if !slices.ContainsFunc(can, func(x vocab.Term) bool { return x.Zh == label.Zh }) {
			can = append(can, label)
		}
	}
	what := fault.T("no-step-left", "不能再变更", "Nothing can change it any more").With()
	if len(can) > 0 {
		what = fault.T("steps-possible", "可以：%s", "Possible: %s").With(can)
	}
	return Edge{}, fault.Of(fault.WrongState,
		fault.T("wrong-state", "%s现为“%s”，不能%s；%s。",
			"%s: now “%s”, so not: %s. %s."), t.Noun, t.State(from), t.Step(step), what)
}

// NoReason is the text for a missing reason.
var NoReason = fault.T("reason-missing", "请写明理由。", "Please give the reason.")

// Take is Next with the check of role and reason. Role is the role in which the person acts.
func (t *Table) Take(from, step, role, reason string) (Edge, error) {
	e, err := t.Next(from, step)
	if err != nil {
		return e, err
	}
	if len(e.By) > 0 && !slices.Contains(e.By, role) {
		return e, fault.Of(fault.Forbidden, fault.T("role-may-not-step",
			"您的角色不能对%s执行“%s”。",
			"Your role may not do “%[2]s” here (%[1]s)."), t.Noun, e.Label)
	}
	if e.Reason && strings.TrimSpace(reason) == "" {
		return e, fault.Of(fault.Invalid, NoReason).At("/reason", NoReason)
	}
	return e, nil
}

// Steps lists the steps of a role in a state, for buttons.
func (t *Table) Steps(from, role string) []Edge {
	var out []Edge
	for _, e := range t.Edges {
		if e.From == from && (len(e.By) == 0 || slices.Contains(e.By, role)) {
			e.Label = t.Label(e)
			out = append(out, e)
		}
	}
	return out
}

// Offer is the offer of a page to a reader of a record: his possible steps, and the reason against the others of his
// role.
type Offer struct {
	Steps    []Edge
	KeptAway fault.Said // mostly empty
}

// Offer lists the steps of Steps that a policy permits. It is the policy that the step itself obeys. Told are the
// refusals that a reader has to know. An error that is no refusal is returned.
func (t *Table) Offer(from, role string, may func(step string) error, told ...*fault.Error) (Offer, error) {
	out := Offer{Steps: []Edge{}}
	for _, e := range t.Steps(from, role) {
		err := may(e.Step)
		if err == nil {
			out.Steps = append(out.Steps, e)
			continue
		}
		if !fault.Refusal(err) {
			return Offer{}, err
		}
		out.Hear(err, told...)
	}
	return out, nil
}

// Hear keeps the sentence of a refusal that the reader has to know.
func (o *Offer) Hear(refusal error, told ...*fault.Error) {
	for _, x := range told {
		if errors.Is(refusal, x) {
			o.KeptAway = x.Said()
		}
	}
}

// State names a state; its code where it has no name.
func (t *Table) State(state string) vocab.Term { x, _ := t.Names.Find(state); return x }

// Name is the Chinese name of a state.
func (t *Table) Name(state string) string { return t.State(state).Zh }

// Step names a step; its code where it has no name.
func (t *Table) Step(step string) vocab.Term { x, _ := t.Labels.Find(step); return x }

// StepLabel is the Chinese name of a step.
func (t *Table) StepLabel(step string) string { return t.Step(step).Zh }

// Label names the step of an edge.
func (t *Table) Label(e Edge) vocab.Term {
	if e.Label.Zh != "" {
		return e.Label
	}
	return t.Step(e.Step)
}

// Roles lists the roles that may take a step from any state.
func (t *Table) Roles(step string) []string {
	var out []string
	for _, e := range t.Edges {
		for _, role := range e.By {
			if e.Step == step && !slices.Contains(out, role) {
				out = append(out, role)
			}
		}
	}
	return out
}

// States lists every state once, in the order of the edges.
func (t *Table) States() []string {
	out := []string{t.Start}
	for _, e := range t.Edges {
		for _, s := range []string{e.From, e.To} {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}
