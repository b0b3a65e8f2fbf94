package eval

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// means are units of one figure, each with one value of a mean.
func means(values ...float64) (out []Unit) {
	for i, v := range values {
		out = append(out, Unit{fmt.Sprint(i), map[string][2]float64{"f": {v, 1}}})
	}
	return out
}

// TestIntervals compares the bootstrap with the textbook. The interval of a mean is about 1.96 standard errors wide to
// either side, the same every time. Equal units on both sides differ by zero.
func TestIntervals(t *testing.T) {
	var values []float64
	for i := range 400 {
		values = append(values, float64(i%2))
	}
	x := Intervals([]string{"f"}, means(values...))[0]
	if want := 1.96 * .5 / 20; x.Value != .5 || math.Abs(.5-x.Low-want) > .006 || math.Abs(x.High-.5-want) > .006 {
		t.Errorf("%+v, want .5 ± %.3f", x, want)
	}
	if d := cmp.Diff(x, Intervals([]string{"f"}, means(values...))[0]); d != "" {
		t.Errorf("another time another interval: %s", d)
	}
	if d := Differences([]string{"f"}, means(values...), means(values...))[0]; d != (Interval{Name: "f"}) {
		t.Errorf("the same against itself: %+v", d)
	}
	// Every unit gained .1. Paired, the gain is certain however much the units differ.
	gained := make([]float64, len(values))
	for i := range values {
		gained[i] = values[i] + .125
	}
	if d := Differences([]string{"f"}, means(gained...), means(values...))[0]; math.Abs(d.Low-.125) > 1e-9 ||
		math.Abs(d.High-.125) > 1e-9 {
		t.Errorf("a sure gain: %+v", d)
	}
	shares := []Unit{{"a", map[string][2]float64{"f": {1, 1}}}, {"b", map[string][2]float64{"f": {1, 3}}},
		{"c", map[string][2]float64{}}}
	if s := Intervals([]string{"f"}, shares)[0]; s.Value != .5 {
		t.Errorf("a share of pairs is no mean of shares: %+v", s)
	}
}

// TestAgainst: the printed JSON of one run is the baseline of another.
func TestAgainst(t *testing.T) {
	data := shared(t)
	o := Options{Demands: filepath.Join(data, "second", "demands.jsonl"),
		Judged: filepath.Join(data, "second", "judged.jsonl"),
		Achievements: filepath.Join(data, "achievements.jsonl") + "," +
			filepath.Join(data, "second", "achievements.jsonl")}
	first := run[Outcome](t, o)
	b, err := json.Marshal(first)
	if err != nil {
		t.Fatal(err)
	}
	o.Against = filepath.Join(t.TempDir(), "first.json")
	if err := os.WriteFile(o.Against, b, 0o600); err != nil {
		t.Fatal(err)
	}
	o.NoIndustry = true
	r := run[Outcome](t, o)
	if len(r.Differences) != 4 || r.Differences[0].Value == 0 || r.Differences[0].Low >= r.Differences[0].High {
		t.Errorf("differences %+v", r.Differences)
	}
	if got, want := r.Differences[0].Value, r.NDCG10-first.NDCG10; math.Abs(got-want) > 1e-9 {
		t.Errorf("nDCG@10 differs by %v, the figures by %v", got, want)
	}
}
