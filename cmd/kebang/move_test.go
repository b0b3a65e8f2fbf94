package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"kebang/internal/actor"
	"kebang/internal/archive"
	"kebang/internal/stats"
	"kebang/internal/store"
)

// demoArchive is an archive of the demonstration data, matched, with an attachment more than it has; made once.
var demoArchive = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "kebang-demo-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	ctx := context.Background()
	a, err := open(ctx, place{dir: dir}, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	defer a.Close()
	c := newCall(command{}, nil, io.Discard, io.Discard)
	c.data = dir
	if err := a.loadDemo(ctx, c); err != nil {
		return nil, err
	}
	if _, err := a.db.Blobs().Put(ctx, strings.NewReader(strings.Repeat("大附件", 1<<20))); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	_, err = archive.Write(ctx, &b, a.engine.(store.Source),
		archive.Options{Program: "test", At: time.Now(), Leave: ofProcesses})
	return b.Bytes(), err
})

// demoFolder makes a data folder with the demonstration data.
func demoFolder(t *testing.T) string {
	t.Helper()
	b, err := demoArchive()
	if err != nil {
		t.Fatal(err)
	}
	file, dir := filepath.Join(t.TempDir(), "demo.tar.gz"), filepath.Join(t.TempDir(), "demo")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	mustRun(t, "restore", file, dir)
	return dir
}

