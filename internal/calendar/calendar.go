package calendar

import (
	"context"
	"strconv"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// EventCalendar says that the workdays of a market changed. Its record is the market; running clocks are counted anew.
const EventCalendar = "market.calendar"

// Notice is the 放假安排 of one year that the administrator of a market entered, for a year that the program lacks. It
// holds for that market alone. Its id is the year.
type Notice struct {
	store.Meta
	workday.Notice
	By        string `json:"by"` // person
	ByName    string `json:"byName"`
	UpdatedAt int64  `json:"updatedAt"` // UTC ms
}

// Notices are kept in their market.
var Notices = store.Define(store.Def[Notice]{Name: "notices", Shape: 2, Oldest: 2,
	Noun: vocab.Noun("放假安排", "holiday notice"),
	Meta: func(n *Notice) *store.Meta { return &n.Meta }})

// Days is the calendar of workdays of a market: that of the program with the years entered there. Read it in the
// transaction that uses it.
func Days(tx store.Tx, market string) (*workday.Calendar, error) {
	ns, err := notices(tx, market)
	entered := make([]workday.Notice, len(ns))
	for i, n := range ns {
		entered[i] = n.Notice
	}
	return workday.Official().With(entered...), err
}

func notices(tx store.Tx, market string) ([]Notice, error) {
	p, err := Notices.Find(tx, store.Query{Market: market, Limit: 200})
	return p.Items, err
}

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec { return []store.Spec{Notices.Spec()} }

var entered = fault.Kept("calendar-entered", "%d年放假安排：%s", "Public holidays of %d: %s")

// Service holds the use cases of the calendars of markets.
type Service struct {
	db  store.Engine
	now func() time.Time
}

// NewService makes the use cases on a store. Now gives the current time.
func NewService(db store.Engine, now func() time.Time) *Service {
	return &Service{db: db, now: now}
}

// Calendar reads the workdays of the actor's market, with the years entered there.
func (s *Service) Calendar(ctx context.Context, a actor.Actor) (*workday.Calendar, []Notice, error) {
	if err := a.Require(actor.Admin, actor.Officer, actor.Registrar); err != nil {
		return nil, nil, err
	}
	var days *workday.Calendar
	var ns []Notice
	err := s.db.View(ctx, func(tx store.Tx) (err error) {
		if ns, err = notices(tx, a.Market); err == nil {
			days, err = Days(tx, a.Market)
		}
		return err
	})
	return days, ns, err
}

// SetNotice enters the public holidays of a year in the actor's market (rev 0), or corrects an entered year. Years of
// the program cannot be changed. Years after the next one are refused, because their notice does not exist yet.
func (s *Service) SetNotice(ctx context.Context, a actor.Actor, rev int64, n workday.Notice) (Notice, error) {
	n.Tidy()
	now := s.now().UnixMilli()
	today := workday.Of(now)
	return store.Write(ctx, s.db, func(tx store.Tx) (Notice, error) {
		var out Notice
		if err := party.MayKeepMarket(a, a.Market); err != nil {
			return out, err
		}
		if workday.Official().Known(n.Year) {
			return out, fault.Of(fault.Conflict, fault.T("year-known",
				"%d年的放假安排已随程序提供，不能改动。",
				"The public holidays of %d come with the program and cannot be changed."), n.Year)
		}
		if n.Year < today.Year() || n.Year > today.Year()+1 {
			return out, fault.Of(fault.Invalid, fault.T("year-far",
				"只能录入今年和明年的放假安排。",
				"Only those of this year and the next can be entered."))
		}
		if err := n.Check(); err != nil {
			return out, err
		}
		id := strconv.Itoa(n.Year)
		old, err := Notices.Get(tx, a.Market, id)
		switch {
		case err == nil && rev == 0:
			return out, fault.Of(fault.Conflict, fault.T("year-entered",
				"%d年的放假安排已经录入，请刷新后在原有内容上更正。",
				"The public holidays of %d are entered already: reload and correct them."), n.Year)
		case err == nil:
			if err := old.Seen(rev); err != nil {
				return out, err
			}
			out = old
		case fault.Is(err, fault.NotFound) && rev == 0:
			out.Meta = store.Meta{ID: id, Market: a.Market}
		default:
			return out, err
		}
		out.Notice, out.By, out.ByName, out.UpdatedAt = n, a.Person, a.PersonName, now
		if rev == 0 {
			err = Notices.Insert(tx, &out)
		} else {
			err = Notices.Update(tx, &out)
		}
		if err != nil {
			return out, err
		}
		// The line belongs to the history of the market, so its revision rises too.
		m, err := party.Markets.Get(tx, store.National, a.Market)
		if err != nil {
			return out, err
		}
		m.UpdatedAt = now
		if err := party.Markets.Update(tx, &m); err != nil {
			return out, err
		}
		line := audit.Change{Kind: "market", Record: m.ID, Rev: m.Rev, Step: "calendar", From: "open", To: "open",
			Said: entered.With(n.Year, n.Source), At: now}
		if err := audit.Note(tx, a, line, m.ID); err != nil {
			return out, err
		}
		return out, store.Emit(tx, a.Market, EventCalendar, a.Market, "count", now)
	})
}
