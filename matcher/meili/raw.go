package meili

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"

	"github.com/meilisearch/meilisearch-go"

	"kebang/internal/fault"
	"kebang/matcher"
)

// Raw is Meilisearch without a matcher: plain titles, keywords and texts, cut by its own Chinese tokenizer, ordered by
// its own rules. Only kebang eval uses it, as a baseline.
type Raw struct {
	x   *Index
	uid string
}

// OpenRaw makes a Raw in an index of its own.
func OpenRaw(o Options) (*Raw, error) {
	x, err := Open(o)
	if err != nil {
		return nil, err
	}
	return &Raw{x, x.prefix + "_raw"}, nil
}

// Put adds documents and waits for them.
func (r *Raw) Put(ctx context.Context, docs []matcher.Doc) error {
	off := "disabled"
	err := r.x.task(ctx, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return r.x.api.CreateIndexWithContext(ctx, &meilisearch.IndexConfig{Uid: r.uid, PrimaryKey: "key"})
	}, "index_already_exists")
	if err != nil {
		return err
	}
	err = r.x.task(ctx, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return r.x.api.Index(r.uid).UpdateSettingsWithContext(ctx, &meilisearch.Settings{
			SearchableAttributes: []string{"title", "keywords", "text"}, DisplayedAttributes: []string{"key"},
			LocalizedAttributes: settings().LocalizedAttributes, TypoTolerance: settings().TypoTolerance,
			PrefixSearch: &off,
		})
	})
	if err != nil {
		return err
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for i := range docs {
		d := &docs[i]
		if err := enc.Encode(map[string]any{"key": keyOf(d.ID), "title": d.Title, "keywords": d.Keywords,
			"text": d.Text}); err != nil {
			return fault.Cause(err, fault.Internal, fault.T("meili-search-document",
				"内容无法写入检索库。",
				"The content cannot be written to the index."))
		}
		if b.Len() > lotBytes || i == len(docs)-1 {
			if err := r.send(ctx, b.Bytes()); err != nil {
				return err
			}
			b.Reset()
		}
	}
	return nil
}

func (r *Raw) send(ctx context.Context, lines []byte) error {
	return r.x.task(ctx, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return r.x.api.Index(r.uid).AddDocumentsNdjsonWithContext(ctx, lines, nil)
	})
}

// Strategies are Meilisearch's ways to drop words that no document holds.
func (r *Raw) Strategies() []string { return []string{"last", "frequency"} }

// Find gives the ids of the first documents in Meilisearch's own order.
func (r *Raw) Find(ctx context.Context, words, strategy string, limit int) ([]string, error) {
	answers, err := r.x.ask(ctx, []*meilisearch.SearchRequest{{IndexUID: r.uid, Query: words, Locales: locales,
		Limit:            int64(limit),
		MatchingStrategy: meilisearch.MatchingStrategy(strategy), AttributesToRetrieve: []string{"key"}}})
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(answers[0].Hits))
	for i, h := range answers[0].Hits {
		ids[i] = idOf(field(h, "key"))
	}
	return ids, nil
}

// Remove deletes the index.
func (r *Raw) Remove(ctx context.Context) error { return r.x.drop(ctx, r.uid) }

// Remove deletes the indexes with all documents, and every index beside them.
func (x *Index) Remove(ctx context.Context) error {
	var errs []error
	for _, kind := range kinds {
		errs = append(errs, x.drop(ctx, x.uid(kind)), x.drop(ctx, x.besideOf(kind)))
	}
	return errors.Join(errs...)
}

func (x *Index) drop(ctx context.Context, uid string) error {
	defer func() {
		x.mu.Lock()
		defer x.mu.Unlock()
		clear(x.ready)
	}()
	return x.task(ctx, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return x.api.DeleteIndexWithContext(ctx, uid)
	}, missingIndex)
}
