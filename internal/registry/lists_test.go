package registry_test

import (
	"slices"
	"testing"
	"time"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/registry"
	"kebang/internal/store"
)

// TestListOfRegistrations: a page and an export hold the same contracts.
func TestListOfRegistrations(t *testing.T) {
	b := open(t)
	b.Tick = time.Second
	ctx := t.Context()
	in := content()
	in.Title, in.TechArea = "锅炉改造技术开发", "06"
	first, second := b.accepted(content(), "first"), b.accepted(in, "second")
	for _, tt := range []struct {
		rule string
		a    actor.Actor
		f    registry.Filter
		want []string
	}{
		{"all, the last changed first", registrar, registry.Filter{}, []string{second.ID, first.ID}},
		{"by number", registrar, registry.Filter{Sort: "serial"}, []string{first.ID, second.ID}},
		{"words", registrar, registry.Filter{Text: "蔗渣"}, []string{first.ID}},
		{"one state", registrar, registry.Filter{State: registry.Accepted, TechArea: "06"}, []string{second.ID}},
		{"registered in a month", registrar, registry.Filter{Month: "2026-03"}, nil},
		{"not registered", registrar, registry.Filter{Month: contract.Missing, TechArea: "09"}, []string{first.ID}},
		{"of a party", firm, registry.Filter{}, []string{second.ID, first.ID}},
		{"of a stranger", rival, registry.Filter{}, nil},
	} {
		p, n, err := b.reg.List(ctx, tt.a, tt.f)
		var page, each []string
		for _, c := range p.Items {
			page = append(page, c.ID)
		}
		err2 := b.reg.Each(ctx, tt.a, tt.f, func(c contract.Contract) error { each = append(each, c.ID); return nil })
		if err != nil || err2 != nil || int(n) != len(tt.want) || !slices.Equal(page, tt.want) ||
			!slices.Equal(each, tt.want) {
			t.Errorf("%s: %v and %v of %d, want %v; %v, %v", tt.rule, page, each, n, tt.want, err, err2)
		}
	}
	if p, n, err := b.reg.List(ctx, registrar, registry.Filter{Limit: 1}); err != nil || len(p.Items) != 1 || n != 2 ||
		p.Next == "" {
		t.Errorf("a page of one: %d of %d, next %q, %v", len(p.Items), n, p.Next, err)
	}
	if _, _, err := b.reg.List(ctx, registrar, registry.Filter{Sort: "title"}); err == nil {
		t.Error("an order that is none")
	}
	if err := b.reg.Each(ctx, registrar, registry.Filter{Sort: "title"}, nil); err == nil {
		t.Error("an order of an export that is none")
	}
}

