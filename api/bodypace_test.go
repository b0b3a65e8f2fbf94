package api

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
)

// TestSlowBodiesAreEnded sends the beginning of a body and then nothing, on every kind of path. The server has to end
// the connection by itself; the test would wait for a minute.
func TestSlowBodiesAreEnded(t *testing.T) {
	ts := newTestServer(t, func(d *Deps) {
		d.Bodies = BodyPace{Window: 100 * time.Millisecond, Least: 1 << 10, Whole: time.Minute, Upload: time.Minute, Off: 100 * time.Millisecond}
	})
	bearer := "Authorization: Bearer " + ts.as(zhenkang, actor.Officer) + "\r\n"
	announced := "Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
	form := "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 500000\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF"
	tests := map[string]struct {
		head, rest string
		status     int // 0: any
	}{
		"sign-in":            {"POST /api/v1/session", announced, 408},
		"chunked":            {"POST /api/v1/session", "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", 408},
		"upload":             {"POST /api/v1/files", bearer + form, 408},
		"kept answer":        {"POST /api/v1/organizations", bearer + "Idempotency-Key: k\r\n" + announced, 408},
		"too large":          {"POST /api/v1/session", "Content-Type: application/json\r\nContent-Length: 10000000000\r\n\r\n{", 413},
		"refused before":     {"POST /api/v1/organizations", announced, 401},
		"reading":            {"GET /api/v1/demands?market=" + zhenkang, announced, 200},
		"a page":             {"GET /", announced, 200},
		"a page is sent to":  {"POST /", announced, 405},
		"no such address":    {"POST /api/v1/nothing", announced, 404},
		"no such method":     {"PATCH /api/v1/demands", announced, 0},
		"health of no moves": {"GET /api/v1/health", announced, 200},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conn, err := net.Dial("tcp", strings.TrimPrefix(ts.URL, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			_ = conn.SetDeadline(time.Now().Add(time.Minute))
			fmt.Fprintf(conn, "%s HTTP/1.1\r\nHost: kebang\r\n%s", tt.head, tt.rest)
			in := bufio.NewReader(conn)
			res, err := http.ReadResponse(in, nil)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, res.Body); err != nil {
				t.Error(err)
			}
			if tt.status != 0 && res.StatusCode != tt.status {
				t.Errorf("status %d, want %d", res.StatusCode, tt.status)
			}
			if _, err := in.ReadByte(); errors.Is(err, os.ErrDeadlineExceeded) || err == nil {
				t.Errorf("the connection is still open: %v", err)
			}
		})
	}
}

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
			b := &pacedBody{ReadCloser: &scripted{&clock, tt.every, tt.piece, tt.size}, pace: servicePace, now: func() time.Time { return clock },
				deadline: func(t time.Time) { deadline = t }, header: http.Header{}, since: clock, ends: clock.Add(servicePace.Whole), windowEnds: clock.Add(servicePace.Window)}
			if tt.allow > 0 {
				b.allow(tt.allow)
			}
			n, err := io.CopyBuffer(struct{ io.Writer }{io.Discard}, b, make([]byte, 64<<10)) // in pieces as they come
			switch {
			case tt.passes && (err != nil || n != int64(tt.size) || !deadline.IsZero()):
				t.Errorf("%d of %d bytes, %v; the deadline stands at %v", n, tt.size, err, deadline)
			case !tt.passes && (!errors.Is(err, os.ErrDeadlineExceeded) || deadline.IsZero() || deadline.After(clock) || b.header.Get("Connection") != "close"):
				t.Errorf("not ended: %d bytes, %v; the deadline stands at %v", n, err, deadline)
			}
		})
	}
}

// TestBusyServerIsNoSlowBody: a server that waits for its database between two reads ends nobody for it.
func TestBusyServerIsNoSlowBody(t *testing.T) {
	clock := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	b := &pacedBody{ReadCloser: &scripted{&clock, time.Second, 100, 400}, pace: servicePace, now: func() time.Time { return clock },
		deadline: func(time.Time) {}, header: http.Header{}, since: clock, ends: clock.Add(servicePace.Whole), windowEnds: clock.Add(servicePace.Window)}
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
