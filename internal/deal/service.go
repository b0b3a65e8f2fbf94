package deal

import (
	"cmp"
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// EventOpened says that a deal was opened, EventMoved that it took a step.
const (
	EventOpened = "deal.opened"
	EventMoved  = "deal.moved"
)

// Service holds the use cases of deals.
type Service struct {
	db  store.Engine
	now func() time.Time
}

// NewService makes the use cases on a store.
func NewService(db store.Engine, now func() time.Time) *Service { return &Service{db: db, now: now} }

// Pair is the pair of listings of a deal to be opened.
type Pair struct {
	Demand, Achievement string
	Match               *Match
	Note                string
}

// Open opens a deal. The side that opens it has consented. The other side still has to, or both when a broker opens it.
// A listing without a verified owner (公开线索) takes no deal. The caller makes the id, so that a retry is the same deal.
func (s *Service) Open(ctx context.Context, a actor.Actor, id string, p Pair) (Deal, error) {
	if err := a.Require(actor.RolesOf(movers)...); err != nil {
		return Deal{}, err
	}
	if utf8.RuneCountInString(p.Note) > 2000 {
		return Deal{}, fault.Of(fault.Invalid, fault.T("note-too-long",
			"留言最多 2000 字，请删减。",
			"A note has at most 2000 characters; please shorten it."))
	}
	now := s.now().UnixMilli()
	var out Deal
	err := s.db.Run(ctx, func(tx store.Tx) error {
		if old, err := Deals.Get(tx, a.Market, id); err == nil && old.Introducer.Person == a.Person {
			out = old
			return nil
		}
		d, err := s.draft(tx, a, id, p, now)
		if err != nil {
			return err
		}
		if err := d.makeRoom(tx, now); err != nil {
			return err
		}
		if err := d.recall(tx); err != nil {
			return err
		}
		if d.Serial, err = store.Serial(tx, a.Market, "DJ", workday.Of(now).Year()); err != nil {
			return err
		}
		if err := Deals.Insert(tx, &d); err != nil {
			if fault.Is(err, fault.Conflict) {
				return errDealOpen
			}
			return err
		}
		out = d
		if err := store.Emit(tx, d.Market, EventOpened, d.ID, "open", now); err != nil {
			return err
		}
		return audit.Note(tx, a, audit.Change{Kind: "deal", Record: d.ID, Rev: d.Rev, Step: "open", To: d.State,
			Reason: p.Note, At: now}, d.Market)
	})
	return out.Cut(a), err
}

func (s *Service) draft(tx store.Tx, a actor.Actor, id string, p Pair, now int64) (Deal, error) {
	dem, ach, err := listingsOf(tx, a.Market, p.Demand, p.Achievement)
	if err != nil {
		return Deal{}, err
	}
	d := Deal{Meta: store.Meta{ID: id, Market: a.Market}, State: Intent, Match: p.Match, CreatedAt: now, UpdatedAt: now,
		Demand:          Ref{dem.ID, dem.Serial, dem.Published.Title, dem.Version},
		Achievement:     Ref{ach.ID, ach.Serial, ach.Published.Title, ach.Version},
		DemandSide:      Side{dem.OwnerOrg, dem.OwnerPerson, dem.OwnerName, aliasOf(&dem.Published.Common)},
		AchievementSide: Side{ach.OwnerOrg, ach.OwnerPerson, ach.OwnerName, aliasOf(&ach.Published.Common)},
		Introducer:      Introducer{a.Person, a.PersonName, a.Role, a.Org, a.OrgName, now}}
	if d.DemandSide.Org == d.AchievementSide.Org && d.DemandSide.Person == d.AchievementSide.Person {
		return Deal{}, fault.Of(fault.Invalid, fault.T("same-party",
			"需求方和成果方是同一单位，无需对接。",
			"Both sides are the same unit; no deal is needed."))
	}
	switch {
	case d.DemandSide.is(a):
		d.DemandYes = true
	case d.AchievementSide.is(a):
		d.AchievementYes = true
	case a.Is(actor.Broker):
		d.Broker = &Side{Org: a.Org, Person: a.Person, Name: a.PersonName}
		if err := mayIntroduce(tx, a.Market, *d.Broker, id, d.DemandSide, d.AchievementSide); err != nil {
			return Deal{}, err
		}
	default:
		return Deal{}, fault.Of(fault.Forbidden, fault.T("only-demand-side-achievement-side",
			"只有需求方、成果方或技术经理人可以发起对接。",
			"Only the demand side, the achievement side or a broker may open a deal."))
	}
	if p.Note != "" {
		d.Notes = []Note{{now, a.Person, a.PersonName, a.Role, p.Note}}
	}
	return d, nil
}

// Step takes one step. Decline and end need a category. Rev is the revision that the person saw; 0 skips the
// comparison.
func (s *Service) Step(ctx context.Context, a actor.Actor, id string, rev int64, step, reason string,
	cat Category) (Deal, error) {
	now := s.now().UnixMilli()
	return s.change(ctx, a, id, rev, now, func(tx store.Tx, d *Deal) (audit.Change, error) {
		step, cat := step, cat // each run of the callback decides again
		if err := d.mayStep(tx, a, step); err != nil {
			return audit.Change{}, err
		}
		stand := d.StandOf(a)
		if step == StepAccept || step == StepAcceptTerms {
			if err := d.mustAcquaint(a, stand); err != nil {
				return audit.Change{}, err
			}
		}
		if step == StepAccept {
			d.DemandYes = d.DemandYes || stand == DemandStand
			d.AchievementYes = d.AchievementYes || stand == AchievementStand
			if !d.DemandYes || !d.AchievementYes {
				step = StepConsent
			}
		}
		if step == StepProposeTerms {
			return audit.Change{}, fault.Of(fault.Invalid, fault.T("terms-missing",
				"请填写条件卡后再提出。",
				"Fill in the terms before you propose them."))
		}
		e, err := Flow.Take(d.State, step, string(a.Role), reason)
		if err != nil {
			return audit.Change{}, err
		}
		switch step {
		case StepWithdraw:
			cat = Withdrawn
		case StepAcceptTerms:
			d.acceptTerms(a, now)
		case StepRevert:
			d.dropTerms()
		case StepRenew:
			d.RenewedAt = now
		}
		ch := audit.Change{Step: step, From: d.State, To: e.To, Reason: reason}
		if e.To == Ended {
			if cat.Name() == "" {
				return audit.Change{}, fault.Of(fault.Invalid, fault.T("category-missing",
					"请选择结束的原因类别。", "Choose the kind of reason for ending it.")).
					At("/category", fault.T("category-empty", "请选择原因类别。", "Choose the kind of reason."))
			}
			d.End = &End{cat, fault.Plain(reason), a.PersonName, string(a.Role), now}
		}
		d.State = e.To
		return ch, store.Emit(tx, d.Market, EventMoved, d.ID, e.To, now)
	})
}

// maxNotes is the most lines in the log of a deal.
const maxNotes = 500

// Write adds a line to the common log.
func (s *Service) Write(ctx context.Context, a actor.Actor, id, text string) (Deal, error) {
	text = strings.TrimSpace(text)
	if n := utf8.RuneCountInString(text); n == 0 || n > 2000 {
		return Deal{}, fault.Of(fault.Invalid, fault.T("note-length",
			"请填写 1 到 2000 字的记录。", "Write a note of 1 to 2000 characters.")).
			At("/text", fault.T("note-empty", "请填写 1 到 2000 字。", "Write 1 to 2000 characters."))
	}
	now := s.now().UnixMilli()
	return s.change(ctx, a, id, 0, now, func(tx store.Tx, d *Deal) (audit.Change, error) {
		if err := d.may(tx, a, ActNote); err != nil {
			return audit.Change{}, err
		}
		d.Notes = append(d.Notes, Note{now, a.Person, a.PersonName, a.Role, text})
		return audit.Change{Step: "note", From: d.State, To: d.State}, nil
	})
}

// SignTx signs a deal. Package contract calls it, inside its transaction, when both sides confirmed the contract.
func SignTx(tx store.Tx, market, id, contract string, now int64) error {
	d, err := Deals.Get(tx, market, id)
	if err != nil || d.State == Signed {
		return err
	}
	a := actor.SystemActor(market)
	e, err := Flow.Take(d.State, StepSign, string(actor.System), "")
	if err != nil {
		return err
	}
	ch := audit.Change{Kind: "deal", Record: d.ID, Step: StepSign, From: d.State, To: e.To, At: now}
	d.State, d.Contract, d.UpdatedAt = e.To, contract, now
	if err := Deals.Update(tx, &d); err != nil {
		return err
	}
	ch.Rev = d.Rev
	if err := store.Emit(tx, market, EventMoved, d.ID, d.State, now); err != nil {
		return err
	}
	return audit.Note(tx, a, ch, market)
}

func (s *Service) change(ctx context.Context, a actor.Actor, id string, rev, now int64,
	fn func(store.Tx, *Deal) (audit.Change, error)) (Deal, error) {
	var out Deal
	err := s.db.Run(ctx, func(tx store.Tx) error {
		d, err := get(tx, a, id)
		if err != nil {
			return err
		}
		if rev != 0 && rev != d.Rev {
			return fault.Of(fault.Stale, fault.T(store.ErrChanged.Code,
				"这次对接刚有新进展，请刷新后再操作。",
				"This deal has just moved on. Reload, then act."))
		}
		ch, err := fn(tx, &d)
		if err != nil {
			return err
		}
		d.UpdatedAt = now
		if err := Deals.Update(tx, &d); err != nil {
			return err
		}
		ch.Kind, ch.Record, ch.Rev, ch.At = "deal", d.ID, d.Rev, now
		out = d
		return audit.Note(tx, a, ch, d.Market)
	})
	return out.Cut(a), err
}

func get(tx store.Tx, a actor.Actor, id string) (Deal, error) {
	d, err := Deals.Get(tx, a.Market, id)
	if err == nil && d.StandOf(a) == None {
		err = fault.Absent()
	}
	return d, err
}

// Get reads one deal, cut for the actor. Without a relation to it the actor gets fault.NotFound.
func (s *Service) Get(ctx context.Context, a actor.Actor, id string) (d Deal, err error) {
	err = s.db.View(ctx, func(tx store.Tx) error {
		d, err = get(tx, a, id)
		return err
	})
	return d.Cut(a), err
}

// GetTx reads a deal uncut inside a larger transaction, for code that acts on it. Never show it.
func GetTx(tx store.Tx, a actor.Actor, id string) (Deal, error) { return get(tx, a, id) }

// Filter limits a list of deals.
type Filter struct {
	Scope  string // mine (default) or market (officers)
	State  State
	Demand string
	// Waiting leaves only deals that wait for the actor's own answer. For roles that answer none the list is empty.
	Waiting   bool
	Consented bool   // only those with both consents, whatever their end
	Voided    bool   // only those of the last VoidedDays days that ended because a claim was undone
	Lapsing   bool   // only unanswered ones that lapse within RemindDays workdays; one page, the next one first
	Sort      string // one of Sorts, "-" before it for descending; empty means the last changed first
	Cursor    string
	Limit     int
}

// VoidedDays is the number of days for which the sides are told that an undone claim ended a deal.
const VoidedDays = 14

// Sorts are the orders of a list of deals.
var Sorts = []string{"updated", "serial"}

// List reads one page and the total.
func (s *Service) List(ctx context.Context, a actor.Actor, f Filter) (page store.Page[Deal], total int64, err error) {
	q := store.Query{Market: a.Market, After: f.Cursor, Limit: f.Limit,
		Sort: []store.Order{{Field: "updated", Desc: true}}}
	switch {
	case f.Scope == "market" || a.Is(actor.Officer, actor.Registrar, actor.Admin):
		err = a.Require(actor.Officer, actor.Registrar, actor.Admin)
	case a.Org != "" && !a.Is(actor.Broker):
		q.Where = append(q.Where, store.Cond{Field: "parties", Op: store.Has, Value: a.Org})
	default:
		err = a.Require(actor.Roles()...)
		q.Where = append(q.Where, store.Cond{Field: "parties", Op: store.Has, Value: a.Person})
	}
	if err != nil {
		return page, 0, err
	}
	if q.Sort, err = store.OrderBy(f.Sort, q.Sort[0], Sorts...); err != nil {
		return page, 0, err
	}
	if f.State != "" {
		q.Where = append(q.Where, store.Cond{Field: "state", Op: store.Eq, Value: f.State})
	}
	if f.Waiting {
		if !a.Is(owningRoles...) {
			return page, 0, nil
		}
		q.Where = append(q.Where, store.Cond{Field: "waits", Op: store.Has, Value: cmp.Or(a.Org, a.Person)})
	}
	if f.Voided {
		since := s.now().UnixMilli() - VoidedDays*24*time.Hour.Milliseconds()
		q.Where = append(q.Where, store.Cond{Field: "end", Op: store.Eq, Value: string(ClaimUndone)},
			store.Cond{Field: "updated", Op: store.Gt, Value: since})
	}
	if f.Consented {
		q.Where = append(q.Where, store.Cond{Field: "consented", Op: store.Eq, Value: true})
	}
	if f.Demand != "" {
		q.Where = append(q.Where, store.Cond{Field: "demand", Op: store.Eq, Value: f.Demand})
	}
	if f.Lapsing {
		page.Items, err = s.soon(ctx, a, q)
		return page, int64(len(page.Items)), err
	}
	err = s.db.View(ctx, func(tx store.Tx) error {
		page, total, err = Deals.Counted(tx, q)
		for i := range page.Items {
			page.Items[i] = page.Items[i].Cut(a)
		}
		return err
	})
	return page, total, err
}

var owningRoles = actor.RolesOf(parties)

// History reads the lines of a deal for its readers.
func (s *Service) History(ctx context.Context, a actor.Actor, id string) (out []audit.Entry, err error) {
	err = s.db.View(ctx, func(tx store.Tx) error {
		d, err := get(tx, a, id)
		if err != nil {
			return err
		}
		out, err = audit.History(tx, a.Market, id)
		out = d.cutHistory(a, out)
		return err
	})
	return out, err
}
