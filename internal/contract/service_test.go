package contract_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/calendar"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/id"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/store/sqlite"
	"kebang/internal/workday"
)

const (
	wan        = 10_000_00
	sellerCode = "12530924MB1K00002G"
)

var (
	firm      = actor.Actor{Person: "p1", PersonName: "陈工", Market: "m1", Role: actor.Enterprise, Org: "o1", OrgName: "边城糖业"}
	institute = actor.Actor{Person: "p2", PersonName: "何处长", Market: "m1", Role: actor.Institute, Org: "o2", OrgName: "镇康工学院"}
	broker    = actor.Actor{Person: "p3", PersonName: "罗经理", Market: "m1", Role: actor.Broker, Org: "o3"}
	officer   = actor.Actor{Person: "p4", PersonName: "王科长", Market: "m1", Role: actor.Officer}
	registrar = actor.Actor{Person: "p5", PersonName: "钱登记", Market: "m1", Role: actor.Registrar}
	rival     = actor.Actor{Person: "p6", PersonName: "李工", Market: "m1", Role: actor.Enterprise, Org: "o9"}
	officer2  = actor.Actor{Person: "p7", PersonName: "赵科长", Market: "m2", Role: actor.Officer}
	scholar   = actor.Actor{Person: "p8", PersonName: "周博士", Market: "m1", Role: actor.Researcher, Org: "o2"}
)

type bench struct {
	*contract.Service
	db  store.Engine
	now time.Time
	t   *testing.T

	cert func(number string) contract.Certificate // of today
}

func open(t *testing.T) *bench {
	t.Helper()
	db, err := sqlite.Open(t.TempDir(), sqlite.Rerun()) // every callback must bear to run twice
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	specs := append(contract.Collections(), deal.Deals.Spec(), deal.Credits.Spec(), listing.Demands.Spec(), listing.Achievements.Spec(), party.Organizations.Spec(), party.People.Spec(),
		party.Markets.Spec(), calendar.Notices.Spec(), files.Files.Spec(), audit.Trail.Spec(), store.Sequences.Spec(), store.Events.Spec())
	if err := db.Define(t.Context(), specs); err != nil {
		t.Fatal(err)
	}
	b := &bench{db: db, t: t, now: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)}
	b.Service = contract.NewService(db, func() time.Time { return b.now })
	b.cert = func(number string) contract.Certificate {
		return contract.Certificate{Number: number, Date: workday.Today(b.now)}
	}
	org := func(id, name, uscc, region string) *party.Organization {
		return &party.Organization{Meta: store.Meta{ID: id, Market: store.National}, VerifiedAt: 1,
			OrganizationForm: party.OrganizationForm{Name: name, USCC: uscc, Kind: party.EnterpriseOrg, Region: region}}
	}
	err = db.Run(t.Context(), func(tx store.Tx) error {
		for _, o := range []*party.Organization{org("o1", "边城糖业", "91530924MA6K000015", "530924"), org("o2", "镇康工学院", sellerCode, "530924"),
			org("o9", "南山糖业", "91530924MA6K00009X", "530924"), org("o8", "省城大学", "12530102MB1K00008X", "530102")} {
			if err := party.Organizations.Insert(tx, o); err != nil {
				return err
			}
		}
		for id, code := range map[string]string{"m1": "530924", "m2": "140429"} {
			m := party.Market{Meta: store.Meta{ID: id, Market: store.National}, MarketForm: party.MarketForm{Name: id, RegionCode: code, RegistryName: id + "登记站"}}
			if err := party.Markets.Insert(tx, &m); err != nil {
				return err
			}
		}
		p := party.Person{Meta: store.Meta{ID: "p5", Market: store.National}, Account: "reg", Name: "钱登记",
			Memberships: []party.Membership{{ID: "x", Market: "m1", Role: actor.Registrar}}}
		return party.People.Insert(tx, &p)
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// content is complete for an application: 技术开发, 100 万元 with 30 万元 equipment.
func content() contract.Content {
	return contract.Content{Title: "蔗渣高效脱水技术开发", Class: contract.Development, SubClass: "KF1",
		Seller: contract.Side{OrgID: "o2"}, Buyer: contract.Side{OrgID: "o1"}, TotalFen: 100 * wan,
		Deductions: []contract.Deduction{{Kind: "equipment", CostFen: 30 * wan}}, Payment: contract.PayOnce, SignDate: "2026-03-01",
		BeginDate: "2026-03-01", EndDate: "2027-02-28", TechArea: "09", Industry: "0104", Subject: "压榨后蔗渣脱水装置与工艺"}
}

func (b *bench) ok(c contract.Contract, err error) contract.Contract {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	return c
}

func (b *bench) create(a actor.Actor, in contract.Content) contract.Contract {
	b.t.Helper()
	return b.ok(b.Create(b.t.Context(), a, contract.New{ID: id.New(), Content: in}))
}

// file uploads a text as the actor and gives its id.
func (b *bench) file(a actor.Actor, text string) string {
	b.t.Helper()
	m, err := b.db.Blobs().Put(b.t.Context(), strings.NewReader(text))
	if err != nil {
		b.t.Fatal(err)
	}
	f := files.File{Meta: store.Meta{ID: id.New(), Market: a.Market}, Name: "合同.pdf", Blob: m.ID, Uploader: a.Person, Org: a.Org}
	if err := b.db.Run(b.t.Context(), func(tx store.Tx) error { return files.Files.Insert(tx, &f) }); err != nil {
		b.t.Fatal(err)
	}
	return f.ID
}

// stamped makes a signed paper contract.
func (b *bench) stamped(a actor.Actor, in contract.Content, text string) contract.Contract {
	b.t.Helper()
	c := b.create(a, in)
	return b.ok(b.Stamp(b.t.Context(), a, c.ID, c.Rev, b.file(a, text)))
}

// awaiting brings a new contract to 待国家系统登记.
func (b *bench) awaiting(text string) contract.Contract {
	b.t.Helper()
	ctx := b.t.Context()
	c := b.stamped(institute, content(), text)
	c = b.ok(b.Submit(ctx, institute, c.ID, c.Rev))
	c = b.ok(b.Accept(ctx, registrar, c.ID, c.Rev, ""))
	return b.ok(b.Recognise(ctx, registrar, c.ID, c.Rev, contract.Decision{Rest: true}))
}

func (b *bench) want(kind fault.Kind, err error, what string) {
	b.t.Helper()
	if !fault.Is(err, kind) {
		b.t.Errorf("%s: got %v, want %v", what, err, kind)
	}
}

func (b *bench) totals(market string, where ...store.Cond) (n, total, tech int64) {
	b.t.Helper()
	err := b.db.View(context.Background(), func(tx store.Tx) error {
		g, err := contract.Contracts.Sum(tx, store.Query{Market: market, Where: where}, nil, []string{"totalFen", "techFen"})
		for _, x := range g {
			n, total, tech = n+x.Count, total+x.Sums[0], tech+x.Sums[1]
		}
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return n, total, tech
}
