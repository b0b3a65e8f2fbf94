package challenge

import (
	"context"
	"time"

	"kebang/internal/actor"
	"kebang/internal/agenda"
	"kebang/internal/audit"
	"kebang/internal/calendar"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/seal"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Service holds the use cases of challenges.
type Service struct {
	db      store.Engine
	now     func() time.Time
	bids    Bids
	reviews Reviews
	seals   *seal.Keeper
	clock   func(context.Context) error
}

// Bids is the package of the bids. It hears in the same transaction of what the challenge does to them.
type Bids interface {
	// Open opens the bids that count and lists them for the record of the opening. A bid that was taken back stays
	// sealed.
	Open(tx store.Tx, c *Challenge, now int64) ([]Opened, error)
	// Settled is told that the chain of decisions on the chosen bid is at its end.
	Settled(tx store.Tx, c *Challenge, now int64) error
	// Undone is told that a choice no longer holds, and why.
	Undone(tx store.Tx, c *Challenge, was Choice, reason string, now int64) error
	// Over is told that the challenge ended without a choice, and why.
	Over(tx store.Tx, c *Challenge, reason string, now int64) error
}

// Follow names the package of the bids. It must be done before the first use.
func (s *Service) Follow(b Bids) { s.bids = b }

// Reviews is the package of the reviews.
type Reviews interface {
	// Complete refuses the choice of a bid while its review is not at its end.
	Complete(tx store.Tx, c *Challenge, bid string) error
}

// Review names the package of the reviews. It must be done before the first use.
func (s *Service) Review(r Reviews) { s.reviews = r }

// NewService makes the use cases on a store. Now gives the present instant.
func NewService(db store.Engine, now func() time.Time) *Service {
	return &Service{db: db, now: now, seals: &seal.Keeper{}}
}

// UseSeals gives the keys of sealed bids. It must be done before the first use.
func (s *Service) UseSeals(k *seal.Keeper) { s.seals = k }

// Seals are the keys of sealed bids.
func (s *Service) Seals() *seal.Keeper { return s.seals }

// UseClock gives what refuses while the clock of this process is wrong. It must be done before the first use.
func (s *Service) UseClock(wrong func(context.Context) error) { s.clock = wrong }

// ClockRight is nil while this process may take bids and open them.
func (s *Service) ClockRight(ctx context.Context) error {
	if s.clock == nil {
		return nil
	}
	return s.clock(ctx)
}

func (s *Service) ms() int64 { return s.now().UnixMilli() }

// Form is what the asker writes, and where it comes from. Org is the asker when an officer writes for him.
type Form struct {
	Org    string
	Origin Origin
	Terms  Terms
}

var (
	textAsker = fault.T("challenge-asker", "请选择发榜单位：本市场已核验的企业或责任单位。",
		"Choose the asker: a verified firm or department of this market.")
	textFrom = fault.T("challenge-origin", "来源的技术需求不存在，或不是这家单位发布的。",
		"The demand is not there, or another unit posted it.")
	textLine = fault.T("challenge-line", "这条难题不在本市场的攻关清单上。", "The problem is not on the list of this market.")
)

// Create writes a draft. One from a demand pins the version that is published.
func (s *Service) Create(ctx context.Context, a actor.Actor, f Form) (Challenge, error) {
	if err := a.Require(actor.Enterprise, actor.Department, actor.Officer); err != nil {
		return Challenge{}, err
	}
	f.Terms.tidy()
	if err := f.Terms.CheckDraft(); err != nil {
		return Challenge{}, err
	}
	fresh, now := id.New(), s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (none Challenge, err error) {
		asker, err := askerOf(tx, a, f.Org)
		if err != nil {
			return none, err
		}
		origin, err := originOf(tx, a.Market, f.Origin, asker.Org)
		if err != nil {
			return none, err
		}
		serial, err := store.Serial(tx, a.Market, "JB", workday.Of(now).Year())
		if err != nil {
			return none, err
		}
		c := Challenge{Meta: store.Meta{ID: fresh, Market: a.Market}, Serial: serial, State: Draft, Asker: asker,
			Origin: origin,
			Terms:  f.Terms, CreatedBy: a.Person, CreatedAt: now, UpdatedAt: now}
		if err := Challenges.Insert(tx, &c); err != nil {
			return none, err
		}
		return c, c.note(tx, a, "create", "", "", now)
	})
}

// askerOf is the organisation of the actor, or the one that an officer writes for.
func askerOf(tx store.Tx, a actor.Actor, org string) (Asker, error) {
	if !a.Is(actor.Officer) {
		org = a.Org
	}
	o, err := party.Organizations.Get(tx, store.National, org)
	if org == "" || fault.Is(err, fault.NotFound) ||
		err == nil && (!o.Verified() || o.Kind != party.EnterpriseOrg && o.Kind != party.DepartmentOrg) {
		return Asker{}, fault.Of(fault.Invalid, textFit).At("/org", textAsker)
	}
	return Asker{Org: o.ID, Name: o.Name, USCC: o.USCC, LegalRep: o.LegalRep,
		Department: o.Kind == party.DepartmentOrg}, err
}

