package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"kebang/internal/fault"
)

func open(t *testing.T, data []byte, name string) Book {
	t.Helper()
	b, err := Open(bytes.NewReader(data), int64(len(data)), name, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func texts(s Sheet) (out [][]string) {
	for _, r := range s.Rows {
		out = append(out, r.Cells)
	}
	return out
}

func TestXLS(t *testing.T) {
	data, err := os.ReadFile("testdata/demands.xls")
	if err != nil {
		t.Fatal(err)
	}
	b := open(t, data, "demands.dat") // the content decides, not the name
	if b.Format != XLS || len(b.Sheets) != 3 || b.Sheets[0].Name != "征集表" || !b.Sheets[2].Hidden {
		t.Fatalf("format %s, sheets %d", b.Format, len(b.Sheets))
	}
	want := [][]string{
		{"2026年技术需求征集表"},
		{"需求名称", "需求内容", "资金", "", "解决时限", "编号", "公开"},
		{"", "", "投入（万元）", "自筹比例"},
		{"甘蔗渣制浆黑液减排", strings.Repeat("需要把黑液排放降低三成，", 20), "12.5", "12.5%", "2026-03-01", "001234", "是"},
		{"核桃青皮脱除机", "short ascii", "100", "0.3", "2027-12-31", "530924", "否"},
	}
	if d := cmp.Diff(want, texts(b.Sheets[0])); d != "" {
		t.Error(d)
	}
	if n := b.Sheets[0].Rows[4].Number; n != 6 {
		t.Errorf("the row after an empty one is %d, want 6", n)
	}
	head := b.Sheets[0].Filled(3)
	if d := cmp.Diff([]string{"需求名称", "需求内容", "投入（万元）", "自筹比例", "解决时限", "编号", "公开"}, head[2].Cells); d != "" {
		t.Error(d)
	}
	long := b.Sheets[1]
	if len(long.Rows) != 300 {
		t.Fatalf("%d long rows", len(long.Rows))
	}
	for i, r := range long.Rows {
		want := strings.TrimSpace(fmt.Sprintf("第%d条 ", i) + strings.Repeat("橡胶胶乳浓缩与氨气回收", i%17) +
			strings.Repeat("x", i%23))
		if r.Cell(0) != want {
			t.Fatalf("row %d: %q, want %q", i, r.Cell(0), want)
		}
	}
}

func TestXLSX(t *testing.T) {
	f := excelize.NewFile()
	style := func(code string) int {
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	for cell, v := range map[string]any{"A1": "成果征集表", "A2": "名称", "B2": "日期", "C2": "比例", "D2": "编码", "E2": "大数",
		"F2": "公开",
		"A4": " \u3000全角空格\u3000", "B4": 46082, "C4": 0.995, "D4": 42, "E4": 530900123456789.0, "F4": true,
		"A5": "=SUM(1)", "B5": 46082.5, "C5": 1e-7, "D5": -0.5, "E5": 0.1 + 0.2, "F5": false} {
		if err := f.SetCellValue("Sheet1", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	must(t, f.MergeCell("Sheet1", "A1", "F1"))
	must(t, f.SetCellStyle("Sheet1", "B4", "B5", style(`yyyy"年"m"月"d"日"`)))
	must(t, f.SetCellStyle("Sheet1", "C4", "C4", style("0.0%")))
	must(t, f.SetCellStyle("Sheet1", "D4", "D4", style("000000")))
	must(t, f.SetCellRichText("Sheet1", "A6",
		[]excelize.RichTextRun{{Text: "富"}, {Text: "文本", Font: &excelize.Font{Bold: true}}}))
	_, err := f.NewSheet("藏")
	must(t, err)
	must(t, f.SetCellValue("藏", "A1", "藏着的"))
	must(t, f.SetSheetVisible("藏", false))
	var buf bytes.Buffer
	must(t, f.Write(&buf))
	b := open(t, buf.Bytes(), "a.csv")
	want := [][]string{
		{"成果征集表"}, {"名称", "日期", "比例", "编码", "大数", "公开"},
		{"全角空格", "2026-03-01", "99.5%", "000042", "530900123456789", "是"},
		{"=SUM(1)", "2026-03-01 12:00:00", "0.0000001", "-0.5", "0.3", "否"},
		{"富文本"},
	}
	if b.Format != XLSX || len(b.Sheets) != 2 || b.Sheets[0].Hidden || !b.Sheets[1].Hidden {
		t.Fatalf("format %s, %d sheets", b.Format, len(b.Sheets))
	}
	if d := cmp.Diff(want, texts(b.Sheets[0])); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]Range{{1, 0, 1, 5}}, b.Sheets[0].Merges); d != "" {
		t.Error(d)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func gb(t *testing.T, s string) []byte {
	t.Helper()
	out, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	must(t, err)
	return out
}

func TestCSV(t *testing.T) {
	const table = "名称,单位,预算\n\"带,逗号\n和换行\",镇康糖厂,1200\n\n㐀𠀀扩展字,武乡,\n"
	want := [][]string{{"名称", "单位", "预算"}, {"带,逗号\n和换行", "镇康糖厂", "1200"}, {"㐀𠀀扩展字", "武乡"}}
	utf16 := []byte{0xff, 0xfe}
	for _, r := range "名称\t单位\n甲\t乙" {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	for name, c := range map[string]struct {
		data []byte
		want [][]string
	}{
		"utf-8":         {[]byte(table), want},
		"utf-8 bom":     {append([]byte("\xef\xbb\xbf"), table...), want},
		"crlf":          {[]byte(strings.ReplaceAll(table, "\n", "\r\n")), want},
		"gb18030":       {gb(t, table), want},
		"utf-16 tabs":   {utf16, [][]string{{"名称", "单位"}, {"甲", "乙"}}},
		"semicolons":    {[]byte("sep=;\n名称;单位\n甲;乙"), [][]string{{"名称", "单位"}, {"甲", "乙"}}},
		"bare quotes":   {[]byte("名称,单位\n直径5\"管,乙"), [][]string{{"名称", "单位"}, {"直径5\"管", "乙"}}},
		"one column":    {[]byte("名称\n甲"), [][]string{{"名称"}, {"甲"}}},
		"control marks": {[]byte("名称\n\u200b甲\x07乙"), [][]string{{"名称"}, {"甲乙"}}},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t, c.data, "表.xlsx")
			if d := cmp.Diff(c.want, texts(b.Sheets[0])); b.Format != CSV || d != "" {
				t.Errorf("%s %s", b.Format, d)
			}
		})
	}
	rows := open(t, []byte(table), "t.csv").Sheets[0].Rows
	if rows[1].Number != 2 || rows[2].Number != 4 {
		t.Errorf("rows are numbered %d and %d, Excel shows 2 and 4", rows[1].Number, rows[2].Number)
	}
}

func TestJSONL(t *testing.T) {
	b := open(t,
		[]byte("{\"id\":\"D1\",\"title\":\"甲\",\"budget_wan\":3587.77,\"org\":null}\n\n{\"title\":\"乙\","+
			"\"tags\":[\"a\",\"b\"],\"open\":true}\n"), "d.txt")
	want := Sheet{Name: "d", Rows: []Row{{Cells: []string{"id", "title", "budget_wan", "org", "tags", "open"}},
		{Number: 1, Cells: []string{"D1", "甲", "3587.77"}},
		{Number: 3, Cells: []string{"", "乙", "", "", "a\nb", "是"}}}}
	if d := cmp.Diff(want, b.Sheets[0]); b.Format != JSONL || d != "" {
		t.Error(d)
	}
}

func zipOf(t *testing.T, parts map[string]string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for name, text := range parts {
		w, err := z.Create(name)
		must(t, err)
		_, err = w.Write([]byte(text))
		must(t, err)
	}
	must(t, z.Close())
	return buf.Bytes()
}

const tinyBook = `<workbook xmlns:r="r"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>`
const tinyRels = `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`

func tinyXLSX(t *testing.T, data string) []byte {
	return zipOf(t, map[string]string{"xl/workbook.xml": tinyBook, "xl/_rels/workbook.xml.rels": tinyRels,
		"xl/worksheets/sheet1.xml": data})
}

// lyingZip makes the directory claim a small unpacked size for the sheet.
func lyingZip(data []byte, size uint32) []byte {
	out := bytes.Clone(data)
	le := []byte{byte(size), byte(size >> 8), byte(size >> 16), byte(size >> 24)}
	return bytes.ReplaceAll(out, le, []byte{1, 0, 0, 0})
}

func TestRefused(t *testing.T) {
	big := strings.Repeat(" ", 20<<20)
	bombed := tinyXLSX(t, "<worksheet>"+big+"</worksheet>")
	whole, err := os.ReadFile("testdata/demands.xls")
	must(t, err)
	for name, c := range map[string]struct {
		data []byte
		kind fault.Kind
		say  string
	}{
		"empty":          {nil, fault.Malformed, "空的"},
		"pdf":            {[]byte("%PDF-1.7 ..."), fault.Malformed, "PDF"},
		"exe":            {[]byte("MZ\x90\x00\x03\x00\x00"), fault.Malformed, "不是表格"},
		"png":            {[]byte("\x89PNG\r\n\x1a\n"), fault.Malformed, "图片"},
		"noise":          {[]byte("\x01\x02\x00\x03"), fault.Malformed, "不是表格"},
		"spaces":         {[]byte(" \n \n"), fault.Malformed, "没有内容"},
		"cut xlsx":       {tinyXLSX(t, "<worksheet/>")[:300], fault.Malformed, "损坏"},
		"broken xml":     {tinyXLSX(t, "<worksheet><row></worksheet>"), fault.Malformed, "损坏"},
		"deep xml":       {tinyXLSX(t, strings.Repeat("<a>", 1000)), fault.Malformed, "异常"},
		"zip bomb":       {bombed, fault.TooLarge, "解压"},
		"lying zip bomb": {lyingZip(bombed, uint32(len(big)+len("<worksheet></worksheet>"))), fault.Malformed, ""},
		"too many columns": {tinyXLSX(t, `<worksheet><row r="1"><c r="XFD1" t="str"><v>x</v></c></row></worksheet>`),
			fault.TooLarge, "列"},
		"long cell": {tinyXLSX(t,
			`<worksheet><row r="7"><c r="B7" t="str"><v>`+strings.Repeat("长", 40000)+`</v></c></row></worksheet>`),
			fault.TooLarge, "第 7 行 B 列"},
		"too many rows":     {[]byte(strings.Repeat("a\n", 50_001)), fault.TooLarge, "50000 行"},
		"broken gb18030":    {append(gb(t, "名称,单位\n甲,乙\n"), 0xb0, 0xff, '\n'), fault.Malformed, "第 3 行"},
		"broken utf-8 bom":  {[]byte("\xef\xbb\xbf名称\n甲\xff"), fault.Malformed, "第 2 行"},
		"broken utf-8":      {[]byte(strings.Repeat("名称很长的一行\n", 30) + "甲\xe5\n"), fault.Malformed, "第 31 行"},
		"broken json":       {[]byte("{\"a\":1}\n{\"a\":}\n"), fault.Malformed, "第 2 行"},
		"two objects":       {[]byte("{\"a\":1} {\"a\":2}\n"), fault.Malformed, "第 1 行"},
		"json array":        {[]byte(`[{"a":1}]`), fault.Malformed, "每行一个对象"},
		"cut xls":           {whole[:len(whole)/2], fault.Malformed, ""},
		"binary in the csv": {append([]byte(strings.Repeat("a,b\n", 2000)), 0), fault.Malformed, "第 2001 行"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Open(bytes.NewReader(c.data), int64(len(c.data)), "f.xlsx", Limits{Unpacked: 8 << 20})
			if fault.KindOf(err) != c.kind || err == nil {
				t.Fatalf("got %v, want %v", err, c.kind)
			}
			var f *fault.Error
			if !errors.As(err, &f) || !strings.Contains(f.Msg, c.say) {
				t.Errorf("%q does not say %q", f.Msg, c.say)
			}
		})
	}
}

// endless only claims its size: a 100 MB sheet is refused before a byte of it is read.
type endless struct{ t *testing.T }

func (e endless) ReadAt([]byte, int64) (int, error) {
	e.t.Error("read before the size was checked")
	return 0, nil
}

func TestHundredMegabytes(t *testing.T) {
	_, err := Open(endless{t}, 100<<20, "big.xlsx", Limits{})
	if !fault.Is(err, fault.TooLarge) || !strings.Contains(err.Error(), "100 MB") {
		t.Errorf("got %v", err)
	}
}
