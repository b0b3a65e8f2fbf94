package mongo

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"kebang/internal/store"
	"kebang/internal/store/engine"
)

// loadingMark is the document that marks a half-loaded database. No collection can have its name.
const loadingMark = ":loading"

// exportTime is the longest life of an export's snapshot that the server is asked for, when it is configured for it.
const exportTime = 6 * time.Hour

// Export implements store.Source. It reads in one transaction. A server ends those after a minute by default
// (transactionLifetimeLimitSeconds), which is enough for some hundred thousand documents.
func (s *Store) Export(ctx context.Context, fn func(store.Stored, iter.Seq2[store.Raw, error]) error) error {
	defined := s.tables.All()
	t, end, err := s.start(ctx, false, exportTime)
	if err != nil {
		return err
	}
	defer end()
	sctx := t.sctx
	if err := s.whole(sctx); err != nil {
		return err
	}
	cur, err := s.db.Collection(metaName).Find(sctx, bson.D{}, options.Find().SetSort(is("_id", 1)))
	if err != nil {
		return exportFailed(ctx, err)
	}
	var all []declaration
	if err := cur.All(sctx, &all); err != nil {
		return exportFailed(ctx, err)
	}
	for _, d := range all {
		if d.Name == loadingMark {
			continue
		}
		tab := defined[d.Name]
		if tab == nil {
			tab = &table{spec: store.Spec{Name: d.Name}, coll: s.db.Collection(d.Name)}
		}
		if err := fn(store.Stored{Name: d.Name, Shape: d.Shape}, tab.documents(sctx)); err != nil {
			return err
		}
	}
	return nil
}

func exportFailed(ctx context.Context, err error) error {
	if ctx.Err() == nil && transient(err) {
		return tooOld(err)
	}
	return failure(ctx, err)
}

// documents reads a collection in the order of market and id, with the values of the table's fields.
func (tab *table) documents(ctx context.Context) iter.Seq2[store.Raw, error] {
	return func(yield func(store.Raw, error) bool) {
		cur, err := tab.coll.Find(ctx, bson.D{},
			options.Find().SetSort(bson.D{{Key: "market", Value: 1}, {Key: "id", Value: 1}}))
		if err != nil {
			yield(store.Raw{}, exportFailed(ctx, err))
			return
		}
		defer cur.Close(context.WithoutCancel(ctx)) //nolint:errcheck // cur.Err tells
		for cur.Next(ctx) {
			var r record
			err := bson.Unmarshal(cur.Current, &r)
			raw := r.raw()
			if err == nil {
				raw.Values, err = tab.values(cur.Current)
			}
			if err != nil {
				err = fmt.Errorf("mongo: a document of %s: %w", tab.spec.Name, err)
			}
			if !yield(raw, err) || err != nil {
				return
			}
		}
		if err := cur.Err(); err != nil {
			yield(store.Raw{}, exportFailed(ctx, err))
		}
	}
}

// values reads the stored index values, without absent ones.
func (tab *table) values(doc bson.Raw) (store.Values, error) {
	if len(tab.spec.Fields) == 0 {
		return nil, nil
	}
	out := store.Values{}
	for _, f := range tab.spec.Fields {
		v, err := doc.LookupErr(engine.Column(f.Name))
		if err != nil {
			continue
		}
		var x any
		switch f.Type {
		case store.Int:
			x, _ = v.AsInt64OK()
		case store.Bool:
			x, _ = v.BooleanOK()
		case store.Set:
			var set []string
			if err := v.Unmarshal(&set); err != nil {
				return nil, err
			}
			x = set
		default:
			x, _ = v.StringValueOK()
		}
		out[f.Name] = x
	}
	return out, nil
}

// whole refuses a half-loaded database, unless this process is loading it.
func (s *Store) whole(ctx context.Context) error {
	if s.tables.Filling() {
		return nil
	}
	half, err := s.marked(ctx)
	if half {
		return store.HalfLoaded()
	}
	return failure(ctx, err)
}

func (s *Store) marked(ctx context.Context) (bool, error) {
	err := s.db.Collection(metaName).FindOne(ctx, is("_id", loadingMark)).Err()
	if errors.Is(err, driver.ErrNoDocuments) {
		return false, nil
	}
	return err == nil, err
}

// load is a database that is being filled.
type load struct{ *Store }

// Load implements store.Carrier. It does not notice a process that begins to serve an empty database at the same
// moment. The caller holds the lease that keeps others away.
func (s *Store) Load(ctx context.Context, specs []store.Spec) (store.Loading, error) {
	if err := s.clear(ctx); err != nil {
		return nil, failure(ctx, err)
	}
	s.tables.Fill(true)
	return load{s}, s.Define(ctx, specs)
}

// clear makes sure that the database is empty, or empties one with an interrupted load, and marks it.
func (s *Store) clear(ctx context.Context) error {
	meta := s.db.Collection(metaName)
	cur, err := meta.Find(ctx, bson.D{})
	if err != nil {
		return err
	}
	var all []declaration
	if err := cur.All(ctx, &all); err != nil {
		return err
	}
	half, err := s.marked(ctx)
	if err != nil {
		return err
	}
	drop := []*driver.Collection{s.blobs.files, s.blobs.chunks}
	for _, d := range all {
		if d.Name != loadingMark {
			drop = append(drop, s.db.Collection(d.Name))
		}
	}
	for _, coll := range drop {
		err := coll.FindOne(ctx, bson.D{}).Err()
		if err == nil && !half {
			return store.NotEmpty("数据库 " + s.Name())
		}
		if err != nil && !errors.Is(err, driver.ErrNoDocuments) {
			return err
		}
	}
	if err := remember(ctx, meta, declaration{Name: loadingMark}); err != nil {
		return err
	}
	if !half {
		return nil
	}
	for _, coll := range drop {
		if err := coll.Drop(ctx); err != nil {
			return err
		}
	}
	if _, err := meta.DeleteMany(ctx, op("_id", "$ne", loadingMark)); err != nil {
		return err
	}
	return s.blobs.define(ctx)
}

// atOnce is the most bytes in one message of inserts; the server accepts 48 MB.
const atOnce = 8 << 20

// Add implements store.Loading. It needs no transactions, because until Done nobody else works on the documents.
func (l load) Add(ctx context.Context, coll string, docs []store.Raw) error {
	tab, err := l.tables.Table(coll)
	if err != nil {
		return err
	}
	var batch []bson.D
	size := 0
	flush := func() error {
		if len(batch) == 0 {
			return nil
		}
		_, err := tab.coll.InsertMany(ctx, batch)
		batch, size = nil, 0
		if err != nil {
			if dup := tab.duplicate(err); dup != nil {
				return errors.Join(dup, err)
			}
			return failure(ctx, err)
		}
		return nil
	}
	for _, r := range docs {
		if r, err = tab.spec.Revalued(r); err != nil {
			return errors.Join(err, fmt.Errorf("%s %s/%s", coll, r.Market, r.ID))
		}
		doc, err := tab.document(r, max(r.Rev, 1))
		if err != nil {
			return err
		}
		if size += len(r.Body); size > atOnce {
			if err := flush(); err != nil {
				return err
			}
			size = len(r.Body)
		}
		batch = append(batch, doc)
	}
	return flush()
}

// Done implements store.Loading.
func (l load) Done(ctx context.Context) error {
	if _, err := l.db.Collection(metaName).DeleteOne(ctx, is("_id", loadingMark)); err != nil {
		return failure(ctx, err)
	}
	l.tables.Fill(false)
	return nil
}
