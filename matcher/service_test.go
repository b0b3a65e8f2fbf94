package matcher_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/calendar"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/jobs"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/store/sqlitetest"
	"kebang/matcher"
	"kebang/matcher/local"
)

// bench is a market with all services for matches, without HTTP.
type bench struct {
	t        *testing.T
	db       store.Engine
	worker   *jobs.Worker
	listings *listing.Service
	matches  *matcher.Service
	index    *local.Index
	now      time.Time
}

func newBench(t *testing.T) *bench {
	t.Helper()
	folder := sqlitetest.Open(t, store.Collections(), audit.Collections(), party.Collections(), calendar.Collections(),
		listing.Collections(), matcher.Collections())
	b := &bench{t: t, index: local.New(), now: time.Date(2026, 3, 1, 2, 0, 0, 0, time.UTC)}
	now := func() time.Time { return b.now }
	b.worker = jobs.New(folder, jobs.Options{Now: now})
	b.db = b.worker.Engine(folder)
	b.listings = listing.NewService(b.db, now)
	b.matches = matcher.NewService(b.db, b.index, now)
	b.worker.Handle(listing.EventPublished, b.matches.OnListing)
	b.worker.Handle(listing.EventRemoved, b.matches.OnListing)
	b.worker.Handle(matcher.EventRenewed, b.matches.OnRenewed)
	return b
}

func (b *bench) drain() {
	b.t.Helper()
	if err := b.worker.Drain(context.Background()); err != nil {
		b.t.Fatal(err)
	}
}

func officer(market string) actor.Actor {
	return actor.Actor{Person: "officer-" + market, PersonName: "王科", Market: market, Role: actor.Officer}
}

func publish[C listing.Content](b *bench, desk *listing.Desk[C], market string, c C) string {
	b.t.Helper()
	ctx := context.Background()
	l, err := desk.Create(ctx, officer(market), id.New(), c)
	if err == nil {
		l, err = desk.Step(ctx, officer(market), l.ID, l.Rev, listing.StepPublish, "")
	}
	if err != nil {
		b.t.Fatal(err)
	}
	return l.ID
}

func (b *bench) demand(market, title, body, industry string, reqs ...listing.Requirement) string {
	return publish(b, b.listings.Demands, market, listing.DemandContent{Requirements: reqs,
		Common: listing.Common{Title: title, Text: body, Industry: industry, Detail: "秘密细节甲",
			Contact: listing.Contact{Name: "联系人乙"}}})
}

func (b *bench) achievement(market, title, body, industry string, inds ...listing.Indicator) string {
	return publish(b, b.listings.Achievements, market, listing.AchievementContent{Indicators: inds,
		Common: listing.Common{Title: title, Text: body, Industry: industry}})
}

func (b *bench) answer(market, demand string) matcher.Answer {
	b.t.Helper()
	a, err := b.matches.ForDemand(context.Background(), officer(market), demand, 0)
	if err != nil {
		b.t.Fatal(err)
	}
	return a
}

func (b *bench) fill(market string) {
	b.achievement(market, "甘蔗收割机除杂装置", "切段式甘蔗收割机的风机除杂装置，含杂率低。", "01")
	b.achievement(market, "茶叶杀青机", "滚筒式茶叶杀青机，温度自动控制。", "03")
	b.achievement(market, "奶牛乳房炎快速检测试纸", "用于牧场的乳房炎快速检测试纸条。", "07")
	b.achievement(market, "透水砖制备方法", "以粉煤灰为原料烧结透水砖。", "09")
}

