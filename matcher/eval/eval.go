// Package eval runs the matcher over judged collections and prints its quality (kebang eval). It opens no data folder:
// files in, figures out. It must not know records, the store or HTTP.
package eval

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/matcher"
)

// Options are the flags of kebang eval. Either Demands, Achievements and Judged are given, or Corpus and Queries.
type Options struct {
	// .jsonl files, of achievements several joined by commas; Exclude may be empty
	Demands, Achievements, Judged, Exclude string
	NoIndustry                             bool   // forget the demands' industries
	Corpus, Queries, Type                  string // known-item test: .jsonl files and the type of query; empty for all
	Folds                                  int    // cross-validate by demand in so many folds; 0 does not
	JSON                                   bool
	// the --json output of another program or variant, to be compared with; may be empty
	Against string

	Index matcher.Index // measured beside the scoring of everything: its candidates, scored; nil does not
	Raw   Raw           // a search engine by itself, measured beside; nil does not
}

// Run measures and writes the figures to out; progress tells of the steps and may be nil. Errors of use and of files
// are faults of kind Invalid or Malformed with a Chinese sentence.
func Run(ctx context.Context, o Options, out io.Writer, progress func(string)) error {
	if progress == nil {
		progress = func(string) {}
	}
	known, judged := o.Corpus != "" || o.Queries != "", o.Demands != "" || o.Achievements != "" || o.Judged != ""
	switch {
	case known && judged:
		return fault.Of(fault.Invalid, fault.T("eval-both",
			"请只选一种评测：--demands/--achievements/--judged，或 --corpus/--queries。",
			"Choose one: --demands/--achievements/--judged, or --corpus/--queries."))
	case known && o.Corpus != "" && o.Queries != "":
		return knownItem(ctx, o, out, progress)
	case o.Demands != "" && o.Achievements != "" && o.Judged != "":
		return judgedPairs(ctx, o, out, progress)
	}
	return fault.Of(fault.Invalid, fault.T("eval-flags",
		"请给出 --demands、--achievements 和 --judged 三个文件，或 --corpus 和 --queries 两个文件。",
		"Give three files, --demands, --achievements and --judged, or two, --corpus and --queries."))
}

var unopened = fault.T("eval-file",
	"打不开文件 %s，请检查路径和权限。", "The file %s cannot be opened; check path and rights.")

// record is one line of a flat table, a corpus or a query file; other keys are ignored.
type record struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Text     string   `json:"text"`
	Industry string   `json:"industry"`
	Keywords []string `json:"keywords"`
	Type     string   `json:"type"`
	Relevant string   `json:"relevant"`
}

func (r record) doc(kind matcher.Kind) matcher.Doc {
	code, _ := industry.FromWords(r.Industry)
	return matcher.Doc{Kind: kind, ID: r.ID, Title: r.Title, Text: r.Text, Keywords: r.Keywords, Industry: code}
}

// lines reads a .jsonl file.
func lines[T any](path string) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.Cause(err, fault.Invalid, unopened, path)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 16<<20)
	var out []T
	for n := 1; s.Scan(); n++ {
		if len(s.Bytes()) == 0 {
			continue
		}
		var v T
		if err := json.Unmarshal(s.Bytes(), &v); err != nil {
			return nil, fault.Cause(err, fault.Malformed, fault.T("eval-line",
				"%s 第 %d 行不是所要的 JSON，请检查该行。", "%s, line %d: not the JSON that is wanted; check the line."), path, n)
		}
		out = append(out, v)
	}
	if err := s.Err(); err != nil {
		return nil, fault.Cause(err, fault.Malformed, fault.T("eval-unread",
			"读取 %s 时出错，请检查文件（一行最多 16 MB）。", "%s cannot be read; check the file (a line has at most 16 MB)."), path)
	}
	if len(out) == 0 {
		return nil, fault.Of(fault.Invalid, fault.T("eval-empty",
			"文件 %s 没有数据行。", "The file %s has no lines."), path)
	}
	return out, nil
}

func printJSON(out io.Writer, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err == nil {
		_, err = fmt.Fprintf(out, "%s\n", b)
	}
	return err
}

// cancelled is what a cancelled run returns.
func cancelled(ctx context.Context) error {
	if err := ctx.Err(); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fault.Cause(err, fault.Unavailable, fault.T("eval-cancelled", "评测已中断。", "The evaluation was stopped."))
	}
	return ctx.Err()
}
