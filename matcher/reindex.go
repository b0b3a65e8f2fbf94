package matcher

import (
	"context"

	"kebang/internal/listing"
	"kebang/internal/store"
)

// passes is the most passes over the records before a rebuilt index goes live. The first pass fills it; later ones run
// until nothing has changed since. A market with constant changes is not waited for.
const passes = 5

// Reindex rebuilds a kept index beside the one in use, replaces that in one step and compares it with the records
// again. Changes during the build go to both (see Fresh). An index that differs from the records is never used, unless
// they changed during every pass. It returns the number of listings, 0 for an index in this process, which every start
// fills. Progress may be nil. Matches stay unchanged, because a score does not depend on the index.
func (s *Service) Reindex(ctx context.Context, progress func(done, total int)) (int, error) {
	kept, ok := As[Kept](s.ix)
	if !ok {
		return 0, nil
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	total, err := s.visible(ctx)
	if err != nil {
		return 0, err
	}
	fresh, err := kept.Fresh(ctx)
	if err != nil {
		return 0, err
	}
	b := building{s: s, to: fresh, put: map[Kind]map[string]uint64{Demand: {}, Achievement: {}}}
	b.progress = func() { n := b.size(); progress(n, max(n, total)) }
	for range passes {
		changed, err := b.pass(ctx)
		if err != nil {
			return 0, abandon(ctx, fresh, err)
		}
		if !changed {
			break
		}
	}
	if err := fresh.Swap(ctx); err != nil {
		return 0, abandon(ctx, fresh, err)
	}
	_, err = s.CheckIndex(ctx, true)
	return b.size(), err
}

func abandon(ctx context.Context, f Fresh, cause error) error {
	// The next Fresh deletes what remains after an error here.
	_ = f.Abandon(context.WithoutCancel(ctx))
	return cause
}

// building is an index under construction with the fingerprints of its documents.
type building struct {
	s        *Service
	to       Fresh
	put      map[Kind]map[string]uint64
	progress func()
}

func (b *building) size() int { return len(b.put[Demand]) + len(b.put[Achievement]) }

// pass reads all records and updates the index. It reports whether there was a change. Its writes are done before it
// returns, so that they never overwrite a later document of another process.
func (b *building) pass(ctx context.Context) (changed bool, err error) {
	for _, kind := range kinds {
		put, visible := b.put[kind], make(map[string]bool, len(b.put[kind]))
		err := b.s.eachDoc(ctx, kind, "", func(docs []Doc) error {
			var anew []Doc
			for _, d := range docs {
				visible[d.ID] = true
				if sum := d.Sum(); put[d.ID] != sum {
					put[d.ID] = sum
					anew = append(anew, d)
				}
			}
			if len(anew) == 0 {
				return nil
			}
			changed = true
			analysed := make([]*Analysed, len(anew))
			Parallel(len(anew), func(i int) { analysed[i] = Analyse(anew[i]) })
			b.progress()
			return b.to.Put(ctx, analysed...)
		})
		if err != nil {
			return changed, err
		}
		var gone []string
		for id := range put {
			if !visible[id] {
				delete(put, id)
				gone = append(gone, id)
			}
		}
		if len(gone) > 0 {
			changed = true
			if err := b.to.Delete(ctx, kind, gone...); err != nil {
				return changed, err
			}
		}
	}
	return changed, b.to.Flush(ctx)
}

// visible counts the published listings of all markets.
func (s *Service) visible(ctx context.Context) (n int, err error) {
	err = s.db.View(ctx, func(tx store.Tx) error {
		q := store.Query{AllMarkets: true, Where: []store.Cond{{Field: "visible", Op: store.Eq, Value: true}}}
		d, err := listing.Demands.Count(tx, q)
		if err != nil {
			return err
		}
		a, err := listing.Achievements.Count(tx, q)
		n = int(d + a)
		return err
	})
	return n, err
}
