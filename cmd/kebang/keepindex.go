package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"kebang/internal/fault"
	"kebang/matcher"
)

// indexLook is how often a server asks whether its Meilisearch is there.
const indexLook = time.Second

// fillIndex is rebuild for a server: while Meilisearch is away it starts all the same, because everything but searching
// and matching works without it. It reports whether the index is complete.
func (a *app) fillIndex(ctx context.Context) (bool, error) {
	err := a.rebuild(ctx)
	if _, kept := matcher.As[matcher.Kept](a.index); kept && fault.Is(err, fault.Unavailable) && ctx.Err() == nil {
		a.log.Warn("the search index is away; the server starts without it and fills it when it is back", "error", err)
		return false, nil
	}
	return err == nil, err
}

// keepIndex watches an index on Meilisearch. It compares the index with the records and repairs it in three cases:
// Meilisearch came back, lost its documents, or had a full disk. So searches find everything written meanwhile within
// seconds, also when jobs failed. Only a write tells that a full disk has room again, so each look then tries a write.
func (a *app) keepIndex(ctx context.Context, filled bool) {
	if _, kept := matcher.As[matcher.Kept](a.index); !kept {
		return
	}
	var refresh sync.WaitGroup
	defer refresh.Wait()
	if filled {
		refresh.Go(func() { a.refreshIndex(ctx) })
	}
	tick := time.NewTicker(indexLook)
	defer tick.Stop()
	for away := !filled; ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		err := a.matches.PingIndex(ctx)
		if err != nil && !away && ctx.Err() == nil {
			a.log.Warn("the search index is away", "error", err)
		}
		if err != nil && !mendable(err) {
			away = true
			continue
		} else if err == nil && !away {
			continue
		}
		if err := a.rebuild(ctx); err != nil {
			away = true
			if ctx.Err() == nil && !fault.Is(err, fault.Unavailable) {
				a.log.Error("the search index cannot be repaired; it is tried again", "error", err)
			}
			continue
		}
		away = false
		a.log.Info("the search index is back and complete")
		a.worker.Wake()
		refresh.Go(func() { a.refreshIndex(ctx) })
	}
}

// mendable reports whether an index that answers with this error is to be compared with the records.
func mendable(err error) bool {
	var f *fault.Error
	return errors.As(err, &f) && (f.Code == "search-index-missing" || f.Code == "search-disk-full")
}

// refreshIndex makes an index that a former program wrote as quick to read as our own.
func (a *app) refreshIndex(ctx context.Context) {
	switch n, err := a.matches.RefreshIndex(ctx); {
	case ctx.Err() != nil:
	case err != nil:
		a.log.Warn("the search index keeps documents of another program, which are slower to read", "error", err)
	case n > 0:
		a.log.Info("the search index was written anew by this program", "documents", n)
	}
}

// runReindex builds the indexes on Meilisearch anew while those in use go on serving.
func runReindex(ctx context.Context, c *call) error {
	if err := c.withData().parse(0, 0); err != nil {
		return err
	}
	if c.meili == "" {
		fmt.Fprintln(c.err, "没有使用 Meilisearch：检索索引在程序的内存里，每次启动时都根据记录重新建立，无需重建。要重新计算匹配请用 kebang match --all。")
		return nil
	}
	return c.withApp(ctx, func(a *app) error {
		if err := a.needMarket(ctx); err != nil {
			return err
		}
		n, err := a.matches.Reindex(ctx, func(done, total int) { fmt.Fprint(c.err, "\r", bar("重建检索库", done, total)) })
		fmt.Fprintln(c.err)
		if err != nil {
			return err
		}
		fmt.Fprintln(c.err, "新的检索库已启用，旧的已删除；匹配结果不受影响。")
		_, err = fmt.Fprintln(c.out, n)
		return err
	})
}
