package accounts

import (
	"context"
	"crypto/ed25519"
	"time"

	"kebang/api/kernel"
	"kebang/internal/account"
	"kebang/internal/audit"
	"kebang/internal/party"
	"kebang/internal/store"
)

// MarketOf reads the profile of one market.
type MarketOf interface {
	One(ctx context.Context, id string) (kernel.MarketView, error)
}

// SessionConfig is the configuration of sessions.
type SessionConfig struct {
	Engine   store.Engine
	Accounts *account.Service
	Parties  *party.Service
	Markets  MarketOf
	Log      *audit.SecurityLog // nil records nothing
	Limits   kernel.Limits
	Key      ed25519.PrivateKey
	// OldKeys verify older signatures but sign nothing. With them a key can be changed while people are signed in.
	OldKeys []ed25519.PrivateKey
	Now     func() time.Time
	HTTPS   bool // the public address is https: secure cookies
	// TriesPerMinute limits the tries to sign in per account and address. 0 means 10 at once, then 10 a minute. An
	// address may try ten times that over all accounts.
	TriesPerMinute int
}

// Sessions sign people in and recognise them. They are the Authenticator of the kernel.
type Sessions struct {
	db       store.Engine
	accounts *account.Service
	parties  *party.Service
	markets  MarketOf
	log      *audit.SecurityLog
	limits   kernel.Limits
	keys     *keys
	now      func() time.Time
	https    bool
	tries    int
}

// NewSessions makes the sessions of a server.
func NewSessions(c SessionConfig) *Sessions {
	if c.TriesPerMinute == 0 {
		c.TriesPerMinute = 10
	}
	return &Sessions{db: c.Engine, accounts: c.Accounts, parties: c.Parties, markets: c.Markets, log: c.Log,
		limits: c.Limits, keys: newKeys(c.Key, c.OldKeys, c.Now),
		now: c.Now, https: c.HTTPS, tries: c.TriesPerMinute}
}

// Routes are the routes of sessions, one's own account, the first administrator and download tickets.
func (s *Sessions) Routes(r *kernel.Router) {
	s.session(r)
	s.setup(r)
	s.tickets(r)
}

// Bearer is the holder of an access token.
func (s *Sessions) Bearer(ctx context.Context, token string) (kernel.Caller, error) {
	cs, err := s.keys.verify(token)
	if err != nil {
		return kernel.Caller{}, err
	}
	return s.caller(ctx, cs.Session, cs.Subject, cs.Membership)
}

// Ticket spends a ticket; see useTicket.
func (s *Sessions) Ticket(ctx context.Context, token, path string) (kernel.Caller, error) {
	t, err := useTicket(ctx, s.db, s.now().UnixMilli(), token, path)
	if err != nil {
		return kernel.Caller{}, err
	}
	return s.caller(ctx, t.Session, t.Person, t.Membership)
}

func (s *Sessions) caller(ctx context.Context, session, person, membership string) (kernel.Caller, error) {
	w, err := s.accounts.Caller(ctx, session, person, membership)
	if err != nil {
		return kernel.Caller{}, err
	}
	c := callerOf(w)
	c.Session = session
	return c, nil
}

func callerOf(w account.Who) kernel.Caller {
	return kernel.Caller{Actor: w.Actor, Account: w.Person.Account, Membership: w.Membership.ID,
		MustChange: w.MustChange}
}

// Visited is the only market; empty when there are several.
func (s *Sessions) Visited(ctx context.Context) (string, error) {
	ms, err := s.parties.Markets(ctx)
	if err != nil || len(ms) != 1 {
		return "", err
	}
	return ms[0].ID, nil
}

// Roles are all roles of a caller in his present market.
func (s *Sessions) Roles(ctx context.Context, c kernel.Caller) ([]kernel.Caller, error) {
	p, err := s.parties.PersonOf(ctx, c.Actor.Person)
	if err != nil {
		return nil, err
	}
	var out []kernel.Caller
	for _, m := range p.Memberships {
		if m.Market != c.Actor.Market {
			continue
		}
		w, err := s.accounts.Who(ctx, p.ID, m.ID)
		if err != nil {
			return nil, err
		}
		role := callerOf(w)
		role.Membership, role.Session = m.ID, c.Session
		out = append(out, role)
	}
	return out, nil
}

// Sweep removes spent tickets and ended sessions.
func (s *Sessions) Sweep(ctx context.Context) error {
	if _, err := s.accounts.SweepSessions(ctx); err != nil {
		return err
	}
	old := store.Query{Market: store.National,
		Where: []store.Cond{{Field: "expires", Op: store.Lt, Value: s.now().UnixMilli()}}}
	_, err := store.Clear(ctx, s.db, tickets, old)
	return err
}

// Collections lists the collections of tickets and of the key that signs.
func Collections() []store.Spec { return []store.Spec{tickets.Spec(), signers.Spec()} }
