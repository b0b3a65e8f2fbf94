package kernel

import (
	"context"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/flow"
	"kebang/internal/vocab"
)

var widget = flow.Table{Noun: vocab.Noun("部件", "Widget"), Start: "draft", Labels: vocab.List{
	{Code: "publish", Zh: "发布"}, {Code: "lapse", Zh: "逾期失效"}, {Code: "close", Zh: "办结"},
}, Edges: []flow.Edge{
	{From: "draft", Step: "publish", To: "open", By: []string{"officer"}},
	{From: "open", Step: "publish", To: "open", By: []string{"system", "enterprise", "officer"},
		Label: vocab.Noun("发布变更", "Publish the change")},
	{From: "open", Step: "lapse", To: "closed", By: []string{"system"}},
	{From: "open", Step: "close", To: "closed", By: []string{"enterprise"}},
}}

// TestStepsComeFromTheTable: access and summary of a step's route are those of its edges. The program itself calls
// none.
func TestStepsComeFromTheTable(t *testing.T) {
	s := New(Config{})
	defer s.Close()
	steps := StepsOf(s.Router(), &widget, "widget", "/widgets")
	nothing := func(context.Context, actor.Actor, *RecordIn) (*Empty, error) { return nil, nil }
	Step(steps, "publish", nothing)
	routes := s.Router().Routes()
	got := routes[len(routes)-1]
	if got.Op.OperationID != "publish-widget" || got.Op.Method+" "+got.Op.Path != "POST /api/v1/widgets/{id}/publish" ||
		got.Op.Summary != "发布" {
		t.Errorf("%s: %s %s %s", got.Op.OperationID, got.Op.Method, got.Op.Path, got.Op.Summary)
	}
	if who := got.Access.String(); who != "roles officer enterprise" {
		t.Errorf("access %s", who)
	}
	refused := func(within ...string) (panicked bool) {
		defer func() { panicked = recover() != nil }()
		steps.Whole(within...)
		return false
	}
	if !refused() || refused("close") {
		t.Error("a step without a route is to be seen, unless another step holds it")
	}
	StepAt(steps, "close", "PUT", "/end", nothing)
	if refused() {
		t.Error("the table is whole")
	}
}
