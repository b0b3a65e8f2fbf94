package mongo

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"kebang/internal/store"
)

const portion = 500

// rewrite replaces the documents of all markets that meet a condition, portion by portion in the order of their keys.
// It returns the number of replaced ones. The revision stays, because the content has not changed, so no reader's ETag
// goes stale. A document changed meanwhile is left, because its writer has stored the newest form.
func (tab *table) rewrite(ctx context.Context, cond bson.D, renew func(store.Raw) (store.Raw, error)) (int, error) {
	total := 0
	for last := ""; ; {
		filter := append(op("_id", "$gt", last), cond...)
		cur, err := tab.coll.Find(ctx, filter, options.Find().SetSort(is("_id", 1)).SetLimit(portion))
		if err != nil {
			return total, err
		}
		var rs []record
		if err := cur.All(ctx, &rs); err != nil || len(rs) == 0 {
			return total, err
		}
		models := make([]driver.WriteModel, len(rs))
		for i, r := range rs {
			n, err := renew(r.raw())
			if err != nil {
				return total, err
			}
			doc, err := tab.document(n, r.Rev)
			if err != nil {
				return total, err
			}
			models[i] = driver.NewReplaceOneModel().SetFilter(at(r.Market, r.ID, r.Rev)).SetReplacement(doc)
			last = key(r.Market, r.ID)
		}
		res, err := tab.coll.BulkWrite(ctx, models)
		if err != nil {
			if dup := tab.duplicate(err); dup != nil {
				return total, dup
			}
			return total, err
		}
		total += int(res.MatchedCount)
	}
}

// extract sets the index values of all documents again and leaves their bodies unchanged.
func (tab *table) extract(ctx context.Context) error {
	if tab.spec.Renew == nil {
		return nil
	}
	_, err := tab.rewrite(ctx, nil, tab.spec.Revalued)
	return err
}

// Migrate rewrites all documents of older shapes in the newest one and returns their number. It may run beside other
// work. It may be interrupted and run again.
func (s *Store) Migrate(ctx context.Context) (int, error) {
	total := 0
	for _, tab := range s.tables.All() {
		if tab.spec.Renew == nil {
			continue
		}
		n, err := tab.rewrite(ctx, op("shape", "$lt", int64(tab.spec.Shape)), tab.spec.Renew)
		total += n
		if err != nil {
			return total, failure(ctx, err)
		}
	}
	return total, nil
}
