package matcher

import "context"

// refreshed is how many documents RefreshIndex writes at once: other writes come between.
const refreshed = 1000

// RefreshIndex writes the documents of a kept index again that another program analysed, so that this one need not
// analyse them whenever it reads them. Nothing that can be found changes, so it may be broken off at any time. It
// returns how many were written, 0 for an index in the memory of this process.
func (s *Service) RefreshIndex(ctx context.Context) (int, error) {
	kept, ok := As[Kept](s.ix)
	if !ok {
		return 0, nil
	}
	n := 0
	for _, kind := range kinds {
		for after := ""; ; {
			ids, err := kept.Others(ctx, kind, after, refreshed)
			if err != nil {
				return n, err
			}
			if len(ids) == 0 {
				break
			}
			if err := s.refresh(ctx, kind, ids); err != nil {
				return n, err
			}
			after = ids[len(ids)-1]
			n += len(ids)
		}
	}
	return n, nil
}

func (s *Service) refresh(ctx context.Context, kind Kind, ids []string) error {
	docs, err := s.ix.Docs(ctx, kind, ids)
	if err != nil {
		return err
	}
	again := make([]Doc, len(docs))
	for i, d := range docs {
		again[i] = d.Doc()
	}
	return s.putSafely(ctx, kind, again)
}
