package accounts

import (
	"context"
	"crypto/rand"
	"strings"
	"time"

	"kebang/api/kernel"
	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// TicketLife is the life of a download ticket.
const TicketLife = 60 * time.Second

// ticket is the right to open one download once. A browser needs it, because a link carries no bearer token.
type ticket struct {
	store.Meta
	Person     string `json:"person"`
	Membership string `json:"membership"`
	Session    string `json:"session"`
	Path       string `json:"path"`    // without the query
	Expires    int64  `json:"expires"` // UTC ms
}

var tickets = store.Define(store.Def[ticket]{
	Name: "tickets", Shape: 2, Oldest: 2, Noun: vocab.Noun("下载凭证", "download ticket"),
	Meta:    func(t *ticket) *store.Meta { return &t.Meta },
	Fields:  []store.FieldSpec{{Name: "expires", Type: store.Int}},
	Values:  func(t *ticket) store.Values { return store.Values{"expires": t.Expires} },
	Indexes: [][]string{{"expires"}},
})

var errTicket = fault.Of(fault.Unauthenticated, fault.T("ticket-invalid",
	"下载链接已失效，请回到页面重新点击下载。",
	"This download link has ended; click download again on the page."))

// useTicket spends a ticket for a path. The deletion compares the revision, so of two requests one wins.
func useTicket(ctx context.Context, db store.Engine, now int64, token, path string) (ticket, error) {
	var t ticket
	err := db.Run(ctx, func(tx store.Tx) (err error) {
		t, err = tickets.Get(tx, store.National, account.TokenHash(token))
		ended := now > t.Expires || t.Expires > now+2*TicketLife.Milliseconds() // or the clock was set back
		if fault.Is(err, fault.NotFound) || err == nil && (ended || t.Path != path) {
			return errTicket
		}
		if err == nil {
			err = tickets.Delete(tx, &t)
		}
		return err
	})
	if fault.Is(err, fault.Stale) || fault.Is(err, fault.NotFound) {
		err = errTicket
	}
	return t, err
}

type ticketBody struct {
	Ticket    string `json:"ticket"`
	ExpiresIn int    `json:"expiresIn" doc:"seconds"`
}

// tickets has the routes of one-use links for downloads.
func (s *Sessions) tickets(r *kernel.Router) {
	kernel.Route(r, kernel.SignedIn, kernel.Secret(kernel.Created(kernel.Op("create-ticket", "POST", "/tickets",
		"领取下载凭证（一次有效，60秒）"))),
		func(ctx context.Context, a actor.Actor, in *struct {
			Body struct {
				Path string `json:"path" required:"true" maxLength:"2000" doc:"path to download, such as /api/v1/demands/export.xlsx?q=…"`
			}
		}) (*kernel.Out[ticketBody], error) {
			path, _, _ := strings.Cut(in.Body.Path, "?")
			if !strings.HasPrefix(path, kernel.Prefix+"/") {
				path = kernel.Prefix + "/" + strings.TrimPrefix(path, "/")
			}
			req, token := kernel.RequestOf(ctx), rand.Text()
			t := ticket{Meta: store.Meta{ID: account.TokenHash(token), Market: store.National}, Person: a.Person,
				Membership: req.Membership,
				Session:    req.Session, Path: path, Expires: r.Now() + TicketLife.Milliseconds()}
			err := s.db.Run(ctx, func(tx store.Tx) error { return tickets.Insert(tx, &t) })
			return kernel.NewOut(ticketBody{token, int(TicketLife.Seconds())}), err
		})
}
