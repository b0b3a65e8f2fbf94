package main

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kebang/internal/watch"
)

// readiness asks for /readyz and compares what stands beside its body.
func readiness(t *testing.T, url string, status int) watch.Report {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	want := map[string]string{"Content-Type": "application/json", "Cache-Control": "no-store",
		"X-Content-Type-Options":  "nosniff",
		"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "X-Frame-Options": "DENY",
		"Referrer-Policy": "no-referrer", "Retry-After": ""}
	if status == http.StatusServiceUnavailable {
		want["Retry-After"] = "2"
	}
	for name, value := range want {
		if got := res.Header.Get(name); got != value {
			t.Errorf("%s: %s is %q, want %q", url, name, got, value)
		}
	}
	var r watch.Report
	if err := json.NewDecoder(res.Body).Decode(&r); err != nil || res.StatusCode != status {
		t.Errorf("%s: %d, want %d: %+v %v", url, res.StatusCode, status, r, err)
	}
	return r
}

// TestReadyOnAFullDisk: a disk that fills up degrades a server, which goes on to be read, and a monitor that asks for
// everything is told.
func TestReadyOnAFullDisk(t *testing.T) {
	m := marketAt(t, place{dir: t.TempDir()})
	free, known := freeBytes(m.app.at.dir)
	if !known {
		t.Skip("SKIP: the free space of a disk is missing on this system")
	}
	for _, tt := range []struct {
		least       int64
		report      string
		status, all int
	}{
		{free / 2, watch.Ready, 200, 200},
		{2*free + 1, watch.Degraded, 200, 503},
	} {
		m.app.leastFree = tt.least
		srv := httptest.NewServer(m.app.health(func() bool { return true }))
		defer srv.Close()
		r := readiness(t, srv.URL+watch.ReadyPath, tt.status)
		readiness(t, srv.URL+watch.ReadyPath+"?all", tt.all)
		i := slices.IndexFunc(r.Parts, func(p watch.Part) bool { return p.Name == "disk" })
		if i < 0 || r.Status != tt.report || r.Parts[i].OK != (tt.report == watch.Ready) ||
			!r.Parts[i].OK && !strings.Contains(r.Parts[i].Detail, "清理或扩大磁盘") {
			t.Errorf("with %d of %d bytes free: %+v", free, tt.least, r)
		}
	}
}

// TestReadyOnADamagedStore: a server whose file has a damaged page starts when it does not need that page. Once
// somebody met the page, the server is no longer ready.
func TestReadyOnADamagedStore(t *testing.T) {
	dir := demoFolder(t)
	smash(t, filepath.Join(dir, "kebang.db"), "c_setupLinks")
	s := startServe(t, dir)
	if code, body := s.get(s.url + "/api/v1/markets"); code != 200 {
		t.Errorf("what does not touch the page: %d %s", code, body)
	}
	if code, body := s.get(s.url + "/api/v1/setup/" + strings.Repeat("x", 43)); code != 503 ||
		!strings.Contains(body, "store-damaged") {
		t.Errorf("the damaged page: %d %s", code, body)
	}
	r := readiness(t, s.url+watch.ReadyPath, 503)
	if i := slices.IndexFunc(r.Parts, func(p watch.Part) bool { return p.Code == "store-damaged" }); i < 0 ||
		r.Status != watch.NotReady || r.Parts[i].Name != "store" {
		t.Errorf("%+v", r)
	}
	if code, out, _ := cli(t, "health", "--addr", strings.TrimPrefix(s.url, "http://")); code != exitRefused ||
		!strings.Contains(out, "store store-damaged 数据文件已损坏") {
		t.Errorf("kebang health: exit %d %s", code, out)
	}
}

// smash overwrites the first pages of a table and of its indexes.
func smash(t *testing.T, file, table string) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	var size int64
	var pages string
	err = db.QueryRowContext(t.Context(),
		`SELECT page_size, json_group_array(rootpage) FROM sqlite_master, pragma_page_size WHERE tbl_name = ?`,
		table).Scan(&size, &pages)
	var roots []int64
	f, openErr := os.OpenFile(file, os.O_WRONLY, 0)
	if err = errors.Join(err, json.Unmarshal([]byte(pages), &roots), db.Close(), openErr); err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, page := range roots {
		if _, err := f.WriteAt(bytes.Repeat([]byte{0xa5}, int(size)), (page-1)*size); err != nil {
			t.Fatal(err)
		}
	}
}