func TestPublishMatchesAndWithdrawUnmatches(t *testing.T) {
	b := newBench(t)
	b.fill("m1")
	d := b.demand("m1", "蔗渣高值化利用制备低聚木糖", "糖厂每年产生大量蔗渣，希望制备低聚木糖，要求纯度不低于95%。", "01",
		listing.Requirement{Must: true, Metric: "纯度", Op: ">=", Value: "95", Unit: "%"})
	b.drain()
	if a := b.answer("m1", d); a.Shown != 0 || a.None == nil || len(a.None.Steps) < 3 || a.Pending {
		t.Errorf("without a fitting achievement: %+v", a)
	}

	a1 := b.achievement("m1", "甘蔗渣酶法制备低聚木糖", "以甘蔗渣为原料，酶法制备低聚木糖，已在糖厂中试。", "01",
		listing.Indicator{Metric: "纯度", Op: "=", Value: "96.5", Unit: "%", Evidence: "省质检院报告"})
	b.drain()
	a := b.answer("m1", d)
	if a.Shown == 0 || len(a.Items) == 0 || a.Items[0].Achievement != a1 {
		t.Fatalf("the fitting achievement is not first: %+v", a)
	}
	top := a.Items[0]
	if len(top.Verdicts) != 1 || top.Verdicts[0].Outcome != matcher.Met || top.Verdicts[0].Evidence() != "省质检院报告" {
		t.Errorf("requirement table %+v", top.Verdicts)
	} else if v := top.Verdicts[0]; v.Asked == nil || !strings.Contains(v.Asked.Text, "要求纯度不低于95%") || v.Said == nil ||
		v.Said.Text != "纯度＝96.5%" {
		t.Errorf("the stored match lacks the two sentences: %+v, %+v", v.Asked, v.Said)
	}
	var shared, synonym bool
	for _, r := range top.Reasons {
		shared = shared || r.Kind == "shared" && strings.Contains(r.Text, "低聚木糖")
		synonym = synonym || r.Kind == "synonym"
	}
	if !shared {
		t.Errorf("reasons %+v lack 低聚木糖", top.Reasons)
	}

	// Both sides read the same number.
	back, err := b.matches.ForAchievement(context.Background(), officer("m1"), a1, 0)
	if err != nil || len(back.Items) == 0 || back.Items[0].ID != top.ID || back.Items[0].Points != top.Points {
		t.Errorf("from the achievement's side: %+v, %v", back, err)
	}

	// A late event of the same listing changes nothing.
	if err := b.matches.OnListing(context.Background(),
		store.Event{Meta: store.Meta{Market: "m1"}, Record: d, Step: "demand"}); err != nil {
		t.Fatal(err)
	}
	if again := b.answer("m1", d); again.Items[0].Rev != top.Rev || again.Items[0].Points != top.Points {
		t.Errorf("a doubled event changed the match: %+v", again.Items[0])
	}

	l, err := b.listings.Achievements.Step(context.Background(), officer("m1"), a1, 0, listing.StepWithdraw, "已转让")
	if err != nil {
		t.Fatal(err)
	}
	b.drain()
	if a := b.answer("m1", d); a.Shown != 0 {
		t.Errorf("matches of the withdrawn %s stay: %+v", l.ID, a.Items)
	}
}

func TestMatchesStayInTheirMarket(t *testing.T) {
	b := newBench(t)
	d := b.demand("m1", "甘蔗渣制备低聚木糖", "甘蔗渣制备低聚木糖。", "01")
	b.achievement("m2", "甘蔗渣制备低聚木糖", "甘蔗渣制备低聚木糖。", "01")
	b.drain()
	if a := b.answer("m1", d); a.Total != 0 {
		t.Errorf("an achievement of another market matched: %+v", a.Items)
	}
	if _, err := b.matches.ForDemand(context.Background(), officer("m2"), d, 0); !fault.Is(err, fault.NotFound) {
		t.Errorf("an officer of another market reads %v", err)
	}
	p, err := b.matches.List(context.Background(), officer("m2"), matcher.ListFilter{})
	if err != nil || len(p.Items) != 0 {
		t.Errorf("the list of the other market: %+v, %v", p, err)
	}
}

func TestWhoReadsMatches(t *testing.T) {
	b := newBench(t)
	d := b.demand("m1", "甘蔗渣制备低聚木糖", "甘蔗渣制备低聚木糖。", "01")
	b.achievement("m1", "甘蔗渣制备低聚木糖", "甘蔗渣制备低聚木糖。", "01")
	b.drain()
	for _, c := range []struct {
		actor actor.Actor
		kind  fault.Kind
		ok    bool
	}{
		{actor.Actor{Market: "m1"}, fault.Unauthenticated, false},
		{actor.Actor{Person: "p", Org: "o", Market: "m1", Role: actor.Enterprise}, fault.Forbidden, false},
		{actor.Actor{Person: "p", Market: "m1", Role: actor.Broker}, 0, true},
	} {
		_, err := b.matches.ForDemand(context.Background(), c.actor, d, 0)
		if c.ok != (err == nil) || err != nil && !fault.Is(err, c.kind) {
			t.Errorf("%+v: %v", c.actor, err)
		}
	}
}

