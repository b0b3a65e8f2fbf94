package meili

import (
	"cmp"
	"context"
	"slices"

	"github.com/meilisearch/meilisearch-go"

	"kebang/internal/fault"
	"kebang/matcher"
)

// found is a document in an answer: its key and its fingerprint on the server.
type found struct{ key, sum string }

var foundFields = []string{"key", "sum"}

func foundOf(h meilisearch.Hit) found { return found{field(h, "key"), field(h, "sum")} }

// load gives the documents of an answer, in that order. Those removed meanwhile are left out.
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
	if err := x.fetchInto(ctx, kind, uid, missing,
		func(key string, d *matcher.Analysed) { out[place[key]] = d }); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(out, func(d *matcher.Analysed) bool { return d == nil }), nil
}

// fetchLot is the number of documents in one request.
const fetchLot = 1000

// fetchInto reads whole documents and remembers them.
func (x *Index) fetchInto(ctx context.Context, kind matcher.Kind, uid string, keys []string,
	fn func(key string, d *matcher.Analysed)) error {
	for some := range slices.Chunk(keys, fetchLot) {
		got, err := x.whole(ctx, uid, some)
		if err != nil {
			return err
		}
		for _, w := range got {
			x.cache.put(kind, w.key, w.sum, w.doc)
			fn(w.key, w.doc)
		}
	}
	return nil
}

// whole is a document of an answer.
type whole struct {
	found
	doc *matcher.Analysed
}

// whole reads documents on all cores. It reads the form that this program analysed where they carry it, else it
// analyses their Doc.
func (x *Index) whole(ctx context.Context, uid string, keys []string) ([]whole, error) {
	var out []whole
	if !x.forms.off() {
		hits, err := x.fetch(ctx, uid, keys, []string{"key", "sum", "form"})
		if err != nil {
			return nil, err
		}
		all := make([]whole, len(hits))
		matcher.Parallel(len(hits), func(i int) {
			f := foundOf(hits[i])
			all[i] = whole{f, x.forms.read(field(hits[i], "form"), f.sum)}
		})
		keys = nil
		for _, w := range all {
			if w.doc != nil {
				out = append(out, w)
			} else {
				keys = append(keys, w.key)
			}
		}
	}
	if len(keys) == 0 {
		return out, nil
	}
	hits, err := x.fetch(ctx, uid, keys, []string{"key", "sum", "doc"})
	if err != nil {
		return nil, err
	}
	all, errs := make([]whole, len(hits)), make([]error, len(hits))
	matcher.Parallel(len(hits), func(i int) {
		all[i].found = foundOf(hits[i])
		all[i].doc, errs[i] = read(hits[i]["doc"])
	})
	if err := cmp.Or(errs...); err != nil {
		return nil, fault.Cause(err, fault.Internal, fault.T("search-document",
			"检索库里有无法读懂的内容，请运行 kebang reindex 重建。",
			"The index holds something unreadable; run kebang reindex."))
	}
	return append(out, all...), nil
}

// Docs gives documents by id. A document that an answer named within the last second is not requested again.
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
	var unknown []string // not in the cache, or changed since
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
				unknown = append(unknown, f.key)
			}
		}
	}
	if err := x.fetchInto(ctx, kind, uid, unknown,
		func(key string, d *matcher.Analysed) { byKey[key] = d }); err != nil {
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
