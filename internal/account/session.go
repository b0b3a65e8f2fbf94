package account

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/party"
	"kebang/internal/settings"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Bounds of a session in milliseconds: a week unused or 30 days in all end it. Within the grace the previous token
// still gives the same successor. Two tabs may refresh at once, and an answer may get lost.
const (
	SessionIdle  = 7 * workday.DayMS
	SessionLife  = 30 * workday.DayMS
	RefreshGrace = 10 * 1000
)

// Session is a family of refresh tokens: one sign-in. It holds only the number of the present token. Tokens are made of
// family and number with a key outside the store, so a stolen database opens no session.
type Session struct {
	store.Meta
	Person     string `json:"person"`
	Membership string `json:"membership"` // the role in use; empty when the person has none
	Gen        int64  `json:"gen"`
	// PasswordAt is that of the credential when the session was opened. Another password ends the session. The rule
	// needs no clock, so several processes agree on it.
	PasswordAt int64 `json:"passwordAt"`
	CreatedAt  int64 `json:"createdAt"`
	RotatedAt  int64 `json:"rotatedAt"`
	RevokedAt  int64 `json:"revokedAt,omitempty"`
}

// Sessions are kept in store.National.
var Sessions = store.Define(store.Def[Session]{
	Name: "sessions", Shape: 2, Oldest: 2, Noun: vocab.Noun("登录", "session"),
	Meta:    func(s *Session) *store.Meta { return &s.Meta },
	Fields:  []store.FieldSpec{{Name: "person"}, {Name: "rotated", Type: store.Int}},
	Values:  func(s *Session) store.Values { return store.Values{"person": s.Person, "rotated": s.RotatedAt} },
	Indexes: [][]string{{"person"}, {"rotated"}},
})

var errSignInWrong = fault.Of(fault.Unauthenticated, fault.T("sign-in-wrong",
	"登录名或密码不正确，请核对后重试；忘记密码请联系本市场管理员重置。",
	"Account or password is wrong. If you forgot it, ask the administrator of your market."))

var errRoleEnded = fault.Of(fault.Unauthenticated, fault.T("role-ended",
	"您的这个角色已被移除，请重新登录。",
	"This role of yours was removed. Please sign in again."))

var errEnded = fault.Of(fault.Unauthenticated, fault.T("session-ended",
	"登录已过期，请重新登录。",
	"Your sign-in has ended; please sign in again."))

// SignIn opens a session with account and password. The error is the same for a wrong account and a wrong password. For
// the security log, a refused session names the person of the account.
func (s *Service) SignIn(ctx context.Context, login, password string) (Session, error) {
	var c Credential
	p, err := store.Read(ctx, s.db, func(tx store.Tx) (party.Person, error) {
		c = Credential{}
		p, err := personBy(tx, login)
		if err == nil {
			c, err = credentialOf(tx, p.ID)
		}
		return p, err
	})
	if store.Optional(err) != nil {
		return Session{}, err
	}
	refused := Session{Person: p.ID}
	if !matches(c.Hash, password) || err != nil {
		return refused, errSignInWrong
	}
	if p.Locked {
		return refused, fault.Of(fault.Unauthenticated, fault.T("account-locked",
			"该账号已停用，请联系本市场管理员。",
			"This account is disabled; ask the administrator of your market."))
	}
	f, err := s.openSession(ctx, p.ID, c.Hash)
	if err != nil {
		return refused, err
	}
	return f, nil
}

// Prove is nil when the password is that of the signed-in person.
func (s *Service) Prove(ctx context.Context, a actor.Actor, password string) error {
	if !a.Known() {
		return a.Require()
	}
	c, err := store.Read(ctx, s.db, func(tx store.Tx) (Credential, error) { return credentialOf(tx, a.Person) })
	if err == nil && !matches(c.Hash, password) {
		t := fault.T("password-asked", "请输入您本人的登录密码；密码不正确。", "Give your own password; this one is wrong.")
		err = fault.Of(fault.Invalid, t).At("/password", t)
	}
	return err
}

// OpenSession opens a session for a person whose identity is proved otherwise (set-up).
func (s *Service) OpenSession(ctx context.Context, person string) (Session, error) {
	return s.openSession(ctx, person, "")
}

// MaxSessions is the most sessions of an account; one more ends the oldest.
const MaxSessions = 20

