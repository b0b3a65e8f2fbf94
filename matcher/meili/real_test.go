package meili

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/meilisearch/meilisearch-go"

	"kebang/internal/fault"
	"kebang/matcher"
)

func isFault(err error, code string) bool {
	return errors.Is(err, &fault.Error{Kind: fault.Unavailable, Code: code})
}

func codeOf(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Code
	}
	return ""
}

// TestMeiliScopedKey: a key with the listed actions on our indexes does everything.
func TestMeiliScopedKey(t *testing.T) {
	admin := opened(t)
	key, err := admin.api.CreateKeyWithContext(t.Context(),
		&meilisearch.Key{Name: "kebang test", Actions: Actions, Indexes: []string{admin.prefix + "_*"},
			ExpiresAt: time.Now().Add(time.Hour)})
	fail(t, err)
	t.Cleanup(func() { _, _ = admin.api.DeleteKeyWithContext(context.Background(), key.UID) })
	x, err := Open(Options{URL: real(t).url, Key: key.Key, Prefix: admin.prefix})
	fail(t, err)
	exercise(t, x)
	other, err := Open(Options{URL: real(t).url, Key: key.Key, Prefix: "other" + admin.prefix})
	fail(t, err)
	if err := other.Put(t.Context(), matcher.Analyse(doc(matcher.Demand, "d", "题", "文"))); !isFault(err, "search-key") {
		t.Errorf("another market's index with our key: %v", err)
	}
}

// TestMeiliPages: more documents than are ordered by number come once each, page by page, and are counted.
func TestMeiliPages(t *testing.T) {
	x := opened(t)
	var ds []matcher.Doc
	for i := range 3*window + 17 {
		d := doc(matcher.Achievement, fmt.Sprintf("p%04d", i), fmt.Sprintf("茶叶第%d号", i), "本机用于杀青，杀青均匀。")
		if i%2 == 0 {
			d.Title, d.Industry = "茶叶杀青机", "03"
		}
		ds = append(ds, d)
	}
	put(t, x, ds...)
	for _, typed := range []string{"茶叶杀青", "茶叶", ""} {
		seen := map[string]bool{}
		for offset := 0; offset < len(ds)+100; offset += 90 {
			ids, r := search(t, x, matcher.Query{Text: typed, Offset: offset, Limit: 90, Facets: []string{"industry"}})
			if r.Total != len(ds) || r.Facets["industry"]["03"] != len(ds)/2+1 {
				t.Fatalf("%q at %d: total %d, facets %v", typed, offset, r.Total, r.Facets)
			}
			for _, id := range ids {
				if seen[id] {
					t.Errorf("%q: %s twice", typed, id)
				}
				seen[id] = true
			}
		}
		if len(seen) != len(ds) {
			t.Errorf("%q: %d of %d seen", typed, len(seen), len(ds))
		}
	}
}

// TestMeiliSettingsOnce: opening an index that is as it should be writes nothing.
func TestMeiliSettingsOnce(t *testing.T) {
	x := opened(t)
	put(t, x, doc(matcher.Achievement, "a", "题", "文"))
	before, err := x.api.GetTasksWithContext(t.Context(),
		&meilisearch.TasksQuery{IndexUIDS: []string{x.uid(matcher.Achievement)}})
	fail(t, err)
	again, err := Open(Options{URL: real(t).url, Key: real(t).key, Prefix: x.prefix})
	fail(t, err)
	if sums, err := again.Sums(t.Context(), matcher.Achievement, "", 10); err != nil || len(sums) != 1 {
		t.Fatalf("%v, %v", sums, err)
	}
	after, err := x.api.GetTasksWithContext(t.Context(),
		&meilisearch.TasksQuery{IndexUIDS: []string{x.uid(matcher.Achievement)}})
	fail(t, err)
	want(t, "tasks", before.Total, after.Total)
}

// TestMeiliRefusedWrite: a write that the engine takes and then refuses is sent three times in all, then told, and is
// shown.
func TestMeiliRefusedWrite(t *testing.T) {
	x := opened(t)
	uid := x.uid(matcher.Achievement)
	fail(t, x.task(t.Context(), func(ctx context.Context) (*meilisearch.TaskInfo, error) {
		return x.api.CreateIndexWithContext(ctx, &meilisearch.IndexConfig{Uid: uid, PrimaryKey: "other"})
	}))
	err := x.Put(t.Context(), matcher.Analyse(doc(matcher.Achievement, "a", "题", "文")))
	if !errors.Is(err, &fault.Error{Kind: fault.Internal, Code: "search-write-failed"}) {
		t.Fatalf("error %v", err)
	}
	put(t, x, doc(matcher.Demand, "d", "题", "文"))
	if s := x.Status(t.Context()); len(s.FailedTasks) != tries || s.FailedTasks[0].Index != uid ||
		s.FailedTasks[0].Kind != matcher.Achievement || s.FailedTasks[0].Error == "" {
		t.Errorf("status %+v", s)
	}
}