// figures are the statistics of every market, as their officers read them.
func figures(t *testing.T, at place) map[string]any {
	t.Helper()
	a, err := open(t.Context(), at, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if err := a.rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	ms, err := a.parties.Markets(t.Context())
	if err != nil || len(ms) == 0 {
		t.Fatalf("%d markets, %v", len(ms), err)
	}
	out := map[string]any{}
	for _, m := range ms {
		who := actor.Actor{Person: "test", PersonName: "测试", Market: m.ID, Role: actor.Officer}
		for _, scope := range []string{"registered", "output", "input"} {
			table, err := a.stats.Contracts(t.Context(), who, stats.Query{Scope: scope, By: "class"})
			if err != nil {
				t.Fatal(err)
			}
			out[m.Name+scope] = table
		}
		funnel, err := a.stats.Funnel(t.Context(), who)
		if err != nil {
			t.Fatal(err)
		}
		out[m.Name] = funnel
	}
	return out
}

func manifest(t *testing.T, file string) archive.Manifest {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m, err := archive.Verify(t.Context(), f, collections(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func same(t *testing.T, what string, want, got archive.Manifest) {
	t.Helper()
	want.Head, want.Parts, want.SHA256 = got.Head, nil, ""
	got.Parts, got.SHA256 = nil, ""
	if d := gocmp.Diff(want, got); d != "" {
		t.Errorf("%s -first +this:\n%s", what, d)
	}
}

func mustRun(t *testing.T, args ...string) string {
	t.Helper()
	code, out, errs := cli(t, args...)
	if code != exitDone {
		t.Fatalf("%v: exit %d %s", args, code, errs)
	}
	return strings.TrimSpace(out) + errs
}

// TestMoveFolders carries the demonstration from folder to folder: everything arrives, and reads the same figures.
func TestMoveFolders(t *testing.T) {
	from, dir := demoFolder(t), t.TempDir()
	first, second, to := filepath.Join(dir, "一.tar.gz"), filepath.Join(dir, "二.tar.gz"), filepath.Join(dir, "新")
	text := mustRun(t, "backup", first, "--data", from)
	if !strings.Contains(text, "签名密钥") || !strings.Contains(text, "重新登录") {
		t.Errorf("backup does not say what is missing: %s", text)
	}
	if st, err := os.Stat(first); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("the archive may be read by others: %v %v", st.Mode(), err)
	}
	mustRun(t, "restore", first, to)
	mustRun(t, "backup", second, "--data", to)
	m := manifest(t, first)
	same(t, "the archive of the restored folder", m, manifest(t, second))
	if m.Documents() < 500 || m.Blobs < 10 {
		t.Errorf("the archive holds %d documents and %d blobs; the test proves little", m.Documents(), m.Blobs)
	}
	if d := gocmp.Diff(figures(t, place{dir: from}), figures(t, place{dir: to})); d != "" {
		t.Errorf("figures -from +to:\n%s", d)
	}
	// Nothing is overwritten, neither the file nor the folder nor one that is not ours.
	for _, args := range [][]string{{"backup", first, "--data", from}, {"restore", first, to}, {"restore", first, dir},
		{"restore", first, "--data", from}} {
		if code, _, errs := cli(t, args...); code != exitNothing || errs == "" {
			t.Errorf("%v: exit %d %s", args, code, errs)
		}
	}
	same(t, "after the refusals", m, manifest(t, first))
	mustRun(t, "check", "--data", to)
	// A name that a later version gives to such a collection must not be carried unnoticed.
	for _, name := range ofProcesses {
		if !slices.ContainsFunc(collections(), func(s store.Spec) bool { return s.Name == name }) {
			t.Errorf("%s is no collection any more", name)
		}
	}
}

// TestRestoreOfBrokenArchive leaves no folder behind.
func TestRestoreOfBrokenArchive(t *testing.T) {
	from, dir := folder(t), t.TempDir()
	file, to := filepath.Join(dir, "a.tar.gz"), filepath.Join(dir, "new")
	mustRun(t, "backup", file, "--data", from)
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b[:len(b)-40], 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, errs := cli(t, "restore", file, to)
	if code != exitNothing || !strings.Contains(errs, "已损坏或不完整") {
		t.Errorf("exit %d %s", code, errs)
	}
	if _, err := os.Stat(to); !os.IsNotExist(err) {
		t.Errorf("a folder was left: %v", err)
	}
}

// TestFolderBackup: backups of the former form are opened still.
func TestFolderBackup(t *testing.T) {
	from, dir := folder(t), t.TempDir()
	backup, to := filepath.Join(dir, "copy"), filepath.Join(dir, "new")
	mustRun(t, "backup", "--folder", backup, "--data", from)
	mustRun(t, "restore", backup, to)
	mustRun(t, "check", "--data", to)
}

// TestMoveMongo carries the demonstration into MongoDB and back into a folder with nothing lost.
func TestMoveMongo(t *testing.T) {
	at := onMongo(t)
	from, dir := demoFolder(t), t.TempDir()
	first, second, third, back := filepath.Join(dir, "1.tar.gz"), filepath.Join(dir, "2.tar.gz"), filepath.Join(dir,
		"3.tar.gz"), filepath.Join(dir, "back")
	mustRun(t, "backup", first, "--data", from)
	mustRun(t, "restore", first, "--mongo-url", at.mongo)
	server, err := open(t.Context(), at, time.Now, slog.New(slog.DiscardHandler)) // a backup needs no lease
	if err != nil {
		t.Fatal(err)
	}
	mustRun(t, "backup", second, "--mongo-url", at.mongo)
	if code, _, errs := cli(t, "check", "--mongo-url", at.mongo); code != exitNothing ||
		!strings.Contains(errs, "正被另一个科榜程序使用") {
		t.Errorf("check beside a server: exit %d %s", code, errs)
	}
	if err := server.Close(); err != nil {
		t.Error(err)
	}
	m := manifest(t, first)
	same(t, "MongoDB", m, manifest(t, second))
	if code, _, errs := cli(t, "restore", first, "--mongo-url", at.mongo); code != exitNothing ||
		!strings.Contains(errs, "已有数据") {
		t.Errorf("a restore over data: exit %d %s", code, errs)
	}
	if d := gocmp.Diff(figures(t, place{dir: from}), figures(t, at)); d != "" {
		t.Errorf("figures -folder +MongoDB:\n%s", d)
	}
	// All of it has the newest shapes; old ones: storetest. The migrations came along and are done.
	code, n, errs := cli(t, "migrate", "--mongo-url", at.mongo)
	if code != exitDone || strings.TrimSpace(n) != "0" || strings.Contains(errs, "未完成") {
		t.Errorf("migrate: exit %d, %s %s", code, n, errs)
	}
	mustRun(t, "restore", second, back)
	mustRun(t, "backup", third, "--data", back)
	same(t, "back in a folder", m, manifest(t, third))
	if d := gocmp.Diff(figures(t, at), figures(t, place{dir: back})); d != "" {
		t.Errorf("figures -MongoDB +folder:\n%s", d)
	}
	t.Logf("carried %d documents in %d collections and %d blobs (%d bytes) there and back", m.Documents(),
		len(m.Collections), m.Blobs, m.BlobBytes)
}
