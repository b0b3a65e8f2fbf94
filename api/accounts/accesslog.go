package accounts

import (
	"cmp"
	"context"

	"kebang/api/kernel"
	"kebang/internal/account"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/party"
)

// accessLog writes the security log for the kernel.
type accessLog struct{ log *audit.SecurityLog }

// NewAccessLog records the actions of callers in a security log; with a nil log it records nothing.
func NewAccessLog(log *audit.SecurityLog) kernel.AccessLog { return accessLog{log} }

func (l accessLog) Exported(ctx context.Context, what fault.Said) {
	l.log.Note(access(ctx, audit.AccessExport, what, ""))
}

// Opened keeps the line of a person at once. Visitors open public files only, so their lines wait like all others.
func (l accessLog) Opened(ctx context.Context, market, name, file string) error {
	e := access(ctx, audit.AccessDownload, fault.Plain(name), file)
	e.Market = market
	if e.Person == "" {
		l.log.Note(e)
		return nil
	}
	return l.log.Keep(ctx, e)
}

func (l accessLog) Read(ctx context.Context, what fault.Said, record string) {
	l.log.Note(access(ctx, audit.AccessRead, what, record))
}

// access is an entry about the caller of a request.
func access(ctx context.Context, kind audit.AccessKind, what fault.Said, record string) audit.Access {
	r := kernel.RequestOf(ctx)
	e := audit.Access{Kind: kind, Person: r.Actor.Person, PersonName: r.Actor.PersonName, Account: r.Account,
		Role:    r.Actor.Role,
		OrgName: r.Actor.OrgName, Address: r.Address, Agent: r.Agent, What: what, Record: record}
	e.Market = r.Actor.Market
	return e
}

// noteSignIn records a sign-in, or a try, in the security log and in the log line of the request. Of an unknown account
// only the beginning is kept, because people may type their password there.
func (s *Sessions) noteSignIn(ctx context.Context, account string, f account.Session, failure error) {
	e := access(ctx, audit.AccessSignIn, fault.Said{}, "")
	if p, err := s.parties.PersonOf(ctx, f.Person); err == nil && f.Person != "" {
		e = signed(ctx, audit.AccessSignIn, p, f)
	} else if r := []rune(account); len(r) > 0 {
		e.Account = string(r[:min(2, len(r))]) + "…"
	}
	if failure != nil {
		p, _ := kernel.ProblemOf(failure)
		e.Kind, e.Why, e.Role = audit.AccessFailed, p.Code, ""
	}
	s.log.Note(e)
}

func (s *Sessions) noteSignOut(ctx context.Context, f account.Session) {
	p, err := s.parties.PersonOf(ctx, f.Person)
	if err != nil { // an unknown session, or a deleted person
		return
	}
	s.log.Note(signed(ctx, audit.AccessSignOut, p, f))
}

// signed is an entry about the person of a session, who becomes the caller of the request.
func signed(ctx context.Context, kind audit.AccessKind, p party.Person, f account.Session) audit.Access {
	r := kernel.RequestOf(ctx)
	r.Account, r.Actor.Person, r.Actor.PersonName = p.Account, p.ID, p.Name
	m, _ := p.Membership(f.Membership)
	e := access(ctx, kind, fault.Said{}, "")
	e.Market, e.Role = cmp.Or(m.Market, p.Home), m.Role
	return e
}
