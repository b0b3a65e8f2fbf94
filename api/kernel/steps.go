package kernel

import "kebang/internal/flow"

// Button is a step the reader can take on a record now.
type Button struct {
	Step   string `json:"step"`
	Label  string `json:"label" doc:"Chinese name on the button"`
	Reason bool   `json:"reason" doc:"a written reason is needed"`
}

// Buttons are the steps that a reader is offered.
func Buttons(edges []flow.Edge) []Button {
	out := make([]Button, 0, len(edges))
	for _, e := range edges {
		out = append(out, Button{e.Step, e.Label, e.Reason})
	}
	return out
}

// FlowReference is a lifecycle as the pages need it.
type FlowReference struct {
	Start  string          `json:"start"`
	States []StateName     `json:"states"`
	Edges  []EdgeReference `json:"edges"`
}

// StateName is a state with its Chinese name.
type StateName struct {
	State string `json:"state"`
	Name  string `json:"name"`
}

// EdgeReference is one transition of a lifecycle.
type EdgeReference struct {
	From   string   `json:"from"`
	Step   string   `json:"step"`
	To     string   `json:"to"`
	Label  string   `json:"label"`
	By     []string `json:"by"`
	Reason bool     `json:"reason"`
}

// NewFlowReference gives a table as the pages need it.
func NewFlowReference(t *flow.Table) FlowReference {
	out := FlowReference{Start: t.Start}
	for _, s := range t.States() {
		out.States = append(out.States, StateName{s, t.Name(s)})
	}
	for _, e := range t.Edges {
		out.Edges = append(out.Edges, EdgeReference{e.From, e.Step, e.To, e.Label, e.By, e.Reason})
	}
	return out
}
