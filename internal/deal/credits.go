package deal

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/store"
)

// CreditFilter limits a list of credits.
type CreditFilter struct {
	Contested bool // contested, and read by no officer
	Open      bool // offered by a stamped paper that a third person entered, without an answer
	Cursor    string
	Limit     int
}

// ListCredits reads the credits of the market for an officer, a broker's own, or those that wait for the answer of a
// party. The last changed comes first.
func (s *Service) ListCredits(ctx context.Context, a actor.Actor, f CreditFilter) (page store.Page[Credit], total int64,
	err error) {
	q := store.Query{Market: a.Market, After: f.Cursor, Limit: f.Limit,
		Sort: []store.Order{{Field: "updated", Desc: true}}}
	switch {
	case a.Is(actor.Officer):
	case a.Is(actor.Broker):
		q.Where = append(q.Where, store.Cond{Field: "broker", Op: store.Eq, Value: a.Person})
	default:
		if err := a.Require(actor.Enterprise, actor.Institute, actor.Researcher, actor.Agency); err != nil {
			return page, 0, err
		}
		me := a.Org
		if me == "" || a.Is(actor.Researcher) { // a researcher contracts for himself
			me = a.Person
		}
		q.Where = append(q.Where, store.Cond{Field: "waits", Op: store.Has, Value: me})
	}
	if f.Open {
		q.Where = append(q.Where, store.Cond{Field: "state", Op: store.Eq, Value: CreditOffered})
	}
	if f.Contested {
		q.Where = append(q.Where, store.Cond{Field: "state", Op: store.Eq, Value: CreditContested},
			store.Cond{Field: "seen", Op: store.Eq, Value: false})
	}
	err = s.db.View(ctx, func(tx store.Tx) error {
		page, total, err = Credits.Counted(tx, q)
		return err
	})
	return page, total, err
}

// OfferCredits records the unanswered introductions of a contract when a third person enters its stamped paper. They
// stay open for the parties. It returns the serials of the deals.
func OfferCredits(tx store.Tx, a actor.Actor, m Matter, now int64) (open []string, err error) {
	credits, err := CreditsFor(tx, a.Market, m)
	if err != nil {
		return nil, err
	}
	for _, c := range credits {
		if c.State != CreditOffered {
			continue
		}
		open = append(open, c.Serial)
		if c.Rev > 0 {
			continue
		}
		c.UpdatedAt = now
		if err := Credits.Insert(tx, &c); err != nil {
			return nil, err
		}
		ch := audit.Change{Kind: "credit", Record: c.ID, Rev: c.Rev, Step: "offer", To: c.State, At: now}
		if err := audit.Note(tx, a, ch, c.Market); err != nil {
			return nil, err
		}
	}
	return open, nil
}

// HoldsCredit reports whether a person holds a credit on a contract that the parties took, contested or left open.
func HoldsCredit(tx store.Tx, market, contract, person string) (bool, error) {
	n, err := Credits.Count(tx, store.Query{Market: market,
		Where: []store.Cond{{Field: "contract", Op: store.Eq, Value: contract},
			{Field: "broker", Op: store.Eq, Value: person}, {Field: "state", Op: store.In,
				Value: []string{CreditOffered, CreditTaken, CreditContested}}}})
	return n > 0, err
}

// SeeCredit marks a contested credit as read by an officer.
func (s *Service) SeeCredit(ctx context.Context, a actor.Actor, id string) (out Credit, err error) {
	if err := a.Require(actor.Officer); err != nil {
		return out, err
	}
	now := s.now().UnixMilli()
	err = s.db.Run(ctx, func(tx store.Tx) error {
		if out, err = Credits.Get(tx, a.Market, id); err != nil || out.Seen {
			return err
		}
		out.Seen = true
		if err := Credits.Update(tx, &out); err != nil {
			return err
		}
		return audit.Note(tx, a, audit.Change{Kind: "credit", Record: out.ID, Rev: out.Rev, Step: "seen",
			From: out.State, To: out.State, At: now}, out.Market)
	})
	return out, err
}
