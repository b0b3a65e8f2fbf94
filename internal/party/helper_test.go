package party

import (
	"context"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/settings"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
)

// world is a real store with two markets, an administrator and an officer in each.
type world struct {
	*Service
	settings *settings.Service
	t        *testing.T
	db       store.Engine
	now      time.Time
}

const (
	marketA = "market-a"
	marketB = "market-b"
)

func newWorld(t *testing.T) *world {
	t.Helper()
	ctx := context.Background()
	db := sqlitetest.Open(t, Collections(), audit.Collections(), settings.Collections())
	w := &world{t: t, db: db, now: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)}
	now := func() time.Time { return w.now }
	w.Service, w.settings = NewService(db, now), settings.NewService(db, now)
	for id, f := range map[string]MarketForm{
		marketA: {Name: "镇康县技术市场", RegionCode: "530924", BureauName: "镇康县工业商务和科技信息化局", MainIndustries: []string{"01"}},
		marketB: {Name: "武乡县技术市场", RegionCode: "140429", BureauName: "武乡县教育科技局"},
	} {
		if _, err := w.CreateMarket(ctx, actor.SystemActor(id), id, f, false); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func (w *world) actor(market string, r actor.Role) actor.Actor {
	return actor.Actor{Person: "person-" + string(r) + "-" + market, PersonName: r.Name(), Market: market, Role: r}
}

func (w *world) org(market, uscc, name string) Organization {
	w.t.Helper()
	o, err := w.CreateOrganization(context.Background(), actor.SystemActor(market), NewID(),
		OrganizationForm{USCC: uscc, Name: name, Kind: EnterpriseOrg,
			Contacts: []Contact{{Name: "李四", Phone: "13800000000"}}})
	if err != nil {
		w.t.Fatal(err)
	}
	return o
}
