package main

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"kebang/matcher"
)

// TestCheckMeiliIndex: an index that outlives the process is compared with the records, and repaired.
func TestCheckMeiliIndex(t *testing.T) {
	url, key := onMeili(t)
	t.Setenv("KEBANG_MEILI_KEY", key)
	prefix := "kebang_" + strings.ToLower(rand.Text())
	dir := demoFolder(t)
	at := place{dir: dir, meili: url, key: key, prefix: prefix}
	args := []string{"--data", dir, "--meili-url", url, "--meili-prefix", prefix}
	a, err := open(t.Context(), at, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { dropIndexes(t, url, key, prefix) })
	if err := a.rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	ms, err := a.parties.Markets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found, err := a.index.Search(t.Context(),
		matcher.Query{Kind: matcher.Demand, Filter: matcher.Filter{Market: ms[0].ID}, Limit: 3})
	if err != nil || len(found.Hits) < 2 {
		t.Fatalf("%d demands in the index, %v", len(found.Hits), err)
	}
	gone := found.Hits[0].ID
	if err := a.index.Delete(t.Context(), matcher.Demand, gone); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	code, out, errs := cli(t, append([]string{"check"}, args...)...)
	if code != exitRefused || !strings.Contains(out, "检索索引") || !strings.Contains(out, gone) {
		t.Errorf("exit %d\n%s\n%s", code, out, errs)
	}
	if code, out, errs = cli(t, append([]string{"check", "--repair"}, args...)...); code != exitDone ||
		!strings.Contains(out, "［已修复］") {
		t.Errorf("repair: exit %d\n%s\n%s", code, out, errs)
	}
	if code, out, errs = cli(t, append([]string{"check"}, args...)...); code != exitDone {
		t.Errorf("after the repair: exit %d\n%s\n%s", code, out, errs)
	}
}

// dropIndexes takes the indexes of a test off the server.
func dropIndexes(t *testing.T, url, key, prefix string) {
	for _, kind := range []string{"demand", "achievement"} {
		req, err := http.NewRequestWithContext(context.Background(), http.MethodDelete,
			url+"/indexes/"+prefix+"_"+kind+"_v2", nil)
		if err != nil {
			t.Error(err)
			return
		}
		req.Header.Set("Authorization", "Bearer "+key)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Error(err)
			return
		}
		res.Body.Close()
	}
}