func originOf(tx store.Tx, market string, o Origin, org string) (Origin, error) {
	switch o.From {
	case "", "new":
		return Origin{From: "new"}, nil
	case "demand", "none":
		d, err := listing.Demands.Get(tx, market, o.Record)
		if fault.Is(err, fault.NotFound) || err == nil && (d.OwnerOrg != org || d.Version == 0) {
			return o, fault.Of(fault.Invalid, textFit).At("/origin", textFrom)
		}
		return Origin{From: o.From, Record: d.ID, Serial: d.Serial, Version: d.Version}, err
	case "list":
		l, err := agenda.Lines.Get(tx, market, o.Record)
		if fault.Is(err, fault.NotFound) || err == nil && l.State != agenda.Listed {
			return o, fault.Of(fault.Invalid, textFit).At("/origin", textLine)
		}
		return Origin{From: o.From, Record: l.ID, Serial: l.Serial}, err
	}
	return o, fault.Of(fault.Invalid, textFit).At("/origin", textFrom)
}

func (c *Challenge) note(tx store.Tx, a actor.Actor, step, from, reason string, now int64) error {
	return audit.Note(tx, a, audit.Change{Kind: Kind, Record: c.ID, Rev: c.Rev, Step: step, From: from, To: c.State,
		Reason: reason, At: now}, c.Market)
}

var textFixed = fault.T("challenge-fixed", "榜单现为“%s”，条款已定；张榜后只能由主管部门更正。",
	"The challenge is now “%s” and its terms are fixed; the office corrects them while it is open.")

// Edit changes the terms before they are vetted.
func (s *Service) Edit(ctx context.Context, a actor.Actor, id string, rev int64, t Terms) (Challenge, error) {
	t.tidy()
	if err := t.CheckDraft(); err != nil {
		return Challenge{}, err
	}
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Challenge, error) {
		c, err := s.served(tx, a, id, rev)
		if err != nil {
			return c, err
		}
		if c.State != Draft && c.State != Returned {
			return c, fault.Of(fault.WrongState, textFixed, Flow.Name(c.State))
		}
		c.Terms, c.UpdatedAt = t, now
		if err := Challenges.Update(tx, &c); err != nil {
			return c, err
		}
		return c, c.note(tx, a, "edit", c.State, "", now)
	})
}

// served reads a challenge for those who work on it. A revision of 0 takes any.
func (s *Service) served(tx store.Tx, a actor.Actor, id string, rev int64) (Challenge, error) {
	c, err := Readable(tx, a, id)
	if err == nil && !c.Serves(a) {
		err = a.Require()
	}
	if err == nil {
		err = c.Seen(rev)
	}
	return c, err
}

// Work is the part of a step that is its own. It changes the challenge and does not write it.
type Work func(tx store.Tx, c *Challenge) error

// step is one step of a person on a challenge.
func (s *Service) step(ctx context.Context, a actor.Actor, id string, rev int64, step, reason string,
	fn Work) (Challenge, error) {
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Challenge, error) {
		c, err := s.served(tx, a, id, rev)
		if err == nil {
			err = Take(tx, a, &c, step, reason, now, fn)
		}
		return c, err
	})
}

// EventPrefix stands before the state that a challenge reached in the name of the event.
const EventPrefix = "challenge."

// Take is one step on a challenge in the transaction of its caller: flow, the step's own work, record, history, event.
// The caller has checked that the actor may know of the challenge and how he stands to it.
func Take(tx store.Tx, a actor.Actor, c *Challenge, step, reason string, now int64, fn Work) error {
	e, err := Flow.Take(c.State, step, string(a.Role), reason)
	if err != nil {
		return err
	}
	if fn != nil {
		if err := fn(tx, c); err != nil {
			return err
		}
	}
	from := c.State
	c.State, c.UpdatedAt = e.To, now
	if err := Challenges.Update(tx, c); err != nil {
		return err
	}
	if err := c.note(tx, a, step, from, reason, now); err != nil || from == c.State {
		return err
	}
	return store.Emit(tx, c.Market, EventPrefix+c.State, c.ID, step, now)
}

// Count changes the number of bids that were handed in, in the transaction of a bid. So a bid and the closing of its
// challenge write one document, and one of two at once comes first.
func Count(tx store.Tx, c *Challenge, n int, now int64) error {
	c.Bids, c.UpdatedAt = c.Bids+n, now
	if err := Challenges.Update(tx, c); err != nil {
		return err
	}
	return c.note(tx, actor.SystemActor(c.Market), "bids", c.State, "", now)
}

func days(tx store.Tx, c *Challenge) (*workday.Calendar, error) { return calendar.Days(tx, c.Market) }

// Get reads a challenge as the actor may see it.
func (s *Service) Get(ctx context.Context, a actor.Actor, id string) (Challenge, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (Challenge, error) {
		c, err := Readable(tx, a, id)
		return c.Cut(a), err
	})
}
