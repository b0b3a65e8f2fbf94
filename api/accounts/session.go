package accounts

import (
	"context"
	"net/http"
	"strings"
	"time"

	"kebang/api/kernel"
	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/party"
)

const (
	cookieName = "kebang_refresh"
	cookiePath = kernel.Prefix + "/session"
	// A browser accepts a cookie of this name only over HTTPS, for the host itself and all its paths. No sibling host
	// can replace it.
	hostCookie = "__Host-" + cookieName
)

// Me is the signed-in person with the role in use.
type Me struct {
	Person      MePerson           `json:"person"`
	Membership  *party.HeldRole    `json:"membership" doc:"present role; null without one"`
	Memberships []party.HeldRole   `json:"memberships"`
	Market      *kernel.MarketView `json:"market" doc:"market of the present role"`
}

// MePerson is a person's view of himself.
type MePerson struct {
	ID         string `json:"id"`
	Account    string `json:"account"`
	Name       string `json:"name"`
	MustChange bool   `json:"mustChange" doc:"the one-time password has to be changed first"`
}

// SessionBody answers a sign-in.
type SessionBody struct {
	AccessToken string `json:"accessToken"`
	ExpiresIn   int    `json:"expiresIn" doc:"seconds"`
	Me          Me     `json:"me"`
}

type sessionOut struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
	Body      SessionBody
}

type signedOut struct {
	SetCookie http.Cookie `header:"Set-Cookie"`
}

func (s *Sessions) cookie(value string, life int) http.Cookie {
	c := http.Cookie{Name: cookieName, Value: value, Path: cookiePath, MaxAge: life, HttpOnly: true, Secure: s.https,
		SameSite: http.SameSiteStrictMode}
	if s.https {
		c.Name, c.Path = hostCookie, "/"
	}
	return c
}

func (s *Sessions) me(ctx context.Context, person, membership string) (Me, error) {
	w, err := s.accounts.Who(ctx, person, membership)
	if err != nil {
		return Me{}, err
	}
	me := Me{Person: MePerson{w.Person.ID, w.Person.Account, w.Person.Name, w.MustChange}}
	if me.Memberships, err = s.parties.Held(ctx, w.Person.Memberships); err != nil {
		return me, err
	}
	for i, m := range me.Memberships {
		if m.ID == w.Membership.ID {
			me.Membership = &me.Memberships[i]
		}
	}
	if w.Actor.Market != "" {
		m, err := s.markets.One(ctx, w.Actor.Market)
		if err != nil {
			return me, err
		}
		me.Market = &m
	}
	return me, nil
}

func (s *Sessions) grant(ctx context.Context, f account.Session) (*sessionOut, error) {
	token, err := s.keys.access(f)
	if err != nil {
		return nil, err
	}
	me, err := s.me(ctx, f.Person, f.Membership)
	if err != nil {
		return nil, err
	}
	return &sessionOut{SetCookie: s.cookie(s.keys.refreshToken(f), account.SessionIdle/1000),
		Body: SessionBody{AccessToken: token, ExpiresIn: int(AccessLife.Seconds()), Me: me}}, nil
}

// session has the routes of signing in, refreshing, choosing a role, signing out, and the own password.
func (s *Sessions) session(r *kernel.Router) {
	kernel.Route(r, kernel.Public.WithoutToken().LogAddress(),
		kernel.Secret(kernel.Op("sign-in", "POST", "/session", "登录")),
		func(ctx context.Context, _ actor.Actor, in *struct {
			Body struct {
				Account  string `json:"account" required:"true" maxLength:"40"`
				Password string `json:"password" required:"true" maxLength:"256"`
			}
		}) (*sessionOut, error) {
			login := strings.ToLower(strings.TrimSpace(in.Body.Account))
			if err := s.mayTry(ctx, login); err != nil {
				if s.firstRefusal(ctx) {
					s.noteSignIn(ctx, login, account.Session{}, err)
				}
				return nil, err
			}
			f, err := s.accounts.SignIn(ctx, login, in.Body.Password)
			s.noteSignIn(ctx, login, f, err)
			if err != nil {
				return nil, err
			}
			return s.grant(ctx, f)
		})
	type cookieIn struct {
		Plain string `cookie:"kebang_refresh" hidden:"true"`
		Host  string `cookie:"__Host-kebang_refresh" hidden:"true"`
	}
	held := func(in *cookieIn) string { // over HTTPS the plain name may come from another host
		if s.https {
			return in.Host
		}
		return in.Plain
	}
	kernel.Route(r, kernel.Public.WithoutToken(),
		kernel.Secret(kernel.Op("refresh-session", "POST", "/session/refresh", "续期登录（凭 Cookie）")),
		func(ctx context.Context, _ actor.Actor, in *cookieIn) (*sessionOut, error) {
			family, gen, ok := s.keys.readRefresh(held(in))
			if !ok {
				return nil, kernel.ErrSignIn
			}
			f, err := s.accounts.Refresh(ctx, family, gen)
			if err != nil {
				return nil, err
			}
			return s.grant(ctx, f)
		})
	kernel.Route(r, kernel.Public.WithoutToken().LogAddress(), kernel.Op("sign-out", "DELETE", "/session", "退出登录"),
		func(ctx context.Context, _ actor.Actor, in *cookieIn) (*signedOut, error) {
			if family, _, ok := s.keys.readRefresh(held(in)); ok {
				f, err := s.accounts.SignOut(ctx, family)
				if err != nil {
					return nil, err
				}
				s.noteSignOut(ctx, f)
			}
			return &signedOut{s.cookie("", -1)}, nil
		})
	kernel.Route(r, kernel.SignedIn.BeforeChange(),
		kernel.Secret(kernel.Op("switch-role", "POST", "/session/role", "切换角色")),
		func(ctx context.Context, a actor.Actor, in *struct {
			Body struct {
				Membership string `json:"membership" required:"true" maxLength:"40"`
			}
		}) (*kernel.Out[SessionBody], error) {
			f, err := s.accounts.SwitchRole(ctx, a, kernel.RequestOf(ctx).Session, in.Body.Membership)
			if err != nil {
				return nil, err
			}
			out, err := s.grant(ctx, f)
			if err != nil {
				return nil, err
			}
			return kernel.NewOut(out.Body), nil
		})
	kernel.Route(r, kernel.SignedIn.BeforeChange(), kernel.Op("me", "GET", "/me", "我的账号与角色"),
		func(ctx context.Context, a actor.Actor, _ *struct{}) (*kernel.Out[Me], error) {
			me, err := s.me(ctx, a.Person, kernel.RequestOf(ctx).Membership)
			return kernel.NewOut(me), err
		})
	kernel.Route(r, kernel.SignedIn.BeforeChange(),
		kernel.Secret(kernel.Op("change-password", "POST", "/me/password", "修改自己的密码")),
		func(ctx context.Context, a actor.Actor, in *struct {
			Body struct {
				Old string `json:"old" required:"true" maxLength:"256"`
				New string `json:"new" required:"true" maxLength:"256"`
			}
		}) (*kernel.Empty, error) {
			if err := s.mayTry(ctx, a.Person); err != nil {
				return nil, err
			}
			return nil, s.accounts.ChangePassword(ctx, a, kernel.RequestOf(ctx).Session, in.Body.Old, in.Body.New)
		})
}

