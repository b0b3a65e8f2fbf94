package listing

import (
	"context"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Events emitted in the transaction of a change. The record is the listing, the step its kind.
const (
	EventPublished = "listing.published" // published or changed: rematch
	EventRemoved   = "listing.removed"   // withdrawn or closed: its open matches go
)

// Service holds the use cases of both kinds.
type Service struct {
	Demands      *Desk[DemandContent]
	Achievements *Desk[AchievementContent]
	Claims       *ClaimDesk
}

// NewService makes the use cases on a store. Now gives the current time.
func NewService(db store.Engine, now func() time.Time) *Service {
	s := &Service{
		Demands: &Desk[DemandContent]{db: db, now: now, kind: DemandKind, prefix: "XQ", col: Demands},
		Achievements: &Desk[AchievementContent]{db: db, now: now, kind: AchievementKind, prefix: "CG",
			col: Achievements},
	}
	s.Claims = &ClaimDesk{db: db, now: now, demands: s.Demands, achievements: s.Achievements}
	return s
}

// Desk holds the use cases of one kind of listing.
type Desk[C Content] struct {
	db     store.Engine
	now    func() time.Time
	kind   Kind
	prefix string // prefix of serials: XQ demands, CG achievements
	col    *store.Collection[Listing[C]]
}

// Kind is the kind of this desk.
func (d *Desk[C]) Kind() Kind { return d.kind }

// Create writes a draft with the id given by the caller, so that a retry is the same record. A second call with the
// same id returns the result of the first. Officers may create for an organisation that is named in words only; such a
// listing is a 公开线索.
func (d *Desk[C]) Create(ctx context.Context, a actor.Actor, id string, c C) (Listing[C], error) {
	if err := a.Require(actor.RolesOf(ownersAndOfficers)...); err != nil {
		return Listing[C]{}, err
	}
	if err := CheckDraft(&c); err != nil {
		return Listing[C]{}, err
	}
	now := d.now().UnixMilli()
	var out Listing[C]
	err := d.db.Run(ctx, func(tx store.Tx) error {
		if old, err := d.col.Get(tx, a.Market, id); err == nil {
			if old.CreatedBy != a.Person {
				return fault.Of(fault.Conflict, fault.T("id-taken",
					"编号已被占用，请刷新页面后重新填写。",
					"The number is taken; reload and fill in again."))
			}
			out = old
			return nil
		}
		l := Listing[C]{Meta: store.Meta{ID: id, Market: a.Market}, State: Draft, Draft: &c, CreatedBy: a.Person,
			CreatedAt: now, UpdatedAt: now}
		own(&l, a)
		if err := d.insert(tx, &l, now); err != nil {
			return err
		}
		out = l
		return audit.Note(tx, a, audit.Change{Kind: string(d.kind), Record: l.ID, Rev: l.Rev, Step: "create",
			To: l.State, At: now}, l.Market)
	})
	return out, err
}

func own[C Content](l *Listing[C], a actor.Actor) {
	if a.Is(actor.Officer) || a.Role == actor.System {
		l.Source = &Source{Lead: true}
		return
	}
	l.OwnerOrg, l.OwnerName = a.Org, a.OrgName
	if a.Org == "" {
		l.OwnerPerson, l.OwnerName = a.Person, a.PersonName
	}
}

func (d *Desk[C]) insert(tx store.Tx, l *Listing[C], now int64) error {
	var err error
	if l.Serial, err = store.Serial(tx, l.Market, d.prefix, workday.Of(now).Year()); err != nil {
		return err
	}
	return d.col.Insert(tx, l)
}

// Save replaces the draft. Rev is the revision that the person edited. When the stored one differs, it is fault.Stale.
func (d *Desk[C]) Save(ctx context.Context, a actor.Actor, id string, rev int64, c C) (Listing[C], error) {
	if err := CheckDraft(&c); err != nil {
		return Listing[C]{}, err
	}
	now := d.now().UnixMilli()
	return d.change(ctx, a, id, rev, func(tx store.Tx, l *Listing[C]) (audit.Change, error) {
		if err := may(a, "save", l); err != nil {
			return audit.Change{}, err
		}
		if l.State != Draft && l.State != Open {
			return audit.Change{}, fault.Of(fault.WrongState, fault.T("not-editable-now",
				"现为“%s”，不能修改；请先撤回或重新编辑。",
				"It is now “%s” and cannot be changed; recall it or edit it again first."), Flow.State(l.State))
		}
		c := c
		if closesContact(l, owns(a, l)) {
			keepContact(&c, l.Current())
		}
		l.Draft, l.UpdatedAt = &c, now
		return audit.Change{Step: "save", From: l.State, To: l.State, At: now}, nil
	})
}

// Step takes one step of Flow, checks its conditions, writes the history and emits the event.
func (d *Desk[C]) Step(ctx context.Context, a actor.Actor, id string, rev int64, step, reason string) (Listing[C],
	error) {
	now := d.now().UnixMilli()
	return d.change(ctx, a, id, rev, func(tx store.Tx, l *Listing[C]) (audit.Change, error) {
		if err := may(a, step, l); err != nil {
			return audit.Change{}, err
		}
		e, err := Flow.Take(l.State, step, roleOf(a), reason)
		if err != nil {
			return audit.Change{}, err
		}
		if err := d.enter(tx, a, l, step, reason, now); err != nil {
			return audit.Change{}, err
		}
		ch := audit.Change{Step: step, From: l.State, To: e.To, Reason: reason, At: now}
		l.State, l.UpdatedAt = e.To, now
		return ch, nil
	})
}

// enter checks the conditions of a step and applies its effects, before the state changes.
func (d *Desk[C]) enter(tx store.Tx, a actor.Actor, l *Listing[C], step, reason string, now int64) error {
	switch step {
	case StepSubmit:
		c := l.Current()
		if l.State == Open && l.Draft == nil {
			return fault.Of(fault.WrongState, fault.T("nothing-changed",
				"内容没有变化，无需提交；请先修改并保存。",
				"Nothing has changed; edit and save before you submit."))
		}
		if l.Source.Held() && !owns(a, l) {
			return l.Source.errHeld()
		}
		l.ReturnedFor = ""
		if err := CheckSubmit(&c); err != nil {
			return err
		}
		if owns(a, l) { // the owner agrees by submitting it himself
			l.Source = l.Source.freed()
		}
	case StepPublish:
		if err := l.agreed(a, reason); err != nil {
			return err
		}
		c := l.Current()
		if !l.Lead() { // a 公开线索 is shown as found
			if err := CheckSubmit(&c); err != nil {
				return err
			}
		}
		l.Published, l.Draft = &c, nil
		l.Version++
		l.PublishedAt, l.PassedBy, l.ReturnedFor = now, a.Person, ""
		return store.Emit(tx, l.Market, EventPublished, l.ID, string(d.kind), now)
	case StepReturn:
		l.ReturnedFor = reason
	case StepWithdraw, StepClose:
		return store.Emit(tx, l.Market, EventRemoved, l.ID, string(d.kind), now)
	case StepReopen:
		if l.Draft == nil {
			l.Draft = l.Published
		}
	}
	return nil
}

// change reads a listing, lets fn change it, and writes it with its history in one transaction. Rev 0 skips the
// comparison with the revision that the person saw (imports and jobs).
func (d *Desk[C]) change(ctx context.Context, a actor.Actor, id string, rev int64,
	fn func(store.Tx, *Listing[C]) (audit.Change, error)) (Listing[C], error) {
	var out Listing[C]
	err := d.db.Run(ctx, func(tx store.Tx) error {
		l, err := d.col.Get(tx, a.Market, id)
		if err != nil {
			return err
		}
		if _, ok := LevelFor(a, &l); !ok {
			return fault.Absent()
		}
		if rev != 0 && rev != l.Rev {
			return fault.Of(fault.Stale, fault.T("somebody-has-just-changed-reload",
				"这条信息刚被他人修改过，请刷新后核对再保存；您填写的内容仍在页面上。",
				"Somebody has just changed it. Reload, compare, then save; what you typed is still here."))
		}
		ch, err := fn(tx, &l)
		if err != nil {
			return err
		}
		if err := d.col.Update(tx, &l); err != nil {
			return err
		}
		ch.Kind, ch.Record, ch.Rev = string(d.kind), l.ID, l.Rev
		out = l
		return audit.Note(tx, a, ch, l.Market)
	})
	return out, err
}
