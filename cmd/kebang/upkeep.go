package main

import (
	"context"
	"runtime/debug"
	"time"

	"kebang/api"
	"kebang/internal/files"
	"kebang/internal/intake"
	"kebang/internal/ledger"
	"kebang/internal/store"
)

// upkeep removes things past their time, once an hour. They are spent tickets, ended sessions, unanswered deals, the
// bidding for challenges and uploads that no record took. They are also bytes without a reference, and the rest of
// deleted records in the files. Of several processes on one store one does it.
func (a *app) upkeep(ctx context.Context, srv *api.Handler) {
	hourly := time.NewTicker(time.Hour)
	defer hourly.Stop()
	for {
		a.keepShelf(ctx)
		debug.FreeOSMemory() // filling the index and writing the shelf leave about as much behind as they keep
		if err := a.tidy(ctx, srv); err != nil && ctx.Err() == nil {
			a.log.Error("upkeep failed; it is tried again in an hour", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-hourly.C:
		}
	}
}

// keepShelf writes the file of analysed documents when enough has changed.
func (a *app) keepShelf(ctx context.Context) {
	if _, err := a.matches.KeepShelf(ctx); err != nil && ctx.Err() == nil {
		a.log.WarnContext(ctx, "the analysed documents cannot be kept for the next start", "error", err)
	}
}

func (a *app) tidy(ctx context.Context, srv *api.Handler) error {
	// A little less than the pace of the asking, so that a single process does it each time it asks.
	mine, err := store.Take(ctx, a.db, "upkeep", a.now().UnixMilli(), (time.Hour - time.Minute).Milliseconds())
	if err != nil || !mine {
		return err
	}
	if err := srv.Sweep(ctx); err != nil {
		return err
	}
	lapsed, err := a.deals.Lapse(ctx)
	if err != nil {
		return err
	}
	if lapsed > 0 {
		a.log.Info("unanswered deals lapsed", "deals", lapsed)
	}
	if _, err := a.challenges.Close(ctx); err != nil {
		return err
	}
	files, err := a.files.Sweep(ctx)
	if err != nil {
		return err
	}
	if _, err := a.files.SweepQuotas(ctx); err != nil {
		return err
	}
	set, err := a.settings.Settings(ctx)
	if err != nil {
		return err
	}
	if _, err := a.access.Sweep(ctx, set.LogMonths); err != nil {
		return err
	}
	if own, ok := a.engine.(interface{ Scrub(context.Context) error }); ok {
		if err := own.Scrub(ctx); err != nil {
			return err
		}
	}
	blobs, err := store.Sweep(ctx, a.db.Blobs(), a.now().UnixMilli(), a.blobsInUse)
	if files+blobs > 0 {
		a.log.Info("upkeep removed unused files", "files", files, "blobs", blobs)
	}
	return err
}

// blobsInUse reads every reference to a blob from one snapshot. A record kind that refers to blobs directly must be
// added here; those that go through files.Files are covered.
func (a *app) blobsInUse(ctx context.Context) (map[string]bool, error) {
	used := map[string]bool{}
	err := a.db.View(ctx, func(tx store.Tx) error {
		err := files.Files.Each(tx, store.Query{AllMarkets: true},
			func(f files.File) error { used[f.Blob] = true; return nil })
		if err != nil {
			return err
		}
		err = ledger.Books.Each(tx, store.Query{AllMarkets: true}, func(b ledger.Book) error {
			if b.Sheet != nil {
				used[b.Sheet.Blob] = true
			}
			return nil
		})
		if err != nil {
			return err
		}
		return intake.Imports.Each(tx, store.Query{AllMarkets: true},
			func(i intake.Import) error { used[i.Blob] = true; return nil })
	})
	return used, err
}
