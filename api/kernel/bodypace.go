package kernel

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"time"
)

// BodyPace is the slowest permitted pace of a request body. A body with fewer than Least bytes in a Window is ended,
// and so is one that takes longer than its whole time. Time in which the server does not read does not count.
type BodyPace struct {
	Window time.Duration
	Least  int64
	Whole  time.Duration // ordinary bodies, at most 1 MB
	Upload time.Duration // 20 MB over a slow village line
	Off    time.Duration // the rest of a refused body
}

// The pace in service: 1 KB a second over 30 seconds.
var servicePace = BodyPace{Window: 30 * time.Second, Least: 30 << 10,
	Whole: 2 * time.Minute, Upload: 10 * time.Minute, Off: 10 * time.Second}

// Paced ends bodies that come too slowly, on every path. Each body holds a connection, and a sender of a byte a second
// on many of them would use all there are. Wrap the outermost handler in it.
func Paced(h http.Handler) http.Handler { return paced(h, servicePace) }

func paced(h http.Handler, pace BodyPace) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, ok := r.Body.(*pacedBody); !ok && r.Body != nil && r.Body != http.NoBody {
			rc, start := http.NewResponseController(w), time.Now()
			b := &pacedBody{ReadCloser: r.Body, pace: pace, now: time.Now, header: w.Header(), since: start,
				ends: start.Add(pace.Whole), windowEnds: start.Add(pace.Window)}
			b.deadline = func(t time.Time) { _ = rc.SetReadDeadline(t) } // recorders in tests have none
			// net/http itself reads a body that no handler wants
			b.deadline(b.next())
			// A copy, because net/http checks the type of its own body.
			r = r.WithContext(context.WithValue(r.Context(), pacedKey{}, b))
			r.Body = b
		}
		h.ServeHTTP(w, r)
	})
}

type pacedKey struct{}

// pacedBody sets the read deadline of its connection before every read.
type pacedBody struct {
	io.ReadCloser
	pace     BodyPace
	now      func() time.Time
	deadline func(time.Time)
	header   http.Header // of the answer

	ends, windowEnds time.Time
	since            time.Time // end of the last read; the server works meanwhile, and the sender cannot help it
	inWindow         int64
	late             bool
}

// next is the time at which the connection is given up unless more bytes come.
func (b *pacedBody) next() time.Time {
	if b.windowEnds.Before(b.ends) {
		return b.windowEnds
	}
	return b.ends
}

// allow gives the body a time limit from now on.
func (b *pacedBody) allow(d time.Duration) { b.ends = b.now().Add(d) }

func (b *pacedBody) Read(p []byte) (int, error) {
	busy := b.now().Sub(b.since)
	b.ends, b.windowEnds = b.ends.Add(busy), b.windowEnds.Add(busy)
	defer func() { b.since = b.now() }()
	if b.late || !b.now().Before(b.next()) { // a buffer may hold bytes although the deadline has passed
		return 0, b.giveUp(os.ErrDeadlineExceeded)
	}
	b.deadline(b.next())
	n, err := b.ReadCloser.Read(p)
	if b.inWindow += int64(n); b.inWindow >= b.pace.Least {
		b.inWindow, b.windowEnds = 0, b.now().Add(b.pace.Window)
	}
	switch {
	case errors.Is(err, io.EOF):
		// net/http keeps reading in the background to notice that the client leaves. A remaining deadline would then
		// end the context of a long handler.
		b.deadline(time.Time{})
	case errors.Is(err, os.ErrDeadlineExceeded):
		return n, b.giveUp(err)
	}
	return n, err
}

// giveUp keeps the deadline, so that nobody waits for the rest, and closes the connection after the answer.
func (b *pacedBody) giveUp(err error) error {
	b.late = true
	b.deadline(b.now().Add(-time.Second))
	b.header.Set("Connection", "close")
	return err
}

// bodyOf is the original body of a request from the connection; nil when there is none.
func bodyOf(r *http.Request) *pacedBody {
	b, _ := r.Context().Value(pacedKey{}).(*pacedBody)
	return b
}

// readOff reads the rest of a refused body, within limits. A browser that is still sending would otherwise see a broken
// connection and not the answer.
func readOff(r *http.Request) {
	if b := bodyOf(r); b != nil {
		b.allow(b.pace.Off)
	}
	_, _ = io.CopyN(io.Discard, r.Body, 128<<20)
}
