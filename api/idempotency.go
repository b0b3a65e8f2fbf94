package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// Lives in milliseconds: a kept answer a day; an unfinished one (the process died) a minute.
const (
	replyLife   = 24 * 3600 * 1000
	pendingLife = 60 * 1000
	replyMax    = 1 << 20 // bytes of a kept answer
)

// reply is the kept answer to a POST with an Idempotency-Key.
type reply struct {
	store.Meta
	Request string      `json:"request"` // hash of route and body
	Done    bool        `json:"done"`
	Status  int         `json:"status"`
	Header  http.Header `json:"header"`
	Body    []byte      `json:"body"`
	At      int64       `json:"at"` // UTC ms
}

var replies = store.Define(store.Def[reply]{
	Name: "replies", Shape: 2, Oldest: 2, Noun: "请求", Meta: func(r *reply) *store.Meta { return &r.Meta },
	Fields:  []store.FieldSpec{{Name: "at", Type: store.Int}},
	Values:  func(r *reply) store.Values { return store.Values{"at": r.At} },
	Indexes: [][]string{{"at"}},
})

// idempotent runs a POST with an Idempotency-Key once per person, role and key; a repetition gets the kept answer.
func (s *Server) idempotent(c echo.Context, rt *route, cl *caller, next echo.HandlerFunc) error {
	req := c.Request()
	key := req.Header.Get("Idempotency-Key")
	if key == "" || req.Method != http.MethodPost || rt.secret || rt.upload || !cl.who.Actor.Known() {
		return next(c)
	}
	if len(key) > 200 {
		return fault.New(fault.Invalid, "idempotency-key-long", "Idempotency-Key 最多200个字符。")
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return err
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	sum := sha256.Sum256([]byte(req.URL.RequestURI() + "\x00" + string(body)))
	mine := reply{Meta: store.Meta{Market: store.National, ID: hashed(cl.who.Person.ID + "\x00" + cl.who.Membership.ID + "\x00" + key)},
		Request: hex.EncodeToString(sum[:]), At: s.router.Now()}
	kept, err := s.claim(c, &mine)
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
		s.settle(c, &mine, rec)
	}()
	return next(c)
}

// claim notes that the request runs, or gives the kept answer of its first run.
func (s *Server) claim(c echo.Context, mine *reply) (*reply, error) {
	var kept *reply
	err := s.db.Run(c.Request().Context(), func(tx store.Tx) error {
		kept = nil
		old, err := replies.Get(tx, store.National, mine.ID)
		if fault.Is(err, fault.NotFound) {
			return replies.Insert(tx, mine)
		}
		if err != nil {
			return err
		}
		switch {
		case mine.At-old.At > replyLife || !old.Done && max(mine.At-old.At, old.At-mine.At) > pendingLife: // the clock may have been set back
			mine.Rev = old.Rev
			return replies.Update(tx, mine)
		case old.Request != mine.Request:
			return fault.New(fault.Invalid, "idempotency-key-reused", "同一个 Idempotency-Key 已用于另一项请求，请换用新的值。")
		case !old.Done:
			return fault.New(fault.Conflict, "request-running", "同一请求正在处理，请稍后查看结果。")
		}
		kept = &old
		return nil
	})
	return kept, err
}

// settle keeps the answer, or forgets the key when running again may give another one.
func (s *Server) settle(c echo.Context, mine *reply, rec *recorder) {
	again := rec.status == 0 || rec.status >= 500 || rec.status == 429 || rec.status == 401 || rec.status == 403 || rec.body.Len() > replyMax
	mine.Done, mine.Status, mine.Body, mine.Header = true, rec.status, rec.body.Bytes(), http.Header{}
	for _, h := range []string{"Content-Type", "ETag", "Location"} {
		if v := c.Response().Header().Get(h); v != "" {
			mine.Header.Set(h, v)
		}
	}
	err := s.db.Run(c.Request().Context(), func(tx store.Tx) error {
		if again {
			return replies.Delete(tx, mine)
		}
		m := *mine
		return replies.Update(tx, &m)
	})
	if err != nil {
		s.log.Error("the answer to an idempotent request was not kept", "route", c.Path(), "error", err)
	}
}

func replay(c echo.Context, r *reply) error {
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
