package intake_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/calendar"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/files"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/ledger"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/registry"
	"kebang/internal/settings"
	"kebang/internal/sheet"
	"kebang/internal/store"
	"kebang/internal/store/sqlite"
)

var officer = actor.Actor{Person: "p1", PersonName: "王科长", Market: "m1", Role: actor.Officer}

type world struct {
	dir      string // of the data
	db       *sqlite.Store
	svc      *intake.Service
	listings *listing.Service
	parties  *party.Service
	now      func() time.Time
}

// emptyStore is the folder of a store with all collections and no record. To make them takes longer than most tests.
var emptyStore = sync.OnceValues(func() (fs.FS, error) {
	dir, err := os.MkdirTemp("", "intake-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	db, err := openStore(dir)
	if err == nil {
		err = db.Close()
	}
	files := fstest.MapFS{}
	if err != nil {
		return nil, err
	}
	return files, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		files[filepath.ToSlash(name)] = &fstest.MapFile{Data: data, Mode: 0o600}
		return err
	})
})

func openStore(dir string) (*sqlite.Store, error) {
	db, err := sqlite.Open(dir)
	if err != nil {
		return nil, err
	}
	var specs []store.Spec
	for _, s := range [][]store.Spec{store.Collections(), audit.Collections(), party.Collections(), files.Collections(),
		account.Collections(), calendar.Collections(), settings.Collections(), listing.Collections(),
		deal.Collections(), contract.Collections(), ledger.Collections(), registry.Collections(),
		intake.Collections()} {
		specs = append(specs, s...)
	}
	return db, db.Define(context.Background(), specs)
}

func newWorld(t *testing.T) *world {
	t.Helper()
	dir := t.TempDir()
	empty, err := emptyStore()
	must(t, err)
	must(t, os.CopyFS(dir, empty))
	db, err := openStore(dir)
	must(t, err)
	t.Cleanup(func() { db.Close() })
	now := func() time.Time { return time.Date(2026, 3, 1, 4, 0, 0, 0, time.UTC) }
	w := &world{dir: dir, db: db, now: now, listings: listing.NewService(db, now), parties: party.NewService(db, now)}
	w.svc = intake.NewService(db, w.listings, contract.NewService(db, now), w.parties, account.NewService(db, now), nil,
		now)
	return w
}

func sharedData(t *testing.T, name string) []byte {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, "..", "shared", "data", name))
	if err != nil {
		t.Skip("SKIP: ../shared/data is missing: " + name)
	}
	return data
}

func book(t *testing.T, name string, data []byte) sheet.Book {
	t.Helper()
	b, err := open(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func open(name string, data []byte) (sheet.Book, error) {
	return sheet.Open(bytes.NewReader(data), int64(len(data)), name, sheet.Limits{})
}

// TestCollectedTables loads the collected demands and achievements as the officer of a fresh market would. They are
// published as 公开线索 with their source. A second time nothing changes.
func TestCollectedTables(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	for _, c := range []struct {
		kind form.Kind
		file string
		rows int
	}{{form.Demands, "demands.jsonl", 194}, {form.Achievements, "achievements.jsonl", 359}} {
		b := book(t, c.file, sharedData(t, c.file))
		start := time.Now()
		p, err := w.svc.Preview(ctx, officer, c.kind, b, nil)
		if err != nil {
			t.Fatal(err)
		}
		if p.Counts.Total != c.rows || p.Counts.Bad != 0 || len(p.Unknown) != 0 {
			t.Fatalf("%s: %+v, unknown headings %v, %v", c.file, p.Counts, p.Unknown, p.Problems)
		}
		var steps []int
		out, err := w.svc.Apply(ctx, officer, p, c.file, intake.Options{Publish: true},
			func(done, _ int) { steps = append(steps, done) })
		if err != nil {
			t.Fatal(err)
		}
		if out.Added != c.rows || len(steps) == 0 || steps[len(steps)-1] != c.rows {
			t.Errorf("%s: %+v, progress %v", c.file, out, steps)
		}
		t.Logf("%s: %d rows in %v, near %d", c.file, c.rows, time.Since(start), p.Counts.Near)
		again, err := w.svc.Preview(ctx, officer, c.kind, b, nil)
		if err != nil || again.Counts.Unchanged != c.rows || again.Counts.Good != 0 {
			t.Errorf("%s again: %+v, %v", c.file, again.Counts, err)
		}
		// an outdated plan, as with two officers
		out, err = w.svc.Apply(ctx, officer, p, c.file, intake.Options{Publish: true}, nil)
		if err != nil || out.Unchanged != c.rows || out.Added+out.Changed != 0 {
			t.Errorf("%s applied twice: %+v, %v", c.file, out, err)
		}
	}
	var industry, region, trl int
	err := w.db.View(ctx, func(tx store.Tx) error {
		return listing.Achievements.Each(tx, store.Query{Market: "m1"}, func(l listing.Achievement) error {
			if !l.Lead() || !l.Visible() || l.Source.Link == "" || l.Source.Ref == "" {
				t.Errorf("%s is no published 公开线索 with its source", l.Serial)
			}
			c := l.Published
			if c.Industry != "" {
				industry++
			}
			if c.Region != "" {
				region++
			}
			if c.TRL > 0 {
				trl++
			}
			if (c.StageWords == "专利" || c.StageWords == "研究论文") && c.TRL != 0 {
				t.Errorf("%s: a %s says nothing of maturity, got %d", l.Serial, c.StageWords, c.TRL)
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	if industry != 359 || region < 80 || trl < 40 {
		t.Errorf("achievements with industry %d, region %d, maturity %d", industry, region, trl)
	}
	t.Logf("achievements with industry %d, region %d, maturity %d", industry, region, trl)
}
