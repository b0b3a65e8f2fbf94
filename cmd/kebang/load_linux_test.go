package main

import (
	"archive/zip"
	"bytes"
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

	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/soak"
	"kebang/internal/store"
)

// TestSoakLoadInOneGigabyte runs the program with GOMEMLIMIT=900MiB in 1 GB. A hundred visitors (in the slice: 40)
// export 10,000 rows (3,000) at once. One half asks for the same list, each of the other half for another one, and ten
// hostile sheets come in beside them. The program lives on, answers others meanwhile, and everybody gets a whole file
// or is told to come again.
func TestSoakLoadInOneGigabyte(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIP: time for a market of 10,000 demands is missing (-short)")
	}
	if raced {
		t.Skip("SKIP: a program without the race detector is missing; `make test` runs this one apart")
	}
	dir := t.TempDir()
	start, rows, visitors := time.Now(), soak.Of(t, 3_000, 10_000), soak.Of(t, 40, 100)
	market, password := largeMarket(t, dir, rows)
	p := serve(t, []string{"GOMEMLIMIT=900MiB"}, "--data", dir, "--proxy", "127.0.0.1")
	const gigabyte = 1 << 30
	limitMemory(t, p.cmd.Process.Pid, gigabyte)

	officer := newVisitors(t, p.url).signIn("officer", password)
	bomb := hostileSheet(t)
	var sheets sync.WaitGroup
	for range 10 {
		sheets.Go(func() {
			if sent := upload(t, officer, "demands", "征集表.xlsx", bomb); sent.status >= 500 &&
				problemCode(sent.body) != "import-busy" {
				t.Errorf("a hostile sheet: %d %s", sent.status, sent.body)
			}
		})
	}

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
			if got[i] = res.StatusCode; err != nil || res.StatusCode == 200 && i%2 == 0 && n < 50*int64(rows) {
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
	sheets.Wait()
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
	soak.Say(t, fmt.Sprintf("%d visitors, %d rows, resident at most %d MB", visitors, rows, peak>>20),
		time.Since(start))
}

// hostileSheet is a small workbook that unpacks to 24 million shared strings.
func hostileSheet(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	part := func(name, text string, times int) {
		w, err := z.Create(name)
		for ; err == nil && times > 0; times-- {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	const main = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	part("[Content_Types].xml",
		`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>`+
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`, 1)
	part("_rels/.rels",
		`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" `+
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`, 1)
	part("xl/workbook.xml", `<workbook `+main+
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`, 1)
	part("xl/_rels/workbook.xml.rels",
		`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+
			`<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>`+
			`<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`, 1)
	part("xl/worksheets/sheet1.xml", `<worksheet `+main+
		`><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`, 1)
	w, err := z.Create("xl/sharedStrings.xml")
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.WriteString(w, `<sst `+main+`>`)
	many := strings.Repeat("<si/>", 24_000)
	for range 1000 {
		if _, err := io.WriteString(w, many); err != nil {
			t.Fatal(err)
		}
	}
	_, _ = io.WriteString(w, `</sst>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// largeMarket fills a folder with a market, an officer and published demands, past the services: 30,000 steps would
// take minutes.
func largeMarket(t *testing.T, dir string, n int) (market, password string) {
	t.Helper()
	ctx := context.Background()
	a, err := open(ctx, place{dir: dir}, time.Now, discarded())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	m, err := a.parties.CreateMarket(ctx, actor.SystemActor("m"), "m",
		party.MarketForm{Name: "镇康县技术市场", RegionCode: "530924", BureauName: "镇康县工业商务和科技信息化局"}, false)
	if err != nil {
		t.Fatal(err)
	}
	_, password, err = a.accounts.CreateAccount(ctx, actor.SystemActor(m.ID), party.NewID(),
		account.AccountForm{Account: "officer", Name: "张三", Role: actor.Officer})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now().UnixMilli()
	long := strings.Repeat("机械化收获以后入榨甘蔗夹杂物增加，蔗汁色值升高，需要新的澄清工艺。", 20)
	for from := 0; from < n; from += 1000 {
		err := a.engine.Run(ctx, func(tx store.Tx) error {
			for i := from; i < min(n, from+1000); i++ {
				c := listing.DemandContent{Common: listing.Common{Title: fmt.Sprintf("甘蔗制糖第%d号工艺改进", i), Text: long,
					Industry: "0103", Region: "530924"}}
				d := listing.Demand{Meta: store.Meta{ID: fmt.Sprintf("d%06d", i), Market: m.ID},
					Serial: fmt.Sprintf("XQ-2026-%06d", i), State: listing.Open,
					Published: &c, Version: 1, CreatedBy: "p", CreatedAt: now, UpdatedAt: now, PublishedAt: now,
					OwnerName: "镇康县某糖业有限公司", OwnerOrg: "o"}
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
	return m.ID, password
}

// limitMemory lets a running process map so much more than it has now: what it touches is a part of that.
func limitMemory(t *testing.T, pid int, more int64) {
	t.Helper()
	limit := uint64(memoryOf(t, pid, "VmSize") + more)
	rl := syscall.Rlimit{Cur: limit, Max: limit}
	if _, _, errno := syscall.RawSyscall6(syscall.SYS_PRLIMIT64, uintptr(pid), syscall.RLIMIT_AS,
		uintptr(unsafe.Pointer(&rl)), 0, 0, 0); errno != 0 {
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
