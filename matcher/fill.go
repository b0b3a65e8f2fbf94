package matcher

import (
	"context"
	"errors"

	"kebang/internal/store"
)

// kinds in the order of reading.
var kinds = []Kind{Demand, Achievement}

// fill puts every visible listing into the index and removes the others. One goroutine reads the records, all cores
// analyse them, and another goroutine puts them. Documents on the shelf made of the same record are taken from there.
func (s *Service) fill(ctx context.Context) (int, error) {
	shelf := s.shelf.read()
	defer shelf.close()
	n, fresh := 0, 0
	for _, kind := range kinds {
		empty := s.emptyOf(ctx, kind)
		alive := map[string]bool{}
		to := s.startPutting(ctx, kind)
		err := s.pages(ctx, kind, shelf, func(page shelfPage) error {
			docs, errs, anew := make([]*Analysed, len(page.items)), make([]error, len(page.items)), make([]bool,
				len(page.items))
			Parallel(len(docs), func(i int) {
				docs[i], anew[i], errs[i] = page.items[i].document(kind)
			})
			for i := range docs {
				if errs[i] != nil {
					return errs[i]
				}
				alive[docs[i].ID] = true
				if anew[i] {
					fresh++
					to.one(docs[i])
				} else {
					to.shelved(docs[i], page.items[i].entry)
				}
			}
			for _, x := range page.ended {
				to.section(x)
			}
			return to.failed()
		})
		if err = errors.Join(err, to.end()); err != nil {
			return 0, err
		}
		n += len(alive)
		if !empty { // else the index holds only the documents put just now
			if err := s.dropOthers(ctx, kind, alive); err != nil {
				return 0, err
			}
		}
	}
	s.mu.Lock()
	s.unshelved = fresh
	s.mu.Unlock()
	return n, nil
}

// emptyOf reports whether the index surely holds no document of a kind.
func (s *Service) emptyOf(ctx context.Context, kind Kind) bool {
	x, ok := As[sized](s.ix)
	if !ok {
		return false
	}
	n, err := x.Size(ctx, kind)
	return err == nil && n == 0
}

// shelfPage are records with their entries, and the sections of the shelf that end among them.
type shelfPage struct {
	items []shelved
	ended []*shelfSection
}

// shelved is a record with its entry on the shelf, which may be nil.
type shelved struct {
	raw   store.Raw
	key   shelfKey
	entry *shelfEntry
}

// document gives the analysed document, and whether it was analysed now.
func (x *shelved) document(kind Kind) (*Analysed, bool, error) {
	if x.entry != nil {
		if a := x.entry.document(&x.key); a != nil {
			return a, false, nil
		}
	}
	d, err := docOfRaw(kind, &x.raw)
	if err != nil {
		return nil, true, err
	}
	return Analyse(*d), true, nil
}

// pages reads records and shelf in parallel, ahead of fn.
func (s *Service) pages(ctx context.Context, kind Kind, shelf *shelfFile, fn func(shelfPage) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ahead := make(chan shelfPage, 4)
	send := func(page shelfPage) error {
		page.ended = shelf.sections()
		select {
		case ahead <- page:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	var failed error
	go func() {
		defer close(ahead)
		failed = s.eachRaw(ctx, kind, func(raws []store.Raw) error {
			items := make([]shelved, len(raws))
			for i := range raws {
				items[i].raw = raws[i]
				if shelf.next != nil {
					items[i].key = keyOfRecord(kind, &raws[i])
					items[i].entry = shelf.of(&items[i].key)
				}
			}
			return send(shelfPage{items: items})
		})
		if failed == nil {
			shelf.kindEnds(kind)
			failed = send(shelfPage{})
		}
	}()
	var err error
	for page := range ahead {
		if err == nil {
			if err = fn(page); err != nil {
				stop() // the reader ends and closes the channel
			}
		}
	}
	if err != nil {
		return err
	}
	return failed
}
