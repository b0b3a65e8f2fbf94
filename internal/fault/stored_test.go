package fault_test

import (
	"encoding/json"
	"errors"
	"os"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"kebang/internal/fault"
	"kebang/internal/money"
	"kebang/internal/vocab"
)

var (
	late  = fault.Kept("test-late", "%s晚了 %d 天。", "%s is %d days late.")
	owing = fault.Kept("test-owing", "%s欠 %s：%s（%s，%s）。", "%s owes %s: %s (%s, %s).")
)

// TestStoredForm compares the stored form of a sentence, and the sentence in both languages after it was read again.
func TestStoredForm(t *testing.T) {
	type day string
	class := vocab.Term{Code: "transfer", Zh: "转让", En: "Transfer"}
	said := map[string]fault.Said{
		"kept": late.With("甲", 3),
		"every kind of argument": owing.With(day("2026-03-01"), money.Fen(123_00), fault.All{class, "乙"},
			fault.Bytes(2048),
			late.With(class, int64(2))),
		"of no record": fault.T("test-passing", "过了 100%%，%s。", "Over 100%%, %s.").With("丙"),
		"other words":  fault.T("test-late", "很晚。", "Very late.").With(),
		"without code": fault.Plain("涨了 5%s。"),
		"nothing":      {},
	}
	got, err := json.MarshalIndent(said, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/said.json"
	if os.Getenv("KEBANG_UPDATE") != "" {
		if err := os.WriteFile(golden, append(got, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := gocmp.Diff(string(want), string(got)+"\n"); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	var back map[string]fault.Said
	if err := json.Unmarshal(want, &back); err != nil {
		t.Fatal(err)
	}
	for name, s := range said {
		for _, l := range []vocab.Lang{vocab.Zh, vocab.En} {
			if got, want := back[name].In(l), s.In(l); got != want {
				t.Errorf("%s in %s: %q, want %q", name, l, got, want)
			}
		}
	}
	again, err := json.MarshalIndent(back, "", "\t")
	if d := gocmp.Diff(string(got), string(again)); d != "" || err != nil {
		t.Errorf("%v -first +second:\n%s", err, d)
	}
	if s := back["every kind of argument"].In(vocab.En); s !=
		"2026-03-01 owes CNY 123.00: Transfer, 乙 (2 KB, Transfer is 2 days late.)." {
		t.Error(s)
	}
	if !back["nothing"].IsZero() || back["kept"].IsZero() {
		t.Error("what says nothing is not known from what does")
	}
}

// TestStoredFormRefuses: arguments that could not be read again are not written, and unknown ones are not read.
func TestStoredFormRefuses(t *testing.T) {
	for _, arg := range []any{1.5, errors.New("x"), nil, []string{"a"}} {
		if b, err := json.Marshal(late.With("甲", arg)); err == nil {
			t.Errorf("%T is stored: %s", arg, b)
		}
	}
	var s fault.Said
	for _, body := range []string{`{"code":"test-late","args":[{"colour":1},2]}`, `{"code":"test-late","args":[1.5]}`,
		`{"code":"test-late","args":[null]}`, `[1]`} {
		if err := json.Unmarshal([]byte(body), &s); err == nil {
			t.Errorf("%s is read: %s", body, s.In(vocab.Zh))
		}
	}
	if err := json.Unmarshal([]byte(`{"code":"of-a-later-version","args":[1]}`), &s); err != nil ||
		s.In(vocab.Zh) != "of-a-later-version" {
		t.Error(err, s)
	}
	defer func() {
		if recover() == nil {
			t.Error("a code was declared twice")
		}
	}()
	fault.Kept("test-late", "又", "Again")
}

func TestSaidOf(t *testing.T) {
	err := fault.Of(fault.Invalid, late, "甲", 1).At("/a", owing, 1, 2, 3, 4, 5)
	if s := fault.SaidOf(err); s.In(vocab.En) != "甲 is 1 days late." {
		t.Error(s)
	}
	if s := err.Fields[0].Said(); s.Code != "test-owing" || len(s.Args) != 5 {
		t.Error(s)
	}
	if !fault.SaidOf(errors.New("x")).IsZero() || !fault.SaidOf(nil).IsZero() {
		t.Error("an error that says nothing to people says something")
	}
}
