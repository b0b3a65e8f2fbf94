package review

import (
	"context"
	"fmt"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/disclosure"
	"kebang/internal/expert"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/flow"
	"kebang/internal/pass"
	"kebang/internal/store"
)

func place(i int, at string) string { return fmt.Sprintf("/marks/%d%s", i, at) }

// Decimal writes hundredths with the decimals that they have: 87.5.
func Decimal(v int64) string {
	switch {
	case v%100 == 0:
		return fmt.Sprint(v / 100)
	case v%10 == 0:
		return fmt.Sprintf("%d.%d", v/100, v/10%10)
	}
	return fmt.Sprintf("%d.%02d", v/100, v%100)
}

// Chair is a seat as the office sees it.
type Chair struct {
	Seat
	Done int   // bids with all scores
	Left int   // bids without
	Link int64 // UTC ms until which its one-time link works; 0 without one
}

// Board is a review as the office and the asker see it. The asker sees the result only.
type Board struct {
	Review Review
	Chairs []Chair
	Draws  []expert.Draw
}

// Board reads a review. The office reads scores when all are in; the asker reads nothing but the result.
func (s *Service) Board(ctx context.Context, a actor.Actor, id string) (Board, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (Board, error) {
		r, err := Reviews.Get(tx, a.Market, id)
		if err == nil && !r.keeps(a) && !r.asks(a) {
			err = fault.Absent()
		}
		if err != nil {
			return Board{}, err
		}
		return s.board(tx, a, r)
	})
}

func (s *Service) board(tx store.Tx, a actor.Actor, r Review) (b Board, err error) {
	b.Review = r
	if !r.keeps(a) {
		if r.State != Done {
			b.Review.Meeting = nil
		}
		return b, nil
	}
	if b.Draws, err = expert.Of(tx, r.Market, about(&r)); err != nil {
		return b, err
	}
	for i := range b.Draws {
		b.Draws[i] = b.Draws[i].Cut(a, true)
	}
	seats, err := seatsOf(tx, &r)
	for _, x := range seats {
		c := Chair{Seat: x, Done: x.full(&r), Left: len(r.Teams) - x.full(&r)}
		if r.State != Done && x.TypedBy == "" {
			c.Marks = []Mark{}
		}
		ps, err := pass.Of(tx, r.Market, SeatKind, x.ID)
		if err != nil {
			return b, err
		}
		if len(ps) > 0 {
			c.Link = ps[0].Until
		}
		b.Chairs = append(b.Chairs, c)
	}
	return b, err
}

// OfChallenge reads the reviews of a challenge for its office and its asker, the newest first.
func (s *Service) OfChallenge(ctx context.Context, a actor.Actor, challengeID string) ([]Review, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (out []Review, err error) {
		err = Reviews.Each(tx, store.Query{Market: a.Market, Sort: []store.Order{{Field: "updated", Desc: true}},
			Where: []store.Cond{{Field: "challenge", Op: store.Eq, Value: challengeID}}}, func(r Review) error {
			if r.keeps(a) || r.asks(a) {
				out = append(out, r)
			}
			return nil
		})
		return out, err
	})
}

// Mine are the seats of the expert, the newest first, with their reviews.
func (s *Service) Mine(ctx context.Context, a actor.Actor, after string, limit int) (store.Page[Desk], error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (out store.Page[Desk], err error) {
		if err := a.Require(actor.Expert); err != nil {
			return out, err
		}
		p, err := Seats.Listed(tx, store.Query{Market: a.Market, After: after, Limit: limit,
			Sort:  []store.Order{{Field: "updated", Desc: true}},
			Where: []store.Cond{{Field: "person", Op: store.Eq, Value: a.Person}}})
		out.Next, out.Total = p.Next, p.Total
		for _, x := range p.Items {
			r, e := Reviews.Get(tx, x.Market, x.Review)
			if e != nil {
				return out, e
			}
			d, e := s.desk(tx, a, x, r)
			if e != nil {
				return out, e
			}
			out.Items = append(out.Items, d)
		}
		return out, err
	})
}

// Waiting are the reviews of a market in one of the states, those that changed first first.
func (s *Service) Waiting(ctx context.Context, a actor.Actor, limit int, state string) (store.Page[Review], error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (store.Page[Review], error) {
		if err := a.Require(actor.Officer); err != nil {
			return store.Page[Review]{}, err
		}
		return Reviews.Listed(tx, store.Query{Market: a.Market, Limit: limit, Sort: []store.Order{{Field: "updated"}},
			Where: []store.Cond{{Field: "state", Op: store.Eq, Value: state}}})
	})
}

// Steps are the steps that the actor can take on the review.
func (r *Review) Steps(a actor.Actor) []flow.Edge {
	if !r.keeps(a) {
		return nil
	}
	return Flow.Steps(r.State, string(a.Role))
}

// Steps are the steps that the actor can take on the seat while the review is in a state.
func (x *Seat) Steps(a actor.Actor, state string) (out []flow.Edge) {
	if !x.owns(a) && a.Role != actor.System && (!a.Is(actor.Officer) || a.Market != x.Market) {
		return nil
	}
	if state == Done || state == Stopped {
		return nil
	}
	for _, e := range SeatFlow.Steps(x.State, string(a.Role)) {
		scores := e.Step == StepSubmit || e.Step == StepType || e.Step == StepConfirm
		if e.Step != StepDrop && (!scores || state == Scoring) {
			out = append(out, e)
		}
	}
	return out
}

// History reads the changes of a review, for the office.
func (s *Service) History(ctx context.Context, a actor.Actor, id string) ([]audit.Entry, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) ([]audit.Entry, error) {
		r, err := kept(tx, a, id, 0)
		if err != nil {
			return nil, err
		}
		return audit.History(tx, r.Market, r.ID)
	})
}

// FileAccess implements files.Records: the signed opinion is for the office, and for the asker after the end.
func (s *Service) FileAccess(tx store.Tx, a actor.Actor, market, id string) (files.Access, error) {
	r, err := Reviews.Get(tx, market, id)
	if err == nil && !r.keeps(a) && (!r.asks(a) || r.State != Done) {
		err = fault.Absent()
	}
	return files.Access{Level: disclosure.Protected, Office: r.keeps(a)}, err
}

// SeatFiles are signed declarations and sheets: for the office.
type SeatFiles struct{}

// FileAccess implements files.Records.
func (SeatFiles) FileAccess(tx store.Tx, a actor.Actor, market, id string) (files.Access, error) {
	if market != a.Market {
		return files.Access{}, fault.Absent()
	}
	_, err := officeSeat(tx, a, id)
	return files.Access{Level: disclosure.Protected, Office: true}, err
}
