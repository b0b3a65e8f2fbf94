package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kebang/internal/audit"
	"kebang/internal/calendar"
	"kebang/internal/contract"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/registry"
	"kebang/internal/store"
)

// killHolder ends, as a power cut does, the process that works on a job about a record.
func (c *cluster) killHolder(t *testing.T, record string) {
	t.Helper()
	pid := 0
	for _, e := range c.events() {
		if m := pidOfWorker.FindStringSubmatch(e.Worker); m != nil && e.Record == record {
			pid, _ = strconv.Atoi(m[1])
		}
	}
	i := slices.IndexFunc(c.procs, func(p *process) bool { return p.cmd.Process.Pid == pid })
	if i < 0 {
		t.Fatalf("no process holds the job (pid %d)", pid)
	}
	c.procs[i].kill()
	c.procs = slices.Delete(c.procs, i, i+1)
}

// lines counts the lines of history of each record in a market that pass the filter.
func (c *cluster) lines(t *testing.T, market string, ok func(audit.Entry) bool) (of map[string]int) {
	t.Helper()
	err := c.store.View(context.Background(), func(tx store.Tx) error {
		of = map[string]int{}
		return audit.Trail.Each(tx, store.Query{Market: market}, func(e audit.Entry) error {
			if ok(e) {
				of[e.Record]++
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return of
}

// killedInMidImport kills the process that works on an import. Another one takes the job over when its lease ends;
// every row is there once, with one line of history.
func (c *cluster) killedInMidImport(t *testing.T, admin *user) {
	const rows = 120
	var sheet bytes.Buffer
	sheet.WriteString("单位名称,机构类型,所在地区\n")
	for i := range rows {
		fmt.Fprintf(&sheet, "镇康县第%03d号合作社,企业,530924\n", i)
	}
	sent := upload(t, admin, "organizations", "units.csv", sheet.Bytes())
	if sent.status != 201 {
		t.Fatalf("%d %s", sent.status, sent.body)
	}
	imp := parsed(t, sent.body)
	admin.expect("POST", "/imports/"+imp.id()+"/apply", `{}`, "", 200)
	units := func() (ids map[string][]string) { // by name
		t.Helper()
		err := c.store.View(context.Background(), func(tx store.Tx) error {
			ids = map[string][]string{}
			return party.Organizations.Each(tx, store.Query{Market: store.National}, func(o party.Organization) error {
				if strings.Contains(o.Name, "号合作社") {
					ids[o.Name] = append(ids[o.Name], o.ID)
				}
				return nil
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		return ids
	}
	c.eventually(time.Minute, "a tenth of the rows is written", func() bool { return len(units()) > rows/10 })
	c.killHolder(t, imp.id())
	at := len(units())
	if at >= rows {
		t.Fatalf("the job was done before the process was killed (%d rows)", at)
	}
	var left []string
	for _, p := range c.procs {
		left = append(left, p.url)
	}
	late := &user{newVisitors(t, left...), admin.token}
	var done struct {
		State    string
		Result   struct{ Created, Updated, Unchanged, Refused int }
		Progress struct{ Done, Total int }
	}
	took := c.eventually(4*time.Minute, "another process finishes the import", func() bool {
		late.read("/imports/"+imp.id(), &done)
		return done.State == "done"
	})
	if r := done.Result; r.Created+r.Updated+r.Unchanged != rows || r.Refused != 0 {
		t.Errorf("result of the import: %+v", done)
	}
	seen, lines := units(), c.lines(t, store.National, func(e audit.Entry) bool { return e.Kind == "organization" })
	if len(seen) != rows {
		t.Errorf("%d units, want %d", len(seen), rows)
	}
	for name, ids := range seen {
		if len(ids) != 1 || lines[ids[0]] != 1 {
			t.Errorf("%s is there %d times, with %d lines of history", name, len(ids), lines[ids[0]])
		}
	}
	t.Logf("killed after %d of %d rows; taken over and finished %.0f s later", at, rows, took.Seconds())
}

// killedInMidCount kills the process that counts deadlines anew. Another process takes the job over. Each contract then
// has its new day and one line of history that says so. This holds too for contracts counted before the kill.
func (c *cluster) killedInMidCount(t *testing.T) {
	const contracts = 120
	var market string
	ids := make([]string, contracts)
	for i := range ids {
		ids[i] = party.NewID()
	}
	err := c.store.Run(t.Context(), func(tx store.Tx) error {
		ms, err := party.Markets.Find(tx, store.Query{Market: store.National, Limit: 1})
		if err != nil {
			return err
		}
		market = ms.Items[0].ID
		for i, id := range ids {
			c := contract.Contract{Meta: store.Meta{ID: id, Market: market}, Serial: fmt.Sprintf("HT-2020-%06d", i),
				State: contract.Confirmed}
			r := registry.Registration{Meta: c.Meta, Contract: id, State: registry.Accepted,
				Rules: registry.RuleSets[0].ID, AcceptNo: fmt.Sprintf("KB-2020-%06d", i),
				Clock: []registry.Span{{From: "2024-03-01"}}, Due: "2024-03-02"} // by a calendar that was wrong
			if err := errors.Join(contract.Contracts.Insert(tx, &c),
				registry.Registrations.Insert(tx, &r)); err != nil {
				return err
			}
		}
		return store.Emit(tx, market, calendar.EventCalendar, market, "count", 1)
	})
	if err != nil {
		t.Fatal(err)
	}
	counted := func() map[string]int {
		return c.lines(t, market, func(e audit.Entry) bool {
			return e.Step == registry.StepCalendar &&
				e.Kind == "registration"
		})
	}
	c.eventually(time.Minute, "a tenth of the contracts is counted",
		func() bool { return len(counted()) > contracts/10 })
	c.killHolder(t, market)
	at := len(counted())
	if at >= contracts {
		t.Fatalf("the job was done before the process was killed (%d contracts)", at)
	}
	took := c.eventually(4*time.Minute, "another process finishes the count", func() bool {
		return !slices.ContainsFunc(c.events(), func(e store.Event) bool { return e.Name == calendar.EventCalendar })
	})
	lines := counted()
	err = c.store.View(t.Context(), func(tx store.Tx) error {
		found, err := registry.Registrations.Many(tx, market, ids)
		for _, x := range found {
			if lines[x.ID] != 1 || x.Rev != 2 || x.Due <= "2024-03-02" {
				t.Errorf("%s: due %s, revision %d, %d lines of history", x.AcceptNo, x.Due, x.Rev, lines[x.ID])
			}
		}
		if len(found) != contracts {
			t.Errorf("%d contracts", len(found))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("killed after %d of %d contracts; taken over and finished %.0f s later", at, contracts, took.Seconds())
}

// TestKilledInMidMatching kills the process that indexes and matches what was published while the search engine was
// away. Another one takes its jobs over: the index is that of the records, and matching everything once more has
// nothing to write.
func TestKilledInMidMatching(t *testing.T) {
	address, key := onMeili(t)
	line := through(t, strings.TrimPrefix(address, "http://"))
	c := newCluster(t, 3, "http://"+line.addr, key, nil)
	closedPath(t, c.market)
	c.drain()
	officer := c.signIn("officer", ownPassword)
	const pairs = 12
	line.cut()
	for i := range pairs {
		for _, base := range []string{"/demands", "/achievements"} {
			it := officer.do("POST", base, 201,
				fmt.Sprintf(
					`{"content":{"title":"第%d类核桃青皮脱除","text":"核桃青皮脱除率低、破损多，需要连续式脱青皮装备，破损率低于百分之三。","industry":"0104"}}`,
					i))
			officer.step(base+"/"+it.id(), "publish", it, `{}`)
		}
	}
	waiting := func() (n int, held string) {
		for _, e := range c.events() {
			if e.Name == listing.EventPublished {
				if n++; e.Worker != "" && e.Tries == 0 {
					held = e.Record
				}
			}
		}
		return n, held
	}
	line.mend()
	var at int
	c.eventually(time.Minute, "some listings are matched, and one is being matched", func() bool {
		n, held := waiting()
		if n > 2*pairs-3 || held == "" {
			return false
		}
		at = 2*pairs - n
		c.killHolder(t, held)
		return true
	})
	took := c.eventually(4*time.Minute, "the other processes match the rest",
		func() bool { n, _ := waiting(); return n == 0 })
	c.drain()
	for _, p := range c.procs {
		p.kill()
	}
	a, err := open(t.Context(), place{dir: t.TempDir(), mongo: c.at.mongo, meili: address, key: key, prefix: c.prefix},
		time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	if err := a.rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if r, err := a.matches.CheckIndex(t.Context(), false); err != nil || !r.Same() {
		t.Errorf("index: %+v, %v", r, err)
	}
	if did, err := a.matches.RematchAll(t.Context(), false, nil); err != nil || did.Written != 0 ||
		did.Listings < 2*pairs {
		t.Errorf("matching everything once more: %+v, %v", did, err)
	}
	t.Logf("killed after %d of %d listings; taken over and finished %.0f s later", at, 2*pairs, took.Seconds())
}
