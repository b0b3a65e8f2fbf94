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
			if m.Status == notCovered && !counted(m) {
				r.uncounted++
				continue
			}
			r.add(m.Status, fmt.Sprintf("%s/%s:%d:%d %s", pkg, f.Name, m.Line, m.Column, m.Type))
		}
	}
	return r, nil
}

// counters tells whether Go counts the coverage of a place. Go counts it in the statements of functions, but not in the
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
