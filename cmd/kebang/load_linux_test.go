package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
)

// TestExportsInOneGigabyte runs the program with GOMEMLIMIT=900MiB in 1 GB and has a hundred visitors export 10,000 rows
// at once, one half of them the same list, the other half each another one. It lives on, answers others meanwhile, and
// everybody gets a whole file or is told to come again.
func TestExportsInOneGigabyte(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIP: time for a market of 10,000 demands is missing (-short)")
	}
	dir := t.TempDir()
	market := largeMarket(t, dir, 10_000)
	p := serve(t, []string{"GOMEMLIMIT=900MiB"}, "--data", dir, "--proxy", "127.0.0.1")
	const gigabyte = 1 << 30
	limitMemory(t, p.cmd.Process.Pid, gigabyte)

	const visitors = 100
	got := make([]int, visitors)
	var all sync.WaitGroup
	for i := range visitors {
		all.Go(func() {
			url := fmt.Sprintf("%s/api/v1/demands/export.xlsx?market=%s", p.url, market)
			if i%2 == 1 {
				url += fmt.Sprintf("&lead=false&cursor=&sort=&state=&region=%02d", 11+i%50)
			}
			req, _ := http.NewRequest("GET", url, nil)
			req.Header.Set("X-Forwarded-For", fmt.Sprintf("10.%d.0.1", i))
			res, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Errorf("visitor %d: %v", i, err)
				return
			}
			defer res.Body.Close()
			n, err := io.Copy(io.Discard, res.Body)
			if got[i] = res.StatusCode; err != nil || res.StatusCode == 200 && i%2 == 0 && n < 500_000 {
				t.Errorf("visitor %d: status %d, %d bytes, %v", i, res.StatusCode, n, err)
			}
		})
	}
	for range 10 { // the pages go on
		if res, err := http.Get(p.url + "/api/v1/demands?market=" + market); err != nil || res.StatusCode != 200 {
			t.Errorf("a list meanwhile: %v", err)
		} else {
			_, _ = io.Copy(io.Discard, res.Body)
			res.Body.Close()
		}
	}
	all.Wait()
	counts := map[int]int{}
	for _, status := range got {
		counts[status]++
	}
	peak := memoryOf(t, p.cmd.Process.Pid, "VmHWM")
	t.Logf("statuses %v, resident at most %d MB", counts, peak>>20)
	if counts[200] < visitors/2 || counts[200]+counts[429] != visitors {
		t.Errorf("statuses %v: the half that asks the same gets the file, the rest is told to wait", counts)
	}
	if peak > 900<<20 {
		t.Errorf("resident %d MB", peak>>20)
	}
}

// largeMarket fills a folder with a market and published demands, past the services: 30,000 steps would take minutes.
func largeMarket(t *testing.T, dir string, n int) string {
	t.Helper()
	ctx := context.Background()
	a, err := open(ctx, place{dir: dir}, time.Now, discarded())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	m, err := a.parties.CreateMarket(ctx, party.SystemActor("m"), "m", party.MarketForm{Name: "镇康县技术市场", RegionCode: "530924", BureauName: "镇康县工业商务和科技信息化局"}, false)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now().UnixMilli()
	long := strings.Repeat("机械化收获以后入榨甘蔗夹杂物增加，蔗汁色值升高，需要新的澄清工艺。", 20)
	for from := 0; from < n; from += 1000 {
		err := a.engine.Run(ctx, func(tx store.Tx) error {
			for i := from; i < min(n, from+1000); i++ {
				c := listing.DemandContent{Common: listing.Common{Title: fmt.Sprintf("甘蔗制糖第%d号工艺改进", i), Text: long, Industry: "0103", Region: "530924"}}
				d := listing.Demand{Meta: store.Meta{ID: fmt.Sprintf("d%06d", i), Market: m.ID}, Serial: fmt.Sprintf("XQ-2026-%06d", i), State: listing.Open,
					Published: &c, Version: 1, CreatedBy: "p", CreatedAt: now, UpdatedAt: now, PublishedAt: now, OwnerName: "镇康县某糖业有限公司", OwnerOrg: "o"}
				if err := listing.Demands.Insert(tx, &d); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return m.ID
}

// limitMemory lets a running process map so much more than it has now: what it touches is a part of that.
func limitMemory(t *testing.T, pid int, more int64) {
	t.Helper()
	limit := uint64(memoryOf(t, pid, "VmSize") + more)
	rl := syscall.Rlimit{Cur: limit, Max: limit}
	if _, _, errno := syscall.RawSyscall6(syscall.SYS_PRLIMIT64, uintptr(pid), syscall.RLIMIT_AS, uintptr(unsafe.Pointer(&rl)), 0, 0, 0); errno != 0 {
		t.Fatalf("prlimit: %v", errno)
	}
}

// memoryOf reads a line of /proc/PID/status, in bytes.
func memoryOf(t *testing.T, pid int, name string) int64 {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatalf("the process has ended: %v", err)
	}
	m := regexp.MustCompile(`(?m)^` + name + `:\s+(\d+) kB$`).FindSubmatch(b)
	if m == nil {
		t.Fatalf("no %s in %s", name, b)
	}
	n, _ := strconv.ParseInt(string(m[1]), 10, 64)
	return n << 10
}
