package meili

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"

	"github.com/meilisearch/meilisearch-go"

	"kebang/internal/fault"
	"kebang/matcher"
)

// Bounds of one write.
const (
	lotDocs  = 5000
	lotBytes = 16 << 20
)

// lot is one write: documents of one kind, one JSON object a line.
type lot struct {
	kind  matcher.Kind
	lines bytes.Buffer
	docs  int
}

// lots packs documents of one kind. When an id stands there twice the last one holds, as in the index.
func lots(kind matcher.Kind, docs []*matcher.Analysed) ([]*lot, error) {
	var out []*lot
	for _, d := range docs {
		if d.Kind != kind {
			continue
		}
		if len(out) == 0 || out[len(out)-1].docs >= lotDocs || out[len(out)-1].lines.Len() >= lotBytes {
			out = append(out, &lot{kind: kind})
		}
		if err := out[len(out)-1].add(d); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (l *lot) add(d *matcher.Analysed) error {
	s, err := stored(d)
	if err == nil {
		err = json.NewEncoder(&l.lines).Encode(s)
	}
	if err != nil {
		return fault.Wrap(err, fault.Internal, "search-document", "内容无法写入检索库。")
	}
	l.docs++
	return nil
}

func (x *Index) sendLot(ctx context.Context, uid string, l *lot) (*meilisearch.TaskInfo, error) {
	key := "key"
	return x.api.Index(uid).AddDocumentsNdjsonWithContext(ctx, l.lines.Bytes(), &meilisearch.DocumentOptions{PrimaryKey: &key})
}

// Put adds or replaces documents and waits until they can be found. Large numbers go in several writes, which the engine
// joins; one that fails is sent again.
func (x *Index) Put(ctx context.Context, docs ...*matcher.Analysed) error {
	for _, kind := range kinds {
		ls, err := lots(kind, docs)
		if err != nil {
			return err
		}
		if len(ls) == 0 {
			continue
		}
		uid, err := x.prepare(ctx, kind)
		if err != nil {
			return err
		}
		if err := x.putLots(ctx, uid, ls); err != nil {
			return err
		}
	}
	for _, d := range docs {
		if known(d.Kind) {
			x.cache.put(d.Kind, keyOf(d.ID), sumOf(d), d)
		}
	}
	return nil
}

// putLots sends all before it waits for the first, and sends what failed once more by itself.
func (x *Index) putLots(ctx context.Context, uid string, ls []*lot) error {
	tasks := make([]int64, len(ls))
	for i, l := range ls {
		var err error
		if tasks[i], err = x.send(ctx, func(ctx context.Context) (*meilisearch.TaskInfo, error) { return x.sendLot(ctx, uid, l) }); err != nil {
			return err
		}
	}
	for i, l := range ls {
		failed, err := x.wait(ctx, tasks[i])
		if err != nil {
			return err
		}
		if failed == nil {
			continue
		}
		err = x.task(ctx, func(ctx context.Context) (*meilisearch.TaskInfo, error) { return x.sendLot(ctx, uid, l) })
		if err != nil {
			return err
		}
	}
	return nil
}

// Delete removes documents and waits until they are gone.
func (x *Index) Delete(ctx context.Context, kind matcher.Kind, ids ...string) error {
	if len(ids) == 0 || !known(kind) {
		return nil
	}
	uid, err := x.prepare(ctx, kind)
	if err != nil {
		return err
	}
	keys := make([]string, len(ids))
	for i, id := range ids {
		keys[i] = keyOf(id)
	}
	err = x.task(ctx, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return x.api.Index(uid).DeleteDocumentsWithContext(ctx, keys, nil)
	})
	if err != nil {
		return err
	}
	for _, key := range keys {
		x.cache.drop(kind, key)
	}
	return nil
}

// fetch gets documents by key from one index; absent ones are left out.
func (x *Index) fetch(ctx context.Context, uid string, keys, fields []string) (meilisearch.Hits, error) {
	short, cancel := reading(ctx)
	defer cancel()
	var out meilisearch.DocumentsResult
	err := x.api.Index(uid).GetDocumentsWithContext(short, &meilisearch.DocumentsQuery{Ids: keys, Fields: fields, Limit: int64(len(keys))}, &out)
	if err != nil {
		return nil, x.fail(ctx, err)
	}
	return out.Results, nil
}

func field(h meilisearch.Hit, name string) string {
	var s string
	if raw := h[name]; len(raw) > 2 && raw[0] == '"' && bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1])
	} else if json.Unmarshal(raw, &s) != nil {
		return strings.Trim(string(raw), `"`)
	}
	return s
}
