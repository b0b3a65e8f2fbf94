package main

import (
	"strings"
	"testing"
)

// TestLimitsAreNeverOffByAccident: the switch of the fuzzing works with demonstration data on this machine only.
func TestLimitsAreNeverOffByAccident(t *testing.T) {
	t.Setenv("KEBANG_TEST_NO_LIMITS", "1")
	for _, tt := range []struct {
		addr string
		demo bool
		off  bool
	}{{"127.0.0.1:0", true, true}, {"[::1]:0", true, true}, {"127.0.0.1:0", false, false}, {"0.0.0.0:8080", true,
		false}, {":8080", true, false}, {"10.0.0.1:8080", true, false}} {
		off, err := withoutLimits(tt.addr, tt.demo)
		if off != tt.off || (err == nil) != tt.off {
			t.Errorf("%s, demo %v: off %v, %v", tt.addr, tt.demo, off, err)
		}
	}
	if code, _, errs := cli(t, "serve", "--data", t.TempDir(), "--addr", "127.0.0.1:0"); code != exitNothing ||
		!strings.Contains(errs, "KEBANG_TEST_NO_LIMITS") {
		t.Errorf("a real market: %d %s", code, errs)
	}
	t.Setenv("KEBANG_TEST_NO_LIMITS", "")
	if off, err := withoutLimits("127.0.0.1:0", true); off || err != nil {
		t.Errorf("without the switch: %v, %v", off, err)
	}
}

// TestClockIsNeverMovedByAccident: the clock of the fuzzing needs limits that are off.
func TestClockIsNeverMovedByAccident(t *testing.T) {
	t.Setenv("KEBANG_TEST_TIME", "2031-05-02T09:00:00+08:00")
	if _, err := clock(false); err == nil {
		t.Error("a service takes another clock")
	}
	now, err := clock(true)
	if err != nil || now().Year() != 2031 {
		t.Errorf("%v", err)
	}
	t.Setenv("KEBANG_TEST_TIME", "tomorrow")
	if _, err := clock(true); err == nil {
		t.Error("a clock without a time")
	}
}
