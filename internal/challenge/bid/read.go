package bid

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/challenge"
	"kebang/internal/fault"
	"kebang/internal/flow"
	"kebang/internal/party"
	"kebang/internal/store"
)

// Entry is a bid with its challenge.
type Entry struct {
	Bid       Bid
	Challenge challenge.Challenge
}

// Get reads a bid with its challenge, as the actor may see them.
func (s *Service) Get(ctx context.Context, a actor.Actor, id string) (Bid, challenge.Challenge, error) {
	e, err := store.Read(ctx, s.db, func(tx store.Tx) (Entry, error) {
		b, c, err := s.seen(tx, a, id)
		return Entry{b.Cut(a, &c), c.Cut(a)}, err
	})
	return e.Bid, e.Challenge, err
}

// Mine lists the bids that concern the actor's unit in all markets, those that moved last first.
func (s *Service) Mine(ctx context.Context, a actor.Actor, after string, limit int) (store.Page[Entry], error) {
	return store.Read(ctx, s.db, func(tx store.Tx) (out store.Page[Entry], err error) {
		stakes, err := party.StakesTx(tx, a, Kind, after, limit)
		if err != nil {
			return out, err
		}
		out.Next = stakes.Next
		for _, x := range stakes.Items {
			b, err := Bids.Get(tx, x.Of, x.Record)
			if err != nil {
				return out, err
			}
			c, err := challenge.Challenges.Get(tx, x.Of, b.Challenge)
			if err != nil {
				return out, err
			}
			// Without the seal key the list still stands; the bid itself says what is missing.
			if err := s.reveal(a, &b, &c); err != nil && !fault.Refusal(err) {
				return out, err
			}
			out.Items = append(out.Items, Entry{b.Cut(a, &c), c.Cut(a)})
		}
		return out, nil
	})
}

// OfChallenge lists the bids of a challenge for its asker and its office.
func (s *Service) OfChallenge(ctx context.Context, a actor.Actor, challengeID string) ([]Bid, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) ([]Bid, error) {
		c, err := challenge.Readable(tx, a, challengeID)
		if err == nil && !c.Serves(a) {
			err = a.Require()
		}
		if err != nil {
			return nil, err
		}
		bs, err := of(tx, &c)
		for i := range bs {
			if err := s.reveal(a, &bs[i], &c); err != nil && !fault.Refusal(err) {
				return nil, err
			}
			bs[i] = bs[i].Cut(a, &c)
		}
		return bs, err
	})
}

// History reads the changes of a bid, for those who work on it.
func (s *Service) History(ctx context.Context, a actor.Actor, id string) ([]audit.Entry, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) ([]audit.Entry, error) {
		b, _, err := s.seen(tx, a, id)
		if err != nil {
			return nil, err
		}
		return audit.History(tx, b.Market, b.ID)
	})
}

// Steps are the steps that the actor can take on a bid at an instant (UTC ms).
func (b *Bid) Steps(a actor.Actor, c *challenge.Challenge, at int64) (out []flow.Edge) {
	mine := b.mine(a, c) == nil
	for _, e := range Flow.Steps(b.State, string(a.Role)) {
		var may bool
		switch e.Step {
		case StepTalk:
			may = c.Seal == nil && (mine || c.Serves(a))
		case StepSubmit, StepWithdraw:
			may = mine && c.Takes(at)
		case StepObject:
			may = mine
		case StepQualify, StepRefuse:
			may = examinable(a, c) == nil
		case StepChoose:
			may = c.Serves(a) && c.Choosable() && c.Bids >= c.Terms.Least
		}
		if may {
			out = append(out, e)
		}
	}
	return out
}
