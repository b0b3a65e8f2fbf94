package bid

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/approval"
	"kebang/internal/audit"
	"kebang/internal/calendar"
	"kebang/internal/challenge"
	"kebang/internal/check"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/publicity"
	"kebang/internal/relation"
	"kebang/internal/seal/sealtest"
	"kebang/internal/settings"
	"kebang/internal/store"
	"kebang/internal/store/sqlite"
	"kebang/internal/workday"
)

const wan = 10_000_00

// The people of the bench: a mill that asks, a team of its county, a team of another county, officers of both.
var (
	mill = actor.Actor{Person: "p1", PersonName: "陈工", Market: "m1", Role: actor.Enterprise, Org: "o1",
		OrgName: "边城糖业"}
	college = actor.Actor{Person: "p2", PersonName: "何老师", Market: "m1", Role: actor.Institute, Org: "o2",
		OrgName: "镇康工学院"}
	faraway = actor.Actor{Person: "p3", PersonName: "周教授", Market: "m2", Role: actor.Institute, Org: "o3",
		OrgName: "武乡大学"}
	scholar = actor.Actor{Person: "p4", PersonName: "吴博士", Market: "m2", Role: actor.Researcher}
	officer = actor.Actor{Person: "p5", PersonName: "王科长", Market: "m1", Role: actor.Officer}
	other   = actor.Actor{Person: "p6", PersonName: "赵科长", Market: "m2", Role: actor.Officer}
	bureau  = actor.Actor{Person: "p7", PersonName: "林科员", Market: "m1", Role: actor.Department, Org: "o7"}
)

// bench is the use cases of a challenge on a real store, with a clock that the test moves.
type bench struct {
	*Service
	c         *challenge.Service
	publicity *publicity.Service
	approval  *approval.Service
	parties   *party.Service
	files     *files.Service
	db        store.Engine
	now       time.Time
	t         testing.TB
}

// testing.TB of rapid has no TempDir, so a folder is given.
func open1(t testing.TB, dir string, opts ...sqlite.Option) *bench {
	db, err := sqlite.Open(dir, opts...)
	if err != nil {
		t.Fatal(err)
	}
	w := &bench{db: db, t: t}
	now := func() time.Time { return w.now }
	err = db.Define(context.Background(), slices.Concat(Collections(), challenge.Collections(), publicity.Collections(),
		approval.Collections(), party.Collections(), calendar.Collections(), files.Collections(),
		settings.Collections(), audit.Collections(),
		listing.Collections(), contract.Collections(), store.Collections()))
	if err != nil {
		t.Fatal(err)
	}
	w.c, w.publicity, w.approval = challenge.NewService(db, now), publicity.NewService(db, now),
		approval.NewService(db, now)
	w.files = files.NewService(db, now)
	w.parties = party.NewService(db, now)
	w.c.UseSeals(sealtest.Keeper(t))
	w.Service = NewService(db, now, w.c)
	w.files.Register(Kind, w.Service)
	for _, kind := range []string{challenge.Kind, challenge.PayoutKind} {
		w.publicity.Follow(kind, w.c)
		w.approval.Follow(kind, w.c)
	}
	w.must(db.Run(context.Background(), func(tx store.Tx) error {
		for i, o := range []party.OrganizationForm{
			{Name: "边城糖业", USCC: "91530924MA6K000015", Kind: party.EnterpriseOrg},
			{Name: "镇康工学院", USCC: "12530924MB1K00002G", Kind: party.InstituteOrg},
			{Name: "武乡大学", USCC: "12530102MB1K00008X", Kind: party.InstituteOrg}} {
			x := party.Organization{Meta: store.Meta{ID: []string{"o1", "o2", "o3"}[i], Market: store.National},
				OrganizationForm: o,
				VerifiedAt:       1, Home: "m1"}
			if err := party.Organizations.Insert(tx, &x); err != nil {
				return err
			}
		}
		x := party.Organization{Meta: store.Meta{ID: "o7", Market: store.National}, VerifiedAt: 1, Home: "m1",
			OrganizationForm: party.OrganizationForm{Name: "县工信局", Kind: party.DepartmentOrg}}
		return party.Organizations.Insert(tx, &x)
	}))
	w.day("2026-03-02")
	return w
}

func newBench(t *testing.T) *bench {
	w := open1(t, t.TempDir(), sqlite.Rerun()) // every callback must bear to run twice
	t.Cleanup(func() { w.db.Close() })
	return w
}

// day moves the clock to nine in the morning in Shanghai.
func (w *bench) day(d workday.Date) { w.now = time.UnixMilli(d.StartMS() + 9*3600_000) }

func (w *bench) must(err error) {
	if err != nil {
		if t, ok := w.t.(interface{ Helper() }); ok {
			t.Helper()
		}
		w.t.Fatal(err)
	}
}

// file uploads a paper of a person.
func (w *bench) file(a actor.Actor, text string) string {
	if !a.Known() {
		return ""
	}
	b, err := w.db.Blobs().Put(context.Background(), strings.NewReader(text))
	w.must(err)
	f := files.File{Meta: store.Meta{ID: id.New(), Market: a.Market}, Name: text + ".pdf", Blob: b.ID, Size: b.Size,
		Uploader: a.Person, Org: a.Org}
	w.must(w.db.Run(context.Background(), func(tx store.Tx) error { f := f; return files.Files.Insert(tx, &f) }))
	return f.ID
}

