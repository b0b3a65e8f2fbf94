package id

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestNewIsValidAndCarriesItsTime(t *testing.T) {
	before := time.Now().UnixMilli()
	s := New()
	after := time.Now().UnixMilli()
	if !Valid(s) {
		t.Fatalf("Valid(%q) = false", s)
	}
	if len(s) != Length || strings.ToLower(s) != s {
		t.Errorf("New() = %q, want %d lower-case characters", s, Length)
	}
	// The monotonic counter may run ahead of the clock by the earlier ids of this process.
	if got := Time(s); got < before || got > after+1 {
		t.Errorf("Time = %d, want in [%d, %d]", got, before, after+1)
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

func TestValidRefuses(t *testing.T) {
	good := New()
	for name, s := range map[string]string{
		"empty":           "",
		"short":           good[:25],
		"long":            good + "0",
		"upper case":      strings.ToUpper(good),
		"foreign letter":  "z" + good[1:],
		"stray low bits":  good[:25] + "1",
		"not version 7":   strings.Repeat("0", Length),
		"Han text":        "甘蔗渣木糖联产技术需",
		"with line break": good[:25] + "\n",
	} {
		if Valid(s) {
			t.Errorf("%s: Valid(%q) = true", name, s)
		}
		if got := Time(s); got != 0 {
			t.Errorf("%s: Time(%q) = %d, want 0", name, s, got)
		}
	}
}
