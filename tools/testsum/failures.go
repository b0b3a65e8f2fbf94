package main

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// failure is one failed test in the final report.
type failure struct {
	Test  string   // its title, with the parts above it
	Where string   // file:line, "" when unknown
	Lines []string // the main lines of its output, at most told
}

const (
	told  = 15  // lines of a failure
	shown = 12  // failures of a part
	long  = 300 // bytes of a line
)

// tell writes the failures of a part; the log above has each of them whole.
func (p part) tell(w io.Writer) {
	for i, f := range p.Failures {
		if i == shown {
			fmt.Fprintf(w, "FAIL: %s: %d more, see above\n", p.Name, len(p.Failures)-shown)
			return
		}
		where := ""
		if f.Where != "" {
			where = " (" + f.Where + ")"
		}
		fmt.Fprintf(w, "FAIL: %s: %s%s\n", p.Name, f.Test, where)
		for _, line := range f.Lines {
			fmt.Fprintln(w, "      "+line)
		}
	}
}

// failedBelow reports whether a failure with this prefix is listed already.
func (p part) failedBelow(prefix string) bool {
	for _, f := range p.Failures {
		if strings.HasPrefix(f.Test, prefix) {
			return true
		}
	}
	return false
}

// ansi are the colours and cursor moves of a terminal.
var ansi = regexp.MustCompile("\x1b\\[[0-9;?]*[A-Za-z]")

// plain cuts text into lines without colours, blank lines, trailing space and the inside of the test runner's stack.
func plain(text string) []string {
	var lines []string
	for line := range strings.Lines(ansi.ReplaceAllString(text, "")) {
		line = strings.TrimRight(line, " \t\r\n")
		if line == "" || strings.HasPrefix(strings.TrimSpace(line), "at ") &&
			(strings.Contains(line, "/node_modules/") || strings.HasSuffix(line, "at new Promise (<anonymous>)")) {
			continue
		}
		if len(line) > long {
			line = strings.ToValidUTF8(line[:long], "") + " …"
		}
		lines = append(lines, line)
	}
	return lines
}

func first(lines []string) []string { return lines[:min(len(lines), told)] }
func last(lines []string) []string  { return lines[max(0, len(lines)-told):] }

// goWhy gives the main lines of a failed Go test or package: a panic or a race from its first line on, else the end.
// The counting lines of the testing package are left out.
func goWhy(said []string) []string {
	var lines []string
	for _, line := range plain(strings.Join(said, "")) {
		word := strings.TrimSpace(line)
		if strings.HasPrefix(word, "=== ") || strings.HasPrefix(word, "--- ") || word == "FAIL" ||
			strings.HasPrefix(word, "FAIL\t") {
			continue
		}
		lines = append(lines, line)
	}
	if from := slices.IndexFunc(lines, crash); from >= 0 {
		return first(lines[from:])
	}
	return last(lines)
}

// crash recognises the first line of a crash of the runtime. The stack below is long, and its end says nothing.
func crash(line string) bool {
	return strings.HasPrefix(line, "panic: ") || strings.HasPrefix(line, "fatal error: ") ||
		strings.HasPrefix(line, "WARNING: DATA RACE")
}

// tail keeps the end of its input, enough for the last lines of a step.
type tail struct {
	mu   sync.Mutex // stdout and stderr write independently
	kept bytes.Buffer
}

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.kept.Len() > 64<<10 {
		t.kept.Next(t.kept.Len() - 16<<10)
	}
	return t.kept.Write(b)
}

func (t *tail) lines() []string { return last(plain(t.kept.String())) }

// place is file:line; the path is relative when the file lies below the current folder.
func place(file string, line int) string {
	if here, err := filepath.Abs("."); err == nil {
		if rel, err := filepath.Rel(here, file); err == nil && filepath.IsLocal(rel) {
			file = rel
		}
	}
	if line == 0 {
		return file
	}
	return fmt.Sprintf("%s:%d", file, line)
}
