package form_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/sheet"
	"kebang/internal/vocab"
)

var update = flag.Bool("update", false, "write the golden files")

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// read plans the import of a file.
func read(t *testing.T, k form.Kind, name string, data []byte) *intake.Plan {
	t.Helper()
	b, err := sheet.Open(bytes.NewReader(data), int64(len(data)), name, sheet.Limits{})
	must(t, err)
	p, err := intake.Read(k, "m1", b, nil)
	must(t, err)
	return p
}

// dump writes a plan as text: money columns with their unit, rows with their stored fields, all warnings.
func dump(p *intake.Plan) string {
	var b strings.Builder
	c := p.Counts
	fmt.Fprintf(&b, "rows %d good %d bad %d warned %d\n", c.Total, c.Good, c.Bad, c.Warned)
	for _, h := range p.Sheets {
		for _, col := range h.Columns {
			if col.Unit != "" || !col.Ask.IsZero() {
				fmt.Fprintf(&b, "unit %s: %s per year %v from %q ask %q\n", col.Heading, col.Unit, col.PerYear,
					col.UnitFrom, col.Ask.In(vocab.Zh))
			}
		}
	}
	for _, l := range p.LeftOut {
		fmt.Fprintf(&b, "left out %s: %d\n", l.Reason, l.Rows)
	}
	for _, r := range p.Rows {
		fmt.Fprintf(&b, "%d %s\n", r.Number, strings.Join(stored(r), " "))
	}
	for _, w := range p.Warnings {
		fmt.Fprintf(&b, "told %s\n", w)
	}
	for _, e := range p.Problems {
		fmt.Fprintf(&b, "bad %s\n", e)
	}
	return b.String()
}

// stored are the filled fields of a row by their JSON names, without proposals from the text.
func stored(r *form.Row) []string {
	out := []string{}
	flat("", map[string]any{"org": r.Org, "uscc": r.USCC, "link": r.Link, "ref": r.Ref, "draft": r.Draft,
		"number": r.Elsewhere.Number, "regDate": r.Elsewhere.Date}, &out)
	for _, content := range []any{r.Demand, r.Achievement, r.Organization, r.Contract} {
		data, _ := json.Marshal(content)
		var m map[string]any
		if json.Unmarshal(data, &m) == nil && m != nil {
			delete(m, "industry")
			delete(m, "industryConfirmed")
			delete(m, "orgWords")
			flat("", m, &out)
		}
	}
	sort.Strings(out)
	return out
}

func flat(at string, v any, out *[]string) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			flat(strings.TrimPrefix(at+"."+k, "."), x, out)
		}
	case []any:
		for i, x := range v {
			flat(fmt.Sprintf("%s.%d", at, i), x, out)
		}
	case float64:
		if v != 0 {
			*out = append(*out, fmt.Sprintf("%s=%.0f", at, v))
		}
	default:
		if s := fmt.Sprint(v); s != "" && s != "false" && v != nil {
			*out = append(*out, fmt.Sprintf("%s=%s", at, s))
		}
	}
}

// TestCells reads one file of our own for each kind of fault of cells and compares the result with the expected one
// beside it. The kind of table is the first part of the name.
func TestCells(t *testing.T) {
	files, err := filepath.Glob("testdata/cells/*.*")
	must(t, err)
	for _, file := range files {
		if strings.HasSuffix(file, ".golden") {
			continue
		}
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			kind, _, _ := strings.Cut(name, "-")
			data, err := os.ReadFile(file)
			must(t, err)
			p := read(t, form.Kind(kind), name, data)
			got, golden := dump(p), strings.TrimSuffix(file, filepath.Ext(file))+".golden"
			if *update {
				must(t, os.WriteFile(golden, []byte(got), 0o644))
			}
			want, err := os.ReadFile(golden)
			must(t, err)
			if d := cmp.Diff(string(want), got); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}
