package api_test

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

	"kebang/api"
	"kebang/api/apitest"
	"kebang/api/kernel"
	"kebang/internal/actor"
)

// TestSlowBodiesAreEnded sends the beginning of a body and then nothing, on every kind of path. The server must end the
// connection by itself; the test would wait for a minute.
func TestSlowBodiesAreEnded(t *testing.T) {
	ts := apitest.New(t, func(c *api.Config) {
		c.Bodies = kernel.BodyPace{Window: 100 * time.Millisecond, Least: 1 << 10, Whole: time.Minute,
			Upload: time.Minute, Off: 100 * time.Millisecond}
	})
	bearer := "Authorization: Bearer " + ts.As(apitest.Zhenkang, actor.Officer) + "\r\n"
	announced := "Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
	form := "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 500000\r\n\r\n--x\r\n" +
		"Content-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF"
	tests := map[string]struct {
		head, rest string
		status     int // 0 for any
	}{
		"sign-in": {"POST /api/v1/session", announced, 408},
		"chunked": {"POST /api/v1/session",
			"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", 408},
		"upload":      {"POST /api/v1/files", bearer + form, 408},
		"kept answer": {"POST /api/v1/organizations", bearer + "Idempotency-Key: k\r\n" + announced, 408},
		"too large": {"POST /api/v1/session",
			"Content-Type: application/json\r\nContent-Length: 10000000000\r\n\r\n{", 413},
		"refused before":     {"POST /api/v1/organizations", announced, 401},
		"reading":            {"GET /api/v1/demands?market=" + apitest.Zhenkang, announced, 200},
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
