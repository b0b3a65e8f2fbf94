package contract

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// Docx writes a plain, complete draft of the contract from its fields. The bytes depend on the fields alone (no time,
// no author), so the same content has the same hash.
func Docx(c *Contract) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range []struct{ name, body string }{
		{"[Content_Types].xml",
			`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels",
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", document(c)},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate})
		if err != nil {
			return nil, fmt.Errorf("contract text: %w", err)
		}
		if _, err := w.Write([]byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
			f.body)); err != nil {
			return nil, fmt.Errorf("contract text: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("contract text: %w", err)
	}
	return b.Bytes(), nil
}

func document(c *Contract) string {
	var b strings.Builder
	b.WriteString(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	para(&b, "技术合同", true, 36)
	para(&b, c.Class.Name()+"合同（"+orBlank(SubName(c.SubClass))+"）", true, 28)
	row := func(name, v string) { para(&b, name+"："+orBlank(v), false, 24) }
	row("合同编号（平台）", c.Serial)
	row("项目名称", c.Title)
	for _, p := range []struct {
		name string
		s    Side
	}{{sellerName(c.Class) + "（卖方）", c.Seller}, {buyerName(c.Class) + "（买方）", c.Buyer}} {
		row(p.name, p.s.Name)
		row("统一社会信用代码", p.s.USCC)
		row("地址", p.s.Address)
		row("法定代表人", p.s.LegalRep)
		row("联系人", p.s.Contact)
	}
	row("签订日期", string(c.SignDate))
	row("有效期限", orBlank(string(c.BeginDate))+" 至 "+orBlank(string(c.EndDate)))
	for i, a := range []struct{ name, v string }{
		{"标的的内容、范围和要求", c.Subject}, {"技术指标和参数", c.Targets}, {"验收标准和方法", c.Acceptance},
		{"成交额、技术交易额及支付方式", moneyText(c)}, {"技术成果的归属", c.IPOwner}, {"技术情报和资料的保密", c.Secrecy}, {"其他约定", c.Terms},
	} {
		para(&b, fmt.Sprintf("第%s条 %s", []string{"一", "二", "三", "四", "五", "六", "七"}[i], a.name), true, 24)
		for _, line := range strings.Split(orBlank(a.v), "\n") {
			para(&b, line, false, 24)
		}
	}
	para(&b, "卖方（盖章）：____________　　买方（盖章）：____________", false, 24)
	para(&b, "本文本由平台按所填内容生成，供双方确认；平台确认不代替印章。", false, 18)
	b.WriteString(`</w:body></w:document>`)
	return b.String()
}

func para(b *strings.Builder, text string, bold bool, half int) {
	mark := ""
	if bold {
		mark = "<w:b/>"
	}
	fmt.Fprintf(b, `<w:p><w:r><w:rPr>%s<w:sz w:val="%d"/></w:rPr><w:t xml:space="preserve">`, mark, half)
	_ = xml.EscapeText(b, []byte(text)) // a strings.Builder does not fail
	b.WriteString(`</w:t></w:r></w:p>`)
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
	for _, d := range c.Deductions {
		fmt.Fprintf(&b, "\n非技术性费用：%s %s（其中合理数量标的物的直接成本 %s）%s", DeductionKinds.Name(d.Kind), yuan(d.CostFen),
			yuan(d.AllowedFen), d.Note)
	}
	if p, ok := Payments.Find(string(c.Payment)); ok {
		b.WriteString("\n支付方式：" + p.Zh)
	}
	if r := c.Royalty; r != nil {
		fmt.Fprintf(&b, "\n提成：以%s为基数，%s，提成率 %s%%，入门费 %s。",
			orBlank(RoyaltyBases.Name(r.Base)), orBlank(RoyaltyCourses.Name(r.Course)), orBlank(r.Rate), yuan(r.EntryFen))
		if r.Inspect {
			b.WriteString("受让方应当提供查阅有关会计账目的办法。")
		}
	}
	return b.String()
}

func yuan(fen int64) string { return fmt.Sprintf("人民币 %d.%02d 元", fen/100, fen%100) }
