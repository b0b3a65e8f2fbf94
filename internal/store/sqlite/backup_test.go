package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/store"
)

type paper struct {
	store.Meta
	Blob string `json:"blob"`
	Mate string `json:"mate"` // every transaction writes two papers that name each other
}

var papers = store.Define(store.Def[paper]{Name: "papers", Shape: 1,
	Meta: func(p *paper) *store.Meta { return &p.Meta }})

func file(t testing.TB, s *Store, i int) error {
	ctx := context.Background()
	blob, err := s.Blobs().Put(ctx, strings.NewReader(fmt.Sprintf("合同扫描件 %d", i)))
	if err != nil {
		return err
	}
	a, b := fmt.Sprintf("%da", i), fmt.Sprintf("%db", i)
	return s.Run(ctx, func(tx store.Tx) error {
		err := papers.Insert(tx, &paper{Meta: store.Meta{ID: a, Market: "m"}, Blob: blob.ID, Mate: b})
		if err == nil {
			err = papers.Insert(tx, &paper{Meta: store.Meta{ID: b, Market: "m"}, Blob: blob.ID, Mate: a})
		}
		return err
	})
}

// whole counts the papers of a folder and fails when one lacks its mate or its blob.
func whole(t *testing.T, dir string) (n int) {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Define(t.Context(), []store.Spec{papers.Spec()}); err != nil {
		t.Fatal(err)
	}
	err = s.View(t.Context(), func(tx store.Tx) error {
		return papers.Each(tx, store.Query{Market: "m"}, func(p paper) error {
			n++
			if _, err := papers.Get(tx, "m", p.Mate); err != nil {
				return err
			}
			r, _, err := s.Blobs().Open(t.Context(), p.Blob)
			if err != nil {
				return err
			}
			b, err := io.ReadAll(r)
			if !strings.HasPrefix(string(b), "合同扫描件") {
				t.Errorf("%s has the blob %q", p.ID, b)
			}
			return errors.Join(err, r.Close())
		})
	})
	if err != nil {
		t.Error(err)
	}
	return n
}

func TestBackupOfRunningStore(t *testing.T) {
	s := temp(t)
	if err := s.Define(t.Context(), []store.Spec{papers.Spec()}); err != nil {
		t.Fatal(err)
	}
	const before = 20
	for i := range before {
		if err := file(t, s, i); err != nil {
			t.Fatal(err)
		}
	}
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := before; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			if err := file(t, s, i); err != nil {
				t.Error(err)
				return
			}
		}
	})
	copies := t.TempDir()
	for i := range 3 {
		dest := filepath.Join(copies, fmt.Sprint("备份", i))
		var err error
		if i%2 == 0 {
			err = s.Backup(t.Context(), dest)
		} else {
			err = Backup(t.Context(), s.Path(), dest) // like another process
		}
		if err != nil {
			t.Fatal(err)
		}
		if n := whole(t, dest); n < 2*before {
			t.Errorf("the backup has %d papers, want at least %d", n, 2*before)
		}
	}
	close(stop)
	wg.Wait()
	dest := filepath.Join(copies, "备份0")
	if err := s.Backup(t.Context(), dest); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second backup in the same folder: %v", err)
	}
	restored := filepath.Join(copies, "恢复")
	if err := Restore(t.Context(), dest, restored); err != nil {
		t.Fatal(err)
	}
	if a, b := whole(t, dest), whole(t, restored); a != b {
		t.Errorf("restored %d of %d papers", b, a)
	}
	if err := Restore(t.Context(), dest, restored); !fault.Is(err, fault.Conflict) {
		t.Errorf("restore over data: %v", err)
	}
	if err := Backup(t.Context(), t.TempDir(), filepath.Join(copies, "x")); !fault.Is(err, fault.NotFound) {
		t.Errorf("backup of nothing: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(copies, "*.partial"))
	if len(left) > 0 || err != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestBackupFindsDamagedBlob(t *testing.T) {
	s := temp(t)
	blob, err := s.Blobs().Put(t.Context(), strings.NewReader("原件"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.blobs.path(blob.ID), []byte("坏件"), 0o600); err != nil {
		t.Fatal(err)
	}
	dest := filepath.Join(t.TempDir(), "copy")
	damaged := &fault.Error{Kind: fault.Unavailable, Code: "blob-damaged"}
	if err := s.Backup(t.Context(), dest); !errors.Is(err, damaged) {
		t.Errorf("%v, want %v", err, damaged)
	}
	if found, err := s.Check(t.Context()); len(found) != 0 || err != nil {
		t.Errorf("the database is whole, Check found %q, %v", found, err)
	}
	if _, err := os.Stat(dest); err == nil {
		t.Error("a backup that failed stands there as if it were whole")
	}
}
