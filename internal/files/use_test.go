package files

import (
	"context"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/store"
)

func TestUse(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	f := File{Meta: store.Meta{ID: "f1", Market: marketA}, Uploader: "p1", Org: "o1", Name: "合同.pdf"}
	if err := w.db.Run(ctx, func(tx store.Tx) error { f := f; return Files.Insert(tx, &f) }); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		a    actor.Actor
		ok   bool
	}{
		{"a stranger", actor.Actor{Person: "p2", Market: marketA, Role: actor.Enterprise, Org: "o2"}, false},
		{"another market", actor.Actor{Person: "p1", Market: marketB, Role: actor.Enterprise, Org: "o1"}, false},
		{"the uploader", actor.Actor{Person: "p1", Market: marketA, Role: actor.Enterprise}, true},
		{"a colleague", actor.Actor{Person: "p3", Market: marketA, Role: actor.Enterprise, Org: "o1"}, true},
	} {
		err := w.db.Run(ctx, func(tx store.Tx) error {
			_,
				err := Use(tx, tt.a, "f1", "contract", "c-"+tt.name)
			return err
		})
		if (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if err := w.db.Run(ctx, func(tx store.Tx) error {
		f := File{Meta: store.Meta{ID: "f2", Market: marketA}, Uploader: "p1", Blob: "b2", CreatedAt: w.now.UnixMilli()}
		return Files.Insert(tx, &f)
	}); err != nil {
		t.Fatal(err)
	}
	w.now = w.now.Add(looseGrace*time.Millisecond + time.Second)
	if n, err := w.Sweep(ctx); n != 1 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
}
