package deal

import (
	"context"

	"kebang/internal/party"
	"kebang/internal/store"
)

// ListCredits reads the credits of the market for an officer, or a broker's own, the last changed first. Contested leaves
// only those that no officer has read.
func (s *Service) ListCredits(ctx context.Context, a party.Actor, contested bool, cursor string, limit int) (page store.Page[Credit], total int64, err error) {
	q := store.Query{Market: a.Market, After: cursor, Limit: limit, Sort: []store.Order{{Field: "updated", Desc: true}}}
	if !a.Is(party.Officer) {
		if err := a.Require(party.Broker); err != nil {
			return page, 0, err
		}
		q.Where = append(q.Where, store.Cond{Field: "broker", Op: store.Eq, Value: a.Person})
	}
	if contested {
		q.Where = append(q.Where, store.Cond{Field: "state", Op: store.Eq, Value: CreditContested}, store.Cond{Field: "seen", Op: store.Eq, Value: false})
	}
	err = s.db.View(ctx, func(tx store.Tx) error {
		if page, err = Credits.Find(tx, q); err != nil {
			return err
		}
		q.After, q.Sort = "", nil
		total, err = Credits.Count(tx, q)
		return err
	})
	return page, total, err
}

// SeeCredit marks a contested credit as read by an officer.
func (s *Service) SeeCredit(ctx context.Context, a party.Actor, id string) (out Credit, err error) {
	if err := a.Require(party.Officer); err != nil {
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
		return party.Note(tx, a, party.Change{Kind: "credit", Record: out.ID, Rev: out.Rev, Step: "seen", From: out.State, To: out.State, At: now}, out.Market)
	})
	return out, err
}
