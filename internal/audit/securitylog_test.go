package audit

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
	"kebang/internal/vocab"
)

const marketA = "market-a"

// clocked is a log on a real store, with a clock that the test moves.
type clocked struct {
	*SecurityLog
	db  store.Engine
	now time.Time
}

func newLog(t *testing.T) *clocked {
	t.Helper()
	db := sqlitetest.Open(t, Collections())
	c := &clocked{db: db, now: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)}
	c.SecurityLog = NewSecurityLog(db, func() time.Time { return c.now })
	return c
}

func admin(market string) actor.Actor {
	return actor.Actor{Person: "person-admin-" + market, Market: market, Role: actor.Admin}
}

// TestSecurityLogInBatches: entries wait in memory and are written in batches, the rest at the end of the process.
func TestSecurityLogInBatches(t *testing.T) {
	w, ctx := newLog(t), context.Background()
	l := w.SecurityLog
	l.most = 2*accessBatch + 1
	for i := range l.most + 7 {
		l.Note(Access{Meta: store.Meta{Market: marketA}, Kind: AccessDownload, Person: "p", Address: "10.0.0.1",
			What: fault.Plain(fmt.Sprint(i))})
	}
	total := func(market string) int64 {
		p, err := l.Accesses(ctx, admin(market), AccessQuery{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		return p.Total
	}
	if n := total(marketA); n != 0 {
		t.Errorf("%d entries were written at once", n)
	}
	end, stop := context.WithCancel(ctx)
	stop() // at the end of the process waiting entries are written too
	l.Run(end, func(err error) { t.Error(err) })
	if n := total(marketA); n != int64(l.most) {
		t.Errorf("%d entries, want %d", n, l.most)
	}
	p, err := l.Accesses(ctx, admin(marketA), AccessQuery{Unknown: true})
	if err != nil || len(p.Items) != 1 || p.Items[0].What.In(vocab.Zh) != "记录过多，有7条未能记下。" {
		t.Errorf("what was lost: %+v, %v", p.Items, err)
	}
}

// refusing is a store that fails on every write.
type refusing struct{ store.Engine }

var errRefusing = errors.New("no")

func (refusing) Run(context.Context, func(store.Tx) error) error { return errRefusing }

func TestSecurityLogKeepsWhatWasNotWritten(t *testing.T) {
	w, ctx := newLog(t), context.Background()
	l := w.SecurityLog
	l.Note(Access{Meta: store.Meta{Market: marketA}, Kind: AccessSignIn})
	l.db = refusing{w.db}
	if err := l.Flush(ctx); !errors.Is(err, errRefusing) {
		t.Fatal(err)
	}
	l.db = w.db
	if err := l.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	if p, err := l.Accesses(ctx, admin(marketA), AccessQuery{}); err != nil || p.Total != 1 {
		t.Errorf("%d entries, %v", p.Total, err)
	}
}

func TestSecurityLogIsKept(t *testing.T) {
	w, ctx := newLog(t), context.Background()
	l := w.SecurityLog
	months := 24
	note := func() {
		t.Helper()
		l.Note(Access{Meta: store.Meta{Market: marketA}, Kind: AccessSignIn})
		if err := l.Flush(ctx); err != nil {
			t.Fatal(err)
		}
	}
	sweep := func(want int) {
		t.Helper()
		if n, err := l.Sweep(ctx, months); n != want || err != nil {
			t.Errorf("swept %d, %v; want %d", n, err, want)
		}
	}
	note()
	w.now = w.now.AddDate(0, 23, 0)
	note()
	sweep(0)
	w.now = w.now.AddDate(0, 1, 1)
	sweep(1)
	months = 3
	w.now = w.now.AddDate(0, 5, -2)
	sweep(0) // the law demands six months
	w.now = w.now.Add(3 * 24 * time.Hour)
	sweep(1)
}
