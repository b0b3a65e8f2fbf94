package mongo

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"kebang/internal/fault"
)

var (
	held   = &fault.Error{Kind: fault.Unavailable, Code: "lease-held"}
	shared = &fault.Error{Kind: fault.Unavailable, Code: "lease-shared"}
)

func (l *Lease) free(t *testing.T) {
	t.Helper()
	if err := l.Release(t.Context()); err != nil {
		t.Error(err)
	}
}

// silence stops the beat, as a kill does. keep continues it, as a suspended machine does.
func (l *Lease) silence() {
	l.stop()
	l.done.Wait()
}

func claimed(t *testing.T, claim func(context.Context) (*Lease, error)) *Lease {
	t.Helper()
	l, err := claim(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestLeaseKinds: many processes beside each other or one alone, in either order. A clean end frees at once.
func TestLeaseKinds(t *testing.T) {
	t.Parallel()
	s := temp(t)
	one, two := claimed(t, s.Beside), claimed(t, s.Beside)
	if _, err := s.Alone(t.Context()); !errors.Is(err, shared) {
		t.Errorf("one alone while two are beside each other: %v", err)
	}
	one.free(t)
	two.free(t)
	alone := claimed(t, s.Alone)
	if _, err := s.Beside(t.Context()); !errors.Is(err, held) {
		t.Errorf("one beside one alone: %v", err)
	}
	if _, err := s.Alone(t.Context()); !errors.Is(err, held) {
		t.Errorf("a second one alone: %v", err)
	}
	alone.free(t)
	if left, err := s.claims(t.Context(), is("beat", is("$gte", 0))); len(left) != 0 || err != nil {
		t.Errorf("claims stay: %v, %v", left, err)
	}
}

// TestLeaseOfTheDead: the claim of a killed or silent process is taken over. If the process comes back, it learns of
// it.
func TestLeaseOfTheDead(t *testing.T) {
	t.Parallel()
	s := temp(t)
	beside := claimed(t, s.Beside)
	beside.silence()
	alone := claimed(t, s.Alone)
	beside.keep(t.Context())
	<-beside.Lost()
	alone.silence()
	beside = claimed(t, s.Beside)
	alone.keep(t.Context())
	<-alone.Lost()
	beside.free(t)
}

// TestLeaseRace: of two kinds that start at the same instant one stays. A process beside others waits for a claim that
// still looks, whatever the outcome.
func TestLeaseRace(t *testing.T) {
	t.Parallel()
	s := temp(t)
	for range 4 {
		var leases [2]*Lease
		var errs [2]error
		var both sync.WaitGroup
		for i, claim := range []func(context.Context) (*Lease, error){s.Alone, s.Beside} {
			both.Go(func() { leases[i], errs[i] = claim(t.Context()) })
		}
		both.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("alone: %v; beside: %v; want one of them", errs[0], errs[1])
		}
		for _, l := range leases {
			if l != nil {
				l.free(t)
			}
		}
	}
	for name, test := range map[string]struct {
		end  func(*Lease) error
		want error
	}{
		"it stays": {func(l *Lease) error { return l.settle(t.Context()) }, held},
		"it goes":  {func(l *Lease) error { return l.Release(t.Context()) }, nil},
	} {
		looking := s.lease(aloneName)
		looking.doc.Looking = true
		if err := looking.take(t.Context()); err != nil {
			t.Fatal(err)
		}
		looking.keep(t.Context())
		answer := make(chan error, 1)
		go func() {
			l, err := s.Beside(t.Context())
			if err == nil {
				err = l.Release(t.Context())
			}
			answer <- err
		}()
		for beat := int64(0); beat < 3; { // it has been seen to live
			select {
			case err := <-answer:
				t.Fatalf("%s: an answer before the other one had looked: %v", name, err)
			case <-time.After(100 * time.Millisecond):
			}
			now, err := s.claims(t.Context(), is("_id", aloneName))
			if err != nil || len(now) != 1 {
				t.Fatal(now, err)
			}
			beat = now[0].Beat
		}
		if err := test.end(looking); err != nil {
			t.Fatal(err)
		}
		if err := <-answer; !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
		looking.free(t)
	}
}

// TestLeaseSweep: presences of killed processes do not pile up while no process wants to be alone.
func TestLeaseSweep(t *testing.T) {
	t.Parallel()
	s := temp(t)
	dead, living := claimed(t, s.Beside), claimed(t, s.Beside)
	dead.silence()
	seen, err := s.sweep(t.Context(), nil)
	if err != nil || len(seen) != 2 {
		t.Fatal(seen, err)
	}
	for now := seen[living.doc.Name]; now == seen[living.doc.Name]; {
		found, err := s.claims(t.Context(), is("_id", living.doc.Name))
		if err != nil {
			t.Fatal(err)
		}
		now = found[0]
	}
	if _, err := s.sweep(t.Context(), seen); err != nil {
		t.Fatal(err)
	}
	left, err := s.claims(t.Context(), presences())
	if err != nil || len(left) != 1 || left[0].Name != living.doc.Name {
		t.Errorf("left: %v, %v", left, err)
	}
	living.free(t)
}

// TestOlderServes: while a process lives that knows fewer migrations, or one of 0.1.0, no newer one comes beside it or
// migrates. Processes of one version run beside each other.
func TestOlderServes(t *testing.T) {
	url := place(t)
	first := openTest(t, url, Announce(1, "0.2.0，主机 甲"))
	second, err := Open(t.Context(), url, Announce(2, "0.3.0，主机 乙"))
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close() //nolint:errcheck // only read
	older := &fault.Error{Kind: fault.Unavailable, Code: "older-serving"}
	refused := func(err error, want string) {
		t.Helper()
		if !errors.Is(err, older) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "停止") {
			t.Errorf("beside an older one: %v", err)
		}
	}
	old := claimed(t, first.Beside)
	_, err = second.Beside(t.Context())
	refused(err, "主机 甲")
	unsaid := bson.D{{Key: "$unset", Value: bson.D{{Key: "level", Value: ""}, {Key: "program", Value: ""}}}}
	if _, err := old.coll.UpdateOne(t.Context(), old.own(), unsaid); err != nil { // the form of 0.1.0
		t.Fatal(err)
	}
	refused(second.NoOlder(t.Context()), "0.1.0")
	old.free(t)
	newer, same := claimed(t, second.Beside), claimed(t, second.Beside)
	if err := first.NoOlder(t.Context()); err != nil {
		t.Errorf("beside a newer one: %v", err)
	}
	newer.free(t)
	same.free(t)
}
