package contract_test

import (
	"strings"
	"testing"

	"kebang/internal/check"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/id"
	"kebang/internal/store"
)

// agreed stores a deal of the institute and the firm that can become a contract.
func (b *bench) agreed() deal.Deal {
	b.T.Helper()
	d := deal.Deal{Meta: store.Meta{ID: "d1", Market: "m1"}, Serial: "DJ-2026-000001", State: deal.Agreed,
		Demand: deal.Ref{ID: "n1", Title: "蔗渣脱水"}, Achievement: deal.Ref{ID: "a1"},
		DemandSide: deal.Side{Org: "o1", Name: "边城糖业"}, AchievementSide: deal.Side{Org: "o2", Name: "镇康工学院"}}
	if err := b.DB.Run(b.T.Context(), func(tx store.Tx) error {
		x := d
		return deal.Deals.Insert(tx,
			&x)
	}); err != nil {
		b.T.Fatal(err)
	}
	return d
}

// confirming makes a contract from a deal and proposes it to both sides; an empty deal is 线下签订.
func (b *bench) confirming(in contract.Content, from string) contract.Contract {
	b.T.Helper()
	c := b.ok(b.Create(b.T.Context(), institute, contract.New{ID: id.New(), Content: in, Deal: from}))
	c = b.ok(b.Generate(b.T.Context(), institute, c.ID, c.Rev))
	return b.ok(b.Propose(b.T.Context(), institute, c.ID, c.Rev))
}

// concluded is such a contract with both confirmations.
func (b *bench) concluded(in contract.Content, from string) contract.Contract {
	b.T.Helper()
	c := b.confirming(in, from)
	c = b.ok(b.Confirm(b.T.Context(), firm, c.ID, c.Rev, c.Text.Blob))
	return b.ok(b.Confirm(b.T.Context(), institute, c.ID, c.Rev, c.Text.Blob))
}

func TestContractsFitTogether(t *testing.T) {
	b := open(t)
	b.agreed()
	c := b.concluded(content(), "d1")
	for _, tt := range []struct {
		rule  string
		spoil func(*contract.Contract)
		want  string // a part of the finding; empty for no finding
	}{
		{"as it was made", func(*contract.Contract) {}, ""},
		{"its number", func(c *contract.Contract) { c.Serial = "HT-2026-000009" }, "流水号却只记到"},
		{"its seller is there", func(c *contract.Contract) { c.Seller.OrgID = "gone" }, "请从备份恢复该机构"},
		{"its buyer is there", func(c *contract.Contract) { c.Buyer.OrgID = "gone" }, "请从备份恢复该机构"},
		{"a side without an account", func(c *contract.Contract) { c.Buyer.OrgID = "" }, ""},
		{"its deal is there", func(c *contract.Contract) { c.Deal.ID = "gone" }, "所依据的对接"},
		{"no deal", func(c *contract.Contract) { c.Deal = contract.DealRef{} }, "不是由它签订的"},
		{"the deal's number", func(c *contract.Contract) { c.Deal.Serial = "DJ-2026-000002" }, "记着的对接"},
		{"the deal's demand", func(c *contract.Contract) { c.Deal.Demand = "n2" }, "记着的对接"},
		{"the deal's achievement", func(c *contract.Contract) { c.Deal.Achievement = "a2" }, "记着的对接"},
		{"a confirmation of another text", func(c *contract.Contract) { c.Confirmations[0].Hash = "x" }, "确认无效"},
		{"a confirmation of no text", func(c *contract.Contract) { c.Text, c.Filing = nil, &contract.Filing{} },
			"确认无效"},
		{"one confirmation", func(c *contract.Contract) { c.Confirmations = c.Confirmations[:1] }, "却没有双方的确认"},
		{"one confirmation of a draft", func(c *contract.Contract) {
			c.Confirmations, c.State = c.Confirmations[:1], contract.Confirming
		}, ""},
		{"one confirmation and a paper", func(c *contract.Contract) {
			c.Confirmations, c.Paper = c.Confirmations[:1], &contract.Paper{Scan: contract.Attachment{File: c.Text.File,
				Blob: c.Text.Blob}}
		}, ""},
		{"one confirmation of a filed one", func(c *contract.Contract) { // package registry checks these
			c.Confirmations, c.Filing = c.Confirmations[:1], &contract.Filing{}
		}, ""},
		{"without a text", func(c *contract.Contract) { c.Text, c.Confirmations = nil, nil }, ""},
		{"technology below nothing", func(c *contract.Contract) { c.Amounts.TechFen = -1 }, "超出成交额"},
		{"technology above the whole", func(c *contract.Contract) { c.Amounts.TechFen = c.Amounts.TotalFen + 1 },
			"超出成交额"},
		{"all technology", func(c *contract.Contract) { c.Amounts.TechFen = c.Amounts.TotalFen }, ""},
		{"no technology", func(c *contract.Contract) { c.Amounts.TechFen = 0 }, ""},
		{"its text is there", func(c *contract.Contract) { c.Text.File = "gone" }, "合同文本指向的文件"},
		{"its scan is there", func(c *contract.Contract) {
			c.Paper = &contract.Paper{Scan: contract.Attachment{File: "gone"}}
		}, "盖章扫描件指向的文件"},
		{"its attachment is there", func(c *contract.Contract) {
			c.Attachments = []contract.Attachment{{File: "gone", Name: "证明"}}
		}, "附件“证明”指向的文件"},
	} {
		got := b.Wrong("m1", contract.CheckConsistency, func(tx store.Tx) error {
			x, err := contract.Contracts.Get(tx, "m1", c.ID)
			if err != nil {
				return err
			}
			tt.spoil(&x)
			return contract.Contracts.Update(tx, &x)
		})
		if !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%s: found %q, want %q", tt.rule, got, tt.want)
		}
	}
	national := &check.Case{Market: store.National} // has no contracts, and is not even read
	if err := contract.CheckConsistency(national); err != nil {
		t.Error(err)
	}
}

