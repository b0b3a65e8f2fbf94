package main

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"strings"
)

// switches are the functions that a rewritten package calls: mutantOn(17) tells whether the change 17 is made.
//
//go:embed switches.txt
var switches string

// place is an operator and the one put in its stead.
type place struct {
	file         string
	line, column int
	was, is      token.Token
}

func (p place) String() string {
	return fmt.Sprintf("%s:%d:%d %s to %s", p.file, p.line, p.column, p.was, p.is)
}

// The changes are those that gremlins makes by default. It makes the one of - twice, as ARITHMETIC_BASE and as
// INVERT_NEGATIVES; here it is one place.
var (
	boundary = map[token.Token]token.Token{token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ,
		token.GEQ: token.GTR}
	negation = map[token.Token]token.Token{token.EQL: token.NEQ, token.NEQ: token.EQL, token.LSS: token.GEQ,
		token.GEQ: token.LSS, token.GTR: token.LEQ, token.LEQ: token.GTR}
	arithmetic = map[token.Token]token.Token{token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO,
		token.QUO: token.MUL, token.REM: token.MUL}
	functions = map[token.Token]string{token.ADD: "mutantPlus", token.SUB: "mutantMinus", token.MUL: "mutantTimes",
		token.QUO: "mutantOver", token.REM: "mutantRest"}
)

// rewriter puts a switch at each place of a package; the place with number n is places[n-1].
type rewriter struct {
	set    *token.FileSet
	pkg    *types.Package
	info   *types.Info
	name   string // of the file, from the root of the module
	file   *ast.File
	text   []byte
	places []place
}

// rewrite gives the text of a file with switches.
func (r *rewriter) rewrite(path, name string, f *ast.File) (string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	r.name, r.file, r.text = name, f, text
	end := r.set.File(f.Pos()).Pos(len(text))
	return r.slice(f.FileStart, f.Pos()) + r.render(f) + r.slice(f.End(), end), nil
}

func (r *rewriter) slice(from, to token.Pos) string {
	return string(r.text[r.set.Position(from).Offset:r.set.Position(to).Offset])
}

// render gives the text of a node with switches.
func (r *rewriter) render(n ast.Node) string {
	var b strings.Builder
	at := n.Pos()
	ast.Inspect(n, func(c ast.Node) bool {
		if c == nil {
			return false
		}
		text, ok := r.replace(c)
		if ok {
			b.WriteString(r.slice(at, c.Pos()) + text)
			at = c.End()
		}
		return !ok
	})
	return b.String() + r.slice(at, n.End())
}

// replace gives the text of an operation with its switches. A constant or type keeps its text: Go wants these to be
// constant.
func (r *rewriter) replace(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.GenDecl:
		return r.slice(n.Pos(), n.End()), n.Tok == token.CONST
	case *ast.ArrayType:
		return r.slice(n.Pos(), n.End()), true
	case *ast.BinaryExpr:
		if negation[n.Op] != 0 {
			return r.compare(n), true
		}
		if arithmetic[n.Op] != 0 {
			return r.calculate(n, n.OpPos, n.Op, func() (string, string) { return r.render(n.X), r.render(n.Y) })
		}
	case *ast.UnaryExpr:
		if n.Op == token.SUB {
			return r.calculate(n, n.OpPos, n.Op, func() (string, string) { return "0", r.render(n.X) })
		}
	case *ast.IncDecStmt:
		op, x := token.ADD, r.render(n.X)
		if n.Tok == token.DEC {
			op = token.SUB
		}
		return fmt.Sprintf("%s = %s(%d, %s, 1)", x, functions[op], r.add(n.TokPos, op, arithmetic[op]), x), true
	}
	return "", false
}

// compare switches the boundary by one of two comparisons, of which one runs, and the answer by another !=.
func (r *rewriter) compare(n *ast.BinaryExpr) string {
	x, y := r.render(n.X), r.render(n.Y)
	text := fmt.Sprintf("%s %s %s", x, n.Op, y)
	if other := boundary[n.Op]; other != 0 {
		on := fmt.Sprintf("mutantOn(%d)", r.add(n.OpPos, n.Op, other))
		text = fmt.Sprintf("%s && %s %s %s || !%s && %s", on, x, other, y, on, text)
	}
	return fmt.Sprintf("(mutantOn(%d) != (%s))", r.add(n.OpPos, n.Op, negation[n.Op]), text)
}

// calculate switches a sum of numbers. A constant needs its type beside it, since a function takes no untyped one.
func (r *rewriter) calculate(n ast.Expr, at token.Pos, op token.Token, operands func() (x, y string)) (string, bool) {
	value := r.info.Types[n]
	if b, ok := value.Type.Underlying().(*types.Basic); !ok || b.Info()&(types.IsInteger|types.IsFloat) == 0 {
		return "", false
	}
	function := functions[op]
	if value.Value != nil {
		imported := true
		name := types.TypeString(value.Type, func(p *types.Package) string {
			if p == r.pkg {
				return ""
			}
			imported = imported && r.imports(p.Path())
			return p.Name()
		})
		if !imported || strings.HasPrefix(name, "untyped") {
			return "", false
		}
		function += "[" + name + "]"
	}
	x, y := operands()
	return fmt.Sprintf("%s(%d, %s, %s)", function, r.add(at, op, arithmetic[op]), x, y), true
}

func (r *rewriter) imports(path string) bool {
	for _, i := range r.file.Imports {
		if i.Name == nil && i.Path.Value == `"`+path+`"` {
			return true
		}
	}
	return false
}

// add gives the number of a new place.
func (r *rewriter) add(at token.Pos, was, is token.Token) int {
	p := r.set.Position(at)
	r.places = append(r.places, place{r.name, p.Line, p.Column, was, is})
	return len(r.places)
}
