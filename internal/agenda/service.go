package agenda

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/industry"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Limits in characters, and of the lines of one version.
const (
	MaxTitle = 200
	MaxText  = 5_000
	MaxLines = 500
)

var (
	textFit   = fault.T("agenda-invalid", "清单条目有误，请按提示修改。", "Something is wrong with the line; please correct it.")
	textTitle = fault.T("agenda-title", "请填写难题名称，不超过 %d 字。", "Give the problem a title of at most %d characters.")
	textText  = fault.T("agenda-text", "请写明要解决什么，10 到 %d 字。", "Say what is to be solved, in 10 to %d characters.")
	textGoal  = fault.T("agenda-goal", "目标指标不超过 %d 字。", "The goal has at most %d characters.")
	textKind  = fault.T("agenda-industry", "请选择所属产业。", "Choose the industry.")
	textSame  = fault.T("agenda-unchanged", "清单自第 %d 版以来没有变化，不需要再发布。",
		"The list has not changed since version %d.")
	textNone = fault.T("agenda-empty", "清单还没有条目，先列入再发布。", "The list is empty: take problems in first.")
	textMany = fault.T("agenda-many", "一份清单最多 %d 条，请先移出已解决的。",
		"A list has at most %d lines: take out what is solved.")
	textMarket = fault.T("agenda-market", "请写明是哪个县的攻关清单。", "Say which county's list it is.")
	textScope  = fault.T("agenda-scope", "范围只能是 public、mine 或 market。", "The scope is public, mine or market.")
)

// Service holds the use cases of the list.
type Service struct {
	db  store.Engine
	now func() time.Time
}

// NewService makes the use cases on a store. Now gives the present instant.
func NewService(db store.Engine, now func() time.Time) *Service { return &Service{db, now} }

func (s *Service) ms() int64 { return s.now().UnixMilli() }

func (c *Content) check() error {
	for _, f := range []*string{&c.Title, &c.Text, &c.Goal, &c.Demand} {
		*f = strings.TrimSpace(*f)
	}
	var bad fault.Fields
	if n := utf8.RuneCountInString(c.Title); n < 1 || n > MaxTitle {
		bad.Note("/title", textTitle, MaxTitle)
	}
	if n := utf8.RuneCountInString(c.Text); n < 10 || n > MaxText {
		bad.Note("/text", textText, MaxText)
	}
	if utf8.RuneCountInString(c.Goal) > MaxText {
		bad.Note("/goal", textGoal, MaxText)
	}
	if _, ok := industry.ByCode(c.Industry); !ok {
		bad.Note("/industry", textKind)
	}
	return bad.Fault(textFit)
}

// Propose writes a line. It waits for the office.
func (s *Service) Propose(ctx context.Context, a actor.Actor, c Content) (Line, error) {
	if err := a.Require(actor.Enterprise, actor.Department, actor.Officer); err != nil {
		return Line{}, err
	}
	if err := c.check(); err != nil {
		return Line{}, err
	}
	fresh, now := id.New(), s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Line, error) {
		serial, err := store.Serial(tx, a.Market, "GG", workday.Of(now).Year())
		if err != nil {
			return Line{}, err
		}
		l := Line{Meta: store.Meta{ID: fresh, Market: a.Market}, Serial: serial, Content: c, Org: a.Org,
			OrgName: a.OrgName, State: Proposed, CreatedBy: a.Person, CreatedAt: now, UpdatedAt: now}
		if err := Lines.Insert(tx, &l); err != nil {
			return l, err
		}
		return l, l.note(tx, a, "create", "", "", now)
	})
}

func (l *Line) note(tx store.Tx, a actor.Actor, step, from, reason string, now int64) error {
	return audit.Note(tx, a, audit.Change{Kind: Kind, Record: l.ID, Rev: l.Rev, Step: step, From: from, To: l.State,
		Reason: reason, At: now}, l.Market)
}

// Step takes a step of the office on a line, with its reason.
func (s *Service) Step(ctx context.Context, a actor.Actor, id string, rev int64, step, reason string) (Line, error) {
	reason, now := strings.TrimSpace(reason), s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Line, error) {
		l, err := Lines.Get(tx, a.Market, id)
		if err == nil && !l.serves(a) {
			err = fault.Absent()
		}
		if err == nil {
			err = l.Seen(rev)
		}
		if err != nil {
			return l, err
		}
		e, err := Flow.Take(l.State, step, string(a.Role), reason)
		if err != nil {
			return l, err
		}
		from := l.State
		l.State, l.Reason, l.UpdatedAt = e.To, reason, now
		if err := Lines.Update(tx, &l); err != nil {
			return l, err
		}
		return l, l.note(tx, a, step, from, reason, now)
	})
}

// Publish keeps the list as it stands as the next version, with what changed since the one before.
func (s *Service) Publish(ctx context.Context, a actor.Actor, note string) (Version, error) {
	if err := a.Require(actor.Officer); err != nil {
		return Version{}, err
	}
	fresh, now := id.New(), s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Version, error) {
		v := Version{Meta: store.Meta{ID: fresh, Market: a.Market}, No: 1, Note: strings.TrimSpace(note),
			On: workday.Of(now), ByName: a.PersonName, CreatedBy: a.Person, CreatedAt: now}
		last, err := newest(tx, a.Market)
		switch {
		case err == nil:
			v.No = last.No + 1
		case !fault.Is(err, fault.NotFound):
			return v, err
		}
		var moved []Line
		err = Lines.Each(tx, store.Query{Market: a.Market, Where: []store.Cond{{Field: "state", Op: store.In,
			Value: []string{Listed, Removed}}}, Sort: []store.Order{{Field: "serial"}}}, func(l Line) error {
			if l.State == Listed {
				v.Entries = append(v.Entries, l.entry())
			}
			switch {
			case l.State == Listed && !l.Published:
				v.In = append(v.In, l.entry())
			case l.State == Removed && l.Published:
				v.Out = append(v.Out, l.entry())
			default:
				return nil
			}
			moved = append(moved, l)
			return nil
		})
		switch {
		case err != nil:
			return v, err
		case len(moved) == 0 && v.No == 1:
			return v, fault.Of(fault.WrongState, textNone)
		case len(moved) == 0:
			return v, fault.Of(fault.WrongState, textSame, last.No)
		case len(v.Entries) > MaxLines:
			return v, fault.Of(fault.WrongState, textMany, MaxLines)
		}
		for i := range moved {
			moved[i].Published = moved[i].State == Listed
			if err := Lines.Update(tx, &moved[i]); err != nil {
				return v, err
			}
			if err := moved[i].note(tx, a, "publish", moved[i].State, "", now); err != nil {
				return v, err
			}
		}
		if err := Versions.Insert(tx, &v); err != nil {
			return v, err
		}
		return v, audit.Note(tx, a, audit.Change{Kind: "hardProblemList", Record: v.ID, Rev: v.Rev, Step: "publish",
			Reason: v.Note, At: now}, v.Market)
	})
}

func newest(tx store.Tx, market string) (Version, error) {
	return Versions.First(tx, store.Query{Market: market, Sort: []store.Order{{Field: "no", Desc: true}}})
}
