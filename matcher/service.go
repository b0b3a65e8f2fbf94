package matcher

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/store"
)

// EventRenewed asks for a rematch of all listings after the corpus was renewed. Register OnRenewed for it.
const EventRenewed = "matcher.renewed"

const (
	kept        = 20        // pairs of a listing that its lists read
	renewShare  = 20        // the corpus is renewed after a change of 1/20 of its documents
	renewLeast  = 10        // and at least this many
	renewRest   = 10_000    // ms without another renewal before the rematch
	pieceBytes  = 2_500_000 // bytes of a piece of a stored snapshot; under 4 MB as JSON
	batch       = 1000      // listings a page when the index is filled
	keptCorpora = 3         // stored snapshots; after a rematch no match refers to older ones
)

// Service keeps the matches of published listings up to date and reads them for people.
type Service struct {
	db  store.Engine
	ix  Index
	now func() time.Time

	listings *listing.Service

	build     sync.Mutex // one renewal or rebuild at a time
	filling   atomic.Bool
	mu        sync.RWMutex
	corpus    *Corpus
	shelf     *shelf
	unshelved int // documents put or removed since the shelf was written

	ahead ahead

	changed int // documents put or removed since the snapshot; when shared, those not yet reported to the others

	every  int64 // ms between looks at the changes of other processes; 0 without others
	looked int64 // UTC ms
	tuned  int64 // last seen Standing.Tuned
}

// NewService makes the service. Rebuild or the first event fills the index.
func NewService(db store.Engine, ix Index, now func() time.Time) *Service {
	return &Service{db: db, ix: ix, now: now, listings: listing.NewService(db, now)}
}

// current is the corpus in use. The first call fills index and corpus from the records.
func (s *Service) current(ctx context.Context) (*Corpus, error) {
	s.mu.RLock()
	c := s.corpus
	s.mu.RUnlock()
	if c == nil {
		if err := s.Rebuild(ctx); err != nil {
			return nil, err
		}
		s.mu.RLock()
		c = s.corpus
		s.mu.RUnlock()
	}
	if s.shared() {
		if err := s.look(ctx, false); err != nil {
			return nil, err
		}
		s.mu.RLock()
		c = s.corpus
		s.mu.RUnlock()
	}
	return c, s.tune(ctx, c)
}

// Rebuild makes the index equal to the records of all markets. It loads the newest corpus, or makes one when there is
// none or it is more than a twentieth out of date. An index in this process is filled. A kept one first gets the
// listings that wait in the outbox; then it is compared, and only differences are written. While a kept index is away,
// the stored corpus is loaded all the same, and the error says so.
func (s *Service) Rebuild(ctx context.Context) error {
	s.build.Lock()
	defer s.build.Unlock()
	s.filling.Store(true)
	defer s.filling.Store(false)
	c, err := s.load(ctx)
	if err != nil {
		return err
	}
	var n int
	if kept, ok := As[Kept](s.ix); ok {
		if c != nil {
			s.mu.Lock()
			s.corpus = c
			s.mu.Unlock()
		}
		if err := makeMissing(ctx, kept); err != nil {
			return err
		}
		if _, _, err := s.putWaiting(ctx, false); err != nil {
			return err
		}
		r, err := s.CheckIndex(ctx, true)
		if err != nil {
			return err
		}
		n = r.Records
	} else if n, err = s.fill(ctx); err != nil {
		return err
	}
	if c == nil || stale(c.N, max(n-c.N, c.N-n)) {
		if c, err = s.renew(ctx, c); err != nil {
			return err
		}
	}
	s.mu.Lock()
	s.corpus, s.changed = c, 0
	s.mu.Unlock()
	return nil
}

// stale reports whether a corpus of counted documents needs a recount after changed changes.
func stale(counted, changed int) bool { return changed >= max(renewLeast, counted/renewShare) }

func (s *Service) dropOthers(ctx context.Context, kind Kind, alive map[string]bool) error {
	for after := ""; ; {
		refs, err := s.ix.Revisions(ctx, kind, after, 20*batch)
		if err != nil || len(refs) == 0 {
			return err
		}
		var gone []string
		for _, r := range refs {
			if after = r.ID; !alive[r.ID] {
				gone = append(gone, r.ID)
			}
		}
		if len(gone) > 0 {
			if err := s.ix.Delete(ctx, kind, gone...); err != nil {
				return err
			}
		}
	}
}

// eachDoc reads the visible listings of a market (or of all, for market "") page by page, each page in its own view.
func (s *Service) eachDoc(ctx context.Context, kind Kind, market string, fn func([]Doc) error) error {
	if kind == Demand {
		return eachDoc(ctx, s.db, listing.Demands, kind, market, fn)
	}
	return eachDoc(ctx, s.db, listing.Achievements, kind, market, fn)
}

func eachDoc[C listing.Content](ctx context.Context, db store.Engine, col *store.Collection[listing.Listing[C]],
	kind Kind, market string, fn func([]Doc) error) error {
	q := store.Query{Market: market, AllMarkets: market == "",
		Where: []store.Cond{{Field: "visible", Op: store.Eq, Value: true}}, Limit: batch}
	for {
		var page store.Page[listing.Listing[C]]
		err := db.View(ctx, func(tx store.Tx) (err error) {
			page, err = col.Find(tx, q)
			return err
		})
		if err != nil {
			return err
		}
		docs := make([]Doc, len(page.Items))
		for i := range page.Items {
			docs[i] = docOf(kind, &page.Items[i])
		}
		if err := fn(docs); err != nil {
			return err
		}
		if q.After = page.Next; page.Next == "" {
			return nil
		}
	}
}

// doc reads one present listing; nil when it is not visible.
func (s *Service) doc(tx store.Tx, kind Kind, market, id string) (*Doc, error) {
	if kind == Demand {
		return docIn(tx, listing.Demands, kind, market, id)
	}
	return docIn(tx, listing.Achievements, kind, market, id)
}

// visible reports whether a listing can still be matched, by its index values alone.
func visible(tx store.Tx, kind Kind, market, id string) (bool, error) {
	q := store.Query{Market: market, Where: []store.Cond{{Field: store.IDField, Op: store.Eq, Value: id},
		{Field: "visible", Op: store.Eq, Value: true}}}
	count := listing.Achievements.Count
	if kind == Demand {
		count = listing.Demands.Count
	}
	n, err := count(tx, q)
	return n > 0, err
}

func docIn[C listing.Content](tx store.Tx, col *store.Collection[listing.Listing[C]], kind Kind, market,
	id string) (*Doc, error) {
	l, err := col.Get(tx, market, id)
	switch {
	case fault.Is(err, fault.NotFound):
		return nil, nil
	case err != nil:
		return nil, err
	case !l.Visible():
		return nil, nil
	}
	d := docOf(kind, &l)
	return &d, nil
}
