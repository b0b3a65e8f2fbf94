package watch

import (
	"io"
	"net/http"
	"strings"
	"sync/atomic"
)

// Gate answers Health from the first moment and all other requests once it is open. Filling the index takes seconds on
// a large market. Until then a caller gets a sentence instead of a hanging connection.
type Gate struct {
	health http.Handler
	next   atomic.Pointer[http.Handler]
}

// NewGate makes a closed gate.
func NewGate() *Gate { return &Gate{} }

// With sets the handler of the health addresses; call it before the gate is served.
func (g *Gate) With(health http.Handler) *Gate { g.health = health; return g }

// IsOpen reports whether requests pass the gate.
func (g *Gate) IsOpen() bool { return g.next.Load() != nil }

// Open passes requests to h from now on.
func (g *Gate) Open(h http.Handler) { g.next.Store(&h) }

// ServeHTTP serves a request.
func (g *Gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == AlivePath || r.URL.Path == ReadyPath {
		g.health.ServeHTTP(w, r)
		return
	}
	if h := g.next.Load(); h != nil {
		(*h).ServeHTTP(w, r)
		return
	}
	kind, body := "text/html; charset=utf-8", `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="2"><title>科榜</title><p>科榜正在启动，请稍候，本页会自动刷新。`
	if strings.HasPrefix(r.URL.Path, "/api/") {
		kind, body = "application/problem+json", `{"type":"about:blank","title":"暂不可用","status":503,"detail":"科榜正在启动，请稍后重试。","code":"starting"}`
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Retry-After", "2")
	w.WriteHeader(http.StatusServiceUnavailable)
	_, _ = io.WriteString(w, body) // the client left
}
