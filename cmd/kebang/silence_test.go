package main

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"kebang/internal/fault"
	"kebang/internal/store/mongo"
)

// silent makes a line swallow everything, as one to a machine without power does: nothing comes, not even a refusal.
func (x *toxiproxy) silent() (undo func()) {
	x.t.Helper()
	return x.toxic("timeout", map[string]any{"timeout": 0})
}

// TestSilenceOfMongo: a silence as long as the election of a primary is a pause for a write. This holds for open
// connections and for new ones. A longer silence is a 503 inside the bound, for reads too. Both processes go on by
// themselves.
func TestSilenceOfMongo(t *testing.T) {
	t.Parallel()
	var line *toxiproxy
	c := newCluster(t, 2, nowhere, "", proxied(t, &line))
	admin := c.setUp("镇康县技术市场", "530924", "镇康县工业和科技信息化局")
	// all sends one write and one read to each process at once, and gives the answers and the longest wait.
	all := func(name string) (writes, reads []*http.Response, longest time.Duration) {
		var mu sync.Mutex
		var sent sync.WaitGroup
		send := func(to *[]*http.Response, p *process, method, path, body string, headers ...string) {
			start := time.Now()
			res, b := p.raw(t, method, path, body, headers...)
			took := time.Since(start)
			t.Logf("%s, %s: %d %s after %.1f s", name, method, res.StatusCode, problemCode(b), took.Seconds())
			mu.Lock()
			defer mu.Unlock()
			*to, longest = append(*to, res), max(longest, took)
		}
		for i, p := range c.procs {
			body := fmt.Sprintf(`{"name":"%s%d号合作社","kind":"enterprise","region":"530924"}`, name, i)
			sent.Go(func() { send(&writes, p, "POST", "/organizations", body, "Authorization", "Bearer "+admin.token) })
			sent.Go(func() { send(&reads, p, "GET", "/demands", "") })
		}
		sent.Wait()
		return writes, reads, longest
	}
	undo := line.silent()
	heal := time.AfterFunc(15*time.Second, undo) // the length of the fault
	defer heal.Stop()
	writes, _, _ := all("短暂无声")
	for _, res := range writes {
		if res.StatusCode != 201 {
			t.Errorf("a write in a silence of 15 s: %s", res.Status)
		}
	}
	undo = line.silent()
	writes, reads, longest := all("长久无声")
	if longest > pause {
		t.Errorf("a client waited %v, more than %v", longest, pause)
	}
	for _, res := range append(writes, reads...) {
		if res.StatusCode != 503 || res.Header.Get("Retry-After") == "" {
			t.Errorf("%s in a silence without end: %s", res.Request.Method, res.Status)
		}
	}
	undo()
	c.eventually(pause, "both processes go on", func() bool {
		writes, reads, _ := all("恢复" + rand.Text())
		for _, res := range append(writes, reads...) {
			if res.StatusCode >= 500 {
				return false
			}
		}
		return true
	})
}

// TestFilesOverBrokenMongoLines: the line falls silent during an upload or a read of a file. The client gets an error
// inside the bound. No part of the upload stands under its name, and a second try stores all of it. A short cut is not
// noticed.
func TestFilesOverBrokenMongoLines(t *testing.T) {
	t.Parallel()
	var line *toxiproxy
	at := onMongo(t)
	db, err := mongo.Open(t.Context(), proxied(t, &line)(at.mongo))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	put := func(content []byte, half func()) (string, error) {
		n := len(content) / 2
		b, err := db.Blobs().Put(t.Context(),
			io.MultiReader(bytes.NewReader(content[:n]), once(half), bytes.NewReader(content[n:])))
		return b.ID, err
	}
	content := func() []byte {
		b := make([]byte, 2<<20) // eight pieces
		_, _ = rand.Read(b)
		return b
	}
	first := content()
	id, err := put(first, func() { line.cut(); line.mend() })
	if err != nil {
		t.Errorf("an upload over a line that was cut shortly: %v", err)
	}
	r, _, err := db.Blobs().Open(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	head := make([]byte, 1000)
	if _, err := io.ReadFull(r, head); err != nil || !bytes.Equal(head, first[:len(head)]) {
		t.Fatal("the file is not what was sent:", err)
	}
	second := content()
	started := make(chan func(), 1)
	told := make(chan error, 1)
	var undo func()
	start := time.Now()
	go func() {
		undo = <-started
		_, err := io.Copy(io.Discard, r)
		told <- err
	}()
	_, err = put(second, func() { started <- line.silent() })
	t.Logf("an upload is told after %.1f s: %v", time.Since(start).Seconds(), err)
	for what, err := range map[string]error{"an upload": err, "a read": <-told} {
		if !errors.Is(err, &fault.Error{Kind: fault.Unavailable, Code: "store-unreachable"}) {
			t.Errorf("%s over a silent line: %v", what, err)
		}
	}
	if took := time.Since(start); took > pause {
		t.Errorf("told after %v", took)
	}
	undo()
	if id, err = put(second, func() {}); err != nil {
		t.Fatal("sent again:", err)
	}
	if r, _, err = db.Blobs().Open(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if b, err := io.ReadAll(r); err != nil || !bytes.Equal(b, second) {
		t.Error("the file is not what was sent:", err)
	}
}

// once is an empty reader that does something when it is reached.
func once(fn func()) io.Reader { return &hook{fn} }

type hook struct{ fn func() }

func (h *hook) Read([]byte) (int, error) {
	h.fn()
	return 0, io.EOF
}
