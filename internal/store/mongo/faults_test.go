package mongo

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// standaloneEnv names a server without transactions, which must be refused.
const standaloneEnv = "KEBANG_TEST_MONGO_STANDALONE_URL"

func TestRefused(t *testing.T) {
	for url, want := range map[string]*fault.Error{
		"not an address":         {Kind: fault.Invalid, Code: "mongo-url"},
		"mongodb://u:secret@:x/": {Kind: fault.Invalid, Code: "mongo-url"},
		"mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100": {Kind: fault.Unavailable, Code: "store-unreachable"},
	} {
		_, err := Open(t.Context(), url)
		if !errors.Is(err, want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v, want %v", url, err, want)
		}
	}
}

func TestStandalone(t *testing.T) {
	url := os.Getenv(standaloneEnv)
	if url == "" {
		t.Skip("SKIP: a standalone MongoDB is missing; give " + standaloneEnv + ", or run make test-engines")
	}
	_, err := Open(t.Context(), url)
	if !errors.Is(err, &fault.Error{Kind: fault.Invalid, Code: "mongo-standalone"}) {
		t.Fatalf("a standalone server: %v", err)
	}
	for _, todo := range []string{"--replSet", "rs.initiate()", "replicaSet=", "KEBANG_MONGO_URL"} {
		if !strings.Contains(err.Error(), todo) {
			t.Errorf("the sentence does not say what to do with %s: %v", todo, err)
		}
	}
}

func TestDatabaseOf(t *testing.T) {
	for url, want := range map[string]string{
		"mongodb://h": "kebang", "mongodb://h/": "kebang", "mongodb://h/?replicaSet=r": "kebang",
		"mongodb://u:p@a:1,b:2/market?w=1": "market",
		"mongodb+srv://h/m":                "m",
	} {
		if got := databaseOf(url); got != want {
			t.Errorf("databaseOf(%q) = %q, want %q", url, got, want)
		}
	}
}

// failing makes the server fail the next commands of this test's connections, or skips the test where that is not
// allowed.
func failing(t *testing.T, s *Store, times int, data bson.D) {
	t.Helper()
	arm := func(mode any) error {
		return s.client.Database("admin").RunCommand(t.Context(),
			bson.D{{Key: "configureFailPoint", Value: "failCommand"}, {Key: "mode", Value: mode},
				{Key: "data", Value: append(data, bson.E{Key: "appName", Value: "faults"})}}).Err()
	}
	if err := arm(is("times", times)); err != nil {
		t.Skip("SKIP: injected faults are missing; start the server with test commands enabled:", err)
	}
	t.Cleanup(func() { _ = arm("off") })
}

