package registry_test

import (
	"strings"
	"testing"

	"kebang/internal/contract"
	"kebang/internal/ledger"
	"kebang/internal/registry"
	"kebang/internal/store"
)

// TestRegistrationsFitTogether: a registration, its contract and the two national books lead to each other.
func TestRegistrationsFitTogether(t *testing.T) {
	b := open(t)
	ctx := t.Context()
	c := b.awaiting("registered")
	c = b.ok(b.Register(ctx, registrar, c.ID, c.Rev, b.cert("2026530924000031")))
	type both struct {
		r *registry.Registration
		c *contract.Contract
	}
	for _, tt := range []struct {
		rule  string
		spoil func(both)
		want  string // a part of the finding; empty for no finding
	}{
		{"as it was made", func(both) {}, ""},
		{"its contract is there", func(x both) { x.r.Contract = "gone" }, "它的合同 gone 不存在"},
		{"filed, the contract was not told", func(x both) { x.c.Filing = nil }, "合同 HT-2026-000001 记着的却不同"},
		{"another state", func(x both) { x.c.Filing.State = registry.Accepted }, "记着的却不同"},
		{"the contract is not held", func(x both) { x.c.Filing.Held = false }, "记着的却不同"},
		{"returned and not held", func(x both) {
			x.r.State, x.c.Filing.State, x.c.Filing.Held = registry.Returned, registry.Returned, false
		}, ""},
		{"returned and held", func(x both) { x.r.State, x.c.Filing.State = registry.Returned, registry.Returned },
			"记着的却不同"},
		{"nobody signed it", func(x both) { x.c.Paper, x.c.Text = nil, &contract.Text{} }, "却没有双方的确认"},
		{"nobody signed one of elsewhere", func(x both) {
			x.c.Paper, x.c.Text, x.r.Elsewhere = nil, &contract.Text{}, true
		}, ""},
		{"nobody signed a withdrawn one", func(x both) {
			x.c.Paper, x.c.Text, x.r.State, x.c.Filing.State = nil, &contract.Text{}, registry.Withdrawn,
				registry.Withdrawn
		}, ""},
		{"nobody signed a returned one", func(x both) {
			x.c.Paper, x.c.Text, x.r.State, x.c.Filing.State = nil, &contract.Text{}, registry.Returned,
				registry.Returned
			x.c.Filing.Held = false
		}, ""},
		{"the contract's number", func(x both) { x.r.Subject.Serial = "HT-2026-000009" }, "记着的合同编号"},
		{"the number it was accepted under", func(x both) { x.r.AcceptNo = "KB-2026-000009" }, "流水号却只记到"},
		{"a registration number", func(x both) { x.r.Number = "" }, "登记日期“2026-03-02”却不对"},
		{"a registration date", func(x both) { x.r.Date = "2026-02-30" }, "登记日期“2026-02-30”却不对"},
		{"technology below nothing", func(x both) { x.r.TechFen = -1 }, "超出成交额"},
		{"no technology", func(x both) { x.r.TechFen = 0 }, ""},
		{"all technology", func(x both) { x.r.TechFen = x.r.TotalFen }, ""},
		{"technology above the whole", func(x both) { x.r.TechFen = x.r.TotalFen + 1 }, "超出成交额"},
		{"a claim that is gone", func(x both) { x.r.Claim = "gone" }, "凭据 gone 不见了"},
		{"a number of nobody", func(x both) { x.r.Number = "2026530924000032" }, "没有记在这份合同名下"},
		{"a number before it is registered", func(x both) {
			x.r.Number, x.r.State, x.c.Filing.State = "2026530924000032", registry.AwaitNumber, registry.AwaitNumber
		}, ""},
		{"its scan is there", func(x both) { x.r.Scan = &contract.Attachment{File: "gone"} }, "登记证明扫描件指向的文件"},
	} {
		got := b.Wrong("m1", registry.CheckConsistency,
			b.spoil(c, func(r *registry.Registration, c *contract.Contract) {
				tt.spoil(both{r, c})
			}))
		if !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%s: found %q, want %q", tt.rule, got, tt.want)
		}
	}
	got := b.Wrong("m1", registry.CheckConsistency, func(tx store.Tx) error {
		r, err := registry.Registrations.Get(tx, "m1", c.Registration.ID)
		if err == nil {
			err = registry.Registrations.Delete(tx, &r)
		}
		return err
	})
	if !strings.Contains(got, "却没有登记信息") {
		t.Errorf("a filed contract without its registration: %q", got)
	}

	got = b.Wrong("m1", registry.CheckConsistency, func(tx store.Tx) error {
		p, err := ledger.Postings.First(tx, store.Query{Market: "m1"})
		if err == nil {
			p.TechFen--
			err = ledger.Postings.Update(tx, &p)
		}
		return err
	})
	if !strings.Contains(got, "入账合计为 1 项") {
		t.Errorf("a posting that differs from its registration: %q", got)
	}

	// The books are national.
	for _, tt := range []struct {
		rule  string
		spoil func(*registry.Registration, *contract.Contract)
		want  string
	}{
		{"as it was made", func(*registry.Registration, *contract.Contract) {}, ""},
		{"another claim", func(r *registry.Registration, _ *contract.Contract) { r.Claim = "x" }, "正当的登记会被拒绝"},
		{"another number", func(r *registry.Registration, _ *contract.Contract) { r.Number = "2026530924000032" },
			"没有这个编号"},
		{"another contract", func(r *registry.Registration, _ *contract.Contract) { r.Contract = "x" }, "没有这个编号"},
	} {
		got := b.Wrong(store.National, registry.CheckConsistency, b.spoil(c, tt.spoil))
		if !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%s: found %q, want %q", tt.rule, got, tt.want)
		}
	}
}

// posted makes the posting of a registration fit to it.
func posted(tx store.Tx, r *registry.Registration) error {
	p, err := ledger.Postings.First(tx, store.Query{Market: r.Market,
		Where: []store.Cond{{Field: "record", Op: store.Eq, Value: r.ID}}})
	if err != nil {
		return err
	}
	if p.Figures = (ledger.Figures{}); r.State == registry.Registered {
		p.Figures = ledger.Figures{Count: 1, TotalFen: r.TotalFen, TechFen: r.TechFen}
	}
	return ledger.Postings.Update(tx, &p)
}

// spoil changes a registration and its contract, and the posting with them.
func (b *bench) spoil(c seen, change func(*registry.Registration, *contract.Contract)) func(store.Tx) error {
	return func(tx store.Tx) error {
		r, err := registry.Registrations.Get(tx, "m1", c.Registration.ID)
		if err != nil {
			return err
		}
		x, err := contract.Contracts.Get(tx, "m1", c.ID)
		if err != nil {
			return err
		}
		change(&r, &x)
		if err := posted(tx, &r); err != nil {
			return err
		}
		if err := registry.Registrations.Update(tx, &r); err != nil {
			return err
		}
		return contract.Contracts.Update(tx, &x)
	}
}
