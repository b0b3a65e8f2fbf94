package main

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestDiskFull fills the disk under a running market. Writes are refused with 503 and a sentence that names the cause.
// No acknowledged record is lost, reading goes on, and no half-written file stays. Once there is room again everything
// works without a restart.
func TestDiskFull(t *testing.T) {
	dir := smallDisk(t, "24m")
	m := marketAt(t, place{dir: dir})
	admin := m.setUp("镇康县技术市场", "530924", "镇康县工业和科技信息化局")
	ballast := filepath.Join(dir, "ballast")
	fill(t, ballast, 4<<20)

	long := strings.Repeat("降低压榨后蔗渣的水分。", 900)
	officer := admin.person("officer", "officer", "")
	post := func(title string) (int, []byte) {
		return officer.call("POST", "/demands", fmt.Sprintf(`{"content":{"title":%q,"text":%q}}`, title, long), "")
	}
	var kept []string
	status, body := 0, []byte(nil)
	for i := 0; i < 5000; i++ {
		if status, body = post(fmt.Sprint("需求", i)); status != 201 {
			break
		}
		kept = append(kept, parsed(t, body).id())
	}
	if status != 503 || problemCode(body) != "disk-full" || !strings.Contains(string(body), "磁盘空间已满") {
		t.Fatalf("after %d records: %d %s", len(kept), status, body)
	}
	// A file does not fit either, and leaves nothing behind.
	res := upload(t, admin, "organizations", "big.csv", sheetOf(8<<20))
	if b := res.body; res.status != 503 || problemCode(b) != "disk-full" {
		t.Errorf("an upload: %d %s", res.status, b)
	}
	if left, _ := os.ReadDir(filepath.Join(dir, "blobs", "tmp")); len(left) > 0 {
		t.Errorf("%d half-written files stay", len(left))
	}
	for _, id := range kept {
		if status := officer.status("GET", "/demands/"+id); status != 200 {
			t.Fatalf("an acknowledged record: %d", status)
		}
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if status, body := post("又有了空间"); status != 201 {
		t.Errorf("with room again: %d %s", status, body)
	}
	if n := count(t, officer); n != len(kept)+1 {
		t.Errorf("%d records, want %d", n, len(kept)+1)
	}
	t.Logf("%d records were acknowledged before the disk was full", len(kept))
}

// smallDisk gives a folder on a file system of its own, or skips the test.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skip("SKIP: a small file system is missing; run as an administrator who may mount a tmpfs:", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// fill leaves so many bytes on the file system of a path.
func fill(t *testing.T, path string, leave int64) {
	t.Helper()
	var st syscall.Statfs_t
	if err := syscall.Statfs(filepath.Dir(path), &st); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, make([]byte, int64(st.Bavail)*st.Bsize-leave), 0o600); err != nil {
		t.Fatal(err)
	}
}

// sheetOf makes a readable table of about n bytes that a database cannot pack.
func sheetOf(n int) []byte {
	var b bytes.Buffer
	b.WriteString("单位名称,机构类型,地址\n")
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "第%d号合作社,企业,", i)
		for range 40 {
			b.WriteString(rand.Text())
		}
		b.WriteString("\n")
	}
	return b.Bytes()
}

func count(t *testing.T, u *user) int {
	t.Helper()
	status, b := u.call(http.MethodGet, "/demands?scope=market&limit=1", "", "")
	var list struct{ Total int }
	if err := json.Unmarshal(b, &list); err != nil || status != 200 {
		t.Fatalf("%d %v in %s", status, err, b)
	}
	return list.Total
}
