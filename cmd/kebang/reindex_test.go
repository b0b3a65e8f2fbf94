package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/matcher"
)

// TestMeiliReindex: an index that lost or kept too much is compared with the records, repaired and built anew.
func TestMeiliReindex(t *testing.T) {
	at := folderOnMeili(t)
	m := marketAt(t, at)
	admin := m.setUp("镇康县技术市场", "530924", "镇康县工业和科技信息化局")
	officer := admin.person("officer", "officer", "")
	var ids []string
	for _, title := range []string{"降低压榨后蔗渣的水分", "核桃破壳取仁", "咖啡豆烘干"} {
		it := officer.do("POST", "/demands", 201, `{"content":{"title":"`+title+`","text":"希望找到成熟的设备和工艺，降低成本。"}}`)
		officer.step("/demands/"+it.id(), "publish", it, `{}`)
		ids = append(ids, it.id())
	}
	m.drain()
	ctx, a := t.Context(), m.app
	check := func(want matcher.IndexReport, repair bool) {
		t.Helper()
		r, err := a.matches.CheckIndex(ctx, repair)
		if err != nil {
			t.Fatal(err)
		}
		if r.Records != want.Records || r.Missing != want.Missing || r.Outdated != want.Outdated ||
			r.Surplus != want.Surplus || len(r.Lines()) != want.Missing+want.Outdated+want.Surplus {
			t.Errorf("report %+v", r)
		}
	}
	check(matcher.IndexReport{Records: 3}, false)
	if err := a.index.Delete(ctx, matcher.Demand, ids[0]); err != nil {
		t.Fatal(err)
	}
	other := matcher.Doc{Kind: matcher.Demand, ID: ids[1], Revision: 1, Market: "m", Title: "别的", Text: "别的内容"}
	gone := other
	gone.ID = party.NewID()
	if err := a.index.Put(ctx, matcher.Analyse(other), matcher.Analyse(gone)); err != nil {
		t.Fatal(err)
	}
	check(matcher.IndexReport{Records: 3, Missing: 1, Outdated: 1, Surplus: 1}, false)
	check(matcher.IndexReport{Records: 3, Missing: 1, Outdated: 1, Surplus: 1}, true)
	check(matcher.IndexReport{Records: 3}, false)

	// While the new index is built, somebody searches all the time. A demand is published whenever records were read.
	// The last demands are too late for every pass. They are in the new index only because writes go to both.
	var market string
	ms, err := a.parties.Markets(ctx)
	if err == nil {
		market = ms[0].ID
	}
	seen := startSearching(ctx, a, market, map[string]int{"核桃": 1, "新茶": 0})
	published := 0
	n, err := a.matches.Reindex(ctx, func(done, _ int) {
		published++
		it := officer.do("POST", "/demands", 201,
			fmt.Sprintf(`{"content":{"title":"新茶第%d批杀青","text":"希望缩短时间。"}}`, published))
		officer.step("/demands/"+it.id(), "publish", it, `{}`)
		m.drain()
	})
	seen.stop()
	for words := range seen.least {
		seen.ask(ctx, a, market, words)
	}
	if err != nil || published < 2 || n < 3+published-1 {
		t.Fatalf("reindex: %d, %v, %d published meanwhile", n, err, published)
	}
	if seen.problem != "" || seen.least["新茶"] != published {
		t.Errorf("searching while it was built: %s; found %v", seen.problem, seen.least)
	}
	check(matcher.IndexReport{Records: 3 + published}, false)
	found, total, err := a.matches.SearchListings(ctx, market, listing.DemandKind, "核桃", "", "", 0, 10)
	if err != nil || total != 1 || found[0] != ids[1] {
		t.Errorf("found %v, %d, %v", found, total, err)
	}
	t.Logf("%d searches while the index was built, %d demands published meanwhile", seen.asked, published)
}

// searching asks for some words without pause. A document that was found once must always be found again.
type searching struct {
	end     context.CancelFunc
	done    sync.WaitGroup
	least   map[string]int // what must be found
	asked   int
	problem string
}

func startSearching(ctx context.Context, a *app, market string, least map[string]int) *searching {
	ctx, end := context.WithCancel(ctx)
	s := &searching{end: end, least: least}
	s.done.Go(func() {
		for ctx.Err() == nil && s.problem == "" {
			for words := range s.least {
				s.ask(context.WithoutCancel(ctx), a, market, words)
			}
		}
	})
	return s
}

func (s *searching) ask(ctx context.Context, a *app, market, words string) {
	_, total, err := a.matches.SearchListings(ctx, market, listing.DemandKind, words, "", "", 0, 10)
	if err != nil || total < s.least[words] {
		s.problem = fmt.Sprintf("%s: %d instead of %d, %v", words, total, s.least[words], err)
		return
	}
	s.least[words] = total
	s.asked++
}

func (s *searching) stop() {
	s.end()
	s.done.Wait()
}

// TestReindexInMemory: without Meilisearch there is nothing to build, and the command says why.
func TestReindexInMemory(t *testing.T) {
	code, _, errs := cli(t, "reindex", "--data", t.TempDir())
	if code != exitDone || !strings.Contains(errs, "每次启动") {
		t.Errorf("exit %d: %s", code, errs)
	}
}
