package matcher

import "context"

// refreshed is the number of documents in one write of RefreshIndex. Other writes run between.
const refreshed = 1000

// RefreshIndex rewrites the documents of a kept index that another program analysed. This program then need not analyse
// them at every read. Search results do not change, so it may stop at any time. It returns the number of written
// documents, 0 for an index in the memory of this process.
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
