package expert

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/flow"
	"kebang/internal/pass"
	"kebang/internal/store"
)

// Send makes the one-time link of the witness and ends the former one. The token is told once.
func (s *Service) Send(ctx context.Context, a actor.Actor, id string) (string, error) {
	now, token := s.ms(), pass.NewToken()
	return token.String(), s.db.Run(ctx, func(tx store.Tx) error {
		d, err := readable(tx, a, id)
		if err == nil {
			_, err = Flow.Take(d.State, StepDraw, string(a.Role), "")
		}
		if err != nil {
			return err
		}
		return pass.Issue(tx, token, d.Market, DrawKind, d.ID, d.Witness.Name, a.Person, now)
	})
}

// Witnessed reads the draw of a token, not cut; it changes nothing but the count of wrong secrets.
func (s *Service) Witnessed(ctx context.Context, token string) (Draw, error) {
	return s.byLink(ctx, token, func(tx store.Tx, p pass.Pass) (Draw, error) {
		return Draws.Get(tx, p.Market, p.Record)
	})
}

// WitnessDraws does the draw with the words of the witness, by his link. The link ends with it.
func (s *Service) WitnessDraws(ctx context.Context, token, words string) (Draw, error) {
	now := s.ms()
	return s.byLink(ctx, token, func(tx store.Tx, p pass.Pass) (Draw, error) {
		d, err := Draws.Get(tx, p.Market, p.Record)
		if err != nil {
			return d, err
		}
		a := actor.SystemActor(p.Market)
		a.PersonName = d.Witness.Name
		d.Witness.Link = true
		return d, s.perform(tx, a, &d, words, now)
	})
}

func (s *Service) byLink(ctx context.Context, token string, fn func(store.Tx, pass.Pass) (Draw, error)) (Draw, error) {
	var missed *pass.Pass
	d, err := store.Write(ctx, s.db, func(tx store.Tx) (Draw, error) {
		p, wrong, err := pass.Find(tx, token, DrawKind, s.ms())
		if missed = nil; wrong {
			missed = &p
		}
		if err != nil {
			return Draw{}, err
		}
		return fn(tx, p)
	})
	if missed != nil {
		if e := s.db.Run(ctx, func(tx store.Tx) error { return pass.Miss(tx, *missed) }); e != nil {
			return d, e
		}
	}
	return d, err
}

// Cut leaves what a reader may see. Everybody reads the hashes before the draw, and its arithmetic after it. Names of
// experts, and the units to which they are related, are for the office until the review is over: open.
func (d Draw) Cut(a actor.Actor, open bool) Draw {
	if d.State == Noticed {
		d.Nonce = "" // for everybody
	}
	if a.Is(actor.Officer, actor.Admin) && a.Market == d.Market {
		return d
	}
	d.People, d.Out, d.Units = nil, nil, nil
	ms := make([]Member, len(d.Members))
	for i, m := range d.Members {
		if !open {
			m = Member{Expert: m.Expert, Why: m.Why, Place: m.Place}
		}
		m.Open = nil
		ms[i] = m
	}
	if d.Members = ms; d.State == Noticed {
		d.Members = []Member{}
	}
	return d
}

// Read gives a draw of any market to a reader, with the number of those who are in its pool.
func (s *Service) Read(ctx context.Context, a actor.Actor, id string) (_ Draw, pool int, _ error) {
	d, err := store.Read(ctx, s.db, func(tx store.Tx) (Draw, error) {
		d, err := Draws.Get(tx, a.Market, id)
		if fault.Is(err, fault.NotFound) {
			d, err = Draws.First(tx, store.Query{AllMarkets: true,
				Where: []store.Cond{{Field: store.IDField, Op: store.Eq, Value: id}}})
		}
		named := false
		if f := s.followers[d.About.Kind]; err == nil && f != nil {
			named, err = f.Open(tx, d.Market, d.About)
		}
		pool = len(d.Pool())
		return d.Cut(a, named), err
	})
	return d, pool, err
}

// Waiting are the draws of a market that wait for their witness, the oldest first.
func (s *Service) Waiting(ctx context.Context, a actor.Actor, limit int) (store.Page[Draw], error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (store.Page[Draw], error) {
		if err := a.Require(actor.Officer, actor.Admin); err != nil {
			return store.Page[Draw]{}, err
		}
		return Draws.Listed(tx, store.Query{Market: a.Market, Limit: limit, Sort: []store.Order{{Field: "updated"}},
			Where: []store.Cond{{Field: "state", Op: store.Eq, Value: Noticed}}})
	})
}

// Steps are the steps that the actor can take on the draw.
func (d *Draw) Steps(a actor.Actor) []flow.Edge {
	if a.Market != d.Market {
		return nil
	}
	return Flow.Steps(d.State, string(a.Role))
}

// History reads the changes of an expert, for the office.
func (s *Service) History(ctx context.Context, a actor.Actor, id string) ([]audit.Entry, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) ([]audit.Entry, error) {
		if err := a.Require(actor.Officer, actor.Admin); err != nil {
			return nil, err
		}
		e, err := Experts.Get(tx, a.Market, id)
		if err != nil {
			return nil, err
		}
		return audit.History(tx, e.Market, e.ID)
	})
}
