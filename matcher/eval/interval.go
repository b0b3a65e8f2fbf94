package eval

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"kebang/internal/fault"
)

// Unit is what one demand or query gives to the figures. A figure is the sum of its first numbers over that of its
// second numbers. So means (second number 1) and shares of pairs are drawn anew alike.
type Unit struct {
	ID   string                `json:"id"`
	Sums map[string][2]float64 `json:"sums"` // by name of the figure
}

// Interval is a figure with its 95 % interval.
type Interval struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// draws is how often the units are drawn anew. The seed is fixed: the same figures have the same interval everywhere.
const draws = 10_000

// Intervals gives the figures of units in the order of names, by the percentiles of a bootstrap over the units.
func Intervals(names []string, units []Unit) []Interval { return bootstrap(names, units, nil) }

// Differences compares two programs or variants on the units that both have: each draw takes the same units of both.
func Differences(names []string, units, base []Unit) []Interval {
	by := map[string]Unit{}
	for _, u := range base {
		by[u.ID] = u
	}
	var both, theirs []Unit
	for _, u := range units {
		if b, ok := by[u.ID]; ok {
			both, theirs = append(both, u), append(theirs, b)
		}
	}
	return bootstrap(names, both, theirs)
}

func bootstrap(names []string, units, base []Unit) []Interval {
	out := make([]Interval, 0, len(names))
	if len(units) == 0 {
		return out
	}
	all := make([]int, len(units))
	for i := range all {
		all[i] = i
	}
	r := rand.New(rand.NewPCG(95, draws))
	picks := make([][]int, draws)
	for i := range picks {
		picks[i] = make([]int, len(units))
		for k := range picks[i] {
			picks[i][k] = r.IntN(len(units))
		}
	}
	for _, name := range names {
		of := func(pick []int) float64 { return ratio(name, units, pick) - ratio(name, base, pick) }
		values := make([]float64, draws)
		for i, p := range picks {
			values[i] = of(p)
		}
		slices.Sort(values)
		out = append(out, Interval{name, of(all), values[draws*25/1000], values[draws*975/1000-1]})
	}
	return out
}

// ratio is a figure of some units; 0 without units.
func ratio(name string, units []Unit, pick []int) float64 {
	if len(units) == 0 {
		return 0
	}
	var above, below float64
	for _, i := range pick {
		s := units[i].Sums[name]
		above, below = above+s[0], below+s[1]
	}
	return above / cmp.Or(below, 1)
}

// baseline reads the units of an earlier run, as printed with --json.
func baseline(path string) ([]Unit, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fault.Cause(err, fault.Invalid, unopened, path)
	}
	var r struct {
		Units []Unit `json:"units"`
	}
	if err := json.Unmarshal(b, &r); err != nil || len(r.Units) == 0 {
		return nil, fault.Cause(err, fault.Malformed, fault.T("eval-baseline",
			"%s 不是 kebang eval --json 的输出，请先用另一个程序或方案生成它。",
			"%s is no output of kebang eval --json; make it with another program or scheme first."), path)
	}
	return r.Units, nil
}

// Compared are figures with their intervals and, beside an earlier run, the differences.
type Compared struct {
	Units       []Unit     `json:"units"`
	Intervals   []Interval `json:"intervals"`
	Differences []Interval `json:"differences,omitempty"`
}

func compared(names []string, units []Unit, against string) (Compared, error) {
	c := Compared{Units: units, Intervals: Intervals(names, units)}
	if against == "" {
		return c, nil
	}
	base, err := baseline(against)
	if err == nil {
		c.Differences = Differences(names, units, base)
	}
	return c, err
}

func (c Compared) print(out io.Writer) error {
	line := func(head, format string, is []Interval) string {
		var parts []string
		for _, x := range is {
			parts = append(parts, fmt.Sprintf("%s "+format+" ["+format+", "+format+"]", x.Name, x.Value, x.Low, x.High))
		}
		return head + strings.Join(parts, "，") + "\n"
	}
	s := line("95% 区间（按需求自助抽样）：", "%.3f", c.Intervals)
	if c.Differences != nil {
		s += line("与另一次评测相比（成对抽样，95% 区间）：", "%+.3f", c.Differences)
	}
	_, err := io.WriteString(out, s)
	return err
}
