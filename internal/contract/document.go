package contract

import (
	"fmt"
	"strings"

	"kebang/internal/document"
	"kebang/internal/money"
)

// Document is a complete draft of the contract from its fields. It depends on the fields alone, so the same content has
// the same hash.
func (c *Contract) Document() *document.Document {
	d := &document.Document{Title: "技术合同\n" + c.Class.Name() + "合同（" + orBlank(SubName(c.SubClass)) + "）"}
	facts := document.Table{Columns: []document.Column{{Width: 1}, {Width: 3}}}
	for _, f := range [][2]string{{"合同编号（平台）", c.Serial}, {"项目名称", c.Title}, {"签订日期", string(c.SignDate)},
		{"有效期限", orBlank(string(c.BeginDate)) + " 至 " + orBlank(string(c.EndDate))}} {
		facts.Rows = append(facts.Rows, []string{f[0], orBlank(f[1])})
	}
	sides := document.Table{Columns: []document.Column{{Head: "当事人", Width: 1}, {Head: sellerName(c.Class) + "（卖方）",
		Width: 1.5}, {Head: buyerName(c.Class) + "（买方）", Width: 1.5}}}
	for _, f := range []struct{ name, seller, buyer string }{
		{"名称", c.Seller.Name, c.Buyer.Name}, {"统一社会信用代码", c.Seller.USCC, c.Buyer.USCC},
		{"地址", c.Seller.Address, c.Buyer.Address}, {"法定代表人", c.Seller.LegalRep, c.Buyer.LegalRep},
		{"联系人", c.Seller.Contact, c.Buyer.Contact},
	} {
		sides.Rows = append(sides.Rows, []string{f.name, orBlank(f.seller), orBlank(f.buyer)})
	}
	d.Blocks = []document.Block{facts, sides}
	for i, a := range []struct{ name, text string }{
		{"标的的内容、范围和要求", c.Subject}, {"技术指标和参数", c.Targets}, {"验收标准和方法", c.Acceptance},
		{"成交额、技术交易额及支付方式", moneyText(c)}, {"技术成果的归属", c.IPOwner}, {"技术情报和资料的保密", c.Secrecy},
		{"其他约定", c.Terms},
	} {
		number := []string{"一", "二", "三", "四", "五", "六", "七"}[i]
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, Text: "第" + number + "条 " + a.name},
			document.Paragraph{Text: orBlank(a.text)})
		if i == 3 && len(c.Deductions) > 0 {
			d.Blocks = append(d.Blocks, deductionTable(c))
		}
		if i == 3 && len(c.Payments) > 0 {
			d.Blocks = append(d.Blocks, planTables(c)...)
		}
	}
	sign := func(side string) []string {
		return []string{side + "（盖章）：", "代表（签字）：", "日期：　　年　　月　　日"}
	}
	d.Blocks = append(d.Blocks, document.Paragraph{Text: "本文本由平台按所填内容生成，供双方确认；平台确认不代替印章。"},
		document.Signature{Columns: [][]string{sign("卖方"), sign("买方")}})
	return d
}

func orBlank(s string) string {
	if strings.TrimSpace(s) == "" {
		return "________"
	}
	return s
}

func sellerName(c Class) string {
	return map[Class]string{Development: "研究开发人", Transfer: "让与人", Licence: "许可人", Consulting: "受托人",
		Services: "受托人"}[c]
}

func buyerName(c Class) string {
	return map[Class]string{Development: "委托人", Transfer: "受让人", Licence: "被许可人", Consulting: "委托人", Services: "委托人"}[c]
}

func moneyText(c *Contract) string {
	var b strings.Builder
	fmt.Fprintf(&b, "合同成交额：%s；其中技术交易额：%s。", yuan(c.Amounts.TotalFen), yuan(c.Amounts.TechFen))
	if p, ok := Payments.Find(string(c.Payment)); ok {
		b.WriteString("\n支付方式：" + p.Zh)
	}
	if r := c.Royalty; r != nil {
		fmt.Fprintf(&b, "\n提成：以%s为基数，%s，提成率 %s%%，入门费 %s。",
			orBlank(RoyaltyBases.Name(r.Base)), orBlank(RoyaltyCourses.Name(r.Course)), orBlank(r.Rate),
			yuan(r.EntryFen))
		if r.Inspect {
			b.WriteString("受让方应当提供查阅有关会计账目的办法。")
		}
	}
	return b.String()
}

// deductionTable lists what of 成交额 is no 技术交易额.
func deductionTable(c *Contract) document.Table {
	t := document.Table{Columns: []document.Column{{Head: "非技术性费用", Width: 3},
		{Head: "金额（元）", Width: 2, Align: document.Right},
		{Head: "其中合理数量标的物的直接成本（元）", Width: 2.5, Align: document.Right}, {Head: "说明", Width: 2.5}}}
	for _, d := range c.Deductions {
		t.Rows = append(t.Rows, []string{DeductionKinds.Name(d.Kind), money.FormatYuan(d.CostFen),
			money.FormatYuan(d.AllowedFen), d.Note})
	}
	return t
}

// planTables list the milestones and the payments. A contract that names no payments has no such tables.
func planTables(c *Contract) (out []document.Block) {
	if len(c.Stages) > 0 {
		t := document.Table{Columns: []document.Column{{Head: "里程碑", Width: 4}, {Head: "完成日期", Width: 2}}}
		for _, s := range c.Stages {
			t.Rows = append(t.Rows, []string{s.Title, string(s.Due)})
		}
		out = append(out, t)
	}
	t := document.Table{Columns: []document.Column{{Head: "付款条件", Width: 4},
		{Head: "金额（元）", Width: 2, Align: document.Right}, {Head: "资金来源", Width: 2}}}
	for _, p := range c.Payments {
		source := "买方"
		if p.Public {
			source = "财政资金"
		}
		t.Rows = append(t.Rows, []string{p.Words(c.Stages), money.FormatYuan(p.Fen), source})
	}
	return append(out, t)
}

// Yuan is an amount in the words of a contract.
func Yuan(fen int64) string { return yuan(fen) }

func yuan(fen int64) string { return "人民币 " + money.FormatYuan(fen) + " 元" }
