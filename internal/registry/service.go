package registry

import (
	"context"
	"slices"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/flow"
	"kebang/internal/id"
	"kebang/internal/party"
	"kebang/internal/store"
)

// Service holds the use cases of registrations.
type Service struct {
	db        store.Engine
	now       func() time.Time
	contracts *contract.Service
}

// NewService makes the use cases on a store. From then on contracts release a claim when they return to the draft.
func NewService(db store.Engine, now func() time.Time, contracts *contract.Service) *Service {
	contracts.OnRevised(unclaim)
	return &Service{db: db, now: now, contracts: contracts}
}

func (s *Service) ms() int64 { return s.now().UnixMilli() }

// work is the specific part of a step. It changes both records and writes neither.
type work func(tx store.Tx, r *Registration, c *contract.Contract) error

// file is a step on a contract that may have no registration yet. Rev is the revision of the contract, whose content is
// filed; 0 accepts any.
func (s *Service) file(ctx context.Context, a actor.Actor, contractID string, rev int64, step string, now int64,
	fn work) (Registration, error) {
	var r Registration
	fresh := id.New()
	err := s.db.Run(ctx, func(tx store.Tx) error {
		c, err := contract.Readable(tx, a, contractID)
		if err != nil {
			return err
		}
		if r, err = inForce(tx, &c); fault.Is(err, fault.NotFound) {
			r, err = Registration{Meta: store.Meta{ID: fresh, Market: c.Market}, Contract: c.ID, State: Flow.Start,
				Clock: []Span{}, Scopes: []string{},
				CreatedAt: now}, nil
		}
		if err != nil {
			return err
		}
		return take(tx, a, &r, &c, step, "", now, rev != 0 && rev != c.Rev, fn)
	})
	return r, err
}

// on is a step on a registration. Rev is its revision; 0 accepts any.
func (s *Service) on(ctx context.Context, a actor.Actor, id string, rev int64, step, reason string, now int64,
	fn work) (Registration, error) {
	var r Registration
	err := s.db.Run(ctx, func(tx store.Tx) error {
		var c contract.Contract
		var err error
		if r, c, err = readable(tx, a, id); err != nil {
			return err
		}
		return take(tx, a, &r, &c, step, reason, now, rev != 0 && rev != r.Rev, fn)
	})
	return r, err
}

// take is one step: policy, revision, flow, the step's own work, both records, history and event, in the transaction
// tx.
func take(tx store.Tx, a actor.Actor, r *Registration, c *contract.Contract, step, reason string, now int64, stale bool,
	fn work) error {
	if err := allowed(tx, a, step, r, c); err != nil {
		return err
	}
	if stale {
		return errStale
	}
	if !fileable(step, c) {
		return fault.Of(fault.WrongState, fault.T("registry-wrong-state",
			"合同现为“%s”，签订后才能%s。",
			"The contract is now “%s”; “%s” needs a concluded one."), contract.Flow.State(c.State),
			Flow.Step(step))
	}
	e, err := Flow.Take(r.State, step, string(a.Role), reason)
	if err != nil {
		return err
	}
	from, was, open := r.State, r.entry(), r.Open
	r.State = e.To
	if err := fn(tx, r, c); err != nil {
		return err
	}
	if err := r.save(tx, a, c, now); err != nil {
		return err
	}
	if err := r.post(tx, a, was, open && !r.Open, step, reason, now); err != nil {
		return err
	}
	if err := note(tx, a, r, step, from, reason, now); err != nil || from == r.State {
		return err
	}
	return store.Emit(tx, r.Market, EventPrefix+r.State, r.ID, step, now)
}

// EventPrefix precedes the reached state of a registration in the name of the event.
const EventPrefix = "registration."

var errStale = fault.Of(fault.Stale, fault.T("registry-stale",
	"合同已被他人修改，请刷新后重试；您填写的内容不会丢失。",
	"Somebody has changed the contract; reload and retry. What you typed is kept."))

// fileable reports whether the state of a contract permits a step. A registration elsewhere proves that a draft was
// signed.
func fileable(step string, c *contract.Contract) bool {
	return c.State == contract.Confirmed || c.State == contract.Draft && step == StepElsewhere
}

// save writes both records and sets whether the contract may be edited: only after a return for correction.
func (r *Registration) save(tx store.Tx, a actor.Actor, c *contract.Contract, now int64) error {
	r.Subject, r.UpdatedAt = subjectOf(c), now
	write := Registrations.Update
	if r.Rev == 0 {
		write = Registrations.Insert
	}
	if err := write(tx, r); err != nil {
		if fault.Is(err, fault.Conflict) {
			return fault.Cause(err, fault.Conflict, fault.T("number-taken",
				"该编号在本市场已被使用，请核对。",
				"This number is taken in this market; please check."))
		}
		return err
	}
	told := r.filing()
	if r.State == Returned {
		return contract.Release(tx, c, told, now)
	}
	return contract.Hold(tx, a, c, told, now)
}

