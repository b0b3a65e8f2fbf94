package watch

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

var (
	descForm   = regexp.MustCompile(`fqName: "([^"]+)".*variableLabels: \{([^}]*)\}`)
	metricForm = regexp.MustCompile(`\b((?:kebang|go|process)_[a-z_]+)\b(\{[^}]*\})?`)
	labelForm  = regexp.MustCompile(`([a-z_]+)\s*(?:=~|!~|!=|=)\s*"`)
	byForm     = regexp.MustCompile(`\bby \(([^)]*)\)`)
	seriesEnds = []string{"_bucket", "_sum", "_count"}
)

// families are the labels of every metric of a scrape, also of metrics that are still empty.
func families(t *testing.T) map[string][]string {
	t.Helper()
	w := New(Options{})
	w.Read(Sources{})
	out := map[string][]string{}
	for _, c := range append(slices.Clone(w.kept), &sourceCollector{}) {
		ch := make(chan *prometheus.Desc, 50)
		c.Describe(ch)
		close(ch)
		for d := range ch {
			m := descForm.FindStringSubmatch(d.String())
			if m == nil {
				t.Fatalf("cannot read %s", d)
			}
			out[m[1]] = strings.FieldsFunc(m[2], func(r rune) bool { return r == ',' })
		}
	}
	plain, err := New(Options{}).reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range plain {
		if _, ok := out[f.GetName()]; !ok {
			out[f.GetName()] = nil
		}
	}
	return out
}

// family cuts the ending of a histogram's series.
func family(all map[string][]string, name string) (string, bool) {
	if _, ok := all[name]; ok {
		return name, true
	}
	for _, end := range seriesEnds {
		if base, ok := strings.CutSuffix(name, end); ok {
			if _, ok := all[base]; ok {
				return base, true
			}
		}
	}
	return name, false
}

func read(t *testing.T, path ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(append([]string{"..", ".."}, path...)...))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// expressions are the PromQL texts of the dashboard and of the alerts.
func expressions(t *testing.T) []string {
	t.Helper()
	var board struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
		}
		Templating struct {
			List []struct{ Query any }
		}
	}
	if err := json.Unmarshal([]byte(read(t, "deploy", "grafana", "kebang.json")), &board); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range board.Panels {
		for _, x := range p.Targets {
			out = append(out, x.Expr)
		}
	}
	alerts := read(t, "deploy", "prometheus", "alerts.yml")
	for _, m := range regexp.MustCompile(`(?m)expr: (\|\n(?:          .*\n)+|.*)$`).FindAllStringSubmatch(alerts, -1) {
		out = append(out, m[1])
	}
	if n := strings.Count(alerts, "- alert:"); len(out) < 30+n {
		t.Fatalf("only %d expressions were read", len(out))
	}
	return out
}

// TestDashboardAndAlertsNameRealMetrics compares every metric and label in dashboard and alerts with those of the
// program.
func TestDashboardAndAlertsNameRealMetrics(t *testing.T) {
	all := families(t)
	used := map[string]bool{}
	for _, expr := range expressions(t) {
		// le belongs to histograms, the others are set by Prometheus
		labels := map[string]bool{"le": true, "instance": true, "job": true}
		for _, m := range metricForm.FindAllStringSubmatch(expr, -1) {
			name, ok := family(all, m[1])
			if !ok {
				t.Errorf("there is no metric %s: %s", m[1], expr)
				continue
			}
			used[name] = true
			for _, l := range all[name] {
				labels[l] = true
			}
			for _, l := range labelForm.FindAllStringSubmatch(m[2], -1) {
				if l[1] != "job" && !slices.Contains(all[name], l[1]) {
					t.Errorf("%s has no label %s: %s", name, l[1], expr)
				}
			}
		}
		for _, m := range byForm.FindAllStringSubmatch(expr, -1) {
			for l := range strings.SplitSeq(m[1], ",") {
				if l = strings.TrimSpace(l); !labels[l] {
					t.Errorf("no metric of this expression has a label %s: %s", l, expr)
				}
			}
		}
	}
	for name := range all {
		if strings.HasPrefix(name, "kebang_") && !used[name] {
			t.Errorf("%s is on no panel and in no alert", name)
		}
	}
}

// TestEveryMetricIsDocumented compares the list in docs/production.md with the program.
func TestEveryMetricIsDocumented(t *testing.T) {
	all := families(t)
	doc := read(t, "docs", "production.md")
	said := map[string]bool{}
	for _, m := range regexp.MustCompile("`(kebang_[a-z_]+)`").FindAllStringSubmatch(doc, -1) {
		said[m[1]] = true
		if _, ok := all[m[1]]; !ok {
			t.Errorf("docs/production.md names %s, which does not exist", m[1])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if strings.HasPrefix(name, "kebang_") && !said[name] {
			t.Errorf("docs/production.md does not explain %s", name)
		}
	}
}
