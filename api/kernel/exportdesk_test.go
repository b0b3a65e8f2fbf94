package kernel

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/fault"
)

// gated is an export that the test lets finish.
type gated struct {
	began, end chan struct{}
	built      atomic.Int32
	now, most  atomic.Int32
	refuse     error
}

func newGated() *gated { return &gated{began: make(chan struct{}, 1000), end: make(chan struct{})} }

func (g *gated) build(_ context.Context, w io.Writer) error {
	g.built.Add(1)
	if n := g.now.Add(1); n > g.most.Load() {
		g.most.Store(n)
	}
	defer g.now.Add(-1)
	g.began <- struct{}{}
	<-g.end
	if g.refuse != nil {
		return g.refuse
	}
	_, err := io.WriteString(w, "rows")
	return err
}

func anyone(context.Context) error { return nil }

func person(id string) actor.Actor { return actor.Actor{Person: id, Market: "county"} }

var visitor = actor.Actor{Market: "county"}

// left checks that nothing of an export remains after all receivers have released it.
func (d *exportDesk) left(t *testing.T) {
	t.Helper()
	d.Close()
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.open != 0 || d.queued != 0 || len(d.busy) != 0 || len(d.kept) != 0 || len(d.places) != 0 ||
		len(d.visiting) != 0 {
		t.Errorf("left behind: %d files, %d waiting, %d busy, %d kept, %d and %d places", d.open, d.queued, len(d.busy),
			len(d.kept), len(d.places), len(d.visiting))
	}
}

func TestTwoExportsAtATime(t *testing.T) {
	d, g := newExportDesk(time.Now, anyone), newGated()
	var all sync.WaitGroup
	for _, who := range []string{"a", "b", "c", "d", "e"} {
		all.Go(func() {
			f, err := d.get(t.Context(), person(who), "export", nil, g.build)
			if err != nil {
				t.Errorf("%s: %v", who, err)
				return
			}
			defer f.release()
			if b, err := io.ReadAll(f.content()); string(b) != "rows" || err != nil {
				t.Errorf("%s got %q, %v", who, b, err)
			}
		})
	}
	<-g.began
	<-g.began
	// A person with a running build gets no second one; the first may have begun in either place.
	refused := 0
	for _, who := range []string{"a", "b", "c", "d", "e"} {
		d.mu.Lock()
		busy := d.busy[who]
		d.mu.Unlock()
		if busy {
			if _, err := d.get(t.Context(), person(who), "export", nil, g.build); !errors.Is(err,
				&fault.Error{Kind: fault.TooMany, Code: "export-running"}) {
				t.Errorf("a second export of %s: %v", who, err)
			}
			refused++
		}
	}
	close(g.end)
	all.Wait()
	if refused < 2 || g.most.Load() != exportPlaces || g.built.Load() != 5 {
		t.Errorf("%d were refused, %d built at once, %d in all", refused, g.most.Load(), g.built.Load())
	}
	d.left(t)
}

// TestPlaceIsFreeWhenTheFileIsWhole: a client that never reads its file blocks nobody.
func TestPlaceIsFreeWhenTheFileIsWhole(t *testing.T) {
	d, g := newExportDesk(time.Now, anyone), newGated()
	close(g.end)
	var unread []*exportFile
	for range 5 {
		f, err := d.get(t.Context(), person("a"), "export", nil, g.build)
		if err != nil {
			t.Fatal(err)
		}
		unread = append(unread, f)
	}
	for _, f := range unread {
		f.release()
	}
	d.left(t)
}

