package meili

import (
	"context"
	"regexp"
	"strings"
	"time"

	"github.com/meilisearch/meilisearch-go"

	"kebang/internal/fault"
	"kebang/matcher"
)

// fresh is a pair of indexes beside those in use.
type fresh struct {
	x *Index
	stream
}

func (x *Index) besideOf(kind matcher.Kind) string { return x.uid(kind) + "_new" }

// Fresh begins another pair of indexes and deletes that of an interrupted attempt.
func (x *Index) Fresh(ctx context.Context) (matcher.Fresh, error) {
	f := &fresh{x, x.stream(x.besideOf)}
	if err := f.Abandon(ctx); err != nil {
		return nil, err
	}
	for _, kind := range kinds {
		if _, err := x.prepare(ctx, kind); err != nil { // both sides of a swap must exist
			return nil, err
		}
		if _, err := x.make(ctx, x.besideOf(kind)); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// Put packs documents into writes and sends the full ones.
func (f *fresh) Put(ctx context.Context, docs ...*matcher.Analysed) error { return f.put(ctx, docs...) }

// Delete removes documents, after the documents put before.
func (f *fresh) Delete(ctx context.Context, kind matcher.Kind, ids ...string) error {
	if err := f.flush(ctx); err != nil {
		return err
	}
	return f.x.remove(ctx, f.x.besideOf(kind), ids)
}

// Flush sends the remaining writes and waits for all.
func (f *fresh) Flush(ctx context.Context) error { return f.flush(ctx) }

// building reports whether an index is being built beside the one in use. An index without our settings does not count,
// because the server makes one from any late write after a swap.
func (x *Index) building(ctx context.Context, kind matcher.Kind) (bool, error) {
	short, cancel := reading(ctx)
	defer cancel()
	have, err := x.api.Index(x.besideOf(kind)).GetSettingsWithContext(short)
	if absent(err) {
		return false, nil
	}
	if err != nil {
		return false, x.fail(ctx, err)
	}
	return same(have, settings()), nil
}

// Swap replaces both old indexes by the built ones in one step and deletes the old ones, those of former forms too.
func (f *fresh) Swap(ctx context.Context) error {
	if err := f.flush(ctx); err != nil {
		return err
	}
	var pairs []*meilisearch.SwapIndexesParams
	for _, kind := range kinds {
		pairs = append(pairs, &meilisearch.SwapIndexesParams{Indexes: []string{f.x.uid(kind), f.x.besideOf(kind)}})
	}
	born, err := f.born(ctx, f.x.besideOf(matcher.Achievement))
	if err != nil {
		return err
	}
	task, err := f.x.send(ctx, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return f.x.api.SwapIndexesWithContext(ctx, pairs)
	})
	if err != nil {
		return err
	}
	failed, err := f.x.wait(ctx, task, writeLimit)
	if hasCode(err, missingTask) { // a key for single indexes does not see the task
		err = f.swapped(ctx, born)
	}
	if err == nil && failed != nil {
		err = f.x.refused(failed)
	}
	if err != nil {
		return err
	}
	return f.Abandon(ctx)
}

// born is the time when an index was made. It distinguishes indexes of the same name.
func (f *fresh) born(ctx context.Context, uid string) (time.Time, error) {
	short, cancel := reading(ctx)
	defer cancel()
	i, err := f.x.api.GetIndexWithContext(short, uid)
	if err != nil {
		return time.Time{}, f.x.fail(ctx, err)
	}
	return i.CreatedAt, nil
}

// swapped waits until the index in use is the one made at that time.
func (f *fresh) swapped(ctx context.Context, born time.Time) error {
	for end := time.Now().Add(time.Minute); time.Now().Before(end); {
		now, err := f.born(ctx, f.x.uid(matcher.Achievement))
		if err != nil || now.Equal(born) {
			return err
		}
		if err := pause(ctx, 50*time.Millisecond); err != nil {
			return err
		}
	}
	return fault.Of(fault.Unavailable, fault.T("search-busy",
		"检索服务太忙，新的检索库还没有启用。请稍后运行 kebang check 查看，必要时再运行 kebang reindex。",
		"The search engine is too busy; the new index is not in use yet. Run kebang check later, and kebang reindex "+
			"again if need be."))
}

// Abandon deletes all indexes beside those in use: unfinished ones, replaced ones, those of former forms.
func (f *fresh) Abandon(ctx context.Context) error {
	ours := regexp.MustCompile(`^` + regexp.QuoteMeta(f.x.prefix) + `_(demand|achievement)_v[0-9]+(_new)?$`)
	short, cancel := reading(ctx)
	list, err := f.x.api.ListIndexesWithContext(short, &meilisearch.IndexesQuery{Limit: 1000})
	cancel()
	if err != nil {
		return f.x.fail(ctx, err)
	}
	for _, i := range list.Results {
		if !ours.MatchString(i.UID) || strings.HasSuffix(i.UID, "_"+form) {
			continue
		}
		err := f.x.task(ctx, func(ctx context.Context) (*meilisearch.TaskInfo, error) {
			return f.x.api.DeleteIndexWithContext(ctx, i.UID)
		}, missingIndex)
		if err != nil {
			return err
		}
	}
	return nil
}
