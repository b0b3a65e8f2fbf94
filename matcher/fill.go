package matcher

import (
	"context"

	"kebang/internal/store"
)

// kinds in the order in which they are read.
var kinds = []Kind{Demand, Achievement}

// filled is how many documents are put into the index at once: postings of many are cheaper than of few.
const filled = 8 * batch

// fill puts every visible listing into the index and takes the others out. The records are read by one goroutine and
// analysed on all cores; what the shelf holds of the very same records is taken from there.
func (s *Service) fill(ctx context.Context) (int, error) {
	shelf := s.shelf.read()
	defer shelf.close()
	n, fresh := 0, 0
	for _, kind := range kinds {
		shelf.kindBegins(kind)
		alive := map[string]bool{}
		var docs []*Analysed
		put := func() error {
			err := s.ix.Put(ctx, docs...)
			docs = docs[:0]
			return err
		}
		err := s.pages(ctx, kind, shelf, func(page []shelved) error {
			first := len(docs)
			docs = append(docs, make([]*Analysed, len(page))...)
			errs, anew := make([]error, len(page)), make([]bool, len(page))
			parallel(len(page), func(i int) {
				docs[first+i], anew[i], errs[i] = page[i].document(kind)
			})
			for i := range page {
				if errs[i] != nil {
					return errs[i]
				}
				alive[page[i].raw.ID] = true
				if anew[i] {
					fresh++
				}
			}
			if len(docs) < filled {
				return nil
			}
			return put()
		})
		if err == nil {
			err = put()
		}
		if err != nil {
			return 0, err
		}
		n += len(alive)
		if err := s.dropOthers(ctx, kind, alive); err != nil {
			return 0, err
		}
	}
	s.mu.Lock()
	s.unshelved = fresh
	s.mu.Unlock()
	return n, nil
}

// shelved is a record with its entry on the shelf, which may be nil.
type shelved struct {
	raw   store.Raw
	key   shelfKey
	entry *shelfEntry
}

// document gives the analysed document, and whether it was analysed anew.
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

// pages reads records and shelf side by side, ahead of fn.
func (s *Service) pages(ctx context.Context, kind Kind, shelf *shelfFile, fn func([]shelved) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ahead := make(chan []shelved, 4)
	var failed error
	go func() {
		defer close(ahead)
		failed = s.eachRaw(ctx, kind, func(raws []store.Raw) error {
			page := make([]shelved, len(raws))
			for i := range raws {
				page[i].raw = raws[i]
				if shelf.r != nil || shelf.next != nil {
					page[i].key = keyOfRecord(kind, &raws[i])
					page[i].entry = shelf.of(&page[i].key)
				}
			}
			select {
			case ahead <- page:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
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
