package archtest

import (
	"go/parser"
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// The bounds of CONTRIBUTING.md. A word holds a Latin letter: numbers and Han examples do not count. A tab is
// as wide as four characters.
const (
	mostWords = 25
	mostWidth = 120
)

var (
	skipped     = []string{"node_modules", ".git", ".bin", "dist", "testdata"}
	sentenceEnd = regexp.MustCompile(`[.!?;:]["”’')]?\s+([^a-z0-9\s])`)
	latinWord   = regexp.MustCompile(`\S*[A-Za-z]\S*`)
	indented    = regexp.MustCompile(`(?m)^[ \t].*$|^$`)
	tsComment   = regexp.MustCompile(`^\s*(?://|/\*\*?|\*/?) ?(.*?)\s*(?:\*/)?\s*$`)
)

// sources calls fn with every file of the tree that ends in one of the names and was not generated.
func sources(t *testing.T, ends []string, fn func(name, text string)) {
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && slices.Contains(skipped, d.Name()) {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || !slices.Contains(ends, filepath.Ext(name)) || strings.HasSuffix(name, ".d.ts") {
			return err
		}
		b, err := os.ReadFile(name)
		if !strings.Contains(string(b[:min(len(b), 200)]), "Code generated") {
			fn(name, string(b))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// short refuses a sentence of a comment with too many words. Indented lines are code or a table, and end a sentence.
func short(t *testing.T, name, comment string) {
	for _, part := range indented.Split(comment, -1) {
		for _, s := range strings.Split(sentenceEnd.ReplaceAllString(part, ".\x00$1"), "\x00") {
			if n := len(latinWord.FindAllString(s, -1)); n > mostWords {
				t.Errorf("%s: a sentence of %d words, at most %d: %s", name, n, mostWords, s)
			}
		}
	}
}

// TestCommentsAreShort holds every sentence of a comment to 25 words, in Go and TypeScript.
func TestCommentsAreShort(t *testing.T) {
	sources(t, []string{".go"}, func(name, text string) {
		f, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range f.Comments {
			short(t, name, c.Text())
		}
	})
	sources(t, []string{".ts", ".tsx"}, func(name, text string) {
		comment := ""
		for line := range strings.Lines(text + "\n") {
			if m := tsComment.FindStringSubmatch(line); m != nil {
				comment += m[1] + "\n"
			} else {
				short(t, name, comment)
				comment = ""
			}
		}
	})
}

// TestLinesAreShort holds lines of Go to 120 columns. Raw strings do not count: they cannot be broken.
func TestLinesAreShort(t *testing.T) {
	sources(t, []string{".go"}, func(name, text string) {
		set, at := token.NewFileSet(), 0
		var counted strings.Builder
		var s scanner.Scanner
		s.Init(set.AddFile(name, 1, len(text)), []byte(text), nil, 0)
		for pos, tok, lit := s.Scan(); tok != token.EOF; pos, tok, lit = s.Scan() {
			if tok == token.STRING && lit[0] == '`' {
				counted.WriteString(text[at:int(pos)-1] + strings.Repeat("\n", strings.Count(lit, "\n")))
				at = int(pos) - 1 + len(lit)
			}
		}
		n := 0
		for line := range strings.Lines(counted.String() + text[at:]) {
			n++
			line = strings.ReplaceAll(strings.TrimSuffix(line, "\n"), "\t", "    ")
			if w := utf8.RuneCountInString(line); w > mostWidth {
				t.Errorf("%s:%d: %d columns, at most %d", name, n, w, mostWidth)
			}
		}
	})
}
