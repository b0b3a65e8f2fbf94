package flow

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// door is a lifecycle with every feature of an edge: roles, a reason, two roles with one step, a state without a name.
var door = Table{
	Noun: vocab.Noun("门", "Door"), Start: "shut", Finals: []string{"gone"},
	Names: vocab.List{{Code: "shut", Zh: "关", En: "shut"}, {Code: "ajar", Zh: "半开", En: "ajar"},
		{Code: "gone", Zh: "拆除", En: "gone"}},
	Labels: vocab.List{{Code: "open", Zh: "开门", En: "open"}, {Code: "break", Zh: "拆门", En: "break"},
		{Code: "push", Zh: "推门", En: "push"}, {Code: "shut", Zh: "关门", En: "shut"}},
	Edges: []Edge{
		{From: "shut", Step: "open", To: "ajar", By: []string{"guest"}},
		{From: "shut", Step: "break", To: "gone", By: []string{"owner"}, Reason: true},
		{From: "ajar", Step: "push", To: "wide"},
		{From: "ajar", Step: "open", To: "wide"},
		{From: "ajar", Step: "kick", To: "wide", Label: vocab.Noun("开门", "open")},
		{From: "ajar", Step: "shut", To: "shut"},
	},
}

func TestTake(t *testing.T) {
	for _, tt := range []struct {
		name, from, step, role, reason string
		to                             string
		kind                           fault.Kind
		code, text                     string
	}{
		{name: "a step of the role", from: "shut", step: "open", role: "guest", to: "ajar"},
		{name: "a step of another role", from: "shut", step: "open", role: "owner", kind: fault.Forbidden,
			code: "role-may-not-step", text: "您的角色不能对门执行“开门”。"},
		{name: "a step of every role", from: "ajar", step: "push", role: "anybody", to: "wide"},
		{name: "a step with its reason", from: "shut", step: "break", role: "owner", reason: "生锈", to: "gone"},
		{name: "a reason of white space is none", from: "shut", step: "break", role: "owner", reason: " 　",
			kind: fault.Invalid, code: "reason-missing", text: "请写明理由。"},
		{name: "a step of another state names the steps of this one", from: "shut", step: "push", role: "guest",
			kind: fault.WrongState, code: "wrong-state",
			text: "门现为“关”，不能推门；可以：开门、拆门。"},
		{name: "two steps with one label are named once", from: "ajar", step: "break", role: "owner",
			kind: fault.WrongState, code: "wrong-state",
			text: "门现为“半开”，不能拆门；可以：推门、开门、关门。"},
		{name: "a final state has no steps", from: "gone", step: "open", role: "guest", kind: fault.WrongState,
			code: "wrong-state",
			text: "门现为“拆除”，不能开门；不能再变更。"},
		{name: "a state and a step without a name", from: "wide", step: "paint", role: "guest", kind: fault.WrongState,
			code: "wrong-state",
			text: "门现为“wide”，不能paint；不能再变更。"},
	} {
		e, err := door.Take(tt.from, tt.step, tt.role, tt.reason)
		if tt.code == "" {
			if err != nil || e.To != tt.to {
				t.Errorf("%s: to %q, %v; want %q", tt.name, e.To, err, tt.to)
			}
			continue
		}
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != tt.kind || f.Code != tt.code || f.Msg != tt.text {
			t.Errorf("%s: %v; want %s", tt.name, err, tt.text)
		}
	}
}

func TestSteps(t *testing.T) {
	for _, tt := range []struct {
		from, role string
		want       []string
	}{
		{"shut", "guest", []string{"open"}}, {"shut", "owner", []string{"break"}}, {"shut", "anybody", nil},
		{"ajar", "anybody", []string{"push", "open", "kick", "shut"}}, {"gone", "guest", nil},
	} {
		if diff := cmp.Diff(tt.want, names(door.Steps(tt.from, tt.role))); diff != "" {
			t.Errorf("%s in state %s (-want +got)\n%s", tt.role, tt.from, diff)
		}
	}
}

// An offer leaves out the steps that the policy refuses. It keeps the sentence of a refusal that the reader has to
// know, and passes on an error.
func TestOffer(t *testing.T) {
	told := fault.Of(fault.Forbidden, fault.T("own-door", "这是您自己的门。", ""))
	other := fault.Of(fault.Forbidden, fault.T("night", "夜里不开门。", ""))
	broken := errors.New("disk full")
	for _, tt := range []struct {
		name  string
		err   error // for the step open
		steps []string
		kept  string
		fails error
	}{
		{"nothing is refused", nil, []string{"push", "open", "kick", "shut"}, "", nil},
		{"a refusal to be known", told, []string{"push", "kick", "shut"}, "这是您自己的门。", nil},
		{"a refusal that goes unsaid", other, []string{"push", "kick", "shut"}, "", nil},
		{"a failure", broken, nil, "", broken},
	} {
		got, err := door.Offer("ajar", "guest", func(step string) error {
			if step == "open" {
				return tt.err
			}
			return nil
		}, told)
		if !errors.Is(err, tt.fails) || got.KeptAway.Zh != tt.kept {
			t.Errorf("%s: kept away %q, %v", tt.name, got.KeptAway.Zh, err)
		}
		if diff := cmp.Diff(tt.steps, names(got.Steps)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", tt.name, diff)
		}
	}
	if got, err := door.Offer("gone", "guest", nil); err != nil || got.Steps == nil || len(got.Steps) != 0 {
		t.Errorf("a final state offers %v, %v; want an empty list", got.Steps, err)
	}
}

func names(edges []Edge) []string {
	var out []string
	for _, e := range edges {
		out = append(out, e.Step)
	}
	return out
}

func TestStates(t *testing.T) {
	if got, want := door.States(), []string{"shut", "ajar", "gone", "wide"}; !slices.Equal(got, want) {
		t.Errorf("states %v, want %v", got, want)
	}
}

func TestRoles(t *testing.T) {
	for step, want := range map[string][]string{"open": {"guest"}, "break": {"owner"}, "push": nil, "paint": nil} {
		if got := door.Roles(step); !slices.Equal(got, want) {
			t.Errorf("%s is taken by %v, want %v", step, got, want)
		}
	}
	twice := Table{Edges: []Edge{{Step: "open", By: []string{"guest", "owner"}},
		{Step: "open", By: []string{"owner", "guest"}}}}
	if got := twice.Roles("open"); !slices.Equal(got, []string{"guest", "owner"}) {
		t.Errorf("two edges of a step: %v", got)
	}
}
