package sqlite

import (
	"context"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/store"
)

func TestFolderHeld(t *testing.T) {
	dir := t.TempDir() + "/数据 ?#%"
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := Open(dir); !fault.Is(err, fault.Unavailable) {
		t.Fatalf("second Open: %v", err)
	}
	ctx := context.Background()
	if err := s.Define(ctx, []store.Spec{store.Events.Spec(), store.Sequences.Spec()}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Run(ctx, func(tx store.Tx) error { return store.Emit(tx, "m", "a", "b", "c", 5) }); err != nil {
			t.Fatal(err)
		}
	}
	err = s.View(ctx, func(tx store.Tx) error {
		p, err := store.Events.Find(tx, store.Query{Market: "m", Where: []store.Cond{{Field: "due", Op: store.Le, Value: 7}}, Sort: []store.Order{{Field: "due", Desc: true}}})
		if len(p.Items) != 1 || p.Items[0].Emission != 2 {
			t.Errorf("two emissions gave %+v, want one event", p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
