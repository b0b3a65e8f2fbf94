package contract_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/contract"
	"kebang/internal/store"
)

// TestShapes reads a document of every past shape. A golden of a past version is never rewritten: a new shape adds a
// file and an upgrade.
func TestShapes(t *testing.T) {
	for shape, file := range map[int]string{2: "testdata/contract.v2.json"} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		c, err := contract.Contracts.Decode(store.Raw{ID: "c1", Market: "m1", Rev: 9, Shape: shape, Body: b})
		if err != nil {
			t.Fatal(err)
		}
		if c.Registration.TechFen != 80*wan || c.Registration.Date != "2026-03-09" || len(c.Confirmations) != 2 || c.Deal.BrokerName != "罗经理" {
			t.Errorf("%s: %+v", file, c)
		}
		again, err := json.Marshal(&c)
		if err != nil {
			t.Fatal(err)
		}
		var was, is any
		if err := json.Unmarshal(b, &was); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(again, &is); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(was, is); d != "" {
			t.Errorf("%s is not what is written today (-golden +now):\n%s", file, d)
		}
	}
}
