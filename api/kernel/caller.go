package kernel

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// Caller is a signed-in person in one role. The zero Caller is a visitor.
type Caller struct {
	Actor      actor.Actor
	Account    string // name to sign in with, for the security log
	Membership string // id of the role
	Session    string // id of the session that the token or ticket belongs to
	MustChange bool   // the password is a one-time one and must be changed first
}

// Authenticator identifies the caller. The kernel knows no person, session or token.
type Authenticator interface {
	// Bearer is the present holder of an access token. For an ended session it is fault.Unauthenticated.
	Bearer(ctx context.Context, token string) (Caller, error)
	// Ticket spends a one-use ticket for the download at a path (without its query).
	Ticket(ctx context.Context, ticket, path string) (Caller, error)
	// Visited is the market of a visitor who names none; empty when there are several.
	Visited(ctx context.Context) (market string, err error)
	// Roles are all roles of a caller in his present market.
	Roles(ctx context.Context, c Caller) ([]Caller, error)
}

// AccessLog records exports, downloads and readings of protected content.
type AccessLog interface {
	Exported(ctx context.Context, what fault.Said)
	Opened(ctx context.Context, market, name, file string) error
	Read(ctx context.Context, what fault.Said, record string)
}

// Contents of a security log, for AccessLog. The arguments are the noun, then the name of the record.
var (
	SeenList      = fault.Kept("log-list", "%s列表", "List: %s")
	SeenProtected = fault.Kept("log-protected", "%s受保护内容 %s", "Protected fields: %s %s")
	SeenContact   = fault.Kept("log-contact", "%s联系方式 %s", "Contact: %s %s")
	SeenRecord    = fault.Kept("log-record", "%s %s", "%s %s")
	seenExport    = fault.Kept("log-export", "%s", "Export: %s")
)

// Request is one request with its caller. It is in the context of every handler.
type Request struct {
	Caller
	ID      string // for the log
	Route   string // pattern, never the path itself, because paths may hold set-up tokens
	Address string // of the client
	Agent   string // its browser
	Lang    vocab.Lang

	forgotten bool
}

// Forget keeps no answer to this request for its Idempotency-Key. It is for answers with sealed material.
func (r *Request) Forget() { r.forgotten = true }

type requestKey struct{}

// RequestOf is the request of ctx; empty outside of one.
func RequestOf(ctx context.Context) *Request {
	if r, ok := ctx.Value(requestKey{}).(*Request); ok {
		return r
	}
	return &Request{}
}

// RequestID is the id of the request of ctx, for the log; empty outside of one.
func RequestID(ctx context.Context) string { return RequestOf(ctx).ID }

// Source is the address of the client in the form that limits count.
func (r *Request) Source() string { return counted(r.Address) }

// ErrSignIn asks a visitor to sign in.
var ErrSignIn = actor.Actor{}.Require()
