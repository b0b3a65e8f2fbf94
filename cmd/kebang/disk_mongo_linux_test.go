package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestDiskFullOnMongo fills the disk under the database. People read that the database cannot be written or reached,
// and that its disk may be the cause. Nobody reads of a failure of the program. Once there is room and the database has
// started anew, every acknowledged record is there. The market goes on by itself.
func TestDiskFullOnMongo(t *testing.T) {
	program := os.Getenv("KEBANG_TEST_SECANTUSDB")
	if program == "" {
		t.Skip("SKIP: SecantusDB is missing; give KEBANG_TEST_SECANTUSDB, or run make test-engines")
	}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64m"); err != nil {
		t.Skip("SKIP: a small file system is missing; run as an administrator who may mount a tmpfs:", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	address, restart := database(t, program, filepath.Join(dir, "db"))
	m := marketAt(t, place{dir: t.TempDir(), mongo: "mongodb://" + address + "/market?heartbeatFrequencyMS=500"})
	admin := m.setUp("镇康县技术市场", "530924", "镇康县工业和科技信息化局")
	officer := admin.person("officer", "officer", "")
	ballast := filepath.Join(dir, "ballast")
	fill(t, ballast, 4<<20)

	long := strings.Repeat("降低压榨后蔗渣的水分。", 900)
	post := func(title string) (int, []byte) {
		return officer.call("POST", "/demands", fmt.Sprintf(`{"content":{"title":%q,"text":%q}}`, title, long), "")
	}
	told := func(what string, status int, body []byte) {
		t.Helper()
		t.Logf("%s: %d %s", what, status, body)
		if status != 503 || !strings.Contains(string(body), "磁盘") {
			t.Errorf("%s on a full disk: %d %s", what, status, body)
		}
	}
	var kept []string
	for i := 0; ; i++ {
		status, body := post(fmt.Sprint("需求", i))
		if status != 201 {
			told("a write", status, body)
			break
		}
		if kept = append(kept, parsed(t, body).id()); i > 5000 {
			t.Fatal("the disk is never full")
		}
	}
	// A checkpoint of the server may have given room back in between. The file is then kept, or refused with the same
	// words.
	var uploaded string
	if res := upload(t, admin, "organizations", "big.csv", sheetOf(8<<20)); res.status == 201 {
		uploaded = parsed(t, res.body).id()
	} else {
		told("an upload", res.status, res.body)
	}
	if status, body := officer.call("GET", "/demands/"+kept[0], "", ""); status != 200 {
		told("a read", status, body)
	}

	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	restart()
	start := time.Now()
	status, body := post("又有了空间")
	for status == 503 && time.Since(start) < 2*pause {
		status, body = post("又有了空间")
	}
	if status != 201 {
		t.Fatalf("with room again: %d %s", status, body)
	}
	for _, id := range kept {
		if status := officer.status("GET", "/demands/"+id); status != 200 {
			t.Errorf("acknowledged, and then %d: %s", status, id)
		}
	}
	if uploaded != "" { // its headings are read from the stored file once more
		if status, body := admin.call("PUT", "/imports/"+uploaded+"/mapping", `{"map":{"单位名称":"name"}}`,
			""); status != 200 {
			t.Errorf("an acknowledged file, and then %d %s", status, body)
		}
	}
	t.Logf("%d records were acknowledged before the disk was full; written again %.1f s after the restart", len(kept),
		time.Since(start).Seconds())
}

// database starts a server of its own in a folder; restart kills it (-9) and starts it again.
func database(t *testing.T, program, dir string) (address string, restart func()) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address = ln.Addr().String()
	host, port, err := net.SplitHostPort(address)
	if err == nil {
		err = ln.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	var cmd *exec.Cmd
	start := func() {
		t.Helper()
		cmd = exec.Command(program, "--host", host, "--port", port, "--storage-path", dir, "--sync-on-commit",
			"--cache-size", "128M", "--log-level", "ERROR")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
	}
	kill := func() { _, _ = cmd.Process.Kill(), cmd.Wait() }
	start()
	t.Cleanup(func() { kill() })
	for deadline := time.Now().Add(time.Minute); ; {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			_ = conn.Close()
			break
		}
		if time.Now().After(deadline) {
			t.Fatal(err)
		}
	}
	return address, func() { kill(); start() }
}