// sealedFile uploads a file for a sealed bid; name and content hold the marked word.
func (w *bench) sealedFile(a actor.Actor, bid string) string {
	f, name, err := w.files.PutSealed(context.Background(), a, Kind, bid, marked+".pdf", int64(len(pdf)),
		strings.NewReader(pdf))
	w.must(err)
	if name != marked+".pdf" || strings.Contains(f.Name, marked) {
		w.t.Fatalf("stored as “%s”, told as “%s”", f.Name, name)
	}
	return f.ID
}

// terms are those of a challenge that the mill pays for by itself.
func terms() challenge.Terms {
	return challenge.Terms{Title: "蔗渣低温脱水与造粒", Kind: "research", Problem: "technical", Industry: "0104",
		Why: "每年三万吨蔗渣堆放发霉，只能低价卖掉。", Text: "把压榨后含水五成的蔗渣降到一成五以下，能耗不高于现有烘干的一半。",
		Indicators: []challenge.Indicator{{Metric: "含水率", Op: "<=", Value: "15", Unit: "%", Method: "GB/T 28731"},
			{Metric: "吨能耗", Op: "<=", Value: "180", Unit: "kWh/t", Method: "连续运行72小时计量"}},
		OwnFen: 120 * wan, Deadline: "2026-04-10", Finish: "2027-06-30", IP: "双方共有，发榜方优先使用",
		Choosing: challenge.Negotiated, Least: 1, Contact: challenge.Contact{Name: "陈工", Phone: "13800000001"}}
}

// public are terms with public money and its chain.
func public() (challenge.Terms, []challenge.Link) {
	t := terms()
	t.PublicFen, t.Budget, t.Excluded = 80*wan, "lump", []string{"不得列支罚款、捐赠和与项目无关的招待费"}
	rule := publicity.Rule{Days: 5, Kind: publicity.Workdays, Source: "县揭榜挂帅项目管理办法第九条"}
	return t, []challenge.Link{{Kind: challenge.Publicity, Rule: &rule},
		{Kind: challenge.Ratification, Body: "县政府常务会议"}}
}

// posted is an open challenge of the mill.
func (w *bench) posted(t challenge.Terms, chain []challenge.Link) challenge.Challenge {
	ctx := context.Background()
	c, err := w.c.Create(ctx, mill, challenge.Form{Terms: t})
	w.must(err)
	c, err = w.c.Submit(ctx, mill, c.ID, c.Rev)
	w.must(err)
	c, err = w.c.Publish(ctx, officer, c.ID, c.Rev, chain)
	w.must(err)
	return c
}

// scheme is whole for the terms of this bench.
func (w *bench) scheme(a actor.Actor) Scheme {
	return Scheme{Answers: []Answer{{Promise: "12 %", Evidence: "中试记录"}, {Promise: "160 kWh/t"}},
		Plan:   "热泵带式低温烘干，后接环模造粒。",
		OwnFen: 120 * wan, IP: "双方共有", Intent: w.file(a, "意向协议"), Team: []Member{{Name: a.PersonName, Title: "教授"}}}
}

// joined is a bid of a team that is being written.
func (w *bench) joined(a actor.Actor, c challenge.Challenge) Bid {
	b, err := w.Join(context.Background(), a, c.ID, Unit{})
	w.must(err)
	return b
}

// handed is a bid that was handed in.
func (w *bench) handed(a actor.Actor, c challenge.Challenge) Bid {
	b := w.joined(a, c)
	s := w.scheme(a)
	if c.Seal != nil {
		s.Intent, s.Files = "", []string{w.sealedFile(a, b.ID)}
		s.Plan = marked + s.Plan
	}
	b, err := w.Submit(context.Background(), a, b.ID, b.Rev, s, true, w.now.UnixMilli())
	w.must(err)
	return b
}

// closed closes what is due.
func (w *bench) closed(c challenge.Challenge) challenge.Challenge {
	_, err := w.c.Close(context.Background())
	w.must(err)
	return w.challenge(c.ID)
}

func (w *bench) challenge(id string) challenge.Challenge {
	c, err := w.c.Get(context.Background(), officer, id)
	w.must(err)
	return c
}

func (w *bench) bid(id string) Bid {
	b, _, err := w.Get(context.Background(), officer, id)
	w.must(err)
	return b
}

// unrelated says that no relation holds, by the register of companies.
func unrelated() Examination {
	var e Examination
	for _, k := range relation.Units {
		e.Relations = append(e.Relations, relation.Relation{Kind: k.Code, Verdict: relation.No,
			Source: "国家企业信用信息公示系统", On: "2026-04-11"})
	}
	return e
}

// consistent is what kebang check finds.
func (w *bench) consistent() {
	for _, market := range []string{"m1", store.National} {
		w.must(w.db.View(context.Background(), func(tx store.Tx) error {
			var c check.Case
			c.Tx, c.Market, c.Report = tx, market, func(f check.Finding) { w.t.Errorf("check: %s", f) }
			return errors.Join(CheckConsistency(&c), challenge.CheckConsistency(&c), publicity.CheckConsistency(&c),
				approval.CheckConsistency(&c))
		}))
	}
}

// pointers are the places of the input that a fault names.
func pointers(err error) (out []string) {
	var e *fault.Error
	if errors.As(err, &e) {
		for _, f := range e.Fields {
			out = append(out, f.Pointer)
		}
	}
	return out
}
