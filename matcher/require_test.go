package matcher_test

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/quantity"
	"kebang/internal/soak"
	"kebang/internal/vocab"
	"kebang/matcher"
)

// column reads one side of a golden line: a structured line in [], else free text.
func column(s string) (line matcher.Line, text string) {
	inner, ok := strings.CutPrefix(s, "[")
	if !ok {
		return matcher.Line{Text: s}, s
	}
	f := append(strings.Fields(strings.TrimSuffix(inner, "]")), "", "")
	low, high, _ := strings.Cut(f[2], "~")
	return matcher.Line{Metric: f[0], Op: f[1], Value: low, High: high, Unit: f[3]}, ""
}

func check(req, offer string) matcher.Verdict {
	line, _ := column(req)
	line.Must = true
	d := matcher.Doc{Kind: matcher.Demand, Title: "需求", Lines: []matcher.Line{line}}
	a := matcher.Doc{Kind: matcher.Achievement, Title: "成果"}
	if said, text := column(offer); text != "" {
		a.Text = text
	} else {
		a.Lines = []matcher.Line{said}
	}
	return matcher.Check(matcher.Analyse(d), matcher.Analyse(a))[0]
}

// TestRequirementsGolden checks every hand-written verdict. It reports a false met or unmet separately, because that is
// the worst mistake.
func TestRequirementsGolden(t *testing.T) {
	f, err := os.Open("testdata/requirements.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cases := map[string]int{}
	for n, sc := 1, bufio.NewScanner(f); sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		p := strings.Split(line, " | ")
		if len(p) != 3 {
			t.Fatalf("line %d is not requirement | offer | verdict: %s", n, line)
		}
		want := matcher.Outcome(p[2])
		cases[p[2]]++
		v := check(p[0], p[1])
		switch v.Outcome {
		case want:
		case matcher.Unknown:
			t.Errorf("line %d: %s | %s: unknown, want %s", n, p[0], p[1], want)
		default:
			t.Errorf("line %d: %s | %s: FALSE %s, want %s", n, p[0], p[1], v.Outcome, want)
		}
		if v.Outcome != matcher.Unknown && (v.Wanted() == "" || v.Offered() == "") {
			t.Errorf("line %d: decided without both lines: %+v", n, v)
		}
	}
	if all := cases["met"] + cases["unmet"] + cases["short"] + cases["unknown"]; all < 200 || len(cases) != 4 {
		t.Errorf("%v cases, want at least 200 of the four verdicts", cases)
	}
	t.Log(cases)
}

func TestRequirementQuotesTheSentence(t *testing.T) {
	v := check("[收率 >= 95 %]", "研究了提取工艺。与传统工艺相比，收率达96%，成本低。适合推广。")
	if v.Outcome != matcher.Met || v.Evidence() != "与传统工艺相比，收率达96%，成本低" || v.Offered() != "收率≥96%" {
		t.Errorf("%s: offered %q, evidence %q", v.Outcome, v.Offered(), v.Evidence())
	}
}

// FuzzRequirement: no text breaks the check, and nothing is decided without a claim. A claim meets itself and nothing
// beyond it.
func FuzzRequirement(f *testing.F) {
	for _, s := range []string{"收率由85%提高到95%", "强度、伸长率分别为350MPa、12%", "百分之九十五以上", "能耗降低了20%", "零下20~40℃", "纯度（≥99.9%）",
		"±0.1mm"} {
		f.Add("收率≥95%", s)
		f.Add(s, "收率96%")
	}
	soak.Fuzz(f, func(t *testing.T, req, offer string) {
		v := check(strings.TrimPrefix(req, "["), strings.TrimPrefix(offer, "["))
		if v.Outcome != matcher.Unknown && v.Indicator == nil {
			t.Fatalf("%q against %q: %s without evidence", req, offer, v.Outcome)
		}
		for _, c := range quantity.Claims(offer) {
			if !strings.Contains(offer, c.Sentence) {
				t.Fatalf("%q: sentence %q is not in it", offer, c.Sentence)
			}
			if got, _ := quantity.Judge(c.Measure, []quantity.Claim{c}); got == quantity.Unmet {
				t.Fatalf("%q: %s does not meet itself", offer, c)
			}
		}
	})
}

// A short bound speaks against the pair, raises a question, and counts half.
func TestBoundFallsShort(t *testing.T) {
	doc := func(kind matcher.Kind, op, value string) *matcher.Analysed {
		return matcher.Analyse(matcher.Doc{Kind: kind, ID: value, Title: "丘陵甘蔗收获机", Text: "用于丘陵蔗区。",
			Lines: []matcher.Line{{Must: kind == matcher.Demand, Metric: "适应坡度", Op: op, Value: value, Unit: "°"}}})
	}
	d := doc(matcher.Demand, ">=", "25")
	totals := map[matcher.Outcome]float64{}
	for outcome, a := range map[matcher.Outcome]*matcher.Analysed{matcher.Met: doc(matcher.Achievement, ">=", "26"),
		matcher.Short: doc(matcher.Achievement, ">=", "22"),
		matcher.Unmet: doc(matcher.Achievement, "<=", "20")} {
		c := matcher.NewCorpus(0, []*matcher.Analysed{d, a})
		x, y := c.Ask(d), c.Prepare(a)
		s := matcher.Score(x, y)
		if s.Verdicts[0].Outcome != outcome {
			t.Errorf("%s: %+v", outcome, s.Verdicts)
		}
		totals[outcome] = s.Total
		against := strings.Join(fault.Lines(matcher.Explain(x, y, &s).Against, vocab.Zh), "")
		if got := strings.Contains(against,
			"必备指标要求“适应坡度≥25°”，成果只写到“适应坡度≥22°”，没有承诺达到。"); got != (outcome == matcher.Short) {
			t.Errorf("%s: %s", outcome, against)
		}
	}
	if !(totals[matcher.Met] > totals[matcher.Short] && totals[matcher.Short] > totals[matcher.Unmet]) {
		t.Errorf("totals %v", totals)
	}
}
