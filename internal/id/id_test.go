package id

import (
	"encoding/binary"
	"slices"
	"sync"
	"testing"
	"time"
)

// made is the instant in an id (UTC ms), which must be a UUID of version 7 and variant 2 in 26 lower-case characters.
func made(t *testing.T, id string) int64 {
	t.Helper()
	u, err := encoding.DecodeString(id)
	if err != nil || len(id) != Length || len(u) != 16 || u[6]>>4 != 7 || u[8]>>6 != 2 ||
		encoding.EncodeToString(u) != id {
		t.Fatalf("%q is no id: %x, %v", id, u, err)
	}
	return int64(binary.BigEndian.Uint64(u) >> 16)
}

func TestNewCarriesItsTime(t *testing.T) {
	before := time.Now().UnixMilli()
	got := made(t, New())
	// The monotonic counter may run ahead of the clock by the earlier ids of this process.
	if after := time.Now().UnixMilli(); got < before || got > after+1 {
		t.Errorf("made at %d, want in [%d, %d]", got, before, after+1)
	}
}

func TestByteOrderIsTimeOrder(t *testing.T) {
	ids := make([]string, 5000)
	for i := range ids {
		ids[i] = New()
	}
	if !slices.IsSorted(ids) {
		t.Fatal("ids made one after the other are not in byte order")
	}
	if n := len(slices.Compact(slices.Clone(ids))); n != len(ids) {
		t.Errorf("%d of %d ids are distinct", n, len(ids))
	}
}

func TestNewIsUniqueUnderConcurrency(t *testing.T) {
	const writers, each = 8, 500
	var mu sync.Mutex
	seen := make(map[string]bool, writers*each)
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range each {
				s := New()
				mu.Lock()
				seen[s] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(seen) != writers*each {
		t.Errorf("%d distinct ids, want %d", len(seen), writers*each)
	}
}
