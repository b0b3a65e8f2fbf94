package kernel

import (
	"errors"
	"io"
	"net/http"
	"os"
	"testing"
	"time"
)

// scripted gives a piece at each read and lets time pass before it.
type scripted struct {
	clock *time.Time
	every time.Duration
	piece int
	left  int
}

func (s *scripted) Read(p []byte) (int, error) {
	*s.clock = s.clock.Add(s.every)
	if s.left == 0 {
		return 0, io.EOF
	}
	n := min(s.piece, s.left, len(p))
	s.left -= n
	return n, nil
}

func (s *scripted) Close() error { return nil }

func TestBodyPace(t *testing.T) {
	tests := []struct {
		name   string
		every  time.Duration
		piece  int
		size   int
		allow  time.Duration
		passes bool
	}{
		{"a form at once", time.Millisecond, 4096, 20_000, 0, true},
		{"a small form in 29 seconds", 29 * time.Second, 400, 400, 0, true},
		{"a small form in 31 seconds", 31 * time.Second, 400, 400, 0, false},
		{"2 KB a second", time.Second, 2 << 10, 100 << 10, 0, true},
		{"half a KB a second", time.Second, 512, 100 << 10, 0, false},
		{"ordinary, over two minutes", time.Second, 2 << 10, 250 << 10, 0, false},
		{"20 MB in nine minutes", 800 * time.Millisecond, 32 << 10, 20 << 20, servicePace.Upload, true},
		{"20 MB in eleven minutes", time.Second, 31 << 10, 20 << 20, servicePace.Upload, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			clock := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
			var deadline time.Time
			b := &pacedBody{ReadCloser: &scripted{&clock, tt.every, tt.piece, tt.size}, pace: servicePace,
				now: func() time.Time { return clock },
				deadline: func(t time.Time) {
					deadline = t
				}, header: http.Header{}, since: clock, ends: clock.Add(servicePace.Whole),
				windowEnds: clock.Add(servicePace.Window)}
			if tt.allow > 0 {
				b.allow(tt.allow)
			}
			// in the pieces of the script
			n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, b, make([]byte, 64<<10))
			switch {
			case tt.passes && (err != nil || n != int64(tt.size) || !deadline.IsZero()):
				t.Errorf("%d of %d bytes, %v; the deadline stands at %v", n, tt.size, err, deadline)
			case !tt.passes && (!errors.Is(err, os.ErrDeadlineExceeded) || deadline.IsZero() || deadline.After(clock) ||
				b.header.Get("Connection") != "close"):
				t.Errorf("not ended: %d bytes, %v; the deadline stands at %v", n, err, deadline)
			}
		})
	}
}

// TestBusyServerIsNoSlowBody: a server that waits for its database between two reads does not end the body.
func TestBusyServerIsNoSlowBody(t *testing.T) {
	clock := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	b := &pacedBody{ReadCloser: &scripted{&clock, time.Second, 100, 400}, pace: servicePace,
		now:      func() time.Time { return clock },
		deadline: func(time.Time) {}, header: http.Header{}, since: clock, ends: clock.Add(servicePace.Whole),
		windowEnds: clock.Add(servicePace.Window)}
	var err error
	for n, piece := 0, make([]byte, 1024); err == nil; {
		clock = clock.Add(50 * time.Second)
		if n, err = b.Read(piece); n > 100 {
			t.Fatalf("%d bytes", n)
		}
	}
	if !errors.Is(err, io.EOF) {
		t.Errorf("%v", err)
	}
}
