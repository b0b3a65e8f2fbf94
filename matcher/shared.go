package matcher

import (
	"context"
	"time"

	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// EventRenew asks for a recount of the corpus. Register OnRenew for it. Only services that share their store emit it.
const EventRenew = "matcher.renew"

// Standing is the state of matching that the processes of a store share; there is one record.
type Standing struct {
	store.Meta
	Corpus  int64 `json:"corpus"`  // number of the newest snapshot
	Tuned   int64 `json:"tuned"`   // raised when weights are adopted
	Changed int64 `json:"changed"` // documents put or removed since the snapshot
}

const standingID = "now"

// Standings is the collection of that record, in the national market.
var Standings = store.Define(store.Def[Standing]{Name: "matching", Shape: 2, Oldest: 2,
	Noun: vocab.Noun("匹配状态", "state of matching"),
	Meta: func(c *Standing) *store.Meta { return &c.Meta }})

// standing changes the record in a transaction.
func standing(tx store.Tx, fn func(*Standing)) error {
	c, err := Standings.Get(tx, store.National, standingID)
	if fault.Is(err, fault.NotFound) {
		c = Standing{Meta: store.Meta{ID: standingID, Market: store.National}}
		fn(&c)
		return Standings.Insert(tx, &c)
	}
	if err != nil {
		return err
	}
	fn(&c)
	return Standings.Update(tx, &c)
}

// Share makes the service look at intervals for a corpus or weights of another process. Changes of the index are then
// counted over all processes. Call it before anything else.
func (s *Service) Share(every time.Duration) { s.every = every.Milliseconds() }

func (s *Service) shared() bool { return s.every > 0 }

// look takes over changes of other processes. Without force it reads at most once in the interval. When the store
// cannot be read, nothing changes.
func (s *Service) look(ctx context.Context, force bool) error {
	if !s.shared() {
		return nil
	}
	now := s.now().UnixMilli()
	s.mu.Lock()
	c, fresh := s.corpus, now >= s.looked && now < s.looked+s.every
	if c == nil || fresh && !force {
		s.mu.Unlock()
		return nil
	}
	s.looked = now
	s.mu.Unlock()
	err := s.takeOver(ctx, c)
	if err != nil && !force && ctx.Err() == nil {
		return nil
	}
	return err
}

func (s *Service) takeOver(ctx context.Context, c *Corpus) error {
	var is Standing
	err := s.db.View(ctx, func(tx store.Tx) (err error) {
		is, err = Standings.Get(tx, store.National, standingID)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		return err
	}
	if is.Corpus > c.Number {
		newest, err := s.load(ctx)
		if err != nil {
			return err
		}
		s.mu.Lock()
		if newest != nil && newest.Number > s.corpus.Number {
			s.corpus = newest
		}
		s.mu.Unlock()
	}
	s.mu.Lock()
	other := is.Tuned != s.tuned
	s.tuned = is.Tuned
	s.mu.Unlock()
	if other {
		s.forgetTuning()
	}
	return nil
}

// countShares is the number of steps in which a process reports the changes that lead to a renewal.
const countShares = 20

// noteShared counts a change together with the other processes. The process that completes the count asks for a recount
// by an event. The recount then happens once, even when that process dies.
func (s *Service) noteShared(ctx context.Context) error {
	s.mu.Lock()
	s.changed++
	limit := max(renewLeast, s.corpus.N/renewShare)
	n := s.changed
	if n < max(1, limit/countShares) {
		s.mu.Unlock()
		return nil
	}
	s.changed = 0
	s.mu.Unlock()
	at := s.now().UnixMilli()
	return s.db.Run(ctx, func(tx store.Tx) error {
		full := false
		err := standing(tx, func(c *Standing) {
			if c.Changed += int64(n); c.Changed >= int64(limit) {
				c.Changed, full = 0, true
			}
		})
		if err != nil || !full {
			return err
		}
		return store.Emit(tx, store.National, EventRenew, "corpus", "count", at)
	})
}

// OnRenew recounts the corpus. An event then rematches all listings.
func (s *Service) OnRenew(ctx context.Context, _ store.Event) error {
	if _, err := s.current(ctx); err != nil {
		return err
	}
	if err := s.look(ctx, true); err != nil {
		return err
	}
	return s.renewNow(ctx)
}
