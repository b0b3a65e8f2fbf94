package matcher_test

import (
	"path/filepath"
	"strconv"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"kebang/matcher"
	"kebang/matcher/indextest"
	"kebang/matcher/local"
)

// TestBestIsTheHeadOfFind: leaving out requirements that cannot decide does not change the result.
func TestBestIsTheHeadOfFind(t *testing.T) {
	base, demands, err := indextest.Texts(filepath.Join("..", "..", "shared", "data"))
	if err != nil {
		t.Skip("SKIP: ../shared/data is missing: ", err)
	}
	base, demands = base[:400], demands[:20]
	indextest.Require(demands)
	x := local.New()
	var all []*matcher.Analysed
	for i, d := range base {
		// Some achievements meet the requirement and others miss it.
		d.Lines = []matcher.Line{{Metric: "效率", Op: ">=", Value: strconv.Itoa(85 + i%15), Unit: "%"},
			{Metric: "含水率", Op: "<=", Value: strconv.Itoa(5 + i%15), Unit: "%"}}
		all = append(all, matcher.Analyse(d))
	}
	if err := x.Put(t.Context(), all...); err != nil {
		t.Fatal(err)
	}
	corpus := matcher.NewCorpus(1, all)
	type pair struct {
		ID                string
		Total, Confidence float64
		Parts             []matcher.Part
		Verdicts          []matcher.Verdict
		Why               matcher.Why
	}
	read := func(ps []*matcher.Pairing) (out []pair) {
		for _, p := range ps {
			out = append(out, pair{p.Achievement.ID, p.Total, p.Confidence, p.Parts(), p.Verdicts, p.Why})
		}
		return out
	}
	decided := 0
	for _, d := range demands {
		a := matcher.Analyse(d)
		found, err := matcher.Find(t.Context(), x, corpus, a, matcher.Filter{}, 3)
		if err != nil {
			t.Fatal(err)
		}
		want := read(found)
		for _, p := range want {
			for _, v := range p.Verdicts {
				if v.Outcome != matcher.Unknown {
					decided++
				}
			}
		}
		for _, n := range []int{0, 1, 3, 20, 1000} {
			got, err := matcher.Best(t.Context(), x, corpus, a, matcher.Filter{}, n, 3)
			if err != nil {
				t.Fatal(err)
			}
			if d := gocmp.Diff(want[:min(n, len(want))], read(got), cmpopts.EquateEmpty()); d != "" {
				t.Errorf("the best %d of %s: -all +got\n%s", n, a.ID, d)
			}
		}
	}
	if decided < 1000 {
		t.Errorf("only %d requirements were decided: this proves little", decided)
	}
}
