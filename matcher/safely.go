package matcher

import (
	"context"

	"kebang/internal/store"
)

// address is the market and the id of a listing.
type address struct{ market, id string }

// published gives the present listings; nil is one that is not published.
func (s *Service) published(ctx context.Context, kind Kind, at []address) ([]*Doc, error) {
	now := make([]*Doc, len(at))
	for from := 0; from < len(at); from += batch {
		err := s.db.View(ctx, func(tx store.Tx) (err error) {
			for i := from; i < min(from+batch, len(at)) && err == nil; i++ {
				now[i], err = s.doc(tx, kind, at[i].market, at[i].id)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return now, nil
}

// putSafely puts documents and then reads their listings again. A listing published or withdrawn meanwhile is put or
// deleted again.
func (s *Service) putSafely(ctx context.Context, kind Kind, docs []Doc) error {
	for len(docs) > 0 {
		analysed, at := make([]*Analysed, len(docs)), make([]address, len(docs))
		Parallel(len(docs), func(i int) { analysed[i], at[i] = Analyse(docs[i]), address{docs[i].Market, docs[i].ID} })
		if err := s.ix.Put(ctx, analysed...); err != nil {
			return err
		}
		now, err := s.published(ctx, kind, at)
		if err != nil {
			return err
		}
		var again []Doc
		var gone []address
		for i, d := range now {
			switch {
			case d == nil:
				gone = append(gone, at[i])
			case d.Sum() != docs[i].Sum():
				again = append(again, *d)
			}
		}
		if err := s.takeOut(ctx, kind, gone); err != nil {
			return err
		}
		docs = again
	}
	return nil
}

// takeOut deletes documents and then reads their listings again. A listing published meanwhile is put again, because
// its document may have been put before the deletion.
func (s *Service) takeOut(ctx context.Context, kind Kind, gone []address) error {
	if len(gone) == 0 {
		return nil
	}
	ids := make([]string, len(gone))
	for i, g := range gone {
		ids[i] = g.id
	}
	if err := s.ix.Delete(ctx, kind, ids...); err != nil {
		return err
	}
	now, err := s.published(ctx, kind, gone)
	if err != nil {
		return err
	}
	var back []Doc
	for _, d := range now {
		if d != nil {
			back = append(back, *d)
		}
	}
	return s.putSafely(ctx, kind, back)
}
