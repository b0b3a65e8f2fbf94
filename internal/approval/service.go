package approval

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Lengths in characters.
const (
	maxName   = 200
	maxReason = 2_000
)

// Follower is the package of the records that decisions are about.
type Follower interface {
	// Decided is told of a result in the same transaction. It may refuse it by an error.
	Decided(tx store.Tx, a actor.Actor, d *Decision) error
}

// Service holds the use cases of decisions.
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

var textWaits = fault.T("decision-waits", "这项审定已经提请，正在等待结果。", "This decision was asked for already and is waited for.")

// Ask asks a body for a decision in the transaction of the record it is about. The caller has checked the actor, and
// makes the id so that a repeated transaction writes the same decision.
func Ask(tx store.Tx, a actor.Actor, id string, about Subject, stage Stage, title, body string, now int64) (Decision,
	error) {
	d := Decision{Meta: store.Meta{ID: id, Market: a.Market}, About: about, Stage: stage, Title: title, Body: body,
		State: Asked, CreatedBy: a.Person, CreatedAt: now, UpdatedAt: now}
	if err := Decisions.Insert(tx, &d); err != nil {
		if fault.Is(err, fault.Conflict) {
			err = fault.Cause(err, fault.Conflict, textWaits)
		}
		return d, err
	}
	return d, d.note(tx, a, "ask", "", "", now)
}

// Cancel ends the wait for all decisions on a record, in the transaction in which it needs them no more.
func Cancel(tx store.Tx, market string, about Subject, now int64) error {
	ds, err := About(tx, market, about)
	for i := range ds {
		d := &ds[i]
		if err != nil || d.State != Asked {
			continue
		}
		a := actor.SystemActor(market)
		var to string
		if to, err = d.take(a, StepCancel, ""); err == nil {
			d.State, d.UpdatedAt = to, now
			if err = Decisions.Update(tx, d); err == nil {
				err = d.note(tx, a, StepCancel, Asked, "", now)
			}
		}
	}
	return err
}

// About lists the decisions on a record, the oldest first.
func About(tx store.Tx, market string, about Subject) ([]Decision, error) {
	p, err := Decisions.Find(tx, store.Query{Market: market,
		Where: []store.Cond{{Field: "subject", Op: store.Eq, Value: about.key()}},
		Sort:  []store.Order{{Field: "created"}}, Limit: 200})
	return p.Items, err
}

func (d *Decision) take(a actor.Actor, step, reason string) (string, error) {
	e, err := Flow.Take(d.State, step, string(a.Role), reason)
	return e.To, err
}

func (d *Decision) note(tx store.Tx, a actor.Actor, step, from, reason string, now int64) error {
	return audit.Note(tx, a, audit.Change{Kind: "decision", Record: d.ID, Rev: d.Rev, Step: step, From: from,
		To:     d.State,
		Reason: reason, At: now}, d.Market)
}

// ResultForm is what was decided. An officer says whose decision it is, of which day and by which paper; an approver
// decides today and by himself.
type ResultForm struct {
	Body     string
	On       workday.Date
	Document string
	Scan     string // file id
	Reason   string
}

var (
	textBody = fault.T("decision-body", "请写明作出决定的机构或会议，不超过 %d 字。",
		"Say which body or meeting decided, at most %d characters.")
	textOn       = fault.T("decision-on", "请填写作出决定之日，不晚于今天。", "Give the day of the decision, today at the latest.")
	textDocument = fault.T("decision-document", "请填写文号（会议纪要或批复编号，没有文号的写文件名称），不超过 %d 字。",
		"Give the number or name of the minutes or letter, at most %d characters.")
	textReason = fault.T("decision-reason", "理由不超过 %d 字。", "The reason has at most %d characters.")
	textWrong  = fault.T("decision-wrong", "审定结果有误，请按提示修改。", "Something is wrong with the result; please correct it.")
)

func within(s string, least, most int) bool {
	n := utf8.RuneCountInString(s)
	return n >= least && n <= most
}

func (f *ResultForm) check(a actor.Actor, d *Decision, today workday.Date) error {
	f.Body, f.Document, f.Reason = strings.TrimSpace(f.Body), strings.TrimSpace(f.Document), strings.TrimSpace(f.Reason)
	var bad fault.Fields
	if a.Is(actor.Approver) {
		f.Body, f.On = d.Body, today
	} else {
		if !within(f.Body, 1, maxName) {
			bad.Note("/body", textBody, maxName)
		}
		if !within(f.Document, 1, maxName) {
			bad.Note("/document", textDocument, maxName)
		}
	}
	if !f.On.Valid() || f.On > today {
		bad.Note("/on", textOn)
	}
	if !within(f.Reason, 0, maxReason) {
		bad.Note("/reason", textReason, maxReason)
	}
	return bad.Fault(textWrong)
}

// Decide takes one of the steps approve, refuse and send-back. The package of the record is told in the same
// transaction.
func (s *Service) Decide(ctx context.Context, a actor.Actor, id string, rev int64, step string, f ResultForm) (Decision,
	error) {
	now := s.now().UnixMilli()
	return store.Write(ctx, s.db, func(tx store.Tx) (Decision, error) {
		d, err := readable(tx, a, id)
		if err != nil {
			return d, err
		}
		if err := d.Seen(rev); err != nil {
			return d, err
		}
		to, err := d.take(a, step, f.Reason)
		if err != nil {
			return d, err
		}
		if err := f.check(a, &d, workday.Of(now)); err != nil {
			return d, err
		}
		if f.Scan != "" {
			if _, err := files.Use(tx, a, f.Scan, "decision", d.ID); err != nil {
				return d, err
			}
		}
		d.Result = &Result{Body: f.Body, On: f.On, Document: f.Document, Scan: f.Scan, Reason: f.Reason,
			Typist: Typist{a.Person, a.PersonName, a.Role, now}}
		d.State, d.UpdatedAt = to, now
		if err := Decisions.Update(tx, &d); err != nil {
			return d, err
		}
		if err := d.note(tx, a, step, Asked, f.Reason, now); err != nil {
			return d, err
		}
		if follower := s.followers[d.About.Kind]; follower != nil {
			err = follower.Decided(tx, a, &d)
		}
		return d, err
	})
}

func readable(tx store.Tx, a actor.Actor, id string) (Decision, error) {
	if err := a.Require(actor.Officer, actor.Approver, actor.Admin); err != nil {
		return Decision{}, err
	}
	return Decisions.Get(tx, a.Market, id)
}

// Get reads a decision of the actor's market.
func (s *Service) Get(ctx context.Context, a actor.Actor, id string) (Decision, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (Decision, error) { return readable(tx, a, id) })
}

// Filter narrows a list of decisions.
type Filter struct {
	State string
	After string
	Limit int
}

// List gives the decisions of the actor's market, the newest first.
func (s *Service) List(ctx context.Context, a actor.Actor, f Filter) (p store.Page[Decision], total int64, err error) {
	if err := a.Require(actor.Officer, actor.Approver, actor.Admin); err != nil {
		return p, 0, err
	}
	q := store.Query{Market: a.Market, Sort: []store.Order{{Field: "created", Desc: true}}, After: f.After,
		Limit: f.Limit}
	if f.State != "" {
		q.Where = []store.Cond{{Field: "state", Op: store.Eq, Value: f.State}}
	}
	err = s.db.View(ctx, func(tx store.Tx) (err error) {
		p, total, err = Decisions.Counted(tx, q)
		return err
	})
	return p, total, err
}
