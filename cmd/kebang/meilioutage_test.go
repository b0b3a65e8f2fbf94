package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// back is how long after the return of the search engine everything written meanwhile may still be missing.
const back = 10 * time.Second

// finds says how many achievements a process finds; below zero is the status of an answer that is none.
func (p *process) finds(t *testing.T, words string) int {
	t.Helper()
	res, b := p.raw(t, "GET", "/achievements?q="+url.QueryEscape(words), "")
	var list struct{ Total int }
	if res.StatusCode != 200 || json.Unmarshal(b, &list) != nil {
		return -res.StatusCode
	}
	return list.Total
}

// found reports whether every process finds one achievement.
func (c *cluster) found(words string) func() bool {
	return func() bool {
		for _, p := range c.procs {
			if p.finds(c.t, words) != 1 {
				return false
			}
		}
		return true
	}
}

// walnuts publishes a demand and the achievement that answers it, and gives a look at the matches of the demand.
func (c *cluster) walnuts() (matched func() bool) {
	c.t.Helper()
	officer, lab, firm := c.signIn("officer", ownPassword), c.signIn("lab", ownPassword), c.signIn("firm", ownPassword)
	publish := func(owner *user, base, content string) record {
		it := owner.do("POST", base, 201, content)
		it = owner.step(base+"/"+it.id(), "submit", it, `{}`)
		return officer.step(base+"/"+it.id(), "publish", it, `{}`)
	}
	demand := publish(firm, "/demands",
		`{"content":{"title":"核桃青皮高效脱除","text":"核桃青皮脱除率低、破损多，希望有连续式脱青皮装备，破损率低于百分之三。","industry":"0104","region":"530924","contact":{"name":"陈工","phone":"0883-0000000"}}}`)
	publish(lab, "/achievements",
		`{"content":{"title":"连续式核桃脱青皮机","text":"核桃青皮脱除率高，连续作业，破损率低于百分之二，已在合作社应用。","industry":"0104","region":"530924","trl":8}}`)
	return func() bool {
		var matches struct{ Items []record }
		firm.read("/demands/"+demand.id()+"/matches", &matches)
		return len(matches.Items) == 1
	}
}

// unharmed: no job may lose a try to an engine that was away.
func (c *cluster) unharmed() {
	c.t.Helper()
	for _, e := range c.events() {
		if e.Tries > 0 || e.Given {
			c.t.Errorf("%s lost %d tries: %s", e.ID, e.Tries, e.Failure)
		}
	}
}

// lists reads a list without search words, for which no search engine is needed.
func (p *process) lists(t *testing.T, words string) {
	t.Helper()
	if res, b := p.raw(t, "GET", "/achievements", ""); res.StatusCode != 200 || !bytes.Contains(b, []byte(words)) {
		t.Errorf("the list on %s: %d %s", p, res.StatusCode, b)
	}
}