func faulty(t *testing.T, opts ...Option) *Store {
	t.Helper()
	url := place(t)
	sep := map[bool]string{true: "&", false: "?"}[strings.Contains(url, "?")]
	s := openTest(t, url+sep+"appName=faults&heartbeatFrequencyMS=500", opts...)
	if err := s.Define(t.Context(), store.Collections()); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestFaults injects the faults of a changing primary and a bad connection. Each transaction must have its effect
// exactly once.
func TestFaults(t *testing.T) {
	lost := bson.A{"TransientTransactionError"}
	for name, test := range map[string]struct {
		times int
		data  bson.D
	}{
		"write conflict": {3,
			bson.D{{Key: "failCommands", Value: bson.A{"update", "insert"}}, {Key: "errorCode", Value: 112},
				{Key: "errorLabels", Value: lost}}},
		"conflict at the first read": {2,
			bson.D{{Key: "failCommands", Value: bson.A{"find"}}, {Key: "errorCode", Value: 246},
				{Key: "errorLabels", Value: lost}}},
		"line cut in the transaction": {1,
			bson.D{{Key: "failCommands", Value: bson.A{"insert"}}, {Key: "closeConnection", Value: true}}},
		"line cut at the commit": {1,
			bson.D{{Key: "failCommands", Value: bson.A{"commitTransaction"}}, {Key: "closeConnection", Value: true}}},
		"primary stepped down (commit)": {2,
			bson.D{{Key: "failCommands", Value: bson.A{"commitTransaction"}}, {Key: "errorCode", Value: 189},
				{Key: "errorLabels", Value: bson.A{"RetryableWriteError"}}}},
		"transaction lost at commit": {1,
			bson.D{{Key: "failCommands", Value: bson.A{"commitTransaction"}}, {Key: "errorCode", Value: 251},
				{Key: "errorLabels", Value: lost}}},
	} {
		t.Run(name, func(t *testing.T) {
			s := faulty(t)
			failing(t, s, test.times, test.data)
			var serials []string
			for range 3 {
				var serial string
				err := s.Run(t.Context(), func(tx store.Tx) (err error) {
					serial, err = store.Serial(tx, "533524", "XQ", 2026)
					return err
				})
				if err != nil {
					t.Fatal(err)
				}
				serials = append(serials, serial)
			}
			if want := []string{"XQ-2026-000001", "XQ-2026-000002", "XQ-2026-000003"}; !slices.Equal(serials, want) {
				t.Errorf("%v, want %v", serials, want)
			}
		})
	}
}

// TestFaultsWithoutEnd: a lasting fault ends as Unavailable within the limit, and leaves nothing behind.
func TestFaultsWithoutEnd(t *testing.T) {
	s := faulty(t, Patience(100*time.Millisecond))
	failing(t, s, 1000, bson.D{{Key: "failCommands", Value: bson.A{"insert"}}, {Key: "errorCode", Value: 112},
		{Key: "errorLabels", Value: bson.A{"TransientTransactionError"}}})
	err := s.Run(t.Context(), func(tx store.Tx) error { return store.Emit(tx, "533524", "a", "b", "c", 1) })
	if !errors.Is(err, &fault.Error{Kind: fault.Unavailable, Code: "store-busy"}) {
		t.Errorf("conflicts without end: %v", err)
	}
	failing(t, s, 1000, bson.D{{Key: "failCommands", Value: bson.A{"find", "aggregate"}},
		{Key: "closeConnection", Value: true}})
	err = s.View(t.Context(), func(store.Tx) error { return nil })
	if !fault.Is(err, fault.Unavailable) {
		t.Errorf("a view on a cut line: %v", err)
	}
	failing(t, s, 0, bson.D{{Key: "failCommands", Value: bson.A{"find"}}, {Key: "closeConnection", Value: true}})
	err = s.View(t.Context(), func(tx store.Tx) error {
		n, err := store.Events.Count(tx, store.Query{Market: "533524"})
		if n != 0 {
			t.Errorf("%d events of rolled-back transactions stayed", n)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestFaultsOfOthers: ending the remains of a broken connection on the server never ends the transaction of another
// caller. That caller may have got the same session from the driver's pool.
func TestFaultsOfOthers(t *testing.T) {
	s := faulty(t)
	for range 30 {
		cut, end, err := s.start(t.Context(), true, attemptTime)
		if err != nil {
			t.Fatal(err)
		}
		if err := cut.touch(); err != nil {
			t.Fatal(err)
		}
		cut.cut = true
		end()
		err = s.View(t.Context(), func(tx store.Tx) error {
			for range 5 {
				if _, err := store.Events.Count(tx, store.Query{Market: "533524"}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestLease(t *testing.T) {
	t.Parallel()
	s := temp(t)
	first, err := s.Hold(t.Context(), "index")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Hold(t.Context(), "index"); !errors.Is(err,
		&fault.Error{Kind: fault.Unavailable, Code: "lease-held"}) {
		t.Errorf("a second holder: %v", err)
	}
	if err := first.Release(t.Context()); err != nil {
		t.Fatal(err)
	}
	second, err := s.Hold(t.Context(), "index")
	if err != nil {
		t.Fatal(err)
	}
	// The holder dies: its counter stands still, and after a while the next one takes over.
	second.stop()
	second.done.Wait()
	third, err := s.Hold(t.Context(), "index")
	if err != nil {
		t.Fatal(err)
	}
	// Another process takes the name away, and the holder learns it.
	if _, err := third.coll.UpdateOne(t.Context(), is("_id", "index"),
		is("$set", is("owner", bson.NewObjectID()))); err != nil {
		t.Fatal(err)
	}
	<-third.Lost()
}
