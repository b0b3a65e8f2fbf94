package layout

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/intake/form"
	"kebang/internal/intake/wording"
	"kebang/internal/sheet"
)

// parse reads the sheet of a case: a line for each row with its cells between |, and before them
//
//	@kind contracts         @at 3 (the header that a person pointed at)      @map heading=key
//	@merge top left bottom right (rows from 1, columns from 0)               @name file   @sheet name   @around text
//	@times 5 a|b            the row a|b five times                           \n in a cell is a line end
func parse(t *testing.T, text string) (k form.Kind, m form.Mapping, at int, book sheet.Book) {
	t.Helper()
	k, m = form.Demands, form.Mapping{}
	s := sheet.Sheet{}
	row := func(line string) {
		r := sheet.Row{Number: len(s.Rows) + 1, Notes: map[int]sheet.Note{}}
		for i, c := range strings.Split(line, "|") {
			if c = strings.ReplaceAll(strings.TrimSpace(c), `\n`, "\n"); c == "=?" { // a formula without its result
				c, r.Notes[i] = "", sheet.Note{Kind: sheet.NoValue}
			}
			r.Cells = append(r.Cells, c)
		}
		for len(r.Cells) > 0 && r.Cells[len(r.Cells)-1] == "" && r.Notes[len(r.Cells)-1].Kind == 0 {
			r.Cells = r.Cells[:len(r.Cells)-1]
		}
		s.Rows = append(s.Rows, r)
	}
	for _, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		word, rest, _ := strings.Cut(line, " ")
		var err error
		switch word {
		case "@kind":
			k = form.Kind(rest)
		case "@at":
			_, err = fmt.Sscan(rest, &at)
		case "@map":
			heading, key, _ := strings.Cut(rest, "=")
			m[wording.Fold(heading)] = key
		case "@merge":
			var g sheet.Range
			_, err = fmt.Sscan(rest, &g.Top, &g.Left, &g.Bottom, &g.Right)
			s.Merges = append(s.Merges, g)
		case "@name":
			book.Name = rest
		case "@sheet":
			s.Name = rest
		case "@around":
			s.Around = append(s.Around, rest)
		case "@times":
			var n int
			_, err = fmt.Sscan(rest, &n)
			_, cells, _ := strings.Cut(rest, " ")
			for range n {
				row(cells)
			}
		default:
			row(line)
		}
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
	book.Sheets = []sheet.Sheet{s}
	return k, m, at, book
}

// outcome tells what is made of a sheet: the secret rows, the tables with their lines and why a line is no data.
func outcome(k form.Kind, m form.Mapping, at int, book sheet.Book) string {
	var b strings.Builder
	clean, left, err := Screen(k, m, book)
	if err != nil {
		return fmt.Sprintf("refused, marked %v\n", errors.Is(err, wording.ErrMarked))
	}
	for _, l := range left {
		fmt.Fprintf(&b, "secret %v\n", l.Examples)
	}
	s := clean.Sheets[0]
	tables := FindTables(k, m, s, at, func(why Reason, row int) { fmt.Fprintf(&b, "left %d %s\n", row, why) },
		func(p form.RowProblem) { fmt.Fprintf(&b, "told %s\n", p.Text()) })
	asks := true
	for i := range tables {
		x := &tables[i]
		x.ReadUnits(s, nil)
		asks = asks && !x.Head.HasTitle(k)
		fmt.Fprintf(&b, "table %d form %v:%s\n", x.Head.HeaderRow, x.Form, columns(x.Head))
		rules := NewRuler(k, m, s, x.Head, x.Header)
		for n, line := range x.Lines {
			if n > 0 && n+1 < len(x.Lines) && same(line, x.Lines[n-1]) && same(line, x.Lines[n+1]) {
				continue // of many the same lines the first and the last are told
			}
			why := Reason("")
			if !x.Form {
				why = rules.Why(line)
			}
			fmt.Fprintf(&b, " %d %s", line.Number, strings.ReplaceAll(strings.Join(line.Cells, "|"), "\n", `\n`))
			if why != "" {
				fmt.Fprintf(&b, " <- %s", why)
			}
			if why == SectionLine {
				fmt.Fprintf(&b, " %q %q", Section(line), TownOf(line))
			}
			b.WriteString("\n")
		}
	}
	if asks {
		if h, ok := Asked(k, m, s, tables); ok {
			fmt.Fprintf(&b, "asks %d:%s\n", h.HeaderRow, columns(h))
		} else {
			b.WriteString("nothing\n")
		}
	}
	return b.String()
}

func columns(h SheetHead) string {
	s := ""
	for _, c := range h.Columns {
		s += fmt.Sprintf(" %d %s%s=%s", c.Index, c.Above, c.Heading, c.Key)
		if c.Guess != "" {
			s += "?" + c.Guess
		}
		if c.Unit != "" {
			s += "/" + c.Unit
		}
		if c.Again != "" {
			s += " again " + c.Again
		}
	}
	return s
}

// TestRules reads the cases of testdata/rules.txt: the rule after ==, a sheet, and behind -- what is made of it, which
// KEBANG_UPDATE=1 writes anew.
func TestRules(t *testing.T) {
	update := os.Getenv("KEBANG_UPDATE") != ""
	const file = "testdata/rules.txt"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var fresh strings.Builder
	for _, c := range strings.Split(string(text), "\n== ")[1:] {
		rule, body, _ := strings.Cut(c, "\n")
		in, want, _ := strings.Cut(body, "\n--\n")
		in = strings.TrimSuffix(in, "\n--")
		got := outcome(parse(t, in))
		if want = strings.TrimRight(want, "\n") + "\n"; want != got && !update {
			t.Errorf("%s (-want +got):\n%s", rule, cmp.Diff(want, got))
		}
		fmt.Fprintf(&fresh, "\n== %s\n%s\n--\n%s", rule, strings.TrimRight(in, "\n"), got)
	}
	if update {
		head, _, _ := strings.Cut(string(text), "\n== ")
		if err := os.WriteFile(file, []byte(head+fresh.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
