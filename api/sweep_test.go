package api_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"kebang/api/apitest"
	"kebang/internal/actor"
	"kebang/internal/store"
)

// slow gives a body byte by byte.
type slow struct{ r io.Reader }

func (s slow) Read(p []byte) (int, error) { return s.r.Read(p[:1]) }

func TestSweep(t *testing.T) {
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	ts.Do("POST", "/tickets", officer, map[string]string{"path": "/files/x"}).Want(201, "")
	ts.Do("POST", "/organizations", officer, slow{strings.NewReader(`{"name":"镇康丙有限公司","kind":"enterprise"}`)},
		"Idempotency-Key", "k").Want(201, "")
	count := func() (n int64) {
		t.Helper()
		err := ts.DB.View(t.Context(), func(tx store.Tx) error {
			n = 0
			for _, coll := range []string{"tickets", "replies", "sessions"} {
				g, err := tx.Sum(coll, store.Query{Market: store.National}, nil, nil)
				if err != nil {
					return err
				}
				n += g[0].Count
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if n := count(); n != 3 {
		t.Errorf("%d records", n)
	}
	if err := ts.Handler.Sweep(t.Context()); err != nil || count() != 3 {
		t.Errorf("too early: %d left, %v", count(), err)
	}
	ts.SetClock(time.Now().Add(8 * 24 * time.Hour))
	if err := ts.Handler.Sweep(t.Context()); err != nil || count() != 0 {
		t.Errorf("%d left, %v", count(), err)
	}
}
