package bid

import (
	"context"
	"strings"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/challenge"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/id"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Service holds the use cases of bids.
type Service struct {
	db         store.Engine
	now        func() time.Time
	challenges *challenge.Service
}

// NewService makes the use cases on a store. From here on the challenges tell the bids what becomes of a choice.
func NewService(db store.Engine, now func() time.Time, challenges *challenge.Service) *Service {
	s := &Service{db: db, now: now, challenges: challenges}
	challenges.Follow(s)
	return s
}

func (s *Service) ms() int64 { return s.now().UnixMilli() }

var (
	textWho = fault.T("bid-unit", "请填写揭榜单位的名称和统一社会信用代码（个人揭榜写姓名）。",
		"Give the name and code of the team's unit, or the name of a person.")
	textOnce = fault.T("bid-once", "贵单位已经揭过这份榜单，请在“我的揭榜”中继续。",
		"Your unit has a bid to this challenge already; go on with it in My bids.")
)

// Join tells the asker that a team is interested, and begins its bid. An officer of the market enters a unit without an
// account here. An account acts for its own unit, from any market.
func (s *Service) Join(ctx context.Context, a actor.Actor, challengeID string, entered Unit) (Bid, error) {
	if err := a.Require(append(actor.RolesOf(teams), actor.Officer)...); err != nil {
		return Bid{}, err
	}
	if err := s.challenges.ClockRight(ctx); err != nil {
		return Bid{}, err
	}
	fresh, now := id.New(), s.ms()
	pair, unsealed := s.challenges.Seals().Pair()
	return store.Write(ctx, s.db, func(tx store.Tx) (none Bid, err error) {
		c, err := challenge.Readable(tx, a, challengeID)
		if err != nil {
			return none, err
		}
		if err := open(&c, now); err != nil {
			return none, err
		}
		b := Bid{Meta: store.Meta{ID: fresh, Market: c.Market}, Challenge: c.ID, State: Interest, CreatedBy: a.Person,
			CreatedAt: now,
			UpdatedAt: now}
		if c.Seal != nil {
			if unsealed != nil {
				return none, unsealed
			}
			b.Seal = &pair
		}
		if a.Is(actor.Officer) {
			if a.Market != c.Market {
				return none, fault.Absent()
			}
			b.EnteredBy = a.PersonName
			if b.Lead, err = onPaper(entered); err != nil {
				return none, err
			}
		} else {
			b.Home = a.Market
			if b.Lead, err = unitOf(tx, a); err != nil {
				return none, err
			}
		}
		if same(b.Lead, &c) {
			return none, fault.Of(fault.Forbidden, textSelf)
		}
		if err := invited(&c, b.Lead); err != nil {
			return none, err
		}
		if b.Serial, err = store.Serial(tx, c.Market, "JBSB", workday.Of(now).Year()); err != nil {
			return none, err
		}
		if err := Bids.Insert(tx, &b); err != nil {
			if fault.Is(err, fault.Conflict) {
				err = fault.Cause(err, fault.Conflict, textOnce)
			}
			return none, err
		}
		return b, b.done(tx, a, &c, "create", "", "", now)
	})
}

func onPaper(u Unit) (Unit, error) {
	u.ID, u.Confirmed, u.Name = "", false, strings.TrimSpace(u.Name)
	if u.USCC != "" {
		code, err := party.USCC(u.USCC)
		if err != nil {
			return u, fault.Of(fault.Invalid, textFit).At("/uscc", textWho)
		}
		u.USCC = code
	}
	if u.Name == "" {
		return u, fault.Of(fault.Invalid, textFit).At("/name", textWho)
	}
	return u, nil
}

// unitOf is the unit that the actor acts for.
func unitOf(tx store.Tx, a actor.Actor) (Unit, error) {
	if a.Org == "" {
		return Unit{ID: a.Person, Name: a.PersonName}, nil
	}
	o, err := party.Organizations.Get(tx, store.National, a.Org)
	return Unit{ID: o.ID, Name: o.Name, USCC: o.USCC, LegalRep: o.LegalRep}, err
}

// done writes history and stakes of a bid that was written.
func (b *Bid) done(tx store.Tx, a actor.Actor, c *challenge.Challenge, step, from, reason string, now int64) error {
	if err := audit.Note(tx, a, audit.Change{Kind: Kind, Record: b.ID, Rev: b.Rev, Step: step, From: from, To: b.State,
		Reason: reason, At: now}, b.Market); err != nil {
		return err
	}
	for _, unit := range b.units() {
		if err := party.SetStake(tx, party.Stake{Unit: unit, Kind: Kind, Record: b.ID, Of: b.Market,
			Title: c.Terms.Title,
			State: b.State, Updated: now}); err != nil {
			return err
		}
	}
	return nil
}

// units are the ids of the units that the bid concerns.
func (b *Bid) units() (out []string) {
	if b.Lead.ID != "" {
		out = append(out, b.Lead.ID)
	}
	if b.IsSealed() {
		return append(out, b.Invited...)
	}
	return append(out, b.Scheme.partners()...)
}

// seen reads a bid of any market with its challenge for those who work on it: team, partners, asker, office. Of a
// sealed bid the team alone gets the scheme.
func (s *Service) seen(tx store.Tx, a actor.Actor, id string) (b Bid, c challenge.Challenge, err error) {
	b, err = Bids.Get(tx, a.Market, id)
	if fault.Is(err, fault.NotFound) {
		b, err = Bids.First(tx, store.Query{AllMarkets: true,
			Where: []store.Cond{{Field: store.IDField, Op: store.Eq, Value: id}}})
	}
	if err != nil {
		return b, c, err
	}
	if c, err = challenge.Challenges.Get(tx, b.Market, b.Challenge); err != nil {
		return b, c, err
	}
	staked, err := party.HasStake(tx, a, Kind, b.ID)
	if err == nil && !staked && !c.Serves(a) {
		err = fault.Absent()
	}
	if err == nil {
		err = s.reveal(a, &b, &c)
	}
	return b, c, err
}

// Cut leaves what a reader may see. The asker and the office read a scheme once it was handed in, a partner never the
// examination.
func (b Bid) Cut(a actor.Actor, c *challenge.Challenge) Bid {
	if b.Leads(a) || b.EnteredBy != "" && c.Serves(a) {
		return b
	}
	if c.Serves(a) {
		if b.Receipt == nil || b.State == Interest || b.State == Withdrawn {
			b.Scheme = Scheme{Answers: []Answer{}}
		}
		return b
	}
	b.Examined, b.Talks = nil, nil
	return b
}

// work is the part of a step that is its own. It changes the bid and does not write it.
type work func(tx store.Tx, b *Bid, c *challenge.Challenge) error

// step is one step on a bid: reader, revision, flow, the step's own work, record, history, stakes, and the count of its
// challenge. At is the instant at which the whole request had arrived.
func (s *Service) step(ctx context.Context, a actor.Actor, id string, rev int64, step, reason string, at int64,
	fn work) (Bid, error) {
	return store.Write(ctx, s.db, func(tx store.Tx) (Bid, error) {
		b, c, err := s.seen(tx, a, id)
		if err == nil {
			err = b.Seen(rev)
		}
		if err != nil {
			return b, err
		}
		return b, b.take(tx, a, &c, step, reason, at, fn)
	})
}

func (b *Bid) take(tx store.Tx, a actor.Actor, c *challenge.Challenge, step, reason string, now int64, fn work) error {
	e, err := Flow.Take(b.State, step, string(a.Role), reason)
	if err != nil {
		return err
	}
	before, from := b.counts(), b.State
	if fn != nil {
		if err := fn(tx, b, c); err != nil {
			return err
		}
	}
	b.State, b.UpdatedAt = e.To, now
	if err := b.put(tx); err != nil {
		return err
	}
	if err := b.done(tx, a, c, step, from, reason, now); err != nil {
		return err
	}
	switch after := b.counts(); {
	case after && !before:
		return challenge.Count(tx, c, 1, now)
	case before && !after:
		return challenge.Count(tx, c, -1, now)
	}
	return nil
}

// mine refuses everybody but the team, and the officer who types for it.
func (b *Bid) mine(a actor.Actor, c *challenge.Challenge) error {
	if b.Leads(a) || b.EnteredBy != "" && a.Is(actor.Officer) && c.Serves(a) {
		return nil
	}
	return fault.Of(fault.Forbidden, fault.T("bid-not-yours", "只有揭榜单位可以修改揭榜材料。", "Only the team changes its bid."))
}

var textOpenFile = fault.T("bid-file-open", "附件须在这份揭榜的页面上传，才会密封；请重新上传“%s”。",
	"Upload the file on the page of this bid, so that it is sealed; please upload “%s” again.")

// files are the ids of the files of a scheme, in their order.
func (s *Scheme) files() (out []string) {
	for _, file := range append([]string{s.Intent, s.Paper}, s.Files...) {
		if file != "" {
			out = append(out, file)
		}
	}
	return out
}

// attach links the files of a scheme to the bid and gives the hashes of their bytes, in their order.
func (b *Bid) attach(tx store.Tx, a actor.Actor) (blobs []string, err error) {
	for _, file := range b.Scheme.files() {
		f, err := files.Use(tx, a, file, Kind, b.ID)
		if err != nil {
			return nil, err
		}
		if b.IsSealed() && !f.SealedFor(Kind, b.ID) {
			return nil, fault.Of(fault.Invalid, textFit).At("/files", textOpenFile, f.Name)
		}
		blobs = append(blobs, f.Blob)
	}
	return blobs, nil
}
