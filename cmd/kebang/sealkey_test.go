package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kebang/internal/challenge"
	"kebang/internal/fault"
	"kebang/internal/seal/sealtest"
	"kebang/internal/store"
	"kebang/internal/watch"
)

// openAt opens a folder as serve does.
func openAt(t *testing.T, dir string) *app {
	t.Helper()
	a, err := open(t.Context(), place{dir: dir}, time.Now, discarded())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestSealKeyIsMadeOnce and printed for the safe, for its owner alone.
func TestSealKeyIsMadeOnce(t *testing.T) {
	dir := t.TempDir()
	if code := run(t.Context(), []string{"seal-key", "print", "--data", dir}, new(strings.Builder),
		new(strings.Builder)); code != exitNothing {
		t.Errorf("a key that is not there was printed: %d", code)
	}
	a := openAt(t, dir)
	defer a.Close()
	if err := a.makeSealKey(t.Context()); err != nil || a.challenges.Seals().Ready() != nil {
		t.Fatal(err, a.challenges.Seals().Ready())
	}
	path := filepath.Join(dir, "keys", "seal.key")
	first, err := os.ReadFile(path)
	if st, failed := os.Stat(path); err != nil || failed != nil || st.Mode().Perm() != 0o600 {
		t.Fatal(err, failed, st)
	}
	if err := a.makeSealKey(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again, err := os.ReadFile(path); err != nil || string(again) != string(first) {
		t.Error("the second start made another key", err)
	}
	var out strings.Builder
	code := run(t.Context(), []string{"seal-key", "print", "--data", dir}, &out, new(strings.Builder))
	if code != exitDone || !strings.Contains(out.String(), "AGE-SECRET-KEY-1") {
		t.Errorf("%d: %s", code, out.String())
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if a.useSealKeys(); !fault.Is(a.challenges.Seals().Ready(), fault.Unavailable) {
		t.Error("a key that others can read was taken")
	}
}

// TestLostSealKeyIsSaid: where bids wait that another key seals, no new key is made. Readyz and check say what is
// missing.
func TestLostSealKeyIsSaid(t *testing.T) {
	dir := t.TempDir()
	a := openAt(t, dir)
	pair, err := sealtest.Keeper(t).Pair()
	if err != nil {
		t.Fatal(err)
	}
	err = a.db.Run(t.Context(), func(tx store.Tx) error {
		return challenge.Challenges.Insert(tx, &challenge.Challenge{Meta: store.Meta{ID: "c1", Market: "m1"},
			Serial: "JB-2026-000001", State: challenge.Closed, Seal: &pair,
			Terms: challenge.Terms{Choosing: challenge.Reviewed}})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := a.makeSealKey(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "keys")); !os.IsNotExist(err) {
		t.Errorf("a new key was made although the old one is missing: %v", err)
	}
	var seals watch.Part
	for _, p := range a.health(func() bool { return true }).Look(t.Context()).Parts {
		if p.Name == "seals" {
			seals = p
		}
	}
	if seals.OK || seals.Code != "seal-key-missing" {
		t.Errorf("readyz says %+v", seals)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if code := run(t.Context(), []string{"check", "--data", dir}, &out, new(strings.Builder)); code != exitRefused ||
		!strings.Contains(out.String(), "密封密钥") {
		t.Errorf("check says %d: %s", code, out.String())
	}
}

// clocky is an engine whose database has a clock of its own.
type clocky struct {
	engine
	off time.Duration
}

func (c clocky) Clock(context.Context) (time.Time, error) { return time.Now().Add(c.off), nil }

// TestClockOff refuses beyond a second in both directions, and readyz says so.
func TestClockOff(t *testing.T) {
	a := openAt(t, t.TempDir())
	defer a.Close()
	if err := a.clockRight(t.Context()); err != nil {
		t.Errorf("the built-in database has no other clock: %v", err)
	}
	inner := a.engine
	for off, right := range map[time.Duration]bool{0: true, 700 * time.Millisecond: true, -700 * time.Millisecond: true,
		1500 * time.Millisecond: false, -1500 * time.Millisecond: false, time.Hour: false} {
		a.engine = clocky{inner, off}
		if err := a.clockRight(t.Context()); (err == nil) != right || !right && !fault.Is(err, fault.Unavailable) {
			t.Errorf("%v off: %v", off, err)
		}
	}
	a.engine = clocky{inner, time.Hour}
	for _, p := range a.health(func() bool { return true }).Look(t.Context()).Parts {
		if p.Name == "clock" && (p.OK || p.Code != "clock-off") {
			t.Errorf("readyz says %+v", p)
		}
	}
	a.engine = inner
}
