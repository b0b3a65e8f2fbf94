package party

import (
	"context"

	"kebang/internal/store"
)

// SweepFiles removes uploads that no record referred to within store.BlobGrace and tells how many; their bytes go with
// the next sweep of the blobs. Maintenance code: it works over all markets.
func (s *Service) SweepFiles(ctx context.Context) (int, error) {
	before := s.ms() - store.BlobGrace
	return run(ctx, s.db, func(tx store.Tx) (int, error) {
		p, err := Files.Find(tx, store.Query{AllMarkets: true, Limit: store.MaxLimit, Where: []store.Cond{
			{Field: "linked", Op: store.Eq, Value: false}, {Field: "created", Op: store.Lt, Value: before}}})
		for i := range p.Items {
			if err == nil {
				err = Files.Delete(tx, &p.Items[i])
			}
		}
		return len(p.Items), err
	})
}