// TestOutageOfMeili: the search engine goes away under three processes and comes back. Meanwhile people post, publish
// and sign; searching alone says 503; and within ten seconds of the return everything written meanwhile is found and
// matched. Then somebody deletes both indexes, and every process finds everything again by itself.
func TestOutageOfMeili(t *testing.T) {
	address, key := onMeili(t)
	line := through(t, strings.TrimPrefix(address, "http://"))
	c := newCluster(t, 3, "http://"+line.addr, key, nil)
	closedPath(t, c.market)
	c.eventually(back, "every process finds the first achievement", c.found("深度压榨脱水"))

	line.cut()
	matched := c.walnuts()
	for _, p := range c.procs {
		res, b := p.raw(t, "GET", "/achievements?q=x", "")
		if res.StatusCode != http.StatusServiceUnavailable || problemCode(b) != "search-unavailable" ||
			res.Header.Get("Retry-After") == "" {
			t.Errorf("a search on %s: %d %s", p, res.StatusCode, b)
		}
		p.lists(t, "连续式核桃脱青皮机")
	}
	time.Sleep(8 * time.Second) // the length of the outage: several tries of the jobs fall into it
	line.mend()
	walnuts := c.found("核桃脱青皮机")
	took := c.eventually(back, "what was written meanwhile is found by every process, and matched",
		func() bool { return walnuts() && matched() })
	c.unharmed()
	t.Logf("found and matched %.1f s after the return", took.Seconds())

	// It does not answer at all: searching says so inside a bound, the lists are there.
	undo := line.toxic("timeout", map[string]any{"timeout": 0})
	start := time.Now()
	if n := c.procs[0].finds(t, "核桃"); n != -503 {
		t.Errorf("a search on a silent line: %d", n)
	}
	silent := time.Since(start)
	c.procs[0].lists(t, "连续式核桃脱青皮机")
	undo()
	t.Logf("a search on a silent line ends after %.1f s", silent.Seconds())

	c.eventually(back, "every process finds it after the silence", walnuts)
	dropIndexes(t, address, key, c.prefix)
	lost := c.eventually(back, "some process notices that the indexes are gone",
		func() bool { return c.procs[0].finds(t, "核桃") != 1 })
	took = c.eventually(back, "every process finds it in the rebuilt index", walnuts)
	c.unharmed()
	t.Logf("gone after %.1f s, found again %.1f s later", lost.Seconds(), took.Seconds())
}

// TestOutageOfMeiliData: the search engine comes back with an empty folder. The processes, which were not restarted,
// fill it from the records.
func TestOutageOfMeiliData(t *testing.T) {
	data := t.TempDir()
	engine := startMeili(t, data)
	c := newCluster(t, 2, engine.url, engine.key, nil)
	closedPath(t, c.market)
	c.eventually(back, "every process finds the achievement", c.found("深度压榨脱水"))
	engine.kill()
	c.walnuts()
	if err := os.RemoveAll(filepath.Join(data, "data")); err != nil {
		t.Fatal(err)
	}
	engine.start()
	both := []func() bool{c.found("深度压榨脱水"), c.found("核桃脱青皮机")}
	took := c.eventually(back, "every process finds old and new", func() bool { return both[0]() && both[1]() })
	c.drain()
	t.Logf("an emptied engine is filled %.1f s after its start", took.Seconds())
}

// TestSlowMeili: a slow line to the search engine makes searching and matching slower, and nothing else. A line that is
// too slow for a reader makes a search say 503 in time. Matching goes on, because nobody waits for it.
func TestSlowMeili(t *testing.T) {
	address, key := onMeili(t)
	line := through(t, strings.TrimPrefix(address, "http://"))
	c := newCluster(t, 2, "http://"+line.addr, key, nil)
	closedPath(t, c.market)
	c.eventually(back, "every process finds the achievement", c.found("深度压榨脱水"))
	const bound = 4 * time.Second // a search has 3 s

	undo := line.toxic("latency", map[string]any{"latency": 100})
	for _, p := range c.procs {
		start := time.Now()
		if n := p.finds(t, "深度压榨脱水"); n != 1 {
			t.Errorf("with 100 ms more there and back %s finds %d", p, n)
		}
		t.Logf("100 ms there and back: a search takes %.1f s", time.Since(start).Seconds())
	}
	undo()

	undo = line.toxic("latency", map[string]any{"latency": 1000})
	matched := c.walnuts()
	for _, p := range c.procs {
		start := time.Now()
		n, took := p.finds(t, "深度压榨脱水"), time.Since(start)
		if n != -503 || took > bound {
			t.Errorf("with 1 s more there and back a search on %s says %d after %v", p, n, took)
		}
		p.lists(t, "连续式核桃脱青皮机")
		t.Logf("1,000 ms there and back: 503 after %.1f s", took.Seconds())
	}
	took := c.eventually(2*time.Minute, "what is published meanwhile is matched on the slow line", matched)
	c.unharmed()
	undo()
	c.eventually(back, "every process finds it on a quick line again", c.found("核桃脱青皮机"))
	t.Logf("1,000 ms there and back: matched %.1f s after the publication", took.Seconds())
}