// TestDealsKnowTheirContract: a deal with a concluded contract is signed by that contract.
func TestDealsKnowTheirContract(t *testing.T) {
	b := open(t)
	b.agreed()
	b.concluded(content(), "d1")
	for _, tt := range []struct {
		rule  string
		spoil func(*deal.Deal)
		want  string
	}{
		{"another state", func(d *deal.Deal) { d.State = deal.Agreed }, "却还是“"},
		{"another contract", func(d *deal.Deal) { d.Contract = "gone" }, "已签约，但它的合同 gone 不存在"},
		{"no contract", func(d *deal.Deal) { d.Contract = "" }, ""},
	} {
		got := b.Wrong("m1", contract.CheckConsistency, func(tx store.Tx) error {
			x, err := deal.Deals.Get(tx, "m1", "d1")
			if err != nil {
				return err
			}
			tt.spoil(&x)
			return deal.Deals.Update(tx, &x)
		})
		if !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%s: found %q, want %q", tt.rule, got, tt.want)
		}
	}
}

func TestCreditsKnowTheirContract(t *testing.T) {
	b := open(t)
	d := b.Introduced("p3")
	c := b.create(institute, content())
	for _, tt := range []struct {
		rule, contract, serial, want string
	}{
		{"of this contract", c.ID, c.Serial, ""},
		{"of another number", c.ID, "HT-2026-000002", "编号不同"},
		{"of none", "gone", c.Serial, "不存在"},
	} {
		got := b.Wrong("m1", contract.CheckConsistency, func(tx store.Tx) error {
			return deal.Credits.Insert(tx, &deal.Credit{Meta: store.Meta{ID: "x", Market: "m1"}, Introduction: d.ID,
				Contract: tt.contract, ContractSerial: tt.serial, State: deal.CreditTaken})
		})
		if !strings.Contains(got, tt.want) || tt.want == "" && got != "" {
			t.Errorf("%s: found %q, want %q", tt.rule, got, tt.want)
		}
	}
}