// TestNumbered finds a contract by its 登记编号, registered or only stated by a table.
func TestNumbered(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	c := b.awaiting("text")
	c = b.ok(b.Register(ctx, registrar, c.ID, c.Rev, b.cert("2026530924000041")))
	stated := b.ok(b.Create(ctx, officer, contract.New{ID: "stated", Content: content(), ImportKey: "r1",
		Source: contract.StatedSource("台账.xlsx", "2025530924000001", "2025-06-01", "省登记处")}))
	if err := b.DB.View(ctx, func(tx store.Tx) error {
		for number, want := range map[string]string{"2026530924000041": c.ID, "2025530924000001": stated.ID} {
			if got, err := registry.Numbered(tx, "m1", number); err != nil || got.ID != want {
				t.Errorf("%s is of %q, %v", number, got.ID, err)
			}
		}
		_, err := registry.Numbered(tx, "m1", "2026530924000042")
		b.Want(fault.NotFound, err, "a number of nobody")
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// TestCertificateOfElsewhere: its technology value is positive and within the total.
func TestCertificateOfElsewhere(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	fen := func(n int64) *int64 { return &n }
	for i, tt := range []struct {
		rule  string
		write func(*contract.Content, *registry.Certificate)
		at    string // the refused field; empty for none
	}{
		{"as the contract says", func(*contract.Content, *registry.Certificate) {}, ""},
		{"nothing", func(_ *contract.Content, r *registry.Certificate) { r.TechFen = fen(0) }, "/techFen"},
		{"a fen", func(_ *contract.Content, r *registry.Certificate) { r.TechFen = fen(1) }, ""},
		{"the total", func(_ *contract.Content, r *registry.Certificate) { r.TechFen = fen(100 * wan) }, ""},
		{"a fen more", func(_ *contract.Content, r *registry.Certificate) { r.TechFen = fen(100*wan + 1) }, "/techFen"},
		{"no office", func(_ *contract.Content, r *registry.Certificate) { r.Authority = " " }, "/registry"},
		{"the own office", func(_ *contract.Content, r *registry.Certificate) { r.Authority = "m1登记站" }, "/registry"},
		{"no day of signing", func(c *contract.Content, _ *registry.Certificate) { c.SignDate = "" }, "/signDate"},
		{"nobody of here", func(c *contract.Content, _ *registry.Certificate) {
			c.Buyer = contract.Side{Name: "武乡机械厂", Region: "140429"}
		}, "/seller/region"},
		{"tomorrow", func(_ *contract.Content, r *registry.Certificate) { r.Date = "2026-03-03" }, "/date"},
		{"the day of signing", func(_ *contract.Content, r *registry.Certificate) { r.Date = "2026-03-01" }, ""},
		{"the day before", func(_ *contract.Content, r *registry.Certificate) { r.Date = "2026-02-28" }, "/date"},
	} {
		in := content()
		in.Seller = contract.Side{OrgID: "o8"}
		cert := registry.Certificate{Number: "20265301020000" + string(rune('1'+i/9)) + string(rune('1'+i%9)),
			Date: "2026-03-02", Authority: "昆明市登记站", Scan: b.File(officer, tt.rule)}
		tt.write(&in, &cert)
		c := b.create(officer, in)
		_, err := b.Elsewhere(ctx, officer, c.ID, c.Rev, cert)
		if got := fieldsOf(err); tt.at == "" && err != nil || tt.at != "" && !slices.Contains(got, tt.at) {
			t.Errorf("%s: %v", tt.rule, err)
		}
	}
}

// TestTechIsAsComputed: a technology value given by the registrar must equal the result of the rule.
func TestTechIsAsComputed(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	c := b.accepted(content(), "text")
	tech := int64(70*wan + 1)
	_, err := b.Recognise(ctx, registrar, c.ID, c.Rev, registry.Decision{Rest: true, TechFen: &tech})
	b.Want(fault.Invalid, err, "another technology value")
	tech--
	c = b.ok(b.Recognise(ctx, registrar, c.ID, c.Rev, registry.Decision{Rest: true, TechFen: &tech}))
	if c.Registration.TechFen != tech {
		t.Errorf("recognised %d", c.Registration.TechFen)
	}
	if c = b.ok(b.Review(ctx, registrar, c.ID, c.Rev, "再看")); c.Registration.TechFen != 0 || c.Registration.Due == "" {
		t.Errorf("taken back: %+v", c.Registration)
	}
	_, err = b.reg.Accept(ctx, registrar, "gone", 1, "")
	b.Want(fault.NotFound, err, "no such registration")
}

// TestMissing: the refusals of filing for a content that is not stored, with the units' own values.
func TestMissing(t *testing.T) {
	b := open(t)
	in := content()
	if lacks, err := b.reg.Missing(t.Context(), institute, in); err != nil || len(lacks) != 0 {
		t.Errorf("a whole content lacks %v, %v", lacks, err)
	}
	in.Seller.OrgID, in.TechArea = "gone", ""
	lacks, err := b.reg.Missing(t.Context(), institute, in)
	var at []string
	for _, f := range lacks {
		at = append(at, f.Pointer)
	}
	if err != nil || !slices.Contains(at, "/techArea") || !slices.Contains(at, "/seller/name") {
		t.Errorf("lacks %v, %v", at, err)
	}
	if _, err := b.reg.Missing(t.Context(), actor.Actor{}, in); err == nil {
		t.Error("nobody asks")
	}
}
