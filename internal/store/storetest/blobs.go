package storetest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"kebang/internal/fault"
	"kebang/internal/store"
)

type ctx = context.Context

func blobs(t *testing.T, c Config) {
	b := open(t, c).Blobs()
	big := bytes.Repeat([]byte("科榜"), 1<<19)
	for name, content := range map[string][]byte{
		"text/plain; charset=utf-8": []byte("技术合同正文"), "application/pdf": []byte("%PDF-1.7\n…"),
		"image/png":  []byte("\x89PNG\r\n\x1a\n0000"),
		"text/plain": nil, "text/plain; charset=utf-8 ": big,
	} {
		want := store.Blob{ID: sum(content), Size: int64(len(content)), Type: strings.TrimSpace(name)}
		for range 2 { // the same content twice is one blob
			got, err := b.Put(t.Context(), bytes.NewReader(content))
			if err != nil || got != want {
				t.Errorf("Put: %+v, %v, want %+v", got, err, want)
			}
		}
		r, got, err := b.Open(t.Context(), want.ID)
		must(t, err)
		back, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(back, content) || got != want {
			t.Errorf("Open: %+v, %d bytes, %v", got, len(back), err)
		}
		if _, err := r.Seek(0, io.SeekStart); err != nil {
			t.Error(err)
		}
		must(t, r.Close())
	}
	if n := len(list(t, b)); n != 5 {
		t.Errorf("%d blobs, want 5", n)
	}
	broken := errors.New("the line broke")
	if _, err := b.Put(t.Context(), io.MultiReader(strings.NewReader("half"),
		iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("Put of a broken stream: %v", err)
	}
	done, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Put(done, strings.NewReader("late")); !errors.Is(err, context.Canceled) {
		t.Errorf("Put after the end: %v", err)
	}
	for _, content := range []string{"half", "late"} {
		if _, _, err := b.Open(t.Context(), sum([]byte(content))); !fault.Is(err, fault.NotFound) {
			t.Errorf("a part of a file was kept: %v", err)
		}
	}
	for _, id := range []string{"", "../../kebang.db", strings.Repeat("0", 64), strings.ToUpper(sum(nil))} {
		if _, _, err := b.Open(t.Context(), id); !fault.Is(err, fault.NotFound) {
			t.Errorf("Open(%q): %v", id, err)
		}
		must(t, b.Delete(t.Context(), id))
	}
	must(t, b.Delete(t.Context(), sum(big)))
	if _, _, err := b.Open(t.Context(), sum(big)); !fault.Is(err, fault.NotFound) {
		t.Errorf("after Delete: %v", err)
	}
	var wg sync.WaitGroup
	for range 8 { // uploads of the same file at the same time
		wg.Go(func() {
			if _, err := b.Put(t.Context(), bytes.NewReader(big)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := len(list(t, b)); n != 5 {
		t.Errorf("%d blobs, want 5", n)
	}
}

func sum(b []byte) string {
	s := sha256.Sum256(b)
	return hex.EncodeToString(s[:])
}

func list(t *testing.T, b store.Blobs) (ids []string) {
	t.Helper()
	must(t, b.Each(t.Context(), 1<<60, func(bl store.Blob) error { ids = append(ids, bl.ID); return nil }))
	return ids
}

func sweep(t *testing.T, c Config) {
	b := open(t, c).Blobs()
	put := func(s string) string {
		bl, err := b.Put(t.Context(), strings.NewReader(s))
		must(t, err)
		return bl.ID
	}
	kept, lost := put("kept"), put("lost")
	refs := func(ctx) (map[string]bool, error) { return map[string]bool{kept: true}, nil }
	now := time.Now().UnixMilli()
	if n, err := store.Sweep(t.Context(), b, now, refs); n != 0 || err != nil {
		t.Errorf("young blobs: %d removed, %v", n, err)
	}
	if gone, err := b.DeleteOlder(t.Context(), lost, now-store.BlobGrace); gone || err != nil {
		t.Errorf("DeleteOlder took a young blob: %v", err)
	}
	later := now + 2*store.BlobGrace
	failing := func(ctx) (map[string]bool, error) { return nil, errors.New("unknown") }
	if n, err := store.Sweep(t.Context(), b, later, failing); n != 0 || err == nil {
		t.Errorf("references unknown: %d removed, %v", n, err)
	}
	if n, err := store.Sweep(t.Context(), b, later, refs); n != 1 || err != nil {
		t.Errorf("a day later: %d removed, %v", n, err)
	}
	if got := list(t, b); len(got) != 1 || got[0] != kept {
		t.Errorf("left: %v", got)
	}
}
