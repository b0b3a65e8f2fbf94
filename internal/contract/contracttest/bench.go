// Package contracttest is the test bench of contracts and of their registrations: a store with two markets, their units
// and people.
package contracttest

import (
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
	"kebang/internal/store/sqlitetest"
)

// Wan is 1 万元 in fen; SellerCode is the 统一社会信用代码 of the institute.
const (
	Wan        = 10_000_00
	SellerCode = "12530924MB1K00002G"
)

// The people of the bench.
var (
	Firm = actor.Actor{Person: "p1", PersonName: "陈工", Market: "m1", Role: actor.Enterprise, Org: "o1",
		OrgName: "边城糖业"}
	Institute = actor.Actor{Person: "p2", PersonName: "何处长", Market: "m1", Role: actor.Institute, Org: "o2",
		OrgName: "镇康工学院"}
	Broker    = actor.Actor{Person: "p3", PersonName: "罗经理", Market: "m1", Role: actor.Broker, Org: "o3"}
	Officer   = actor.Actor{Person: "p4", PersonName: "王科长", Market: "m1", Role: actor.Officer}
	Registrar = actor.Actor{Person: "p5", PersonName: "钱登记", Market: "m1", Role: actor.Registrar}
	Rival     = actor.Actor{Person: "p6", PersonName: "李工", Market: "m1", Role: actor.Enterprise, Org: "o9"}
	Officer2  = actor.Actor{Person: "p7", PersonName: "赵科长", Market: "m2", Role: actor.Officer}
	Scholar   = actor.Actor{Person: "p8", PersonName: "周博士", Market: "m1", Role: actor.Researcher, Org: "o2"}
)

// Bench is a store with the contracts' use cases and a clock of its own.
type Bench struct {
	*contract.Service
	DB  store.Engine
	Now time.Time
	T   *testing.T

	// Tick is the step of the clock with each use case; 0 keeps it still.
	Tick time.Duration
}

// Clock is the time of a use case.
func (b *Bench) Clock() time.Time {
	b.Now = b.Now.Add(b.Tick)
	return b.Now
}

// Open makes a bench in a temporary folder on 2 March 2026; more are the collections of packages above.
func Open(t *testing.T, more ...store.Spec) *Bench {
	t.Helper()
	db := sqlitetest.Open(t, more, contract.Collections(), deal.Collections(), listing.Collections(),
		party.Collections(), calendar.Collections(), files.Collections(), audit.Collections(), store.Collections())
	b := &Bench{DB: db, T: t, Now: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)}
	b.Service = contract.NewService(db, b.Clock)
	org := func(id, name, uscc, region string) *party.Organization {
		return &party.Organization{Meta: store.Meta{ID: id, Market: store.National}, VerifiedAt: 1,
			OrganizationForm: party.OrganizationForm{Name: name, USCC: uscc, Kind: party.EnterpriseOrg, Region: region}}
	}
	err := db.Run(t.Context(), func(tx store.Tx) error {
		for _, o := range []*party.Organization{org("o1", "边城糖业", "91530924MA6K000015", "530924"),
			org("o2", "镇康工学院", SellerCode, "530924"),
			org("o9", "南山糖业", "91530924MA6K00009X", "530924"), org("o8", "省城大学", "12530102MB1K00008X", "530102")} {
			if err := party.Organizations.Insert(tx, o); err != nil {
				return err
			}
		}
		for id, code := range map[string]string{"m1": "530924", "m2": "140429"} {
			m := party.Market{Meta: store.Meta{ID: id, Market: store.National},
				MarketForm: party.MarketForm{Name: id, RegionCode: code, RegistryName: id + "登记站"}}
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

// Content is complete for an application: 技术开发, 100 万元 with 30 万元 equipment.
func Content() contract.Content {
	return contract.Content{Title: "蔗渣高效脱水技术开发", Class: contract.Development, SubClass: "KF1",
		Seller: contract.Side{OrgID: "o2"}, Buyer: contract.Side{OrgID: "o1"}, TotalFen: 100 * Wan,
		Deductions: []contract.Deduction{{Kind: "equipment",
			CostFen: 30 * Wan}}, Payment: contract.PayOnce, SignDate: "2026-03-01",
		BeginDate: "2026-03-01", EndDate: "2027-02-28", TechArea: "09", Industry: "0104", Subject: "压榨后蔗渣脱水装置与工艺"}
}

// File uploads a text as the actor and gives its id.
func (b *Bench) File(a actor.Actor, text string) string {
	b.T.Helper()
	m, err := b.DB.Blobs().Put(b.T.Context(), strings.NewReader(text))
	if err != nil {
		b.T.Fatal(err)
	}
	f := files.File{Meta: store.Meta{ID: id.New(), Market: a.Market}, Name: "合同.pdf", Blob: m.ID, Uploader: a.Person,
		Org: a.Org}
	if err := b.DB.Run(b.T.Context(), func(tx store.Tx) error { return files.Files.Insert(tx, &f) }); err != nil {
		b.T.Fatal(err)
	}
	return f.ID
}

// Want fails when an error is not of a kind.
func (b *Bench) Want(kind fault.Kind, err error, what string) {
	b.T.Helper()
	if !fault.Is(err, kind) {
		b.T.Errorf("%s: got %v, want %v", what, err, kind)
	}
}
