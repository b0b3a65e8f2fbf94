package mongo

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"kebang/internal/store"
	"kebang/internal/store/engine"
)

type tx struct {
	caller context.Context
	ctx    context.Context // context of callbacks: the caller's, with a time limit
	sctx   context.Context // the same with the session, for statements of this transaction only
	s      *Store
	sess   *driver.Session
	write  bool
	begun  time.Time
	broken error // set when the server has rolled back; nothing may commit then
	lost   error // set when others broke it; the callback may run again
	cut    bool  // the connection broke, so the server may not know that the transaction has ended
}

func (t *tx) Context() context.Context { return t.ctx }

// statement limits the time of one statement of a change. A primary without power is only visible as silence; the limit
// leaves time for another try. A view may read for long.
func (t *tx) statement() (context.Context, context.CancelFunc) {
	if !t.write {
		return t.sctx, func() {}
	}
	return context.WithTimeout(t.sctx, reach)
}

// failed records the effect of a failed statement on the transaction.
func (t *tx) failed(tab *table, err error) error {
	if err == nil {
		return nil
	}
	t.cut = t.cut || gone(err)
	if t.ctx.Err() == nil && !full(err) && (transient(err) || gone(err)) { // before any commit
		t.lost = err
	}
	if tab != nil {
		if dup := tab.duplicate(err); dup != nil {
			t.broken = dup
			return dup
		}
	}
	if t.broken = failure(t.caller, err); t.outlived(err) {
		t.broken = tooOld(err)
	}
	return t.broken
}

// longView is the age from which a view unknown to the server has outlived transactionLifetimeLimitSeconds. A younger
// one may have met a change of the primary, which has the same error.
const longView = 10 * time.Second

func (t *tx) outlived(err error) bool {
	return !t.write && t.caller.Err() == nil && transient(err) && !gone(err) && time.Since(t.begun) >= longView
}

func (t *tx) touch() error {
	ctx, cancel := context.WithTimeout(t.sctx, reach)
	defer cancel()
	err := t.s.db.Collection(metaName).FindOne(ctx, bson.D{{Key: "_id", Value: ""}}).Err()
	if errors.Is(err, driver.ErrNoDocuments) {
		return nil
	}
	return t.failed(nil, err)
}

// record is the fixed part of a stored document.
type record struct {
	Market string `bson:"market"`
	ID     string `bson:"id"`
	Rev    int64  `bson:"rev"`
	Shape  int    `bson:"shape"`
	Body   string `bson:"body"`
}

func (r record) raw() store.Raw {
	return store.Raw{ID: r.ID, Market: r.Market, Rev: r.Rev, Shape: r.Shape, Body: []byte(r.Body)}
}

// key is the _id of a document, because ids are unique inside a market only. Markets are region codes or "cn", never
// with a slash.
func key(market, id string) string { return market + "/" + id }

const idsAtOnce = 5000 // far below the 16 MB of a message

func (t *tx) Many(coll, market string, ids []string) ([]store.Raw, error) {
	tab, err := t.readable(coll)
	if err != nil || strings.Contains(market, "/") {
		return nil, err
	}
	found := make(map[string]store.Raw, len(ids))
	for part := range slices.Chunk(ids, idsAtOnce) {
		keys := make(bson.A, len(part))
		for i, id := range part {
			keys[i] = key(market, id)
		}
		filter := bson.D{{Key: "market", Value: market}, {Key: "_id", Value: bson.D{{Key: "$in", Value: keys}}}}
		if len(part) == 1 {
			filter[1].Value = keys[0]
		}
		err := t.each(tab, filter, func(doc bson.Raw) error {
			var r record
			if err := bson.Unmarshal(doc, &r); err != nil {
				return err
			}
			found[r.ID] = r.raw()
			return nil
		}, options.Find().SetBatchSize(int32(len(part)+1)))
		if err != nil {
			return nil, err
		}
	}
	return engine.InOrder(ids, found), nil
}

// each passes the documents of a query in their stored form.
func (t *tx) each(tab *table, filter any, fn func(bson.Raw) error, o *options.FindOptionsBuilder) error {
	ctx, cancel := t.statement()
	defer cancel()
	cur, err := tab.coll.Find(ctx, filter, o)
	if err != nil {
		return t.failed(nil, err)
	}
	defer t.done(cur)
	for t.next(cur) {
		if err := fn(cur.Current); err != nil {
			return err
		}
	}
	return t.failed(nil, cur.Err())
}

func (t *tx) next(cur *driver.Cursor) bool {
	ctx, cancel := t.statement()
	defer cancel()
	return cur.Next(ctx)
}

func (t *tx) done(cur *driver.Cursor) {
	ctx, cancel := t.statement()
	defer cancel()
	_ = cur.Close(ctx) // cur.Err has the error
}

func (t *tx) readable(coll string) (*table, error) {
	if t.broken != nil {
		return nil, t.broken
	}
	return t.s.tables.Table(coll)
}

func (t *tx) writable(coll string) (*table, error) {
	if err := engine.Writable(t.write, t.broken); err != nil {
		return nil, err
	}
	return t.s.tables.Table(coll)
}

// document is the stored form of a record.
func (tab *table) document(r store.Raw, rev int64) (bson.D, error) {
	values, err := engine.Ready(tab.spec, r)
	if err != nil {
		return nil, err
	}
	if strings.Contains(r.Market, "/") {
		return nil, store.Misuse("%s: a slash in the market", tab.spec.Name)
	}
	doc := bson.D{{Key: "_id", Value: key(r.Market, r.ID)}, {Key: "market", Value: r.Market}, {Key: "id", Value: r.ID},
		{Key: "rev", Value: rev},
		{Key: "shape", Value: int64(r.Shape)}}
	for _, f := range tab.spec.Fields {
		if v, ok := values[f.Name]; ok {
			doc = append(doc, bson.E{Key: engine.Column(f.Name), Value: v})
		}
	}
	return append(doc, bson.E{Key: "body", Value: string(r.Body)}), nil
}

// at selects a document in one revision. The market is the shard key.
func at(market, id string, rev int64) bson.D {
	return bson.D{{Key: "_id", Value: key(market, id)}, {Key: "market", Value: market}, {Key: "rev", Value: rev}}
}

func (t *tx) Insert(coll string, r store.Raw) error {
	tab, err := t.writable(coll)
	if err != nil {
		return err
	}
	doc, err := tab.document(r, max(r.Rev, 1))
	if err != nil {
		return err
	}
	ctx, cancel := t.statement()
	defer cancel()
	_, err = tab.coll.InsertOne(ctx, doc)
	return t.failed(tab, err)
}

func (t *tx) Update(coll string, r store.Raw, rev int64) error {
	tab, err := t.writable(coll)
	if err != nil {
		return err
	}
	doc, err := tab.document(r, rev+1)
	if err != nil {
		return err
	}
	ctx, cancel := t.statement()
	defer cancel()
	res, err := tab.coll.ReplaceOne(ctx, at(r.Market, r.ID, rev), doc)
	if err != nil {
		return t.failed(tab, err)
	}
	if res.MatchedCount == 0 {
		return engine.Unchanged(t, coll, r.Market, r.ID)
	}
	return nil
}

func (t *tx) Delete(coll, market, id string, rev int64) error {
	tab, err := t.writable(coll)
	if err != nil {
		return err
	}
	ctx, cancel := t.statement()
	defer cancel()
	res, err := tab.coll.DeleteOne(ctx, at(market, id, rev))
	if err != nil {
		return t.failed(tab, err)
	}
	if res.DeletedCount == 0 {
		return engine.Unchanged(t, coll, market, id)
	}
	return nil
}
