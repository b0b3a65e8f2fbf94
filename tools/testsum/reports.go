package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// readReport counts the tests of a JSON report and keeps the output of failed ones.
func (p *part) readReport(kind, file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("the tests left no report: %w", err)
	}
	switch kind {
	case "vitest":
		return p.readVitest(data)
	case "playwright":
		return p.readPlaywright(data)
	}
	return fmt.Errorf("unknown kind of tests %q", kind)
}

// readVitest reads the format of Jest's --json.
func (p *part) readVitest(data []byte) error {
	var r struct {
		NumPassedTests, NumFailedTests, NumPendingTests, NumTodoTests, NumFailedTestSuites int

		TestResults []struct {
			Name, Status, Message string // Name is the file
			AssertionResults      []struct {
				FullName, Status string
				FailureMessages  []string
				Location         *struct{ Line int }
			}
		}
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return err
	}
	p.Passed, p.Failed, p.Skipped = r.NumPassedTests, r.NumFailedTests, r.NumPendingTests+r.NumTodoTests
	for _, f := range r.TestResults {
		before := len(p.Failures)
		for _, a := range f.AssertionResults {
			if a.Status != "failed" {
				continue
			}
			line := 0
			if a.Location != nil {
				line = a.Location.Line
			}
			p.Failures = append(p.Failures,
				failure{a.FullName, place(f.Name, line), first(plain(strings.Join(a.FailureMessages, "\n")))})
		}
		if f.Status == "failed" && len(p.Failures) == before { // the file did not load
			p.Failures = append(p.Failures, failure{filepath.Base(f.Name), place(f.Name, 0), first(plain(f.Message))})
		}
	}
	if r.NumFailedTests == 0 && r.NumFailedTestSuites > 0 {
		return fmt.Errorf("%d test files could not run", r.NumFailedTestSuites)
	}
	return nil
}

// suite is a file or a describe block of Playwright's JSON report.
type suite struct {
	Title, File string
	Suites      []suite
	Specs       []struct {
		Title, File string
		Line        int
		Tests       []struct {
			Status  string // expected, unexpected, flaky, skipped
			Results []struct {
				Status string // passed, failed, timedOut, interrupted, skipped
				Errors []playwrightError
				Steps  []playwrightStep
			}
		}
	}
}

type playwrightError struct {
	Message  string
	Location *struct {
		File string
		Line int
	}
}

type playwrightStep struct {
	Title string
	Error *struct{}
	Steps []playwrightStep
}

func (p *part) readPlaywright(data []byte) error {
	var r struct {
		Stats  struct{ Expected, Unexpected, Flaky, Skipped int }
		Config struct{ RootDir string }
		Suites []suite
		Errors []playwrightError // outside tests: the server did not start, a file does not load
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return err
	}
	p.Passed, p.Failed, p.Skipped = r.Stats.Expected, r.Stats.Unexpected+r.Stats.Flaky, r.Stats.Skipped
	for _, s := range r.Suites {
		p.readSuite(s, r.Config.RootDir, "")
	}
	for _, e := range r.Errors {
		p.Failures = append(p.Failures, failure{Test: "before the tests", Where: e.where(),
			Lines: first(plain(e.Message))})
	}
	return nil
}

func (p *part) readSuite(s suite, root, above string) {
	if s.Title != s.File { // the suite of a file has the file's name
		above += s.Title + " › "
	}
	for _, inner := range s.Suites {
		p.readSuite(inner, root, above)
	}
	for _, spec := range s.Specs {
		for _, t := range spec.Tests {
			if t.Status != "unexpected" && t.Status != "flaky" {
				continue
			}
			f := failure{Test: above + spec.Title, Where: place(filepath.Join(root, spec.File), spec.Line)}
			for _, result := range t.Results {
				if len(result.Errors) == 0 {
					continue
				}
				f.Test += failedStep(result.Steps)
				if where := result.Errors[0].where(); where != "" {
					f.Where = where
				}
				// Soft expectations and time limits give several errors.
				for i, e := range result.Errors[:min(len(result.Errors), 6)] {
					said := first(plain(e.Message))
					if i > 0 {
						said = append([]string{"and " + e.headline()}, said[min(1, len(said)):]...)
					}
					if len(f.Lines) > 0 && len(f.Lines)+len(said) > told {
						said = said[:1]
					}
					f.Lines = append(f.Lines, said...)
				}
				break // the first try has the reason
			}
			p.Failures = append(p.Failures, f)
		}
	}
}

// failedStep names the path of steps to the first failed one.
func failedStep(steps []playwrightStep) string {
	for _, s := range steps {
		if s.Error != nil {
			return " › " + s.Title + failedStep(s.Steps)
		}
	}
	return ""
}

func (e playwrightError) where() string {
	if e.Location == nil {
		return ""
	}
	return place(e.Location.File, e.Location.Line)
}

func (e playwrightError) headline() string {
	head := ""
	if lines := plain(e.Message); len(lines) > 0 {
		head = lines[0]
	}
	return strings.TrimSpace(e.where() + " " + head)
}
