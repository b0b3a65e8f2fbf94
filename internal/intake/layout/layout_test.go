package layout_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/sheet"
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

// sheetOf builds the .xlsx of a .table file. Sheets follow ==, cells are between |, and ^ is the empty part of a merged
// cell. Merge and hide lines come before the cells.
func sheetOf(t *testing.T, text string) (kind form.Kind, data []byte) {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	name, row := "", 0
	for _, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, "# kind: "):
			kind = form.Kind(strings.TrimPrefix(line, "# kind: "))
		case strings.HasPrefix(line, "# "):
		case strings.HasPrefix(line, "== "):
			if name = strings.TrimPrefix(line, "== "); row == 0 {
				must(t, f.SetSheetName("Sheet1", name))
			} else {
				_, err := f.NewSheet(name)
				must(t, err)
			}
			row = 0
		case strings.HasPrefix(line, "merge "):
			from, to, _ := strings.Cut(strings.TrimPrefix(line, "merge "), ":")
			must(t, f.MergeCell(name, from, to))
		case strings.HasPrefix(line, "hide "):
			var n int
			_, err := fmt.Sscanf(line, "hide %d", &n)
			must(t, err)
			must(t, f.SetRowVisible(name, n, false))
		default:
			row++
			for i, c := range strings.Split(line, "|") {
				if c = strings.TrimSpace(c); c == "" || c == "^" {
					continue
				}
				at, err := excelize.CoordinatesToCellName(i+1, row)
				must(t, err)
				must(t, f.SetCellStr(name, at, strings.ReplaceAll(c, `\n`, "\n")))
			}
		}
	}
	var buf bytes.Buffer
	must(t, f.Write(&buf))
	return kind, buf.Bytes()
}

// told is a plan in the form of the golden files.
func told(t *testing.T, p *intake.Plan) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "rows %d good %d bad %d unchanged %d asks %v\n", p.Counts.Total, p.Counts.Good, p.Counts.Bad,
		p.Counts.Unchanged, p.Asks())
	for _, h := range p.Sheets {
		fmt.Fprintf(&b, "%s header %d form %v:", h.Name, h.HeaderRow, h.Form)
		for _, c := range h.Columns {
			fmt.Fprintf(&b, " %s=%s", strings.ReplaceAll(c.Heading, " ", "_"), c.Key)
			if !c.Known {
				fmt.Fprintf(&b, "?%s", c.Guess)
			}
		}
		b.WriteString("\n")
	}
	for _, s := range p.Skipped {
		fmt.Fprintf(&b, "skipped %s\n", s)
	}
	for _, l := range p.LeftOut {
		fmt.Fprintf(&b, "left out %s %s %d %v\n", l.Sheet, l.Reason, l.Rows, l.Examples)
	}
	for _, w := range p.Warnings {
		fmt.Fprintf(&b, "warning %s\n", w)
	}
	for _, e := range p.Problems {
		fmt.Fprintf(&b, "problem %s\n", e)
	}
	for _, r := range p.Rows {
		var content any = r.Demand
		switch {
		case r.Achievement != nil:
			content = r.Achievement
		case r.Organization != nil:
			content = r.Organization
		case r.Contract != nil:
			content = r.Contract
		}
		data, err := json.Marshal(content)
		must(t, err)
		fmt.Fprintf(&b, "row %s %d %s %s\n", r.Sheet, r.Number, r.Title(), data)
	}
	return b.String()
}

// TestTextOverSeveralLines joins lines without a title that only continue the text or the indicators of a need.
func TestTextOverSeveralLines(t *testing.T) {
	table := "序号,企业名称,需求名称,需求内容,必备指标,联系人\n" +
		"1,清河制糖有限公司,滤布再生,1.滤布更换频繁。,再生次数≥10次,陆某\n" +
		",,,2.请水洗水要能回用。,,\n" +
		",,,,能耗≤2kWh,\n" +
		",清河制糖有限公司,,3.另外还要省人工。,人工≤1人,\n" +
		"2,清河纸业有限公司,白水回用,白水浊度高。,,王某\n" +
		"3,清河纸业有限公司,,没有名称的另一条。,,\n" +
		",,,它的续行。,,\n"
	p := read(t, form.Demands, "a.csv", []byte(table))
	if len(p.Rows) != 2 || p.Counts.Bad != 2 || len(p.LeftOut) > 0 {
		t.Fatalf("%+v %v %v", p.Counts, p.Problems, p.LeftOut)
	}
	if len(p.Warnings) != 2 || !strings.Contains(p.Warnings[0].Text(), "第 2 行那一条的续行") {
		t.Errorf("%v", p.Warnings)
	}
	c := p.Rows[0].Demand
	if c.Text != "1.滤布更换频繁。\n2.请水洗水要能回用。\n3.另外还要省人工。" || len(c.Requirements) != 3 {
		t.Errorf("%q %+v", c.Text, c.Requirements)
	}
}

// TestLayouts reads a file of each kind of layout and compares the plan with the expected one.
func TestLayouts(t *testing.T) {
	files, err := filepath.Glob("testdata/layout/*.table")
	must(t, err)
	if len(files) < 30 {
		t.Fatalf("only %d layouts", len(files))
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".table"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			must(t, err)
			kind, data := sheetOf(t, string(text))
			p := read(t, kind, "a.xlsx", data)
			golden := strings.TrimSuffix(file, ".table") + ".golden"
			got := told(t, p)
			if *update {
				must(t, os.WriteFile(golden, []byte(got), 0o644))
			}
			want, err := os.ReadFile(golden)
			must(t, err)
			if d := cmp.Diff(string(want), got); d != "" {
				t.Error(d)
			}
		})
	}
}