func TestExportsThatFindNoPlace(t *testing.T) {
	d, g := newExportDesk(time.Now, anyone), newGated()
	d.wait = time.Millisecond
	var all sync.WaitGroup
	for _, who := range []string{"a", "b"} {
		all.Go(func() {
			if f, err := d.get(t.Context(), person(who), "export", nil, g.build); err == nil {
				f.release()
			}
		})
		<-g.began
	}
	if _, err := d.get(t.Context(), person("c"), "export", nil, g.build); !errors.Is(err,
		&fault.Error{Kind: fault.TooMany, Code: "export-full"}) {
		t.Errorf("without a place: %v", err)
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	d.wait = time.Hour
	if _, err := d.get(gone, person("c"), "export", nil, g.build); !errors.Is(err, context.Canceled) {
		t.Errorf("who has left: %v", err)
	}
	close(g.end)
	all.Wait()
	d.left(t)
}

// TestVisitorsShareTheFile: a hundred visitors with the same request get one file, built once, for an hour.
func TestVisitorsShareTheFile(t *testing.T) {
	clock := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	d, g := newExportDesk(func() time.Time { return clock }, anyone), newGated()
	type question struct{ Q string }
	ask := func(q string) error {
		f, err := d.get(t.Context(), visitor, "export", question{q}, g.build)
		if err == nil {
			defer f.release()
			_, err = io.ReadAll(f.content())
		}
		return err
	}
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() {
			if err := ask("核桃"); err != nil {
				t.Error(err)
			}
		})
	}
	<-g.began
	close(g.end)
	all.Wait()
	if n := g.built.Load(); n != 1 {
		t.Errorf("the file was built %d times", n)
	}
	steps := []struct {
		name  string
		after time.Duration
		ask   string
		built int32
	}{
		{"another question", 0, "甘蔗", 2},
		{"within the hour", 59 * time.Minute, "核桃", 2},
		{"after the hour", 2 * time.Minute, "核桃", 3},
	}
	for _, s := range steps {
		clock = clock.Add(s.after)
		if err := ask(s.ask); err != nil || g.built.Load() != s.built {
			t.Errorf("%s: %v, built %d times, want %d", s.name, err, g.built.Load(), s.built)
		}
	}
	for i := range 3 * exportKept {
		if err := ask(string(rune('甲' + i))); err != nil {
			t.Fatal(err)
		}
	}
	d.mu.Lock()
	if len(d.kept) != exportKept || d.open != exportKept {
		t.Errorf("%d files are kept, %d open, want %d", len(d.kept), d.open, exportKept)
	}
	d.mu.Unlock()
	d.left(t)
}

// TestVisitorsLeaveAPlace: with any number of visitors, a signed-in person finds a place.
func TestVisitorsLeaveAPlace(t *testing.T) {
	d, g, own := newExportDesk(time.Now, anyone), newGated(), newGated()
	close(own.end)
	var all sync.WaitGroup
	for i := range 10 {
		all.Go(func() {
			if f, err := d.get(t.Context(), visitor, "export", i, g.build); err == nil {
				f.release()
			}
		})
	}
	<-g.began
	f, err := d.get(t.Context(), person("officer"), "export", nil, own.build)
	if err != nil {
		t.Fatal(err)
	}
	f.release()
	close(g.end)
	all.Wait()
	if g.most.Load() != 1 {
		t.Errorf("%d files of visitors were built at once", g.most.Load())
	}
	d.left(t)
}

func TestExportsThatFail(t *testing.T) {
	refuse := fault.Of(fault.TooLarge, fault.T("export-too-large", "太多", ""))
	broken := func(context.Context, io.Writer) error { panic("broken") }
	for name, who := range map[string]actor.Actor{"person": person("a"), "visitor": visitor} {
		t.Run(name, func(t *testing.T) {
			d, g := newExportDesk(time.Now, anyone), newGated()
			close(g.end)
			g.refuse = refuse
			if _, err := d.get(t.Context(), who, "export", nil, g.build); !errors.Is(err, refuse) {
				t.Errorf("refused: %v", err)
			}
			func() {
				defer func() { _ = recover() }()
				_, _ = d.get(t.Context(), who, "export", nil, broken)
			}()
			g.refuse = nil
			f, err := d.get(t.Context(), who, "export", nil, g.build)
			if err != nil {
				t.Fatalf("after a failure: %v", err)
			}
			f.release()
			d.left(t)
		})
	}
	limit := fault.Of(fault.TooMany, fault.T("too-many", "太多次", ""))
	d := newExportDesk(time.Now, func(context.Context) error { return limit })
	if _, err := d.get(t.Context(), visitor, "export", nil, newGated().build); !errors.Is(err, limit) {
		t.Errorf("an address over its limit: %v", err)
	}
	d.left(t)
}
