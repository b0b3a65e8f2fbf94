package sqlite

import (
	"testing"

	"kebang/internal/store"
	"kebang/internal/store/storetest"
)

func temp(t testing.TB, opts ...Option) *Store {
	t.Helper()
	s, err := Open(t.TempDir(), opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestEngine(t *testing.T) {
	storetest.Run(t, storetest.Config{Serial: true, Open: func(t *testing.T) store.Engine { return temp(t) }})
}

// TestRerun runs the suite on an engine that calls every callback twice, so that the suite itself keeps the rule.
func TestRerun(t *testing.T) {
	storetest.Run(t, storetest.Config{Serial: true, Open: func(t *testing.T) store.Engine { return temp(t, Rerun()) }})
}
