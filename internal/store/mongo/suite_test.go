package mongo

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"

	"kebang/internal/store"
	"kebang/internal/store/storetest"
)

// urlEnv names a server for the tests: a MongoDB replica set, or SecantusDB, which speaks its protocol. Each test makes
// its own databases and drops them.
const urlEnv = "KEBANG_TEST_MONGO_URL"

var databases atomic.Int64

// place gives the address of a new database on the test server, or skips the test.
func place(t testing.TB) string {
	t.Helper()
	url := os.Getenv(urlEnv)
	if url == "" {
		t.Skip("SKIP: MongoDB is missing; give " + urlEnv + ", or run make test-engines")
	}
	name := fmt.Sprintf("kebang_test_%d_%d", os.Getpid(), databases.Add(1))
	url, query, _ := strings.Cut(url, "?")
	scheme, hosts, _ := strings.Cut(url, "://")
	hosts, _, _ = strings.Cut(hosts, "/")
	if query != "" {
		query += "&"
	}
	// On a busy machine the server may be silent for longer than the ten seconds of a market.
	return scheme + "://" + hosts + "/" + name + "?" + query + "serverSelectionTimeoutMS=60000"
}

func temp(t testing.TB) *Store {
	t.Helper()
	return openTest(t, place(t))
}

// openTest opens a database, which is dropped at the end of the test.
func openTest(t testing.TB, url string, opts ...Option) *Store {
	t.Helper()
	s, err := Open(t.Context(), url, opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
		defer cancel()
		err := s.db.Drop(ctx)
		// the connection was idle while other processes worked, and the driver does not retry this command
		if driver.IsNetworkError(err) {
			err = s.db.Drop(ctx)
		}
		if err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestEngine(t *testing.T) {
	place(t)
	storetest.Run(t, storetest.Config{Open: func(t *testing.T) store.Engine { return temp(t) }})
}

// openAt first ends the open transaction of a killed process, as an administrator may. The server does so by itself
// only after a minute.
func openAt(place string) (store.Engine, error) {
	s, err := Open(context.Background(), place, Patience(90*time.Second))
	if err != nil {
		return nil, err
	}
	return s, s.client.Database("admin").RunCommand(context.Background(),
		bson.D{{Key: "killAllSessions", Value: bson.A{}}}).Err()
}

func TestMain(m *testing.M) {
	storetest.Child(openAt)
	os.Exit(m.Run())
}

func TestSoakKill(t *testing.T) {
	url := place(t)
	openTest(t, url)
	storetest.Kill(t, openAt, url)
}

func TestKillLoad(t *testing.T) {
	url := place(t)
	openTest(t, url)
	storetest.KillLoad(t, openAt, url)
}

func TestKillMigrate(t *testing.T) {
	url := place(t)
	openTest(t, url)
	storetest.KillMigrate(t, openAt, url)
}
