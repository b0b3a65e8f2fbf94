package kernel

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/actor"
)

// An item of two roles of a person is named once, and the counts agree.
func TestTodosSharedByTwoRoles(t *testing.T) {
	item := func(id string, since int64) TodoItem {
		return TodoItem{Record: TodoRecord{Type: "deal", ID: id}, Since: since}
	}
	var s todoSum
	kind := func(n int64, items ...TodoItem) []TodoKind {
		return []TodoKind{{Kind: "deal-intent", Count: n, Items: items}}
	}
	s.add(Caller{Membership: "m1", Actor: actor.Actor{Role: actor.Enterprise}}, kind(2, item("b", 20), item("a", 10)))
	s.add(Caller{Membership: "m2", Actor: actor.Actor{Role: actor.Agency}},
		kind(3, item("a", 10), item("b", 20), item("c", 5)))
	s.add(Caller{Membership: "m3", Actor: actor.Actor{Role: actor.Agency}}, kind(1, item("c", 5)))
	list := s.list()
	var got []string
	for _, it := range list.Items {
		got = append(got, it.Membership+it.Record.ID)
	}
	if d := cmp.Diff([]string{"m2c", "m1a", "m1b"}, got); d != "" || list.Total != 3 || len(list.Kinds) != 2 ||
		list.Kinds[1].Count != 1 {
		t.Errorf("%d of %+v (-want +got):\n%s", list.Total, list.Kinds, d)
	}
}

func TestTodosByUrgency(t *testing.T) {
	want := []TodoItem{{Kind: "due first", Due: "2026-12-02", Since: 9},
		{Kind: "due later, old", Due: "2026-12-03", Since: 1},
		{Kind: "due later, new", Due: "2026-12-03", Since: 2}, {Kind: "never due, old",
			Since: 1}, {Kind: "never due, new", Since: 3}, {Kind: "neither"}}
	for i := range want {
		for j := range want {
			if got := ByUrgency(want[i], want[j]); (got < 0) != (i < j) && i != j {
				t.Errorf("%s before %s: %d", want[i].Kind, want[j].Kind, got)
			}
		}
	}
}
