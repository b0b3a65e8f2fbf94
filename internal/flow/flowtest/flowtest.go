// Package flowtest tests lifecycles: that a table is complete, and which role may take which step in each state. The
// second test has a golden file, so that a review sees a change of rights.
package flowtest

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/flow"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// Golden compares a text with a file of testdata, or writes it there with -update.
func Golden(t *testing.T, name, text string) {
	t.Helper()
	file := "testdata/" + name
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil || string(want) != text {
		t.Errorf("%s is not fresh (%v); now:\n%s", file, err, text)
	}
}

// Relation is an actor in his relation to a record, in every role in turn. An actor without a market is a reader
// without a sign-in.
type Relation struct {
	Name string
	actor.Actor
}

// Matrix compares the output of can for every state, relation and role with testdata/matrix.golden, which begins with
// the head. An empty output is left out.
func Matrix(t *testing.T, head string, states []string, relations []Relation, can func(string, actor.Actor) string) {
	t.Helper()
	out := "# " + head + "\n"
	for _, state := range states {
		for _, rel := range relations {
			if rel.Market == "" {
				out += fmt.Sprintf("%s, %s: %s\n", state, rel.Name, can(state, rel.Actor))
				continue
			}
			roles := map[string][]string{}
			for _, role := range actor.Roles() {
				rel.Role = role
				what := can(state, rel.Actor)
				roles[what] = append(roles[what], string(role))
			}
			delete(roles, "")
			for _, what := range slices.Sorted(maps.Keys(roles)) {
				out += fmt.Sprintf("%s, %s: %s <- %s\n", state, rel.Name, what, strings.Join(roles[what], " "))
			}
		}
	}
	Golden(t, "matrix.golden", out)
}

// Table takes every step of a lifecycle from every state and compares with the table.
func Table(t *testing.T, table *flow.Table) {
	t.Helper()
	steps := map[string]bool{}
	for _, e := range table.Edges {
		steps[e.Step] = true
		if !table.Names.Has(e.To) || !table.Names.Has(e.From) || !table.Labels.Has(e.Step) {
			t.Errorf("%s -%s-> %s lacks a name", e.From, e.Step, e.To)
		}
	}
	for _, from := range table.States() {
		out := 0
		for step := range steps {
			n := 0
			for _, e := range table.Edges {
				if e.From == from && e.Step == step {
					n++
				}
			}
			out += n
			_, err := table.Next(from, step)
			if n > 1 || (n == 0) != fault.Is(err, fault.WrongState) {
				t.Errorf("%s -%s: %d edges, %v", from, step, n, err)
			}
		}
		if (out == 0) != slices.Contains(table.Finals, from) {
			t.Errorf("%s: %d edges, finals %v", from, out, table.Finals)
		}
	}
}
