package publicity

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/calendar"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Lengths in characters.
const (
	MaxTitle = 200
	MaxText  = 20_000
	MaxNote  = 2_000
)

// Follower is the package of the records that notices are about. It hears in the same transaction of what became of a
// notice.
type Follower interface {
	// NoticeMoved is told of every state that a notice about one of its records reaches, and of every answered
	// objection. It may refuse the step by an error.
	NoticeMoved(tx store.Tx, a actor.Actor, n *Notice) error
}

// Service holds the use cases of notices and objections.
type Service struct {
	db        store.Engine
	now       func() time.Time
	followers map[string]Follower
}

// NewService makes the use cases on a store. Now gives the present instant.
func NewService(db store.Engine, now func() time.Time) *Service {
	return &Service{db: db, now: now, followers: map[string]Follower{}}
}

// Follow names the package of a kind of records. It must be done before the first use.
func (s *Service) Follow(kind string, f Follower) { s.followers[kind] = f }

func (s *Service) ms() int64 { return s.now().UnixMilli() }

func (s *Service) tell(tx store.Tx, a actor.Actor, n *Notice) error {
	if f := s.followers[n.About.Kind]; f != nil {
		return f.NoticeMoved(tx, a, n)
	}
	return nil
}

// Form is what a notice says.
type Form struct {
	Title string
	Text  string
	Rule  Rule
}

var (
	textTitle = fault.T("publicity-title", "请填写公示标题，不超过 %d 字。", "Give the notice a title of at most %d characters.")
	textBody  = fault.T("publicity-text", "请填写公示内容，不超过 %d 字。", "Write the text of the notice, at most %d characters.")
	textWrong = fault.T("publicity-wrong", "公示内容有误，请按提示修改。", "Something is wrong with the notice; please correct it.")
)

func within(s string, least, most int) bool {
	n := utf8.RuneCountInString(s)
	return n >= least && n <= most
}

func (f *Form) check() error {
	f.Title, f.Text = strings.TrimSpace(f.Title), strings.TrimSpace(f.Text)
	f.Rule.tidy()
	var bad fault.Fields
	if !within(f.Title, 1, MaxTitle) {
		bad.Note("/title", textTitle, MaxTitle)
	}
	if !within(f.Text, 1, MaxText) {
		bad.Note("/text", textBody, MaxText)
	}
	f.Rule.check(&bad, "/rule")
	return bad.Fault(textWrong)
}

// Create writes a notice of the office's own, about no record.
func (s *Service) Create(ctx context.Context, a actor.Actor, f Form) (Notice, error) {
	if err := a.Require(actor.Officer); err != nil {
		return Notice{}, err
	}
	fresh, now := id.New(), s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Notice, error) { return Open(tx, a, fresh, Subject{}, f, now) })
}

// Open writes the draft of a notice in the transaction of the record it is about. The caller has checked the actor, and
// makes the id so that a repeated transaction writes the same notice.
func Open(tx store.Tx, a actor.Actor, id string, about Subject, f Form, now int64) (Notice, error) {
	if err := f.check(); err != nil {
		return Notice{}, err
	}
	serial, err := store.Serial(tx, a.Market, "GS", workday.Of(now).Year())
	if err != nil {
		return Notice{}, err
	}
	n := Notice{Meta: store.Meta{ID: id, Market: a.Market}, Serial: serial, About: about, Title: f.Title, Text: f.Text,
		Rule: f.Rule, State: Draft, CreatedBy: a.Person, CreatedAt: now, UpdatedAt: now}
	if err := Notices.Insert(tx, &n); err != nil {
		return n, err
	}
	return n, n.note(tx, a, "create", "", "", now)
}

func (n *Notice) note(tx store.Tx, a actor.Actor, step, from, reason string, now int64) error {
	return audit.Note(tx, a, audit.Change{Kind: "publicity", Record: n.ID, Rev: n.Rev, Step: step, From: from,
		To:     n.State,
		Reason: reason, At: now}, n.Market)
}

var textPosted = fault.T("publicity-posted", "公示已经张贴，内容不能再改；如有错误请撤回后重新公示。",
	"The notice is posted and its text is fixed; withdraw it and post a new one.")

