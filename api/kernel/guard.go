package kernel

import (
	"cmp"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"kebang/internal/actor"
	"kebang/internal/fault"
)

// guard runs before every route. It checks the caller, his access, and the limits of number and size.
func (s *Server) guard(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		req := c.Request()
		rt := s.router.routes[req.Method+" "+c.Path()]
		if rt == nil {
			return next(c)
		}
		r := RequestOf(req.Context())
		if err := ownOrigin(req, s.Public); err != nil {
			return err
		}
		if err := named(req); err != nil {
			return err
		}
		if err := s.identify(c, rt, r); err != nil {
			return err
		}
		if err := s.admit(c, rt, r); err != nil {
			return err
		}
		if err := limitBody(c, rt); err != nil {
			return err
		}
		if rt.upload {
			if err := s.receive(c, rt, r.Actor); err != nil {
				return err
			}
			defer func() {
				if m := c.Request().MultipartForm; m != nil {
					_ = m.RemoveAll() // remains are temporary files of the system
				}
			}()
		}
		return s.idempotent(c, rt, r, next)
	}
}

// identify reads the token or ticket. A bad token is refused even on a public route. The client then learns to refresh
// instead of silently reading less. The Authenticator reads the session each time. A sign-out, another password or a
// lock therefore ends it in every process at once, whatever their clocks.
func (s *Server) identify(c echo.Context, rt *route, req *Request) (err error) {
	ctx := c.Request().Context()
	if t := c.QueryParam("ticket"); t != "" && rt.access.ticket {
		req.Caller, err = s.Callers.Ticket(ctx, t, c.Request().URL.Path)
		return err
	}
	if b := bearer(c.Request()); b != "" && !rt.access.blind {
		req.Caller, err = s.Callers.Bearer(ctx, b)
		return err
	}
	// A visitor reads in the market that he names, or in the only one.
	if req.Actor.Market = cmp.Or(c.Param("market"), c.QueryParam("market")); req.Actor.Market == "" {
		req.Actor.Market, err = s.Callers.Visited(ctx)
	}
	return err
}

// bearer is the token of the Authorization header, empty when there is none.
func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

func (s *Server) admit(c echo.Context, rt *route, r *Request) error {
	a := r.Actor
	if !rt.access.Allows(a) {
		return a.Require() // without a role: the usual refusal of use cases
	}
	if r.MustChange && rt.access.kind != public && !rt.access.first {
		return fault.Of(fault.Forbidden, fault.T("password-change-needed",
			"您使用的是一次性密码，请先修改密码。",
			"You signed in with a one-time password; change it first."))
	}
	return s.bound(c, rt, r)
}

// bound counts the request against its account, or against its address for a visitor.
func (s *Server) bound(c echo.Context, rt *route, r *Request) error {
	kind, who, p := "writes ", r.Actor.Person, s.Paces.Writing
	if c.Request().Method == http.MethodGet {
		if rt.access.blind { // health checks, and routes that count their own tries
			return nil
		}
		if kind, p = "reads ", s.Paces.Reading; who == "" {
			p = s.Paces.Visiting
		}
	}
	if who == "" {
		who = r.Source()
	}
	return Refusal(s.Limits.Rough(c.Request().Context(), Claim{kind + who, p}))
}

// limitBody refuses a body with a declared size that is too large, and cuts one without it.
func limitBody(c echo.Context, rt *route) error {
	req := c.Request()
	if req.ContentLength > rt.limit {
		readOff(req)
		return fault.Of(fault.TooLarge, fault.T("body-too-large",
			"上传的内容有%s，超过允许的%s，请缩小后重试。",
			"The upload has %s, more than %s; make it smaller."), fault.Bytes(req.ContentLength),
			fault.Bytes(rt.limit-slack(rt)))
	}
	if req.Body == nil || req.Body == http.NoBody {
		return nil
	}
	req.Body = http.MaxBytesReader(c.Response(), req.Body, rt.limit)
	return nil
}

// receive accepts an upload: it counts against the quota of the account, and has more time. One without a length counts
// with its maximum.
func (s *Server) receive(c echo.Context, rt *route, a actor.Actor) error {
	req := c.Request()
	if b := bodyOf(req); b != nil {
		b.allow(b.pace.Upload)
	}
	if s.Uploads == nil {
		return nil
	}
	size := req.ContentLength
	if size < 0 {
		size = rt.limit
	}
	err := s.Uploads.ChargeUpload(req.Context(), a, size)
	if err != nil {
		readOff(req)
	}
	return err
}

func slack(rt *route) int64 {
	if rt.upload {
		return formSlack
	}
	return 0
}
