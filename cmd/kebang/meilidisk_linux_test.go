package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kebang/internal/watch"
)

// tooLittle is room enough for Meilisearch to take a demand in, and not to make it searchable.
const tooLittle = 96 << 10

// TestMeiliDiskFull fills the disk of the search engine under a running market. It does so wholly, and also so that the
// engine takes writes and cannot end them. People go on writing and find the older listings. A listing published
// meanwhile waits, with a sentence that names the disk, and uses up no try. Once there is room again searches find it,
// without a restart.
func TestMeiliDiskFull(t *testing.T) {
	engine := startMeili(t, smallDisk(t, "96m"))
	p := serve(t, []string{"KEBANG_MEILI_URL=" + engine.url, "KEBANG_MEILI_KEY=" + engine.key})
	m := newVisitors(t, p.url)
	m.link = func() string { return <-p.link }
	c := &cluster{market: m}
	admin := m.setUp("镇康县技术市场", "530924", "镇康县工业和科技信息化局")
	officer := admin.person("officer", "officer", "")
	published := 0
	publish := func() {
		published++
		text := strings.Repeat(fmt.Sprintf("核桃青皮脱除率低，第%d条。", published), 400)
		it := officer.do("POST", "/demands", 201,
			fmt.Sprintf(`{"content":{"title":"核桃脱青皮%d","text":%q}}`, published, text))
		officer.step("/demands/"+it.id(), "publish", it, `{}`)
	}
	search := func() (status, total int, body []byte) {
		status, body = officer.call("GET", "/demands?q="+url.QueryEscape("核桃"), "", "")
		var list struct{ Total int }
		_ = json.Unmarshal(body, &list)
		return status, list.Total, body
	}
	finds := func(n int) func() bool {
		return func() bool { status, total, _ := search(); return status == 200 && total == n }
	}
	publish()
	c.eventually(time.Minute, "the first demand is found", finds(1))

	for _, left := range []int64{0, tooLittle} {
		ballast := filepath.Join(engine.data, "ballast")
		fill(t, ballast, left)
		var jobs struct {
			Items, Waiting []struct {
				Tries          int
				Words, Failure string
			}
		}
		said := ""
		for range 5 {
			publish()
		}
		c.eventually(time.Minute, "a job waits for the disk", func() bool {
			admin.read("/jobs", &jobs)
			for _, j := range jobs.Waiting {
				if strings.Contains(j.Words, "磁盘") {
					said = j.Failure
				}
			}
			return said != ""
		})
		if status, total, body := search(); status != 200 || total < 1 {
			t.Errorf("%d bytes left: what was there is not found any more: %d %s", left, status, body)
		}
		if _, ready := (&served{t: t}).get(p.url + watch.ReadyPath); left == 0 &&
			!strings.Contains(ready, "search-disk-full") {
			t.Errorf("readiness does not name the disk: %s", ready)
		}
		if n := count(t, officer); n != published {
			t.Errorf("%d bytes left: %d records, want %d", left, n, published)
		}
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		// Meilisearch rests 10 s after a write that it had begun and then found no room for.
		took := c.eventually(30*time.Second, "with room again everything is found", finds(published))
		admin.read("/jobs", &jobs)
		for _, j := range append(jobs.Items, jobs.Waiting...) {
			if j.Tries > 0 {
				t.Errorf("%d bytes left: a job lost %d tries: %s", left, j.Tries, j.Failure)
			}
		}
		t.Logf("%d bytes left: %s; %d demands are found %.1f s after there was room", left, said, published,
			took.Seconds())
	}
}
