package files

import (
	"context"

	"kebang/internal/store"
	"kebang/internal/workday"
)

// Bounds of uploads without a record. Each may stay for looseGrace, because its form may not be saved yet. Beyond
// looseBytes in all, the oldest go sooner, but none younger than looseLeast.
const (
	looseGrace = workday.DayMS
	looseBytes = 1 << 30
	looseLeast = 3600 * 1000 // ms
)

// Sweep removes uploads without a record, by age and by size, and returns their number. Their bytes go with the next
// sweep of the blobs. It is maintenance code over all markets.
func (s *Service) Sweep(ctx context.Context) (int, error) { return s.sweep(ctx, looseBytes) }

func (s *Service) sweep(ctx context.Context, most int64) (int, error) {
	now := s.ms()
	loose := func(before int64) store.Query {
		return store.Query{AllMarkets: true, Where: []store.Cond{
			{Field: "linked", Op: store.Eq, Value: false}, {Field: "created", Op: store.Lt, Value: before}}}
	}
	removed, err := store.Clear(ctx, s.db, Files, loose(now-looseGrace))
	if err != nil {
		return removed, err
	}
	var all int64
	var old []File
	err = s.db.View(ctx, func(tx store.Tx) error {
		all, old = 0, nil
		q := loose(now + looseLeast) // with those of a clock that is slightly fast
		q.Sort = []store.Order{{Field: "created"}}
		return Files.Each(tx, q, func(f File) error {
			if all += f.Size; f.CreatedAt < now-looseLeast {
				old = append(old, f)
			}
			return nil
		})
	})
	for i := 0; err == nil && all > most && i < len(old); i++ {
		var gone bool
		if gone, err = s.dropLoose(ctx, old[i]); gone {
			removed++
		}
		all -= old[i].Size
	}
	return removed, err
}

// dropLoose removes a file unless a record has linked it meanwhile.
func (s *Service) dropLoose(ctx context.Context, f File) (bool, error) {
	return store.Write(ctx, s.db, func(tx store.Tx) (bool, error) {
		is, err := Files.Get(tx, f.Market, f.ID)
		if err != nil || len(is.Links) > 0 {
			return false, store.Optional(err)
		}
		return true, Files.Delete(tx, &is)
	})
}