// Prove wants the password of the signed-in person once more, for a step that cannot be undone. The limits of a sign-in
// hold.
func (s *Sessions) Prove(ctx context.Context, a actor.Actor, password string) error {
	if err := s.mayTry(ctx, a.Person); err != nil {
		return err
	}
	err := s.accounts.Prove(ctx, a, password)
	if err != nil {
		e := access(ctx, audit.AccessFailed, fault.Said{}, "")
		p, _ := kernel.ProblemOf(err)
		e.Why = p.Code
		s.log.Note(e)
	}
	return err
}

// mayTry limits guessing: per account from one address, and per address over all accounts. The limit per account from
// everywhere is ten times as high, so that a stranger at one place cannot lock the owner out.
func (s *Sessions) mayTry(ctx context.Context, account string) error {
	address := kernel.RequestOf(ctx).Source()
	one, wide := kernel.PerMinute(s.tries, s.tries), kernel.PerMinute(10*s.tries, 10*s.tries)
	return kernel.Refusal(s.limits.Exact(ctx,
		kernel.Claim{Key: account + "\x00" + address, Pace: one}, kernel.Claim{Key: "from " + address,
			Pace: wide}, kernel.Claim{Key: "as " + account, Pace: wide}))
}

// firstRefusal reports whether a refused try is to be noted: once in ten minutes for an address. A flood of tries would
// otherwise fill the disk with the security log.
func (s *Sessions) firstRefusal(ctx context.Context) bool {
	wait, err := s.limits.Rough(ctx, kernel.Claim{Key: "refused " + kernel.RequestOf(ctx).Source(),
		Pace: kernel.Pace{Every: 10 * time.Minute, Burst: 1}})
	return err == nil && wait <= 0
}

// setup makes the first administrator of a market by the one-time link of the server's console.
func (s *Sessions) setup(r *kernel.Router) {
	kernel.Route(r, kernel.Public.WithoutToken().LogAddress(),
		kernel.Op("setup-info", "GET", "/setup/{token}", "初始化链接是否有效、属于哪个市场"),
		func(ctx context.Context, _ actor.Actor, in *struct {
			Token string `path:"token" maxLength:"60"`
		}) (*kernel.Out[SetupInfo], error) {
			if err := s.mayTry(ctx, "setup "+kernel.RequestOf(ctx).Address); err != nil {
				return nil, err
			}
			m, err := s.accounts.SetupMarket(ctx, in.Token)
			if err != nil || m == nil {
				return kernel.NewOut(SetupInfo{}), err
			}
			v, err := s.markets.One(ctx, m.ID)
			return kernel.NewOut(SetupInfo{&v}), err
		})
	kernel.Route(r, kernel.Public.WithoutToken().LogAddress(),
		kernel.Secret(kernel.Op("setup", "POST", "/setup", "用初始化链接建立市场和首位管理员")),
		func(ctx context.Context, _ actor.Actor, in *struct{ Body account.SetupForm }) (*sessionOut, error) {
			if err := s.mayTry(ctx, "setup "+kernel.RequestOf(ctx).Address); err != nil {
				return nil, err
			}
			p, err := s.accounts.Setup(ctx, in.Body)
			if err != nil {
				return nil, err
			}
			f, err := s.accounts.OpenSession(ctx, p.ID)
			if err != nil {
				return nil, fault.Cause(err, fault.Unavailable, fault.T("setup-done",
					"市场和管理员已建立，请用刚才设置的密码登录。",
					"Market and administrator are made; sign in with the password you have just set."))
			}
			s.noteSignIn(ctx, p.Account, f, nil)
			return s.grant(ctx, f)
		})
}

// SetupInfo is the purpose of a set-up link.
type SetupInfo struct {
	Market *kernel.MarketView `json:"market" doc:"null: a new market is made"`
}
