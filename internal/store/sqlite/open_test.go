package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/store"
)

func TestFolderHeld(t *testing.T) {
	dir := t.TempDir() + "/数据 ?#%"
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	_, err = Open(dir)
	if !errors.Is(err, &fault.Error{Kind: fault.Unavailable, Code: "folder-held"}) {
		t.Fatalf("second Open: %v", err)
	}
	for _, way := range []string{dir, "KEBANG_MONGO_URL", "KEBANG_MEILI_URL"} {
		if !strings.Contains(err.Error(), way) {
			t.Errorf("the sentence does not name %s: %v", way, err)
		}
	}
	ctx := context.Background()
	if err := s.Define(ctx, []store.Spec{store.Events.Spec(), store.Sequences.Spec()}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Run(ctx, func(tx store.Tx) error { return store.Emit(tx, "m", "a", "b", "c", 5) }); err != nil {
			t.Fatal(err)
		}
	}
	err = s.View(ctx, func(tx store.Tx) error {
		p, err := store.Events.Find(tx, store.Query{Market: "m",
			Where: []store.Cond{{Field: "due", Op: store.Le, Value: 7}}, Sort: []store.Order{{Field: "due",
				Desc: true}}})
		if len(p.Items) != 1 || p.Items[0].Emission != 2 {
			t.Errorf("two emissions gave %+v, want one event", p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestDSN(t *testing.T) {
	for path, want := range map[string]string{
		"/data/kebang.db": "file:///data/kebang.db?", "C:/数据/kebang.db": "file:///C:/%E6%95%B0%E6%8D%AE/kebang.db?",
		"/a?b#c%/x": "file:///a%3Fb%23c%25/x?",
	} {
		if got := dsn(path, ""); !strings.HasPrefix(got, want) {
			t.Errorf("dsn(%q) = %s, want %s…", path, got, want)
		}
	}
}

func TestDamagedFile(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, fileName), []byte(strings.Repeat("这不是数据库", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	damaged := &fault.Error{Kind: fault.Unavailable, Code: "store-damaged"}
	for range 2 { // and the failed Open frees the folder
		if _, err := Open(dir); !errors.Is(err, damaged) {
			t.Errorf("%v, want %v", err, damaged)
		}
	}
	if _, err := Open(filepath.Join(dir, fileName, "below a file")); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a folder that cannot be: %v", err)
	}
}

// TestFullFile: a file that may not grow refuses writes with the cause and keeps acknowledged ones. It stays readable,
// and accepts writes again once there is room.
func TestFullFile(t *testing.T) {
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx := t.Context()
	if err := s.Define(ctx, []store.Spec{store.Events.Spec(), store.Sequences.Spec()}); err != nil {
		t.Fatal(err)
	}
	grow := func(pages int) {
		t.Helper()
		var most int
		if err := s.writer.QueryRowContext(ctx,
			fmt.Sprintf("PRAGMA max_page_count=%d", pages)).Scan(&most); err != nil || most != pages {
			t.Fatalf("%d pages, want %d: %v", most, pages, err)
		}
	}
	emit := func(i int) error {
		return s.Run(ctx, func(tx store.Tx) error {
			return store.Emit(tx, "m", "a", fmt.Sprint(i),
				strings.Repeat("c", 2000), 5)
		})
	}
	grow(64)
	kept := 0
	for ; kept < 1000; kept++ {
		if err = emit(kept); err != nil {
			break
		}
	}
	if full := (&fault.Error{Kind: fault.Unavailable, Code: "disk-full"}); kept == 0 || !errors.Is(err, full) {
		t.Fatalf("after %d records: %v, want %v", kept, err, full)
	}
	if err := s.Ping(ctx); err != nil {
		t.Errorf("a full file is not there: %v", err)
	}
	grow(4096)
	if err := emit(kept); err != nil {
		t.Errorf("with room again: %v", err)
	}
	err = s.View(ctx, func(tx store.Tx) error {
		p, err := store.Events.Find(tx, store.Query{Market: "m", Limit: 1000})
		if len(p.Items) != kept+1 {
			t.Errorf("%d records, want %d", len(p.Items), kept+1)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
