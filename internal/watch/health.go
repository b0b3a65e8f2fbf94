package watch

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"

	"kebang/internal/fault"
)

// Check is one part that must work. Look returns nil when it works. Of an error only the code and the sentence of a
// fault are shown.
type Check struct {
	Name string
	// Needed parts make the process not ready; the others only degrade it. A search engine that is down is down for all
	// processes. Taking every process out of the proxy would also stop records, deals and statistics.
	Needed bool
	Look   func(context.Context) error
}

// Part is the state of one part.
type Part struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Needed bool   `json:"needed"`
	Code   string `json:"code,omitempty"`
	Detail string `json:"detail,omitempty"` // Chinese
}

// Report is the body of /readyz.
type Report struct {
	Status string `json:"status"` // ready, degraded or not-ready
	Parts  []Part `json:"parts"`
}

// The states of a Report.
const (
	Ready    = "ready"
	Degraded = "degraded"
	NotReady = "not-ready"
)

const (
	lookTime = 3 * time.Second // for all checks together
	keepTime = time.Second     // an answer is kept so long, because anybody may ask and the engines must not feel it
)

// Health answers /healthz (the process runs) and /readyz (its needed parts work).
type Health struct {
	checks []Check

	mu   sync.Mutex
	last Report
	at   time.Time
}

// NewHealth answers for these checks.
func NewHealth(checks ...Check) *Health { return &Health{checks: checks} }

// Look checks every part, at most once a second.
func (h *Health) Look(ctx context.Context) Report {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.at.IsZero() && time.Since(h.at) < keepTime {
		return h.last
	}
	// A caller that leaves must not cancel the answer of all others.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookTime)
	defer cancel()
	r := Report{Status: Ready, Parts: make([]Part, len(h.checks))}
	var all sync.WaitGroup
	for i, c := range h.checks {
		all.Go(func() { r.Parts[i] = c.part(ctx) })
	}
	all.Wait()
	for _, p := range r.Parts {
		switch {
		case p.OK:
		case p.Needed:
			r.Status = NotReady
		case r.Status == Ready:
			r.Status = Degraded
		}
	}
	h.last, h.at = r, time.Now()
	return r
}

func (c Check) part(ctx context.Context) Part {
	p := Part{Name: c.Name, OK: true, Needed: c.Needed}
	err := c.Look(ctx)
	if err == nil {
		return p
	}
	p.OK, p.Code, p.Detail = false, c.Name+"-failed", "这一部分没有应答，请管理员查看日志。"
	var f *fault.Error
	if errors.As(err, &f) && f.Kind != fault.Internal {
		p.Code, p.Detail = f.Code, f.Msg
	}
	return p
}

// ServeHTTP answers the two addresses. /readyz is 503 when a needed part fails; with ?all also when the process is
// degraded.
func (h *Health) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	status, body := http.StatusOK, any(map[string]string{"status": "ok"})
	if r.URL.Path == ReadyPath {
		report := h.Look(r.Context())
		if report.Status == NotReady || report.Status == Degraded && r.URL.Query().Has("all") {
			status = http.StatusServiceUnavailable
			w.Header().Set("Retry-After", "2")
		}
		body = report
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	w.Header().Set("X-Frame-Options", "DENY")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the monitor left
}

// The addresses of Health, beside /api and the pages.
const (
	AlivePath = "/healthz"
	ReadyPath = "/readyz"
)
