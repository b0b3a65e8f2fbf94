package matcher_test

import (
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"testing"

	"kebang/matcher"
	"kebang/matcher/indextest"
	"kebang/matcher/local"
)

// The same records give the same pairs, numbers and reasons, byte for byte. Neither their order nor the number of
// questions matters.
func TestSameInputSameOutput(t *testing.T) {
	base, demands, err := indextest.Texts(filepath.Join("..", "..", "shared", "data"))
	if err != nil {
		t.Skip("SKIP: ../shared/data is missing: ", err)
	}
	base, demands = base[:200], demands[:20]
	var all []*matcher.Analysed
	for _, d := range base {
		all = append(all, matcher.Analyse(d))
	}
	corpus := matcher.NewCorpus(1, all)
	ask := func(docs []*matcher.Analysed) string {
		t.Helper()
		x := local.New()
		for _, d := range docs {
			if err := x.Put(context.Background(), d); err != nil {
				t.Fatal(err)
			}
		}
		var out []any
		for _, d := range demands {
			ps, err := matcher.Find(context.Background(), x, corpus, matcher.Analyse(d), matcher.Filter{}, 5)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range ps[:min(5, len(ps))] {
				out = append(out, p.Achievement.ID, p.Total, p.Confidence, p.Parts(), p.Verdicts, p.Why)
			}
		}
		b, err := json.Marshal(out)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	first := ask(all)
	turned := slices.Clone(all)
	slices.Reverse(turned)
	if second := ask(turned); second != first {
		t.Error("the order of the records changes the answer")
	}
	if again := ask(all); again != first || len(first) < 1000 {
		t.Error("the same question has two answers")
	}
}
