package document_test

import (
	"fmt"
	"strings"
	"testing"

	"kebang/internal/document"
)

// sample has every block, Chinese and English, and a table over several pages.
func sample(t testing.TB) *document.Document {
	t.Helper()
	code, err := document.QR("https://kebang.example/contracts/HT-2026-000001", 30, "核对用二维码")
	if err != nil {
		t.Fatal(err)
	}
	code.Align = document.Right
	rows := make([][]string, 200)
	for i := range rows {
		rows[i] = []string{fmt.Sprint(i + 1), fmt.Sprintf("蔗渣高效脱水装置第%d部分", i+1), "PLC-S7-1200/" +
			strings.Repeat("X", i%40),
			fmt.Sprintf("%d,%03d.00", i*37, i*131%1000)}
	}
	return &document.Document{Title: "边城县科技局关于蔗渣高效脱水技术\n揭榜挂帅项目拟揭榜单位的公示", Blocks: []document.Block{
		document.Paragraph{Text: "各有关单位：", Flush: true},
		document.Paragraph{Text: "根据《边城县揭榜挂帅项目管理办法（试行）》（边科发〔2026〕12号），经“企业出题、高校选题、政府助题”，现将拟揭榜单位予以公示。" +
			"公示期为2026年12月1日至12月7日，共5个工作日；对公示内容有异议的，请在公示期内以书面形式向县科技局反映——单位意见须加盖公章。\n" +
			"联系电话：0000-1234567，电子邮箱：kjj@example.gov.cn。"},
		document.Heading{Level: 1, Text: "一、项目概况"},
		document.Heading{Level: 2, Text: "（一）技术指标"},
		document.Paragraph{Text: "含水率由78%降至≤45%（湿基，GB/T 5009.3—2016），处理能力≥20 t/h，单位能耗≤12 kW·h/t；李堃、王珺、𬭎、㐂诸专家参与论证。"},
		document.Heading{Level: 3, Text: "1. English text"},
		document.Paragraph{Text: "The dewatering unit shall reduce the moisture of bagasse from 78 % to at most 45 " +
			"%, measured according to the " +
			"standard; see " +
			"https://example.org/a/very/long/address/that/does/not/fit/into/one/line/of/this/page?with=para" +
			"meters&and=more for details."},
		document.Heading{Level: 4, Text: "（1）经费"},
		document.Table{Columns: []document.Column{{Head: "序号", Width: 1, Align: document.Center}, {Head: "名称",
			Width: 4}, {Head: "型号", Width: 3},
			{Head: "金额（元）", Width: 2, Align: document.Right}}, Rows: rows},
		document.Paragraph{Text: "合计：壹亿贰仟叁佰万元整", Align: document.Right},
		document.Table{Columns: []document.Column{{Width: 1}, {Width: 3}}, Rows: [][]string{{"项目名称", "蔗渣高效脱水技术"},
			{"说明", "第一行\n第二行 & <其他>"}, {"无"}}},
		code,
		document.Signature{Columns: [][]string{{"卖方（盖章）：", "法定代表人（签字）：", "年　　月　　日"}, {"买方（盖章）：", "法定代表人（签字）：",
			"年　　月　　日"}}},
		document.PageBreak{},
		document.Paragraph{Text: "附件另发", Align: document.Center},
		document.Signature{Columns: [][]string{{"边城县科学技术局", "2026年12月1日"}}},
	}}
}