// openSession opens a session. Compared is the hash that matched the password. A password changed meanwhile is refused,
// and a one-time password is spent.
func (s *Service) openSession(ctx context.Context, person, compared string) (Session, error) {
	now, family := s.ms(), id.New()
	return store.Write(ctx, s.db, func(tx store.Tx) (Session, error) {
		p, err := party.People.Get(tx, store.National, person)
		if err != nil {
			return Session{}, err
		}
		c, err := credentialOf(tx, person)
		if err != nil {
			return Session{}, err
		}
		if compared != "" {
			if c.Hash != compared {
				return Session{}, errSignInWrong
			}
			if err := useOneTime(tx, &c, now); err != nil {
				return Session{}, err
			}
		}
		if err := endOldest(tx, p.ID); err != nil {
			return Session{}, err
		}
		m, _ := p.Membership("")
		f := Session{Meta: store.Meta{ID: family, Market: store.National}, Person: p.ID, Membership: m.ID, Gen: 1,
			PasswordAt: c.PasswordAt,
			CreatedAt:  now, RotatedAt: now}
		return f, Sessions.Insert(tx, &f)
	})
}

func personBy(tx store.Tx, login string) (party.Person, error) {
	return party.People.First(tx, store.Query{Market: store.National,
		Where: []store.Cond{{Field: "account", Op: store.Eq, Value: strings.ToLower(strings.TrimSpace(login))}}})
}

// Refresh takes token number gen of a family and gives the family with the number of the next token. The previous token
// gives the same successor within RefreshGrace. An older one revokes the family, because a second person holds a copy.
func (s *Service) Refresh(ctx context.Context, family string, gen int64) (Session, error) {
	now := s.ms()
	revoked := false
	f, err := store.Write(ctx, s.db, func(tx store.Tx) (Session, error) {
		revoked = false
		f, err := Sessions.Get(tx, store.National, family)
		if fault.Is(err, fault.NotFound) {
			return f, errEnded
		}
		if err != nil {
			return f, err
		}
		if f.RevokedAt > 0 || now-f.RotatedAt > SessionIdle || now-f.CreatedAt > SessionLife {
			return f, errEnded
		}
		p, err := party.People.Get(tx, store.National, f.Person)
		if err != nil || p.Locked {
			return f, errEnded
		}
		if err := f.current(tx); err != nil {
			return f, err
		}
		if _, ok := p.Membership(f.Membership); !ok { // the role was taken away, so another one is used
			m, _ := p.Membership("")
			f.Membership = m.ID
		}
		switch {
		case gen == f.Gen:
			f.Gen++
			f.RotatedAt = now
		case gen == f.Gen-1 && max(now-f.RotatedAt, f.RotatedAt-now) <= RefreshGrace: // clocks of two processes differ
			return f, nil
		default:
			f.RevokedAt, revoked = now, true
		}
		return f, Sessions.Update(tx, &f)
	})
	if err == nil && revoked { // returned after the commit, because an error inside would undo the revocation
		return f, fault.Of(fault.Unauthenticated, fault.T("session-reused",
			"登录凭证被重复使用，为安全起见已退出，请重新登录。",
			"A sign-in token was used twice; you were signed out for safety. Please sign in again."))
	}
	return f, err
}

// SwitchRole changes the session to another role of the person.
func (s *Service) SwitchRole(ctx context.Context, a actor.Actor, family, membership string) (Session, error) {
	return store.Write(ctx, s.db, func(tx store.Tx) (Session, error) {
		f, err := Sessions.Get(tx, store.National, family)
		if err != nil || f.Person != a.Person || f.RevokedAt > 0 {
			return f, errEnded
		}
		p, err := party.People.Get(tx, store.National, a.Person)
		if err != nil {
			return f, err
		}
		if err := f.current(tx); err != nil {
			return f, err
		}
		if _, ok := p.Membership(membership); !ok || membership == "" {
			return f, fault.Absent()
		}
		f.Membership = membership
		return f, Sessions.Update(tx, &f)
	})
}

// current refuses a session of a former password.
func (f *Session) current(tx store.Tx) error {
	c, err := credentialOf(tx, f.Person)
	if fault.Is(err, fault.NotFound) || err == nil && f.PasswordAt != c.PasswordAt {
		return errEnded
	}
	return err
}

// SignOut ends a session and gives its last state. An unknown session is ended already.
func (s *Service) SignOut(ctx context.Context, family string) (Session, error) {
	return store.Write(ctx, s.db, func(tx store.Tx) (Session, error) {
		f, err := Sessions.Get(tx, store.National, family)
		if err != nil {
			return Session{}, store.Optional(err)
		}
		return f, Sessions.Delete(tx, &f)
	})
}

