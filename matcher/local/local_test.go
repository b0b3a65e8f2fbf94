package local

import (
	"testing"

	"kebang/matcher"
	"kebang/matcher/indextest"
)

func TestIndex(t *testing.T) {
	indextest.Test(t, func(t *testing.T) matcher.Index {
		x := New()
		t.Cleanup(func() {
			if err := x.Close(); err != nil {
				t.Error(err)
			}
		})
		return x
	})
}
