package sqlite

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"kebang/internal/store"
)

// TestOthersReadNothing opens a folder that everybody may read, as mkdir makes it, with files of an older program.
func TestOthersReadNothing(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("SKIP: rights of files in the manner of Unix are missing")
	}
	for _, older := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "pre")
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if older {
			s, err := Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			for name, mode := range map[string]fs.FileMode{"": 0o755, fileName: 0o644, blobDir: 0o755} {
				if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
					t.Fatal(err)
				}
			}
		}
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Blobs().Put(t.Context(), strings.NewReader("证书")); err != nil {
			t.Fatal(err)
		}
		n := 0
		err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			st, err := d.Info()
			if n++; err == nil && st.Mode().Perm()&0o077 != 0 {
				t.Errorf("older %v: %s is %v", older, path, st.Mode())
			}
			return err
		})
		if err != nil || n < 5 { // the database is open, so its -wal and -shm exist
			t.Errorf("%d files, %v", n, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestNothingStaysOfWhatWasDeleted searches all files for a word after its document was overwritten or deleted. The
// document is as long as several pages, so that pages are freed too.
func TestNothingStaysOfWhatWasDeleted(t *testing.T) {
	const word = "只此一处的词"
	dir := t.TempDir()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx := t.Context()
	if err := s.Define(ctx, []store.Spec{papers.Spec()}); err != nil {
		t.Fatal(err)
	}
	write := func(fn func(store.Tx) error) {
		t.Helper()
		if err := s.Run(ctx, fn); err != nil {
			t.Fatal(err)
		}
	}
	in := func() (found []string) {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			if bytes.Contains(data, []byte(word)) {
				found = append(found, filepath.Base(path))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	for _, id := range []string{"short", "long"} {
		n := paper{Meta: store.Meta{ID: id, Market: "m"}, Mate: word}
		if id == "long" {
			n.Mate = strings.Repeat(word, 5000)
		}
		write(func(tx store.Tx) error { return papers.Insert(tx, &n) })
	}
	if len(in()) == 0 {
		t.Fatal("the word was never written")
	}
	write(func(tx store.Tx) error {
		n, err := papers.Get(tx, "m", "short")
		if err != nil {
			return err
		}
		n.Mate = ""
		return papers.Update(tx, &n)
	})
	write(func(tx store.Tx) error {
		n, err := papers.Get(tx, "m", "long")
		if err != nil {
			return err
		}
		return papers.Delete(tx, &n)
	})
	if err := s.Scrub(ctx); err != nil {
		t.Fatal(err)
	}
	if found := in(); len(found) > 0 {
		t.Errorf("the word is still in %v", found)
	}
}