// filing are the facts on its registration for the contract.
func (r *Registration) filing() contract.Filing {
	told := contract.Filing{State: r.State, Desk: slices.Contains(Queue, r.State)}
	if r.State == Registered {
		told.Date = r.Date
	}
	for _, no := range []string{r.AcceptNo, r.Number} {
		if no != "" {
			told.Numbers = append(told.Numbers, no)
		}
	}
	return told
}

func note(tx store.Tx, a actor.Actor, r *Registration, step, from, reason string, now int64) error {
	return audit.Note(tx, a, audit.Change{Kind: "registration", Record: r.ID, Rev: r.Rev, Step: step, From: from,
		To: r.State, Reason: reason, At: now}, r.Market)
}

// readable reads a registration with its contract for an actor who can read the contract.
func readable(tx store.Tx, a actor.Actor, id string) (Registration, contract.Contract, error) {
	r, err := Registrations.Get(tx, a.Market, id)
	if err != nil {
		return Registration{}, contract.Contract{}, err
	}
	c, err := contract.Readable(tx, a, r.Contract)
	if err != nil {
		return Registration{}, contract.Contract{}, err
	}
	return r, c, nil
}

// inForce is the registration of a contract that was not withdrawn; fault.NotFound without one.
func inForce(tx store.Tx, c *contract.Contract) (Registration, error) {
	return Registrations.First(tx, store.Query{Market: c.Market,
		Where: []store.Cond{{Field: "inForce", Op: store.Eq, Value: c.ID}}})
}

// Get reads one registration with its contract.
func (s *Service) Get(ctx context.Context, a actor.Actor, id string) (Dossier, error) {
	var d Dossier
	err := s.db.View(ctx, func(tx store.Tx) error {
		r, c, err := readable(tx, a, id)
		d = Dossier{c, &r}
		return err
	})
	return d, err
}

// Dossier is a contract with its registration, which may be nil.
type Dossier struct {
	Contract     contract.Contract
	Registration *Registration
}

// Dossiers finds the registrations of contracts of one market. The caller has checked that they may be read.
func (s *Service) Dossiers(ctx context.Context, cs ...contract.Contract) ([]Dossier, error) {
	out, ids := make([]Dossier, len(cs)), make([]string, len(cs))
	for i, c := range cs {
		out[i].Contract, ids[i] = c, c.ID
	}
	if len(cs) == 0 {
		return out, nil
	}
	return out, s.db.View(ctx, func(tx store.Tx) error {
		of, err := ofContracts(tx, cs[0].Market, ids)
		for i := range out {
			out[i].Registration = of[ids[i]]
		}
		return err
	})
}

// ofContracts finds the registrations of contracts by their ids, the one in force before those withdrawn.
func ofContracts(tx store.Tx, market string, ids []string) (map[string]*Registration, error) {
	of := map[string]*Registration{}
	for part := range slices.Chunk(ids, 100) {
		err := Registrations.Each(tx, store.Query{Market: market,
			Where: []store.Cond{{Field: "contract", Op: store.In, Value: part}}}, func(r Registration) error {
			if have := of[r.Contract]; have == nil || have.State == Withdrawn {
				of[r.Contract] = &r
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return of, nil
}

// Steps lists the steps of registrations that the actor can take now, by the id of the contract. A step that is not
// offered is refused by the same rule.
func (s *Service) Steps(ctx context.Context, a actor.Actor, ds ...Dossier) (map[string]flow.Offer, error) {
	out := map[string]flow.Offer{}
	return out, s.db.View(ctx, func(tx store.Tx) error {
		for i := range ds {
			c, r := &ds[i].Contract, ds[i].Registration
			if r == nil {
				r = &Registration{State: Flow.Start}
			}
			var looked bool
			var kept error // the registry's decisions share one answer
			offer, err := Flow.Offer(r.State, string(a.Role), func(step string) error {
				if !fileable(step, c) {
					return errStale
				}
				if err := may(a, step, r, c); err != nil || !decision(step) {
					return err
				}
				if !looked {
					looked, kept = true, keptAway(tx, a, c)
				}
				return kept
			}, errBroker, errStaff)
			if err != nil {
				return err
			}
			out[c.ID] = offer
		}
		return nil
	})
}

// History reads the steps on a contract and its registrations, oldest first.
func (s *Service) History(ctx context.Context, a actor.Actor, contractID string) ([]audit.Entry, error) {
	var out []audit.Entry
	err := s.db.View(ctx, func(tx store.Tx) error {
		c, err := contract.Readable(tx, a, contractID)
		if err != nil {
			return err
		}
		if out, err = audit.History(tx, c.Market, c.ID); err != nil {
			return err
		}
		return Registrations.Each(tx, store.Query{Market: c.Market,
			Where: []store.Cond{{Field: "contract", Op: store.Eq, Value: c.ID}}}, func(r Registration) error {
			lines, err := audit.History(tx, r.Market, r.ID)
			out = append(out, lines...)
			return err
		})
	})
	slices.SortStableFunc(out, func(x, y audit.Entry) int { return int(x.At - y.At) })
	return out, err
}

// home is the region of a market and the name of its registry.
func home(tx store.Tx, market string) (code, registry string, err error) {
	m, err := party.Markets.Get(tx, store.National, market)
	return m.RegionCode, m.RegistryName, err
}
