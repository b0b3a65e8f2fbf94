package matcher

import (
	"context"
	"slices"

	"kebang/internal/listing"
	"kebang/internal/store"
)

// putWaiting brings those listings to a kept index whose jobs wait in the outbox: what was published or withdrawn while
// the index was away. That is found at once then, however long everything takes to be compared. The jobs stay and do
// the matching.
func (s *Service) putWaiting(ctx context.Context) error {
	waiting := map[Kind][]store.Event{}
	err := s.db.View(ctx, func(tx store.Tx) error {
		clear(waiting)
		where := []store.Cond{{Field: "name", Op: store.In, Value: []string{listing.EventPublished, listing.EventRemoved}}}
		return store.Events.Each(tx, store.Query{AllMarkets: true, Where: where}, func(e store.Event) error {
			waiting[Kind(e.Step)] = append(waiting[Kind(e.Step)], e)
			return nil
		})
	})
	if err != nil {
		return err
	}
	for _, kind := range kinds {
		for lot := range slices.Chunk(waiting[kind], repairLot) {
			if err := s.putEvents(ctx, kind, lot); err != nil {
				return err
			}
		}
	}
	return nil
}

// putEvents puts or deletes the listings of events, as they are now.
func (s *Service) putEvents(ctx context.Context, kind Kind, events []store.Event) error {
	var docs []Doc
	var gone []string
	for page := range slices.Chunk(events, batch) {
		now := make([]*Doc, len(page))
		err := s.db.View(ctx, func(tx store.Tx) (err error) {
			for i, e := range page {
				if now[i], err = s.doc(tx, kind, e.Market, e.Record); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		for i, d := range now {
			if d == nil {
				gone = append(gone, page[i].Record)
			} else {
				docs = append(docs, *d)
			}
		}
	}
	if len(gone) > 0 {
		if err := s.ix.Delete(ctx, kind, gone...); err != nil {
			return err
		}
	}
	return s.putSafely(ctx, kind, docs)
}