func TestProtectedTextStaysOut(t *testing.T) {
	b := newBench(t)
	b.demand("m1", "甘蔗渣制备低聚木糖", "甘蔗渣制备低聚木糖。", "01")
	b.achievement("m1", "秘密细节甲", "秘密细节甲 联系人乙", "01")
	b.drain()
	for _, words := range []string{"秘密细节甲", "联系人乙"} {
		ids, total, err := b.matches.SearchListings(context.Background(), "m1", listing.DemandKind, words, "", "", 0,
			10)
		if err != nil || total != 0 {
			t.Errorf("%s finds %v, %v", words, ids, err)
		}
	}
	p, err := b.matches.List(context.Background(), officer("m1"), matcher.ListFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range p.Items {
		for _, r := range m.Reasons {
			if strings.Contains(r.Text, "秘密") {
				t.Errorf("a reason quotes protected text: %+v", r)
			}
		}
	}
}

func TestRebuildFromRecords(t *testing.T) {
	b := newBench(t)
	b.fill("m1")
	d := b.demand("m1", "甘蔗收割机降低含杂率", "希望降低甘蔗收割机的含杂率，改进除杂装置。", "01")
	b.drain()
	before := b.answer("m1", d)
	fresh := matcher.NewService(b.db, local.New(), func() time.Time { return b.now })
	if err := fresh.Rebuild(context.Background()); err != nil {
		t.Fatal(err)
	}
	if r, err := fresh.RematchAll(context.Background(), false, nil); err != nil || r.Listings != 5 {
		t.Errorf("rematched %+v, %v", r, err)
	}
	after, err := fresh.ForDemand(context.Background(), officer("m1"), d, 0)
	if err != nil || len(after.Items) == 0 || len(before.Items) == 0 ||
		after.Items[0].Achievement != before.Items[0].Achievement {
		t.Errorf("before %+v, after %+v, %v", before, after, err)
	}
	ids, total, err := fresh.SearchListings(context.Background(), "m1", listing.AchievementKind, "收割机", "01", "", 0, 10)
	if err != nil || total != 1 || len(ids) != 1 {
		t.Errorf("search finds %v of %d, %v", ids, total, err)
	}
}

func TestNearListing(t *testing.T) {
	b := newBench(t)
	b.fill("m1")
	d := b.demand("m1", "橡胶园割胶机器人", "胶工短缺，需要能在山地胶园自动割胶的机器人，割胶深度可控。", "02")
	b.drain()
	twin, title, score, err := b.matches.NearListing(context.Background(), "m1", listing.DemandKind, "new", "橡胶园割胶机器人",
		"胶工短缺，需要能在山地胶园自动割胶的机器人，割胶深度可以控制。")
	if err != nil || twin != d || title != "橡胶园割胶机器人" || score < matcher.NearAlike {
		t.Errorf("twin %q %q %v, %v", twin, title, score, err)
	}
	twin, _, _, err = b.matches.NearListing(context.Background(), "m1", listing.DemandKind, "new", "天然橡胶加工废水处理",
		"橡胶加工废水氨氮高，需要低成本处理技术。")
	if err != nil || twin != "" {
		t.Errorf("a different demand is near %q, %v", twin, err)
	}
}

func TestSearchNeedsAMarket(t *testing.T) {
	b := newBench(t)
	_, err := b.matches.Search(t.Context(), actor.Actor{}, matcher.Search{Kind: matcher.Demand, Text: "甘蔗"})
	if !errors.Is(err, &fault.Error{Kind: fault.Malformed, Code: "market-missing"}) {
		t.Errorf("a search in no market: %v", err)
	}
}