// endSessions ends all sessions of a person but one, in the transaction that changes his password or locks him.
func endSessions(tx store.Tx, person, but string) error {
	all, err := sessionsOf(tx, person)
	for i := range all {
		if err == nil && all[i].ID != but {
			err = Sessions.Delete(tx, &all[i])
		}
	}
	return err
}

// endOldest removes the oldest sessions to make room for one more.
func endOldest(tx store.Tx, person string) error {
	all, err := sessionsOf(tx, person)
	slices.SortFunc(all, func(x, y Session) int { return cmp.Compare(x.CreatedAt, y.CreatedAt) })
	for i := 0; err == nil && i <= len(all)-MaxSessions; i++ {
		err = Sessions.Delete(tx, &all[i])
	}
	return err
}

func sessionsOf(tx store.Tx, person string) (all []Session, err error) {
	err = Sessions.Each(tx, store.Query{Market: store.National,
		Where: []store.Cond{{Field: "person", Op: store.Eq, Value: person}}}, func(s Session) error {
		all = append(all, s)
		return nil
	})
	return all, err
}

var errOneTimeEnded = fault.Of(fault.Unauthenticated, fault.T("one-time-ended",
	"这个一次性密码已经用过或已过期，请联系本市场管理员重新生成。",
	"This one-time password has been used or has expired. Ask the administrator of your market for a new one."))

// useOneTime spends a one-time password. It works once and only for some days. Its user stays in the session until he
// has chosen his own password.
func useOneTime(tx store.Tx, c *Credential, now int64) error {
	if !c.OneTime {
		return nil
	}
	set, err := settings.Of(tx)
	if err != nil {
		return err
	}
	if c.UsedAt > 0 || now-c.PasswordAt > int64(set.OneTimeDays)*workday.DayMS {
		return errOneTimeEnded
	}
	c.UsedAt = now
	return Credentials.Update(tx, c)
}

// SweepSessions removes sessions that can no longer be refreshed and reports how many.
func (s *Service) SweepSessions(ctx context.Context) (int, error) {
	old := s.ms() - SessionIdle
	return store.Clear(ctx, s.db, Sessions,
		store.Query{Market: store.National, Where: []store.Cond{{Field: "rotated", Op: store.Lt, Value: old}}})
}

// Who is a person with the role in use.
type Who struct {
	Actor      actor.Actor
	Person     party.Person
	Membership party.Membership
	MustChange bool // the password is a one-time one
	passwordAt int64
}

// Who reads the present person and role, so that a lock or a removed role takes effect at once.
func (s *Service) Who(ctx context.Context, person, membership string) (Who, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (Who, error) { return who(tx, person, membership) })
}

// Caller is Who for a request within a session. An ended session is fault.Unauthenticated.
func (s *Service) Caller(ctx context.Context, family, person, membership string) (Who, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (Who, error) {
		f, err := Sessions.Get(tx, store.National, family)
		switch {
		case fault.Is(err, fault.NotFound), err == nil && (f.RevokedAt > 0 || f.Person != person):
			return Who{}, errEnded
		case err != nil:
			return Who{}, err
		}
		w, err := who(tx, person, membership)
		if err == nil && membership != "" && w.Membership.ID != membership {
			return Who{}, errRoleEnded // the next refresh uses another role
		}
		if err == nil && f.PasswordAt != w.passwordAt {
			err = errEnded
		}
		return w, err
	})
}

func who(tx store.Tx, person, membership string) (Who, error) {
	p, err := party.People.Get(tx, store.National, person)
	if fault.Is(err, fault.NotFound) || err == nil && p.Locked {
		return Who{}, errEnded
	}
	if err != nil {
		return Who{}, err
	}
	c, err := credentialOf(tx, person)
	if err != nil {
		return Who{}, err
	}
	w := Who{Person: p, MustChange: c.OneTime, passwordAt: c.PasswordAt,
		Actor: actor.Actor{Person: p.ID, PersonName: p.Name}}
	m, ok := p.Membership(membership)
	if !ok {
		m, ok = p.Membership("") // the role was taken away, so another one is used
	}
	if !ok {
		return w, nil
	}
	w.Membership = m
	w.Actor.Market, w.Actor.Role, w.Actor.Org = m.Market, m.Role, m.Org
	if m.Org != "" {
		o, err := party.Organizations.Get(tx, store.National, m.Org)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return w, err
		}
		w.Actor.OrgName = o.Name
	}
	return w, nil
}
