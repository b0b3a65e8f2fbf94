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
)

// TestMeiliDiskFull fills the disk of the search engine under a running market. People go on writing and find what was
// there; what is published meanwhile waits, with a sentence that names the disk and without using up a try; and once there
// is room again it is found, without a restart of anything.
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
		it := officer.do("POST", "/demands", 201, fmt.Sprintf(`{"content":{"title":"核桃脱青皮%d","text":%q}}`, published, text))
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

	ballast := filepath.Join(engine.data, "ballast")
	fill(t, ballast, 0)
	var jobs struct {
		Items, Waiting []struct {
			Tries          int
			Words, Failure string
		}
	}
	full := func() bool {
		publish()
		admin.read("/jobs", &jobs)
		for _, j := range jobs.Waiting {
			if strings.Contains(j.Words, "磁盘空间已满") {
				return true
			}
		}
		return false
	}
	c.eventually(2*time.Minute, "a job waits for the disk", full)
	status, total, body := search()
	t.Logf("full after %d demands; a search then: %d, %d found, %s; %+v", published, status, total, problemCode(body), jobs)
	if status != 200 || total < 1 {
		t.Errorf("what was there is not found any more: %d %s", status, body)
	}
	if n := count(t, officer); n != published {
		t.Errorf("%d records, want %d", n, published)
	}
	for range 3 {
		publish()
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	took := c.eventually(10*time.Second, "with room again everything is found", finds(published))
	admin.read("/jobs", &jobs)
	for _, j := range append(jobs.Items, jobs.Waiting...) {
		if j.Tries > 0 {
			t.Errorf("a job lost %d tries: %s", j.Tries, j.Failure)
		}
	}
	t.Logf("%d demands are found %.1f s after there was room", published, took.Seconds())
}
