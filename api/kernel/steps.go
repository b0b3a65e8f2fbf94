package kernel

import (
	"fmt"
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/flow"
)

// Steps registers the routes of the steps of one flow table. The table alone lists their roles. The domain checks the
// relation of the actor to the record.
type Steps struct {
	r          *Router
	table      *flow.Table
	noun, base string
	done       []string
	secret     []string
}

// Secret marks steps whose request or answer holds a secret; see the function Secret. It is called before Step.
func (s *Steps) Secret(steps ...string) *Steps {
	s.secret = append(s.secret, steps...)
	return s
}

// StepsOf begins the routes of a table: POST base/{id}/step, with operations step-noun.
func StepsOf(r *Router, table *flow.Table, noun, base string) *Steps {
	return &Steps{r: r, table: table, noun: noun, base: base}
}

// Step registers the route of one step. Path, access and summary come from the table.
func Step[I, O any](s *Steps, step string, h Handler[I, O]) {
	StepAt(s, step, "POST", "/"+step, h)
}

// StepAt is Step for a step with another method or path below base/{id}.
func StepAt[I, O any](s *Steps, step, method, path string, h Handler[I, O]) {
	s.done = append(s.done, step)
	op := Op(step+"-"+s.noun, method, s.base+"/{id}"+path, s.table.StepLabel(step))
	facts := factsOf(s.table, step)
	op.Description = facts.english(s.table)
	op.Extensions = map[string]any{"x-step": facts}
	if slices.Contains(s.secret, step) {
		op = Secret(op)
	}
	Route(s.r, Takers(s.table, step), op, h)
}

// stepFacts are the transitions of a step in the document: the states it may be taken in, and the states after it.
type stepFacts struct {
	Step string   `json:"step"`
	From []string `json:"from"`
	To   []string `json:"to"`
}

func factsOf(t *flow.Table, step string) stepFacts {
	out := stepFacts{Step: step}
	for _, e := range t.Edges {
		if e.Step != step {
			continue
		}
		if out.From = append(out.From, e.From); !slices.Contains(out.To, e.To) {
			out.To = append(out.To, e.To)
		}
	}
	return out
}

// english describes the transitions in a sentence, such as “Submit: from draft or returned to submitted.”
func (f stepFacts) english(t *flow.Table) string {
	names := func(states []string) string {
		var out []string
		for _, state := range states {
			out = append(out, "“"+t.State(state).En+"”")
		}
		return strings.Join(out, " or ")
	}
	return t.Step(f.Step).En + ": from " + names(f.From) + " to " + names(f.To) + "."
}

// Whole refuses a table with a step without a route. Within are steps that the program takes as part of another one.
func (s *Steps) Whole(within ...string) {
	for _, e := range s.table.Edges {
		if len(Takers(s.table, e.Step).roles) > 0 && !slices.Contains(s.done, e.Step) &&
			!slices.Contains(within, e.Step) {
			panic(fmt.Sprintf("kernel: step %s of %s has no route", e.Step, s.noun))
		}
	}
}

// Takers permits actors who may take one of the steps of a table.
func Takers(t *flow.Table, steps ...string) Access {
	var rs []actor.Role
	for _, step := range steps {
		for _, r := range actor.RolesOf(t.Roles(step)) {
			if r.Valid() && !slices.Contains(rs, r) { // the program itself calls no route
				rs = append(rs, r)
			}
		}
	}
	return Roles(rs...)
}

// And permits actors in further roles.
func (a Access) And(rs ...actor.Role) Access {
	a.roles = append(slices.Clone(a.roles), rs...)
	return a
}

// Button is a step that the reader can take on a record now.
type Button struct {
	Step    string `json:"step"`
	Label   string `json:"label" doc:"Chinese name on the button"`
	English string `json:"english" doc:"English name on the button"`
	Reason  bool   `json:"reason" doc:"a written reason is needed"`
}

// Buttons are the steps in a reader's offer.
func Buttons(edges []flow.Edge) []Button {
	out := make([]Button, 0, len(edges))
	for _, e := range edges {
		out = append(out, Button{e.Step, e.Label.Zh, e.Label.En, e.Reason})
	}
	return out
}

// FlowReference is a lifecycle: where it starts, and its transitions.
type FlowReference struct {
	Start string          `json:"start"`
	Edges []EdgeReference `json:"edges" nullable:"false"`
}

// EdgeReference is one transition of a lifecycle.
type EdgeReference struct {
	From    string   `json:"from"`
	Step    string   `json:"step"`
	To      string   `json:"to"`
	Label   string   `json:"label" doc:"Chinese name of the step"`
	English string   `json:"english"`
	By      []string `json:"by" nullable:"false" doc:"roles that may take it"`
	Reason  bool     `json:"reason" doc:"a written reason is needed"`
}

func newFlowReference(t *flow.Table) FlowReference {
	out := FlowReference{Start: t.Start}
	for _, e := range t.Edges {
		label := t.Label(e)
		out.Edges = append(out.Edges, EdgeReference{e.From, e.Step, e.To, label.Zh, label.En, NotNil(e.By), e.Reason})
	}
	return out
}
