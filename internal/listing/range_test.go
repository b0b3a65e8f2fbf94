package listing

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/disclosure"
	"kebang/internal/fault"
)

func TestAmountsAreOneOrFromLowToHigh(t *testing.T) {
	fen := func(n int64) *int64 { return &n }
	for _, c := range []struct {
		name      string
		low, high *int64
		at        string // pointer of the broken rule; empty for none
	}{
		{"none", nil, nil, ""},
		{"one", fen(100), nil, ""},
		{"a range", fen(100), fen(200), ""},
		{"an upper bound", fen(0), fen(200), ""},
		{"the same twice", fen(100), fen(100), ""},
		{"only a high end", nil, fen(200), "/budgetFen"},
		{"turned round", fen(200), fen(100), "/budgetHighFen"},
		{"negative", fen(100), fen(-1), "/budgetHighFen"},
		{"too much", fen(100), fen(MaxFen + 1), "/budgetHighFen"},
	} {
		d := DemandContent{Common: Common{Title: "甲", Text: "乙"}, BudgetFen: c.low, BudgetHighFen: c.high}
		err := CheckDraft(&d)
		var f *fault.Error
		switch {
		case c.at == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.at != "" && (!errors.As(err, &f) || f.Fields[0].Pointer != c.at):
			t.Errorf("%s: %v, want %s", c.name, err, c.at)
		}
		a := AchievementContent{Common: d.Common, PriceFen: c.low, PriceHighFen: c.high}
		if err := CheckDraft(&a); (err == nil) != (c.at == "") {
			t.Errorf("price, %s: %v", c.name, err)
		}
	}
}

func TestWordsAreCutWithTheirField(t *testing.T) {
	fen := int64(100)
	d := DemandContent{Common: Common{Title: "甲",
		Words: map[string]string{"budgetFen": "面议", "deadline": "2年", "unheard-of": "x"}}, BudgetFen: &fen,
		BudgetHighFen: &fen}
	for _, c := range []struct {
		reader disclosure.Level
		levels Levels
		words  map[string]string
		high   bool
	}{
		{disclosure.Public, nil, map[string]string{"deadline": "2年"}, false},
		{disclosure.Members, nil, map[string]string{"budgetFen": "面议", "deadline": "2年"}, true},
		{disclosure.Members, Levels{"budgetFen": disclosure.Protected, "deadline": disclosure.Private}, nil, false},
		{disclosure.Protected, Levels{"budgetFen": disclosure.Protected},
			map[string]string{"budgetFen": "面议", "deadline": "2年"}, true},
	} {
		got := Cut(d, c.levels, c.reader)
		if diff := cmp.Diff(c.words, got.Words); diff != "" || (got.BudgetHighFen != nil) != c.high {
			t.Errorf("reader %d, %v: high end %v, %s", c.reader, c.levels, got.BudgetHighFen, diff)
		}
	}
}

func TestWordsBelongToAField(t *testing.T) {
	d := DemandContent{Common: Common{Title: "甲", Text: "乙", Words: map[string]string{"unheard-of": "x"}}}
	if err := CheckDraft(&d); !fault.Is(err, fault.Invalid) {
		t.Errorf("words of no field were taken: %v", err)
	}
}
