package archive_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"kebang/internal/archive"
	"kebang/internal/store"
	"kebang/internal/store/sqlite"
)

// TestWriteBesideWriters writes an archive beside running transactions. It holds whole transactions and the blob of
// every record in it.
func TestWriteBesideWriters(t *testing.T) {
	s := filled(t, 0, "")
	file := func(i int) error {
		text := fmt.Sprintf("扫描件 %d", i)
		b, err := s.Blobs().Put(t.Context(), strings.NewReader(text))
		if err != nil {
			return err
		}
		return s.Run(t.Context(), func(tx store.Tx) error {
			for _, half := range []string{"a", "b"} { // two records of one transaction
				p := paper{Meta: store.Meta{ID: fmt.Sprint(i) + half, Market: "m"}, Title: fmt.Sprint(i) + half,
					Pad: b.ID}
				if err := papers.Insert(tx, &p); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for i := range 20 {
		if err := file(i); err != nil {
			t.Fatal(err)
		}
	}
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 20; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			if err := file(i); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for range 3 {
		beside, err := sqlite.Peek(s.Path()) // read like another process
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		m, err := archive.Write(t.Context(), &b, beside, archive.Options{At: time.Now()})
		if err != nil {
			t.Fatal(err)
		}
		if err := beside.Close(); err != nil {
			t.Error(err)
		}
		to := temp(t)
		if _, err := archive.Restore(t.Context(), bytes.NewReader(b.Bytes()), to, specs, nil); err != nil {
			t.Fatal(err)
		}
		halves := map[string]int{}
		err = to.View(t.Context(), func(tx store.Tx) error {
			return papers.Each(tx, store.Query{Market: "m"}, func(p paper) error {
				halves[p.ID[:len(p.ID)-1]]++
				r, _, err := to.Blobs().Open(t.Context(), p.Pad)
				if err != nil {
					return fmt.Errorf("%s: %w", p.ID, err)
				}
				_, err = io.Copy(io.Discard, r)
				return errors.Join(err, r.Close())
			})
		})
		if err != nil {
			t.Error(err)
		}
		for id, n := range halves {
			if n != 2 {
				t.Errorf("transaction %s is half there", id)
			}
		}
		if len(halves) < 20 || m.Documents() < 41 {
			t.Errorf("%d transactions, %d documents", len(halves), m.Documents())
		}
	}
	close(stop)
	wg.Wait()
}
