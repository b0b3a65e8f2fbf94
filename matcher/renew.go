package matcher

import (
	"context"
	"fmt"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// note counts a change of the index and renews the corpus after enough of them. An event then rematches all listings,
// once the changes have stopped for a while.
func (s *Service) note(ctx context.Context) error {
	if s.shared() {
		return s.noteShared(ctx)
	}
	s.mu.Lock()
	s.unshelved++
	s.changed++
	due := s.corpus != nil && stale(s.corpus.N, s.changed)
	if due {
		s.changed = 0
	}
	s.mu.Unlock()
	if !due {
		return nil
	}
	return s.renewNow(ctx)
}

// renewNow makes the next corpus and emits the event for a rematch.
func (s *Service) renewNow(ctx context.Context) error {
	s.build.Lock()
	defer s.build.Unlock()
	s.mu.RLock()
	old := s.corpus
	s.mu.RUnlock()
	c, err := s.renew(ctx, old)
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.corpus = c
	s.mu.Unlock()
	at := s.now().UnixMilli() + renewRest
	return s.db.Run(ctx, func(tx store.Tx) error {
		return store.Emit(tx, store.National, EventRenewed, "corpus", "all", at)
	})
}

// renew counts the indexed documents and stores the next snapshot. Of two processes at the same time one stores its
// snapshot, and the other uses that one.
func (s *Service) renew(ctx context.Context, old *Corpus) (*Corpus, error) {
	var docs []*Analysed
	for _, kind := range []Kind{Demand, Achievement} {
		ds, err := s.indexed(ctx, kind)
		if err != nil {
			return nil, err
		}
		docs = append(docs, ds...)
	}
	c := NewCorpus(0, docs)
	c.At = s.now().UnixMilli()
	c.Number = 1
	if old != nil {
		c.Number = old.Number + 1
	}
	for range 10 {
		err := s.save(ctx, c)
		if err == nil {
			return c, s.forget(ctx, c.Number)
		}
		if !fault.Is(err, fault.Conflict) {
			return nil, err
		}
		other, err := s.load(ctx)
		if err != nil || other != nil && other.Number >= c.Number {
			return other, err
		}
		c.Number++ // the number belongs to a snapshot in another form
	}
	return nil, fault.Of(fault.Unavailable, fault.T("corpus-numbers",
		"语料快照编号一再冲突，请稍后重试。",
		"The corpus number clashed again and again; please retry later."))
}

func pieceID(number, piece int64) string { return fmt.Sprintf("corpus.%010d.%03d", number, piece) }

func (s *Service) save(ctx context.Context, c *Corpus) error {
	b, err := c.MarshalBinary()
	if err != nil {
		return err
	}
	pieces := int64(len(b)+pieceBytes-1) / pieceBytes
	return s.db.Run(ctx, func(tx store.Tx) error {
		for i := range pieces {
			data := b[i*pieceBytes : min(int64(len(b)), (i+1)*pieceBytes)]
			m := store.Meta{ID: pieceID(c.Number, i), Market: store.National}
			if err := Snapshots.Insert(tx,
				&Snapshot{Meta: m, Number: c.Number, Piece: i, Pieces: pieces, Data: data}); err != nil {
				return err
			}
		}
		return standing(tx, func(x *Standing) { x.Corpus, x.Changed = c.Number, 0 })
	})
}

// load reads the newest complete snapshot. It is nil when there is none or its form is another one.
func (s *Service) load(ctx context.Context) (*Corpus, error) {
	var b []byte
	err := s.db.View(ctx, func(tx store.Tx) error {
		b = nil
		newest, err := Snapshots.First(tx,
			store.Query{Market: store.National, Sort: []store.Order{{Field: "number", Desc: true}}})
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		for i := range newest.Pieces {
			p, err := Snapshots.Get(tx, store.National, pieceID(newest.Number, i))
			if err != nil {
				return err
			}
			b = append(b, p.Data...)
		}
		return nil
	})
	if err != nil || b == nil {
		return nil, err
	}
	if c := (&Corpus{}); c.UnmarshalBinary(b) == nil {
		return c, nil
	}
	return nil, nil // another form, so it is counted again
}

// forget removes snapshots that are no longer needed.
func (s *Service) forget(ctx context.Context, newest int64) error {
	return s.db.Run(ctx, func(tx store.Tx) error {
		var old []Snapshot
		err := Snapshots.Each(tx, store.Query{Market: store.National,
			Where: []store.Cond{{Field: "number", Op: store.Le, Value: newest - keptCorpora}}, Limit: 20},
			func(p Snapshot) error { old = append(old, p); return nil })
		if err != nil {
			return err
		}
		for i := range old {
			if err := Snapshots.Delete(tx, &old[i]); err != nil {
				return err
			}
		}
		return nil
	})
}
