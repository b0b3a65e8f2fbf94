package eval

import (
	"path/filepath"
	"testing"

	"kebang/matcher"
)

// TestSilence measures what the threshold does on the judged half: of the first three at or above it, how many are
// right, and how many demands without any answer are still shown something. It holds the constant that people read
// (matcher.Precision) to what is measured.
func TestSilence(t *testing.T) {
	data := shared(t)
	c, err := Load(Options{Demands: filepath.Join(data, "demands.jsonl"), Achievements: filepath.Join(data, "achievements.jsonl"),
		Judged: filepath.Join(data, "judged-dev.jsonl"), Exclude: filepath.Join(data, "exclude-dev.jsonl")})
	if err != nil {
		t.Fatal(err)
	}
	for _, threshold := range []float64{54, 57, 60, 62, 63, 64, 65, 66} {
		s := c.Silence(threshold)
		t.Logf("%.0f: %d pairs, %.3f right; shown %d of %d answered, %d of %d unanswered", threshold, s.Pairs, s.Precision(), s.ShownAnswered, s.Answered,
			s.ShownUnanswered, s.Unanswered)
	}
	if p := c.Silence(matcher.Threshold).Precision(); p < matcher.Precision {
		t.Errorf("%.3f of the shown pairs are right, the constant says %.2f", p, matcher.Precision)
	}
}
