package eval

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/matcher"
)

// shared finds the folder of the judged data beside the project, or skips.
func shared(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil {
		if _, e := os.Stat(filepath.Join(dir, "go.mod")); e == nil {
			break
		}
		if filepath.Dir(dir) == dir {
			break
		}
		dir = filepath.Dir(dir)
	}
	data := filepath.Join(dir, "..", "shared", "data")
	if _, err := os.Stat(filepath.Join(data, "judged-dev.jsonl")); err != nil {
		t.Skip("SKIP: ../shared/data is missing, so the quality on real judgements is not measured")
	}
	return data
}

func run[T any](t *testing.T, o Options) (v T) {
	t.Helper()
	o.JSON = true
	var out strings.Builder
	if err := Run(context.Background(), o, &out, nil); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(out.String()), &v); err != nil {
		t.Fatalf("%v in %s", err, out.String())
	}
	return v
}

func TestQualityOnJudgedDemands(t *testing.T) {
	data := shared(t)
	o := Options{Demands: filepath.Join(data, "demands.jsonl"), Achievements: filepath.Join(data, "achievements.jsonl"),
		Judged: filepath.Join(data, "judged-dev.jsonl"), Exclude: filepath.Join(data, "exclude-dev.jsonl")}
	r := run[matcher.Report](t, o)
	t.Logf("industry given: %+v", r.Figures)
	if r.NDCG10 < .85 || r.NDCG10Condensed < .885 || r.P3 < .54 || r.Queries != 70 {
		t.Errorf("nDCG@10 %.3f, condensed %.3f over %d demands; want at least .85, .885 and P@3 .54 over 70", r.NDCG10,
			r.NDCG10Condensed, r.Queries)
	}
	o.NoIndustry = true
	n := run[matcher.Report](t, o)
	t.Logf("industry removed: %+v", n.Figures)
	if n.NDCG10 < .82 || n.NDCG10Condensed < .875 {
		t.Errorf("without industry %.3f / %.3f is below .82 / .875", n.NDCG10, n.NDCG10Condensed)
	}
}

func TestQualityOnKnownItems(t *testing.T) {
	data := shared(t)
	f := run[matcher.KnownItemFigures](t, Options{Corpus: filepath.Join(data, "csl", "corpus_2k_half.jsonl"),
		Queries: filepath.Join(data, "csl", "queries-dev.jsonl"), Type: "half"})
	t.Logf("half: %+v", f)
	if f.NDCG10 < .90 {
		t.Errorf("nDCG@10 %.4f, want at least .90 (Bleve cjk .870)", f.NDCG10)
	}
	f = run[matcher.KnownItemFigures](t, Options{Corpus: filepath.Join(data, "csl", "corpus_2k.jsonl"),
		Queries: filepath.Join(data, "csl", "queries-dev.jsonl"), Type: "titlekw"})
	t.Logf("title and keywords: %+v", f)
	if f.NDCG10 < .985 {
		t.Errorf("title and keywords: nDCG@10 %.4f, want at least .985", f.NDCG10)
	}
}

func TestRunRefuses(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.jsonl")
	if err := os.WriteFile(bad, []byte("{\"id\":\"a\"}\nnot json\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		o    Options
		code string
	}{
		{Options{}, "eval-flags"},
		{Options{Demands: "a", Corpus: "b"}, "eval-both"},
		{Options{Demands: filepath.Join(dir, "none"), Achievements: bad, Judged: bad}, "eval-file"},
		{Options{Demands: bad, Achievements: bad, Judged: bad}, "eval-line"},
	} {
		err := Run(context.Background(), c.o, &strings.Builder{}, nil)
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != c.code {
			t.Errorf("%+v: %v, want %s", c.o, err, c.code)
		}
	}
}
