package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
)

// file and mutation are what gremlins reports.
type file struct {
	Name      string     `json:"file_name"`
	Mutations []mutation `json:"mutations"`
}

type mutation struct {
	Type   string `json:"type"`
	Status string `json:"status"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

// result counts the places of one package. A mutant without an end is noticed: the tests would hang. One that does not
// compile is no place.
type result struct {
	killed, lived, endless int
	unreached, uncounted   int
	missed                 []string // the places that no test noticed, reached or ended, one a line
}

func (r result) places() int { return r.killed + r.lived + r.endless + r.unreached }

func (r result) covered() float64 { return percent(r.places()-r.unreached, r.places()) }

func (r result) noticed() float64 { return percent(r.killed+r.endless, r.places()-r.unreached) }

// percent is 100 for none of none.
func percent(part, whole int) float64 {
	if whole == 0 {
		return 100
	}
	return 100 * float64(part) / float64(whole)
}

// count reads the report on a package that lies in folder.
func count(folder, pkg string, files []file) (result, error) {
	var r result
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.Name, b.Name) })
	for _, f := range files {
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, filepath.Join(folder, f.Name), nil, parser.SkipObjectResolution)
		if err != nil {
			return result{}, err
		}
		counted := counters(set, parsed)
		slices.SortFunc(f.Mutations, func(a, b mutation) int {
			return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Type, b.Type))
		})
		for _, m := range f.Mutations {
			status := m.Status
			switch {
			case status == "KILLED":
				r.killed++
				continue
			case status == "LIVED":
				r.lived++
			case status == "TIMED OUT":
				r.endless++
			case status == "NOT COVERED" && counted(m):
				r.unreached++
			case status == "NOT COVERED":
				r.uncounted++
				continue
			default:
				continue
			}
			r.missed = append(r.missed, fmt.Sprintf("%-11s %s/%s:%d:%d %s", status, pkg, f.Name, m.Line, m.Column,
				m.Type))
		}
	}
	return r, nil
}

// counters tells whether Go counts the coverage of a place: it does in the statements of functions, but not in the
// conditions of a case.
func counters(set *token.FileSet, f *ast.File) func(mutation) bool {
	type span struct{ from, to token.Position }
	var with, without []span
	at := func(n ast.Node) span { return span{set.Position(n.Pos()), set.Position(n.End())} }
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Body != nil {
				with = append(with, at(n.Body))
			}
		case *ast.FuncLit:
			with = append(with, at(n.Body))
		case *ast.CaseClause:
			for _, e := range n.List {
				without = append(without, at(e))
			}
		}
		return true
	})
	return func(m mutation) bool {
		inside := func(s span) bool {
			place, from, to := [2]int{m.Line, m.Column}, [2]int{s.from.Line, s.from.Column}, [2]int{s.to.Line,
				s.to.Column}
			return slices.Compare(from[:], place[:]) <= 0 && slices.Compare(place[:], to[:]) < 0
		}
		return slices.ContainsFunc(with, inside) && !slices.ContainsFunc(without, inside)
	}
}
