package sqlite

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
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
		if err != nil || n < 5 { // the database is open: its -wal and -shm are there
			t.Errorf("%d files, %v", n, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