// Edit changes the draft of a notice. The text of a notice that is posted is fixed: everybody reads what was posted.
func (s *Service) Edit(ctx context.Context, a actor.Actor, id string, rev int64, f Form) (Notice, error) {
	if err := f.check(); err != nil {
		return Notice{}, err
	}
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Notice, error) {
		n, err := s.kept(tx, a, id, rev)
		if err != nil {
			return n, err
		}
		if n.State != Draft {
			return n, fault.Of(fault.WrongState, textPosted)
		}
		n.Title, n.Text, n.Rule, n.UpdatedAt = f.Title, f.Text, f.Rule, now
		if err := Notices.Update(tx, &n); err != nil {
			return n, err
		}
		return n, n.note(tx, a, "edit", n.State, "", now)
	})
}

// kept reads a notice for the office that keeps it. A revision of 0 takes any.
func (s *Service) kept(tx store.Tx, a actor.Actor, id string, rev int64) (Notice, error) {
	if err := a.Require(actor.Officer); err != nil {
		return Notice{}, err
	}
	n, err := Notices.Get(tx, a.Market, id)
	if err == nil {
		err = n.Seen(rev)
	}
	return n, err
}

// step is one step of the office on a notice: state, the step's own work, history, and the record that follows.
func (s *Service) step(ctx context.Context, a actor.Actor, id string, rev int64, step, reason string,
	fn func(tx store.Tx, n *Notice, days *workday.Calendar, today workday.Date) error) (Notice, error) {
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Notice, error) {
		n, err := s.kept(tx, a, id, rev)
		if err != nil {
			return n, err
		}
		return n, s.take(tx, a, &n, step, reason, now, fn)
	})
}

func (s *Service) take(tx store.Tx, a actor.Actor, n *Notice, step, reason string, now int64,
	fn func(tx store.Tx, n *Notice, days *workday.Calendar, today workday.Date) error) error {
	e, err := Flow.Take(n.State, step, string(a.Role), reason)
	if err != nil {
		return err
	}
	days, err := calendar.Days(tx, n.Market)
	if err != nil {
		return err
	}
	if err := fn(tx, n, days, workday.Of(now)); err != nil {
		return err
	}
	from := n.State
	n.State, n.UpdatedAt = e.To, now
	if err := Notices.Update(tx, n); err != nil {
		return err
	}
	if err := n.note(tx, a, step, from, reason, now); err != nil {
		return err
	}
	return s.tell(tx, a, n)
}

// Get reads a notice: the office its own in every state, everybody a posted one.
func (s *Service) Get(ctx context.Context, a actor.Actor, id string) (Notice, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (Notice, error) { return readable(tx, a, id) })
}

// readable reads a notice of any market.
func readable(tx store.Tx, a actor.Actor, id string) (Notice, error) {
	n, err := Notices.Get(tx, a.Market, id)
	if fault.Is(err, fault.NotFound) {
		n, err = Notices.First(tx, store.Query{AllMarkets: true,
			Where: []store.Cond{{Field: store.IDField, Op: store.Eq, Value: id}}})
	}
	if err == nil && !n.Public() && !keeps(a, n.Market) {
		return Notice{}, fault.Absent()
	}
	return n, err
}

func keeps(a actor.Actor, market string) bool { return a.Is(actor.Officer) && a.Market == market }

// Filter narrows a list of notices.
type Filter struct {
	Market string // empty for all, which shows posted ones only
	State  string
	After  string
	Limit  int
}

// List gives notices, the newest first: the office all of its market, everybody those that were posted.
func (s *Service) List(ctx context.Context, a actor.Actor, f Filter) (store.Page[Notice], int64, error) {
	q := store.Query{Market: f.Market, AllMarkets: f.Market == "", Sort: []store.Order{{Field: "created", Desc: true}},
		After: f.After, Limit: f.Limit}
	if f.State != "" {
		q.Where = append(q.Where, store.Cond{Field: "state", Op: store.Eq, Value: f.State})
	}
	if !keeps(a, f.Market) {
		q.Where = append(q.Where, store.Cond{Field: "public", Op: store.Eq, Value: true})
	}
	var p store.Page[Notice]
	var total int64
	err := s.db.View(ctx, func(tx store.Tx) (err error) {
		p, total, err = Notices.Counted(tx, q)
		return err
	})
	return p, total, err
}

// About lists the notices of a record, the oldest first.
func About(tx store.Tx, market string, of Subject) ([]Notice, error) {
	p, err := Notices.Find(tx, store.Query{Market: market,
		Where: []store.Cond{{Field: "subject", Op: store.Eq, Value: of.key()}}, Limit: 100})
	return p.Items, err
}
