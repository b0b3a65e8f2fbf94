package files

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/store"
)

func TestUploadQuota(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	admin := w.actor(marketA, actor.Admin)
	set, err := w.settings.SettingsFor(ctx, admin)
	if err != nil {
		t.Fatal(err)
	}
	set.UploadFiles, set.UploadMB = 10, 50
	if _, err := w.settings.SaveSettings(ctx, admin, 0, set.SettingsForm); err != nil {
		t.Fatal(err)
	}
	firm, other := w.actor(marketA, actor.Enterprise), w.actor(marketB, actor.Enterprise)
	charge := func(name string, a actor.Actor, bytes int64, ok bool) {
		t.Helper()
		err := w.ChargeUpload(ctx, a, bytes)
		if ok != (err == nil) || err != nil &&
			(!fault.Is(err, fault.TooMany) || !strings.Contains(err.Error(), "10个、共50 MB")) {
			t.Errorf("%s: %v, want ok: %v", name, err, ok)
		}
	}
	charge("20 MB", firm, 20<<20, true)
	charge("another 20 MB", firm, 20<<20, true)
	charge("beyond 50 MB", firm, 20<<20, false)
	charge("a small one still", firm, 1<<20, true)
	charge("another account", other, 20<<20, true)
	for i := range 7 {
		charge(fmt.Sprint("small ", i), firm, 1, true)
	}
	charge("the eleventh file", firm, 1, false)
	charge("the program itself", actor.SystemActor(marketA), 1<<40, true)
	w.now = w.now.Add(24 * time.Hour)
	charge("on the next day", firm, 20<<20, true)
	w.now = w.now.Add(48 * time.Hour)
	if n, err := w.SweepQuotas(ctx); n != 2 || err != nil {
		t.Errorf("swept %d counts: %v", n, err)
	}
}

// TestManyLooseFiles: the sweep removes every old file, and the oldest files while their total size is too large.
func TestManyLooseFiles(t *testing.T) {
	w, ctx := newWorld(t), context.Background()
	upload := func(name string, n int, size int64, links ...Link) {
		t.Helper()
		err := w.db.Run(ctx, func(tx store.Tx) error {
			for i := range n {
				f := File{Meta: store.Meta{ID: fmt.Sprintf("%s-%04d", name, i), Market: marketA}, Uploader: "p",
					Blob: "b", Size: size, Links: links, CreatedAt: w.now.UnixMilli()}
				if err := Files.Insert(tx, &f); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	sweep := func(most int64, want int) {
		t.Helper()
		if n, err := w.sweep(ctx, most); n != want || err != nil {
			t.Errorf("swept %d, %v; want %d", n, err, want)
		}
	}
	upload("aged", 2500, 1)
	upload("used", 10, 1<<30, Link{Kind: "contract", Record: "c"})
	w.now = w.now.Add(looseGrace*time.Millisecond + time.Second)
	sweep(looseBytes, 2500)
	upload("morning", 10, 100)
	w.now = w.now.Add(2 * time.Hour)
	upload("noon", 10, 100)
	sweep(2000, 0) // 2,000 bytes may stay
	sweep(1500, 5) // the oldest ones go
	sweep(100, 5)  // files of the last hour stay
	sweep(100, 0)
}
