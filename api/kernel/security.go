package kernel

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// The pages load nothing from other hosts. Styles may be inline, because Ant Design writes them at run time. A frame
// shows the PDF of a contract that the page has fetched.
const pagePolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
	"img-src 'self' data: blob:; font-src 'self' data:; " +
	"connect-src 'self'; frame-src blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors " +
	"'none'"

const dataPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox"

// secure sets the headers that keep a browser from unintended uses of an answer.
func secure(https bool) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			h := c.Response().Header()
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("X-Frame-Options", "DENY")
			h.Set("Referrer-Policy", "same-origin")
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
			h.Set("Cross-Origin-Resource-Policy", "same-origin")
			h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
			if https {
				h.Set("Strict-Transport-Security", "max-age=31536000")
			}
			if isAPI(c.Request()) {
				h.Set("Content-Security-Policy", dataPolicy)
				h.Set("Cache-Control", "no-store")
			} else {
				h.Set("Content-Security-Policy", pagePolicy)
			}
			return next(c)
		}
	}
}

func isAPI(r *http.Request) bool {
	return r.URL.Path == "/api" || strings.HasPrefix(r.URL.Path, "/api/")
}

// observe gives the request its place for the caller, logs it when it is done, and turns a panic into an answer. It
// logs the pattern of the route and the person's id. It never logs a query, a body, a token or a name.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := time.Now()
		req := &Request{Route: c.Request().Method + " " + c.Path(), ID: strings.ToLower(rand.Text()),
			Address: c.RealIP(), Agent: c.Request().UserAgent(),
			Lang: languageOf(c.Request().Header.Get("Accept-Language"))}
		ctx, done := s.Watch.Request(c.Request(), c.Path())
		defer func() { done(c.Response().Status) }() // also when a broken download panics
		c.SetRequest(c.Request().WithContext(context.WithValue(ctx, requestKey{}, req)))
		c.Response().Header().Set("X-Request-Id", req.ID)
		err := s.survive(c, next)
		if err != nil {
			c.Error(err)
		}
		level := slog.LevelInfo
		if !isAPI(c.Request()) {
			level = slog.LevelDebug
		}
		line := []any{"method", c.Request().Method, "route", c.Path(), "status", c.Response().Status,
			"duration_ms", time.Since(start).Milliseconds(), "bytes", c.Response().Size, "person", req.Actor.Person,
			"request_id", req.ID}
		if rt := s.router.routes[req.Route]; rt != nil && rt.access.logged {
			line = append(line, "address", req.Address)
		}
		s.Log.Log(c.Request().Context(), level, "request", line...)
		return nil
	}
}

func (s *Server) survive(c echo.Context, next echo.HandlerFunc) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case abort:
			s.Log.ErrorContext(c.Request().Context(), "a download broke off", "route", c.Path(), "error", r.err)
			// net/http closes the connection, so the client sees that the file is incomplete
			panic(http.ErrAbortHandler)
		default:
			if e, ok := r.(error); ok && errors.Is(e, http.ErrAbortHandler) {
				panic(r)
			}
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return next(c)
}

// fail answers with a problem. It is Echo's error handler, so Echo's errors (404, 405) have the same form.
func (s *Server) fail(err error, c echo.Context) {
	p, internal := ProblemOf(err)
	if internal {
		ctx := c.Request().Context()
		s.Log.ErrorContext(ctx, "request failed", "route", c.Path(), "request_id", RequestID(ctx), "error", err)
	}
	if c.Response().Committed {
		return
	}
	c.Response().Header().Set("Content-Type", "application/problem+json")
	c.Response().Header().Del("Content-Disposition")
	for name, values := range p.GetHeaders() {
		c.Response().Header()[name] = values
	}
	if err := c.JSON(p.Status, p.In(languageOf(c.Request().Header.Get("Accept-Language")))); err != nil {
		s.Log.Warn("an answer was not written", "error", err)
	}
}
