package meili

import (
	"context"
	"slices"
	"sync/atomic"

	"github.com/meilisearch/meilisearch-go"

	"kebang/internal/fault"
	"kebang/matcher"
)

// found names a document of an answer: its key and the fingerprint the server has for it.
type found struct{ key, sum string }

var foundFields = []string{"key", "sum"}

func foundOf(h meilisearch.Hit) found { return found{field(h, "key"), field(h, "sum")} }

// load gives the documents named by an answer, in that order; those that went away meanwhile are left out.
func (x *Index) load(ctx context.Context, kind matcher.Kind, uid string, fs []found) ([]*matcher.Analysed, error) {
	out := make([]*matcher.Analysed, len(fs))
	var missing []string
	place := map[string]int{}
	for i, f := range fs {
		if out[i] = x.cache.get(kind, f.key, f.sum); out[i] == nil {
			missing = append(missing, f.key)
			place[f.key] = i
		}
	}
	if err := x.fetchInto(ctx, kind, uid, missing, func(key string, d *matcher.Analysed) { out[place[key]] = d }); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(out, func(d *matcher.Analysed) bool { return d == nil }), nil
}

const fetchLot = 1000

// fetchInto reads whole documents, analyses them on all cores and remembers them.
func (x *Index) fetchInto(ctx context.Context, kind matcher.Kind, uid string, keys []string, fn func(key string, d *matcher.Analysed)) error {
	for len(keys) > 0 {
		lot := keys[:min(fetchLot, len(keys))]
		keys = keys[len(lot):]
		hits, err := x.fetch(ctx, uid, lot, []string{"key", "sum", "doc"})
		if err != nil {
			return err
		}
		docs := make([]*matcher.Analysed, len(hits))
		var broken atomic.Pointer[error]
		matcher.Parallel(len(hits), func(i int) {
			d, err := read(hits[i]["doc"])
			if err != nil {
				broken.Store(&err)
			}
			docs[i] = d
		})
		if err := broken.Load(); err != nil {
			return fault.Wrap(*err, fault.Internal, "search-document", "检索库里有无法读懂的内容，请运行 kebang reindex 重建。")
		}
		for i, h := range hits {
			f := foundOf(h)
			x.cache.put(kind, f.key, f.sum, docs[i])
			fn(f.key, docs[i])
		}
	}
	return nil
}

// Docs gives documents by id. What an answer named within the last second is not asked for again.
func (x *Index) Docs(ctx context.Context, kind matcher.Kind, ids []string) ([]*matcher.Analysed, error) {
	if len(ids) == 0 || !known(kind) {
		return nil, ctx.Err()
	}
	uid := x.uid(kind)
	byKey := make(map[string]*matcher.Analysed, len(ids))
	var ask []string
	for _, id := range ids {
		key := keyOf(id)
		if d := x.cache.fresh(kind, key); d != nil {
			byKey[key] = d
		} else {
			ask = append(ask, key)
		}
	}
	var whole []string // not here, or changed since
	for len(ask) > 0 {
		lot := ask[:min(fetchLot, len(ask))]
		ask = ask[len(lot):]
		hits, err := x.fetch(ctx, uid, lot, foundFields)
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			f := foundOf(h)
			if d := x.cache.get(kind, f.key, f.sum); d != nil {
				byKey[f.key] = d
			} else {
				whole = append(whole, f.key)
			}
		}
	}
	if err := x.fetchInto(ctx, kind, uid, whole, func(key string, d *matcher.Analysed) { byKey[key] = d }); err != nil {
		return nil, err
	}
	out := make([]*matcher.Analysed, 0, len(ids))
	for _, id := range ids {
		if d := byKey[keyOf(id)]; d != nil {
			out = append(out, d)
		}
	}
	return out, ctx.Err()
}
