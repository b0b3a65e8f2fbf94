package contract_test

import (
	"slices"
	"testing"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/id"
)

// TestChoices: a word outside its list is refused at its field.
func TestChoices(t *testing.T) {
	b := open(t)
	for at, change := range map[string]func(*contract.Content){
		"/seller/nature":     func(c *contract.Content) { c.Seller.Nature = "企业" },
		"/buyer/scale":       func(c *contract.Content) { c.Buyer.Scale = "大型" },
		"/buyer/country":     func(c *contract.Content) { c.Buyer.Country = "DE" },
		"/deductions/0/kind": func(c *contract.Content) { c.Deductions[0].Kind = "设备" },
		"/ip/0":              func(c *contract.Content) { c.IP = []string{"专利"} },
		"/planSource":        func(c *contract.Content) { c.PlanSource = "国家计划" },
		"/techArea":          func(c *contract.Content) { c.TechArea = "9" },
		"/goal":              func(c *contract.Content) { c.Goal = "农业" },
		"/payment":           func(c *contract.Content) { c.Payment = "cash" },
		"/royalty/base":      func(c *contract.Content) { c.Royalty = &contract.Royalty{Base: "销售额"} },
		"/royalty/course":    func(c *contract.Content) { c.Royalty = &contract.Royalty{Course: "固定"} },
		"/industry":          func(c *contract.Content) { c.Industry = "98" },
		"/attachments/0/kind": func(c *contract.Content) {
			c.Attachments = []contract.Attachment{{Kind: "证明", File: b.File(officer, "x")}}
		},
		"/class":    func(c *contract.Content) { c.Class, c.SubClass = "技术开发", "" },
		"/subClass": func(c *contract.Content) { c.SubClass = "KF9" },
	} {
		in := content()
		change(&in)
		_, err := b.Create(t.Context(), officer, contract.New{ID: id.New(), Content: in})
		if got := fieldsOf(err); !fault.Is(err, fault.Invalid) || !slices.Contains(got, at) {
			t.Errorf("%s: %v", at, err)
		}
	}
}
