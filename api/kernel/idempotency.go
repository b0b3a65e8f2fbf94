package kernel

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"kebang/internal/fault"
)

const replyMax = 1 << 20 // most bytes of a kept answer

// Answer is a complete answer to a request.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Settle ends a claim: it keeps the answer, or forgets the key for a nil answer.
type Settle func(ctx context.Context, a *Answer) error

// Replies keeps the answers to requests with an Idempotency-Key for a day.
type Replies interface {
	// Claim notes that the request of a key runs, or gives the kept answer of its first run. Request is the hash of the
	// request. The error is fault.Invalid when the key belongs to another request, fault.Conflict while the first run
	// goes on.
	Claim(ctx context.Context, key, request string) (kept *Answer, settle Settle, err error)
}

// idempotent runs a POST with an Idempotency-Key once per person, role and key. A repetition gets the kept answer.
func (s *Server) idempotent(c echo.Context, rt *route, r *Request, next echo.HandlerFunc) error {
	req := c.Request()
	key := req.Header.Get("Idempotency-Key")
	if key == "" || req.Method != http.MethodPost || rt.secret || rt.upload || !r.Actor.Known() {
		return next(c)
	}
	if len(key) > 200 {
		return fault.Of(fault.Invalid, fault.T("idempotency-key-long",
			"Idempotency-Key 最多200个字符。",
			"An Idempotency-Key has at most 200 characters."))
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return err
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	sum := sha256.Sum256([]byte(req.URL.RequestURI() + "\x00" + string(body)))
	key = r.Actor.Person + "\x00" + r.Membership + "\x00" + key
	kept, settle, err := s.Replies.Claim(req.Context(), key, hex.EncodeToString(sum[:]))
	if err != nil {
		return err
	}
	if kept != nil {
		return replay(c, kept)
	}
	rec := &recorder{ResponseWriter: c.Response().Writer}
	c.Response().Writer = rec
	defer func() { // a panic forgets the key too
		c.Response().Writer = rec.ResponseWriter
		answer := rec.answer()
		if r.forgotten {
			answer = nil
		}
		if err := settle(req.Context(), answer); err != nil {
			s.Log.Error("the answer to an idempotent request was not kept", "route", c.Path(), "error", err)
		}
	}()
	return next(c)
}

// answer is the answer to keep; nil when another run may give another one.
func (r *recorder) answer() *Answer {
	again := r.status == 0 || r.status >= 500 || slices.Contains([]int{401, 403, 429}, r.status)
	if again || r.body.Len() > replyMax {
		return nil
	}
	a := &Answer{Status: r.status, Header: http.Header{}, Body: r.body.Bytes()}
	for _, h := range []string{"Content-Type", "ETag", "Location"} {
		if v := r.Header().Get(h); v != "" {
			a.Header.Set(h, v)
		}
	}
	return a
}

func replay(c echo.Context, r *Answer) error {
	h := c.Response().Header()
	for k, v := range r.Header {
		h[k] = v
	}
	h.Set("Idempotent-Replayed", "true")
	if len(r.Body) == 0 {
		return c.NoContent(r.Status)
	}
	return c.Blob(r.Status, strings.Join(r.Header["Content-Type"], ""), r.Body)
}

type recorder struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (r *recorder) WriteHeader(code int) {
	r.status = code
	r.ResponseWriter.WriteHeader(code)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	if r.body.Len() <= replyMax {
		r.body.Write(b)
	}
	return r.ResponseWriter.Write(b)
}

func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
