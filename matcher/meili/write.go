package meili

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/meilisearch/meilisearch-go"

	"kebang/matcher"
)

// Put adds or replaces documents and waits until they can be found. Large numbers go in several writes, a few at a
// time, which the engine joins. A failed write is sent again.
func (x *Index) Put(ctx context.Context, docs ...*matcher.Analysed) error {
	// For an id that occurs twice, a repeated batch must not bring back the first document.
	last := make(map[cacheKey]int, len(docs))
	for i, d := range docs {
		last[cacheKey{d.Kind, d.ID}] = i
	}
	once := map[matcher.Kind][]*matcher.Analysed{}
	for i, d := range docs {
		if last[cacheKey{d.Kind, d.ID}] == i && known(d.Kind) {
			once[d.Kind] = append(once[d.Kind], d)
		}
	}
	for _, kind := range kinds {
		if err := x.putKind(ctx, kind, once[kind]); err != nil {
			return err
		}
	}
	return nil
}

func (x *Index) putKind(ctx context.Context, kind matcher.Kind, docs []*matcher.Analysed) error {
	if len(docs) == 0 {
		return nil
	}
	places, err := x.places(ctx, kind)
	if err != nil {
		return err
	}
	for _, uid := range places {
		s := x.stream(func(matcher.Kind) string { return uid })
		if err := s.put(ctx, docs...); err != nil {
			return err
		}
		if err := s.flush(ctx); err != nil {
			return err
		}
	}
	for _, d := range docs {
		x.cache.put(kind, keyOf(d.ID), sumOf(d), d)
	}
	return nil
}

// places are the indexes of a write: first one under construction, then the one in use. In this order every write is in
// the index that is in use after a swap, whenever the swap happens.
func (x *Index) places(ctx context.Context, kind matcher.Kind) ([]string, error) {
	uid, err := x.prepare(ctx, kind)
	if err != nil {
		return nil, err
	}
	if building, err := x.building(ctx, kind); err != nil || !building {
		return []string{uid}, err
	}
	return []string{x.besideOf(kind), uid}, nil
}

// Delete removes documents, one task a batch, and waits until they are gone.
func (x *Index) Delete(ctx context.Context, kind matcher.Kind, ids ...string) error {
	if len(ids) == 0 || !known(kind) {
		return nil
	}
	places, err := x.places(ctx, kind)
	if err != nil {
		return err
	}
	for _, uid := range places {
		if err := x.remove(ctx, uid, ids); err != nil {
			return err
		}
	}
	for _, id := range ids {
		x.cache.drop(kind, keyOf(id))
	}
	return nil
}

// remove removes documents from one index. A vanished index holds none.
func (x *Index) remove(ctx context.Context, uid string, ids []string) error {
	for some := range slices.Chunk(ids, lotDocs) {
		keys := make([]string, len(some))
		for i, id := range some {
			keys[i] = keyOf(id)
		}
		err := x.taskWithin(ctx, within(len(some)), func(ctx context.Context) (*meilisearch.TaskInfo, error) {
			return x.api.Index(uid).DeleteDocumentsWithContext(ctx, keys, nil)
		}, missingIndex)
		if err != nil {
			return err
		}
	}
	return nil
}

// fetch gets documents by key from one index; absent ones are left out.
func (x *Index) fetch(ctx context.Context, uid string, keys, fields []string) (meilisearch.Hits, error) {
	short, cancel := reading(ctx)
	defer cancel()
	return x.documents(short, uid, &meilisearch.DocumentsQuery{Ids: keys, Fields: fields, Limit: int64(len(keys))})
}

func (x *Index) documents(ctx context.Context, uid string, q *meilisearch.DocumentsQuery) (meilisearch.Hits, error) {
	var out meilisearch.DocumentsResult
	if err := x.api.Index(uid).GetDocumentsWithContext(ctx, q, &out); err != nil {
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
