package api

import (
	"context"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/fault"
)

// caller is what the guard knows of a request.
type caller struct {
	who     account.Who
	session string
	route   string // pattern, never the path itself: paths may hold set-up tokens
	request string // id for the log
	address string // of the client
	agent   string // its browser
}

type callerKey struct{}

func callerOf(ctx context.Context) *caller {
	if c, ok := ctx.Value(callerKey{}).(*caller); ok {
		return c
	}
	return &caller{}
}

var errSignIn = fault.New(fault.Unauthenticated, "sign-in-needed", "请先登录。")

// guard stands before every route: who calls, may he, how often and how much.
func (s *Server) guard(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		req := c.Request()
		rt := s.router.routes[req.Method+" "+c.Path()]
		if rt == nil {
			return next(c)
		}
		cl := callerOf(req.Context())
		if err := ownOrigin(req, s.public); err != nil {
			return err
		}
		if err := named(req); err != nil {
			return err
		}
		if err := s.identify(c, rt, cl); err != nil {
			return err
		}
		if err := s.admit(c, rt, cl); err != nil {
			return err
		}
		if err := limitBody(c, rt); err != nil {
			return err
		}
		if rt.upload {
			if err := s.receive(c, rt, cl.who.Actor); err != nil {
				return err
			}
			defer func() {
				if m := c.Request().MultipartForm; m != nil {
					_ = m.RemoveAll() // left-overs are temporary files of the system
				}
			}()
		}
		return s.idempotent(c, rt, cl, next)
	}
}

// identify reads the token or ticket. A bad token is refused even on a public route, so that a client learns that it
// has to refresh instead of silently reading less.
func (s *Server) identify(c echo.Context, rt *route, cl *caller) error {
	ctx := c.Request().Context()
	person, membership := "", ""
	if t := c.QueryParam("ticket"); t != "" && rt.access.ticket {
		tk, err := useTicket(ctx, s.db, s.router.Now(), t, c.Request().URL.Path)
		if err != nil {
			return err
		}
		person, membership, cl.session = tk.Person, tk.Membership, tk.Session
	} else if b := bearer(c.Request()); b != "" && !rt.access.blind {
		cs, err := s.keys.verify(b)
		if err != nil {
			return err
		}
		person, membership, cl.session = cs.Subject, cs.Membership, cs.Session
	}
	if person == "" {
		m, err := s.publicMarket(ctx, c)
		cl.who.Actor.Market = m
		return err
	}
	// The session is read each time: signing out, a new password or a lock end it in every process at once, whatever
	// the clocks of the processes say.
	who, err := s.accounts.Caller(ctx, cl.session, person, membership)
	if err != nil {
		return err
	}
	cl.who = who
	return nil
}

// publicMarket is the market nobody reads in: the one asked for, or the only one there is.
func (s *Server) publicMarket(ctx context.Context, c echo.Context) (string, error) {
	for _, m := range []string{c.Param("market"), c.QueryParam("market")} {
		if m != "" {
			return m, nil
		}
	}
	ms, err := s.party.Markets(ctx)
	if err != nil || len(ms) != 1 {
		return "", err
	}
	return ms[0].ID, nil
}

func (s *Server) admit(c echo.Context, rt *route, cl *caller) error {
	a := cl.who.Actor
	if !rt.access.Allows(a) {
		if !a.Known() {
			return errSignIn
		}
		return fault.New(fault.Forbidden, "role-may-not", "您现在的角色不能执行这项操作，请换用有权限的角色或联系管理员。")
	}
	if cl.who.Person.MustChange && rt.access.kind != public && !rt.access.first {
		return fault.New(fault.Forbidden, "password-change-needed", "您使用的是一次性密码，请先修改密码。")
	}
	return s.bound(c, rt, a)
}

// bound counts the request against its account, or against its address when nobody is signed in.
func (s *Server) bound(c echo.Context, rt *route, a actor.Actor) error {
	kind, who, p := "writes ", a.Person, s.writing
	if c.Request().Method == http.MethodGet {
		if rt.access.blind { // checks of monitors, and what counts its tries itself
			return nil
		}
		if kind, p = "reads ", s.reading; who == "" {
			p = s.visiting
		}
	}
	if who == "" {
		who = counted(callerOf(c.Request().Context()).address)
	}
	return refusal(s.limits.rough(c.Request().Context(), claim{kind + who, p}))
}

// limitBody refuses a body that says it is too large, and cuts one that only turns out to be.
func limitBody(c echo.Context, rt *route) error {
	req := c.Request()
	if req.ContentLength > rt.limit {
		readOff(req)
		return fault.Newf(fault.TooLarge, "body-too-large", "上传的内容有%s，超过允许的%s，请缩小后重试。", sizeText(req.ContentLength), sizeText(rt.limit-slack(rt)))
	}
	if req.Body == nil || req.Body == http.NoBody {
		return nil
	}
	req.Body = http.MaxBytesReader(c.Response(), req.Body, rt.limit)
	return nil
}

// receive takes an upload in: it counts against the quota of the account, and may take its time. One without a length is
// counted with all it may have.
func (s *Server) receive(c echo.Context, rt *route, a actor.Actor) error {
	req := c.Request()
	if b := bodyOf(req); b != nil {
		b.allow(b.pace.upload)
	}
	if s.unlimited {
		return nil
	}
	size := req.ContentLength
	if size < 0 {
		size = rt.limit
	}
	err := s.party.ChargeUpload(req.Context(), a, size)
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

func sizeText(n int64) string {
	if n < 1<<20 {
		return strconv.FormatInt((n+1023)/1024, 10) + " KB"
	}
	return strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64) + " MB"
}
