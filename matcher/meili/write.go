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

// Put adds or replaces documents and waits until they can be found. Large numbers go in several writes, a few at a time,
// which the engine joins; one that fails is sent again.
func (x *Index) Put(ctx context.Context, docs ...*matcher.Analysed) error {
	last := make(map[cacheKey]int, len(docs)) // an id that stands there twice: a lot sent again must not bring back the first
	for i, d := range docs {
		at := cacheKey{d.Kind, d.ID}
		if _, seen := last[at]; !seen && known(d.Kind) {
			if _, err := x.prepare(ctx, d.Kind); err != nil {
				return err
			}
		}
		last[at] = i
	}
	once := make([]*matcher.Analysed, 0, len(last))
	for i, d := range docs {
		if last[cacheKey{d.Kind, d.ID}] == i {
			once = append(once, d)
		}
	}
	s := x.stream(x.uid)
	if err := s.put(ctx, once...); err != nil {
		return err
	}
	if err := s.flush(ctx); err != nil {
		return err
	}
	for _, d := range docs {
		if known(d.Kind) {
			x.cache.put(d.Kind, keyOf(d.ID), sumOf(d), d)
		}
	}
	return nil
}

// Delete removes documents, one task a lot, and waits until they are gone.
func (x *Index) Delete(ctx context.Context, kind matcher.Kind, ids ...string) error {
	if len(ids) == 0 || !known(kind) {
		return nil
	}
	uid, err := x.prepare(ctx, kind)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(ids, lotDocs) {
		keys := make([]string, len(some))
		for i, id := range some {
			keys[i] = keyOf(id)
		}
		err := x.taskWithin(ctx, within(len(some)), func(ctx context.Context) (*meilisearch.TaskInfo, error) {
			return x.api.Index(uid).DeleteDocumentsWithContext(ctx, keys, nil)
		})
		if err != nil {
			return err
		}
		for _, key := range keys {
			x.cache.drop(kind, key)
		}
	}
	return nil
}

// fetch gets documents by key from one index; absent ones are left out.
func (x *Index) fetch(ctx context.Context, uid string, keys, fields []string) (meilisearch.Hits, error) {
	return x.documents(ctx, uid, &meilisearch.DocumentsQuery{Ids: keys, Fields: fields, Limit: int64(len(keys))})
}

func (x *Index) documents(ctx context.Context, uid string, q *meilisearch.DocumentsQuery) (meilisearch.Hits, error) {
	short, cancel := reading(ctx)
	defer cancel()
	var out meilisearch.DocumentsResult
	if err := x.api.Index(uid).GetDocumentsWithContext(short, q, &out); err != nil {
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
