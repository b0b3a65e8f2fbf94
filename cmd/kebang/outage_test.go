package main

import (
	"fmt"
	"net/url"
	"sync"
	"testing"
	"time"
)

// proxied gives the database of a cluster by way of a proxy. The connection is a direct one: the server would otherwise
// tell the driver its own address.
func proxied(t *testing.T, x **toxiproxy) func(string) string {
	return func(address string) string {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		*x = through(t, u.Host)
		u.Host = (*x).addr
		q := u.Query()
		q.Set("directConnection", "true")
		q.Set("heartbeatFrequencyMS", "500")
		u.RawQuery = q.Encode()
		return u.String()
	}
}

// pause is the longest time that a request waits for a lost database before it gets an error. The transaction tries for
// 30 s, its last try takes 10 s, and rolling it back takes 5 s.
const pause = 50 * time.Second

// TestOutageOfMongo cuts two processes off from the database under load, shortly and for longer than they wait. No
// acknowledged record is lost. A short cut is a pause, or a 503 for a read under way. A long cut is a 503 that says
// when to come again. Both processes go on by themselves.
func TestOutageOfMongo(t *testing.T) {
	t.Parallel()
	var line *toxiproxy
	c := newCluster(t, 2, nowhere, "", proxied(t, &line))
	admin := c.setUp("镇康县技术市场", "530924", "镇康县工业和科技信息化局")

	var mu sync.Mutex
	acknowledged, refused, longest := map[string]bool{}, map[string]int{}, time.Duration(0)
	stop := make(chan struct{})
	acks := make(chan bool, 1000)
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				name := fmt.Sprintf("镇康县%d组%d号合作社", w, i)
				start := time.Now()
				res, b := c.procs[w%2].raw(t, "POST", "/organizations",
					fmt.Sprintf(`{"name":%q,"kind":"enterprise","region":"530924"}`, name), "Authorization", "Bearer "+
						admin.token)
				mu.Lock()
				longest = max(longest, time.Since(start))
				switch {
				case res.StatusCode == 201:
					acknowledged[parsed(t, b).id()] = true
					select {
					case acks <- true:
					default:
					}
				case res.StatusCode == 503 && res.Header.Get("Retry-After") != "":
					refused[problemCode(b)]++
				default:
					t.Errorf("%d %s", res.StatusCode, b)
				}
				mu.Unlock()
			}
		})
	}
	progress := func(n int) {
		t.Helper()
		for range n {
			select {
			case <-acks:
			case <-time.After(2 * pause):
				t.Fatal("the load does not go on")
			}
		}
	}
	for range 3 {
		progress(10)
		line.cut()
		time.Sleep(500 * time.Millisecond) // the length of the fault, not a wait for anything
		line.mend()
	}
	progress(10)
	mu.Lock()
	short := 0
	for _, n := range refused {
		short += n
	}
	clear(refused)
	mu.Unlock()
	// A write is begun anew; only a read that was under way when the line broke may be told. Each writer had one at
	// most.
	if short > 3*4 {
		t.Errorf("short cuts were told to clients: %v", refused)
	}
	line.cut()
	c.eventually(2*pause, "writers are told that the database is gone", func() bool {
		mu.Lock()
		defer mu.Unlock()
		return len(refused) > 0
	})
	if res, b := c.procs[0].raw(t, "GET", "/demands", ""); res.StatusCode != 503 ||
		res.Header.Get("Retry-After") == "" {
		t.Errorf("a read without a database: %d %s", res.StatusCode, b)
	}
	line.mend()
	for len(acks) > 0 {
		<-acks
	}
	progress(10)
	close(stop)
	writers.Wait()
	if longest > pause {
		t.Errorf("a client waited %v, more than %v", longest, pause)
	}
	for id := range acknowledged {
		if status := admin.status("GET", "/organizations/"+id); status != 200 {
			t.Errorf("acknowledged, and then %d: %s", status, id)
		}
	}
	t.Logf("%d acknowledged, refusals %v, longest wait %.1f s", len(acknowledged), refused, longest.Seconds())
}

// TestSlowMongo: a slow line makes everything slower and nothing else; one that swallows everything is a pause.
func TestSlowMongo(t *testing.T) {
	t.Parallel()
	var line *toxiproxy
	c := newCluster(t, 2, nowhere, "", proxied(t, &line))
	admin := c.setUp("镇康县技术市场", "530924", "镇康县工业和科技信息化局")
	unit := func(name string) (int, time.Duration) {
		start := time.Now()
		status, b := admin.call("POST", "/organizations",
			fmt.Sprintf(`{"name":%q,"kind":"enterprise","region":"530924"}`, name), "")
		if status != 201 {
			t.Errorf("%s: %d %s", name, status, b)
		}
		return status, time.Since(start)
	}
	undo := line.toxic("latency", map[string]any{"latency": 100, "jitter": 50})
	_, slow := unit("慢线路合作社")
	undo()
	undo = line.toxic("bandwidth", map[string]any{"rate": 200}) // KB/s
	if sent := upload(t, admin, "organizations", "units.csv", sheetOf(400<<10)); sent.status != 201 {
		t.Errorf("an upload of 400 KB at 200 KB/s: %d %s", sent.status, sent.body)
	}
	undo()
	undo = line.toxic("timeout", map[string]any{"timeout": 0}) // nothing comes through any more
	heal := time.AfterFunc(3*time.Second, undo)
	defer heal.Stop()
	_, silent := unit("断线合作社")
	if silent > pause {
		t.Errorf("a silent line of 3 s made a request wait %v", silent)
	}
	t.Logf("200 ms more there and back: %.1f s a write; a silence of 3 s: %.1f s", slow.Seconds(), silent.Seconds())
}
