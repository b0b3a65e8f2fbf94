package files

import (
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/settings"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
)

const (
	marketA = "market-a"
	marketB = "market-b"
)

// world is the use cases on a real store, with a clock that the test moves.
type world struct {
	*Service
	settings *settings.Service
	log      *audit.SecurityLog
	db       store.Engine
	now      time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	db := sqlitetest.Open(t, Collections(), audit.Collections(), settings.Collections())
	w := &world{db: db, now: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)}
	now := func() time.Time { return w.now }
	w.Service, w.settings, w.log = NewService(db, now), settings.NewService(db, now), audit.NewSecurityLog(db, now)
	return w
}

func (w *world) actor(market string, r actor.Role) actor.Actor {
	return actor.Actor{Person: "person-" + string(r) + "-" + market, PersonName: r.Name(), Market: market, Role: r}
}
