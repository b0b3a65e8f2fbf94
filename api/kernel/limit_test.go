package kernel

import (
	"strconv"
	"testing"
	"time"
)

func TestBucketsAreForgotten(t *testing.T) {
	at := time.Now()
	l := newOwnLimits(func() time.Time { return at })
	key := func(i int) Claim { return Claim{strconv.Itoa(i), PerMinute(60, 1)} }
	for i := range KeptBuckets + 1 {
		if _, err := l.Exact(t.Context(), key(i)); err != nil {
			t.Fatal(err)
		}
	}
	if len(l.by) > KeptBuckets {
		t.Errorf("%d buckets kept", len(l.by))
	}
	if wait, err := l.Exact(t.Context(), key(KeptBuckets)); wait <= 0 || wait > time.Second || err != nil {
		t.Errorf("wait %v, %v", wait, err)
	}
	at = at.Add(2 * time.Second)
	if wait, err := l.Exact(t.Context(), key(KeptBuckets)); wait != 0 || err != nil {
		t.Errorf("the bucket did not fill again: wait %v, %v", wait, err)
	}
}
