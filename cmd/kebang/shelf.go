package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// shelfFile is the file of analysed documents in the data folder (matcher.Shelf). It only makes the next start short:
// it may be deleted at any time, and belongs into no backup.
type shelfFile struct {
	path    string
	program [32]byte
}

// programSum is the fingerprint of the running program: what one build analysed is not for another, which may analyse
// otherwise.
var programSum = sync.OnceValues(func() ([32]byte, error) {
	h := sha256.New()
	name, err := os.Executable()
	if err != nil {
		return [32]byte{}, err
	}
	f, err := os.Open(name)
	if err != nil {
		return [32]byte{}, err
	}
	defer f.Close() //nolint:errcheck // only read
	_, err = io.Copy(h, f)
	return [32]byte(h.Sum(nil)), err
})

func newShelfFile(dir string) (*shelfFile, error) {
	sum, err := programSum()
	if err != nil {
		return nil, fmt.Errorf("shelf: %w", err)
	}
	s := &shelfFile{filepath.Join(dir, "analysed.shelf"), sum}
	// of a program that was killed while it wrote; the folder is ours alone
	left, err := filepath.Glob(s.path + ".*.tmp")
	for _, name := range left {
		err = errors.Join(err, os.Remove(name))
	}
	if err != nil {
		return nil, fmt.Errorf("shelf: %w", err)
	}
	return s, nil
}

func (s *shelfFile) Program() [32]byte { return s.program }

func (s *shelfFile) Open() (io.ReadCloser, error) { return os.Open(s.path) }

// Write writes beside the file, makes it durable and puts it in its place.
func (s *shelfFile) Write(fn func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(s.path), filepath.Base(s.path)+".*.tmp")
	if err != nil {
		return fmt.Errorf("shelf: %w", err)
	}
	defer os.Remove(f.Name()) //nolint:errcheck // gone after the rename
	if err = errors.Join(fn(f), f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), s.path)
	}
	if err != nil {
		return fmt.Errorf("shelf: %w", err)
	}
	return nil
}
