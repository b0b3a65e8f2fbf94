package eval

import (
	"path/filepath"
	"testing"

	"kebang/matcher"
)

// TestSilence measures the threshold on the judged half. It counts the right ones among the first three pairs at or
// above it, and the demands without an answer that still show a pair. It checks the published constant
// (matcher.Precision) against the result.
func TestSilence(t *testing.T) {
	data := shared(t)
	c, err := Load(Options{Demands: filepath.Join(data, "demands.jsonl"),
		Achievements: filepath.Join(data, "achievements.jsonl"),
		Judged:       filepath.Join(data, "judged-dev.jsonl"), Exclude: filepath.Join(data, "exclude-dev.jsonl")})
	if err != nil {
		t.Fatal(err)
	}
	s := c.Silence()
	if s.ShownUnanswered > 2 || s.ShownAnswered < 24 {
		t.Errorf("shown %d of %d answered demands and %d of %d unanswered ones", s.ShownAnswered, s.Answered,
			s.ShownUnanswered, s.Unanswered)
	}
	if p := s.Precision(); p < .78 {
		t.Errorf("%.3f of the shown pairs are right, want .78", p)
	}
	for _, threshold := range []float64{60, 63, 66, 70} {
		s := c.shownBy(func(d, a *matcher.Ready) bool { return matcher.Score(d, a).Total >= threshold })
		t.Logf("one limit of %.0f: %d pairs, %.3f right; shown %d of %d answered, %d of %d unanswered", threshold,
			s.Pairs, s.Precision(), s.ShownAnswered, s.Answered,
			s.ShownUnanswered, s.Unanswered)
	}
	second, err := Load(Options{Demands: filepath.Join(data, "second", "demands.jsonl"),
		Judged: filepath.Join(data, "second", "judged.jsonl"),
		Achievements: filepath.Join(data, "achievements.jsonl") + "," +
			filepath.Join(data, "second", "achievements.jsonl")})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]*Collection{"judged half": c, "second set": second} {
		if p := c.Silence().Precision(); p < matcher.Precision {
			t.Errorf("%s: %.3f of the shown pairs are right, the constant says %.2f", name, p, matcher.Precision)
		}
	}
}