// TestMeiliLostIndex: an index that vanished is told, by searches and by Ping, until it is compared with the records.
func TestMeiliLostIndex(t *testing.T) {
	x, ctx := opened(t), t.Context()
	put(t, x, doc(matcher.Achievement, "a", "茶叶杀青", "文"), doc(matcher.Demand, "d", "题", "文"))
	for _, kind := range kinds {
		_, err := x.Sums(ctx, kind, "", 10)
		fail(t, err)
	}
	fail(t, x.Ping(ctx))
	thief, err := Open(Options{URL: real(t).url, Key: real(t).key, Prefix: x.prefix})
	fail(t, err)
	fail(t, thief.Remove(ctx))
	put(t, x, doc(matcher.Achievement, "b", "茶叶烘干", "文")) // the engine makes an index by itself, without our settings
	if _, err := x.Search(ctx, matcher.Query{Kind: matcher.Achievement, Text: "茶叶",
		Filter: matcher.Filter{Market: "m1"}}); !isFault(err, "search-index-missing") {
		t.Errorf("search: %v", err)
	}
	if err := x.Ping(ctx); !isFault(err, "search-index-missing") {
		t.Errorf("ping: %v", err)
	}
	for _, kind := range kinds {
		_, err := x.Sums(ctx, kind, "", 10)
		fail(t, err)
	}
	fail(t, x.Ping(ctx))
	put(t, x, doc(matcher.Achievement, "a", "茶叶杀青", "文"))
	ids, _ := search(t, x, matcher.Query{Text: "茶叶", Filter: matcher.Filter{Market: "m1"}})
	slices.Sort(ids)
	want(t, "after the repair", []string{"a", "b"}, ids)
}

// TestMeiliCut: without a line every call says so at once; with it again everything goes on.
func TestMeiliCut(t *testing.T) {
	direct := opened(t)
	put(t, direct, doc(matcher.Achievement, "a", "茶叶杀青", "文"), doc(matcher.Demand, "d", "题", "文"))
	line := newLine(t, strings.TrimPrefix(real(t).url, "http://"))
	x, err := Open(Options{URL: "http://" + line.addr, Key: real(t).key, Prefix: direct.prefix})
	fail(t, err)
	for _, kind := range kinds {
		_, err := x.Sums(t.Context(), kind, "", 10)
		fail(t, err)
	}
	ids, _ := search(t, x, matcher.Query{Text: "茶叶"})
	want(t, "before", []string{"a"}, ids)
	line.cut()
	ctx := t.Context()
	_, searched := x.Search(ctx, matcher.Query{Kind: matcher.Achievement, Text: "茶叶"})
	_, candidates := x.Candidates(ctx, matcher.Achievement, []matcher.WeightedTerm{{Term: 1, Weight: 1}},
		matcher.Filter{}, 5)
	_, docs := x.Docs(ctx, matcher.Achievement, []string{"never seen"})
	_, sums := x.Sums(ctx, matcher.Achievement, "", 5)
	for name, err := range map[string]error{"search": searched, "candidates": candidates, "docs": docs, "sums": sums,
		"ping": x.Ping(ctx),
		"put":  x.Put(ctx, matcher.Analyse(doc(matcher.Achievement, "b", "茶叶烘干", "文"))), "delete": x.Delete(ctx,
			matcher.Achievement, "a")} {
		if !isFault(err, "search-unavailable") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if s := x.Status(ctx); s.Problem.IsZero() {
		t.Errorf("status %+v", s)
	}
	line.mend()
	fail(t, x.Ping(ctx))
	put(t, x, doc(matcher.Achievement, "b", "茶叶烘干", "文"))
	ids, _ = search(t, x, matcher.Query{Text: "茶叶"})
	slices.Sort(ids)
	want(t, "after", []string{"a", "b"}, ids)
}

// deaf loses the first questions after a write.
type deaf struct {
	http.RoundTripper
	lose atomic.Int64
}

func (d *deaf) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasPrefix(r.URL.Path, "/tasks/") && d.lose.Add(-1) >= 0 {
		return nil, errors.New("lost on the way")
	}
	return d.RoundTripper.RoundTrip(r)
}

// TestMeiliPatience: a lost question about a large write is asked again, because that write may have taken minutes. The
// first lost question about a small write is an error, because a job tries it again.
func TestMeiliPatience(t *testing.T) {
	direct := opened(t)
	put(t, direct, doc(matcher.Achievement, "a", "茶叶杀青", "文"))
	d := &deaf{RoundTripper: http.DefaultTransport}
	x, err := Open(Options{URL: real(t).url, Key: real(t).key, Prefix: direct.prefix, transport: d})
	fail(t, err)
	var many []*matcher.Analysed
	for i := range 200 {
		many = append(many, matcher.Analyse(doc(matcher.Achievement, fmt.Sprint("m", i), "茶叶烘干", "文")))
	}
	d.lose.Store(3)
	fail(t, x.Put(t.Context(), many...))
	d.lose.Store(1)
	if err := x.Put(t.Context(), many[0]); !isFault(err, "search-unavailable") {
		t.Errorf("a small write: %v", err)
	}
}

// line passes TCP through to an address until it is cut.
type line struct {
	addr string
	mu   sync.Mutex
	down bool
	open []net.Conn
}

func newLine(t *testing.T, to string) *line {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	fail(t, err)
	t.Cleanup(func() { _ = ln.Close() })
	l := &line{addr: ln.Addr().String()}
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			s, err := net.Dial("tcp", to)
			l.mu.Lock()
			if err != nil || l.down {
				_ = c.Close()
			} else {
				l.open = append(l.open, c, s)
				go func() { _, _ = io.Copy(s, c); _ = s.Close() }()
				go func() { _, _ = io.Copy(c, s); _ = c.Close() }()
			}
			l.mu.Unlock()
		}
	}()
	return l
}

func (l *line) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.down = true
	for _, c := range l.open {
		_ = c.Close()
	}
	l.open = nil
}

func (l *line) mend() { l.mu.Lock(); defer l.mu.Unlock(); l.down = false }
