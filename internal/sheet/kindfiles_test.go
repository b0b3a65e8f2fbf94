package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

const officeDocument = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

func partName(t *testing.T) []byte {
	return text2("[Content_Types].xml", "<Types/>", "_rels/.rels",
		`<Relationships><Relationship Id="a" Type="`+officeDocument+
			`officeDocument" Target="xl/工作簿2.xml"/></Relationships>`,
		"xl/工作簿2.xml", tinyBook, "xl/_rels/工作簿2.xml.rels", tinyRels,
		"xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>需求名称</t></is></c></row><row r="2"><c r="A2" t="str"><v>机收蔗除杂</v></c></row></sheetData></worksheet>`)(t)
}

// strictBook has the strict form of the standard, an absolute target, a name in other case, and rich text.
func strictBook(t *testing.T) []byte {
	const main, rel = `xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"`,
		"http://purl.oclc.org/ooxml/officeDocument/relationships"
	return text2("[Content_Types].xml", "<Types/>", "_rels/.rels",
		`<Relationships><Relationship Id="a" Type="`+rel+`/officeDocument" Target="/Book/Main.xml"/></Relationships>`,
		"book/main.xml", `<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:r="`+rel+
			`"><x:workbookPr date1904="true"/><x:sheets><x:sheet name="成果" r:id="r1"/></x:sheets></x:workbook>`,
		"book/_rels/main.xml.rels", `<Relationships><Relationship Id="r1" Type="`+rel+
			`/worksheet" Target="/other/s.xml"/><Relationship Id="r2" Type="`+rel+
			`/sharedStrings" Target="strings.xml"/></Relationships>`,
		"book/strings.xml", `<sst `+main+
			`><si><r><t>每克10</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>6</t></r><r><t>个_x000D_</t></r><rPh><t>meike</t></rPh></si></sst>`,
		"other/s.xml", `<worksheet `+main+
			`><sheetData><row><c t="s"><v>0</v></c><c t="d"><v>2026-03-01T00:00:00</v></c></row></sheetData></worksheet>`)(t)
}

const notesStyles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.00&quot;万元&quot;"/><numFmt numFmtId="165" formatCode="[$$-409]#,##0.00"/><numFmt numFmtId="166" formatCode="yyyy/m/d h:mm"/>` +
	`<numFmt numFmtId="167" formatCode="0!.0,&quot;万元&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="10"/><xf numFmtId="167"/></cellXfs></styleSheet>`

func notesBook(t *testing.T) []byte {
	cell := func(ref, rest string) string { return `<c r="` + ref + `" ` + rest + `</c>` }
	words := func(ref, s string) string { return cell(ref, `t="inlineStr"><is><t>`+s+`</t></is>`) }
	return text2("xl/workbook.xml",
		`<workbook xmlns:r="r"><sheets><sheet name="表" r:id="r1"/><sheet name="备用" r:id="r2" state="hidden"/><sheet name="深藏" r:id="r2" state="veryHidden"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="r3" Type="x/styles" Target="styles.xml"/></Relationships>`,
		"xl/styles.xml", notesStyles, "xl/worksheets/sheet2.xml", `<worksheet><sheetData><row r="3">`+
			words("B3", "藏着的")+`</row></sheetData></worksheet>`,
		"xl/worksheets/sheet1.xml", `<worksheet><cols><col min="2" max="3" hidden="1"/><col min="7" max="16384" hidden="1"/></cols><sheetData>`+
			`<row r="1">`+words("A1", "名称")+words("B1", "预算")+words("C1", "编号")+words("D1", "时限")+words("E1", "比例")+
			`</row>`+
			`<row r="2">`+words("A2", "甲")+cell("B2", `><f>100+20</f><v></v>`)+
			cell("C2", `t="n"><v>2026530924000101</v>`)+cell("D2", `s="3"><v>46387.5</v>`)+
			cell("E2", `s="4"><v>0.125</v>`)+`</row>`+
			`<row r="3" hidden="1">`+cell("A3", `t="e"><f>X</f><v>#REF!</v>`)+cell("B3", `s="1"><v>120</v>`)+
			cell("C3", `><v>2.0265309240001E+15</v>`)+cell("D3", `s="3"><v>46387</v>`)+`</row>`+
			`<row r="4">`+words("A4", "乙")+cell("B4", `s="2"><v>10</v>`)+cell("C4", `t="str"><f>""</f><v></v>`)+
			cell("E4", `t="b"><v>0</v>`)+`</row>`+
			`<row r="5">`+words("A5", "丙")+cell("B5", `s="5"><v>1234567</v>`)+cell("C5", `t="e"><v>#N/A</v>`)+
			cell("D5", `><f>NOW()</f>`)+`</row>`+
			`<row r="7" spans="1:2"/></sheetData><mergeCells><mergeCell ref="A1:A1"/><mergeCell ref="$D$4:E5"/></mergeCells></worksheet>`)(t)
}

// Record numbers of the .xls files made here ([MS-XLS] 2.3).
const (
	recFormula    = 0x0006
	recEOF        = 0x000A
	recBoundSheet = 0x0085
	recColInfo    = 0x007D
	recXF         = 0x00E0
	recMergeCells = 0x00E5
	recRow        = 0x0208
	recNumber     = 0x0203
	recLabel      = 0x0204
	recBoolErr    = 0x0205
	recString     = 0x0207
	recFormat     = 0x041E
	recBOF        = 0x0809
)

// biff writes records of an .xls.
type biff struct{ bytes.Buffer }

func (b *biff) rec(kind uint16, parts ...any) {
	var body bytes.Buffer
	for _, p := range parts {
		if s, ok := p.(string); ok {
			units := utf16.Encode([]rune(s))
			_ = binary.Write(&body, binary.LittleEndian, uint8(1))
			p = units
		}
		_ = binary.Write(&body, binary.LittleEndian, p)
	}
	_ = binary.Write(b, binary.LittleEndian, []uint16{kind, uint16(body.Len())})
	b.Write(body.Bytes())
}

// biffBook is the stream of an .xls without a container, with the same content as notesBook.
func biffBook(*testing.T) []byte {
	bof := func(b *biff) { b.rec(recBOF, uint16(0x600), uint16(5), make([]byte, 12)) }
	sheet := func() *biff {
		var s biff
		bof(&s)
		s.rec(recColInfo, uint16(1), uint16(1), uint16(2000), uint16(0), uint16(1), uint16(0))
		s.rec(recRow, uint16(2), uint16(0), uint16(4), uint16(255), uint32(0), uint32(0x20))
		label := func(row, col uint16, text string) {
			s.rec(recLabel, row, col, uint16(0), uint16(len([]rune(text))), text)
		}
		label(0, 0, "名称")
		label(0, 1, "预算")
		label(1, 0, "甲")
		s.rec(recNumber, uint16(1), uint16(1), uint16(1), 120.0)
		s.rec(recNumber, uint16(1), uint16(2), uint16(0), 2026530924000101.0)
		s.rec(recBoolErr, uint16(2), uint16(0), uint16(0), uint8(0x17), uint8(1))
		s.rec(recFormula, uint16(2), uint16(1), uint16(0), uint8(2), uint8(0), uint8(0x2A), make([]byte, 3),
			uint16(0xffff), make([]byte, 8))
		s.rec(recFormula, uint16(3), uint16(0), uint16(0), make([]byte, 6), uint16(0xffff), make([]byte, 8))
		s.rec(recString, uint16(1), "乙")
		s.rec(recFormula, uint16(3), uint16(3), uint16(2), math.Float64bits(46387.5), make([]byte, 8))
		s.rec(recMergeCells, uint16(1), uint16(2), uint16(3), uint16(2), uint16(2))
		s.rec(recEOF)
		return &s
	}
	globals := func(at [2]uint32) *biff {
		var g biff
		bof(&g)
		g.rec(recFormat, uint16(164), uint16(7), `0.0"万元"`)
		g.rec(recFormat, uint16(165), uint16(8), `yyyy/m/d`)
		for _, id := range []uint16{0, 164, 165} {
			g.rec(recXF, uint16(0), id, make([]byte, 16))
		}
		g.rec(recBoundSheet, at[0], uint16(0), uint8(1), "表")
		g.rec(recBoundSheet, at[1], uint16(1), uint8(1), "藏")
		g.rec(recEOF)
		return &g
	}
	first := sheet()
	size := uint32(globals([2]uint32{}).Len())
	out := globals([2]uint32{size, size + uint32(first.Len())})
	both := append(bytes.Clone(first.Bytes()), sheet().Bytes()...)
	return append(out.Bytes(), both...)
}

// compoundFile is a container of one stream: a header, the table of sectors, the directory, the stream.
func compoundFile(name string, stream []byte) []byte {
	size := len(stream)
	if size > 0 {
		// a smaller stream would lie among the small ones
		stream = append(stream, make([]byte, max(4096, (size+511)/512*512)-size)...)
		size = len(stream)
	}
	head := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 504)...)
	put := binary.LittleEndian.PutUint32
	binary.LittleEndian.PutUint16(head[30:], 9)
	put(head[48:], 1)          // the directory
	put(head[60:], 0xFFFFFFFE) // no small streams
	put(head[68:], 0xFFFFFFFE)
	for i := range 109 {
		put(head[76+4*i:], 0xFFFFFFFF)
	}
	put(head[76:], 0)
	fat := bytes.Repeat([]byte{0xff}, 512)
	put(fat[4:], 0xFFFFFFFE)
	for i := range size / 512 {
		put(fat[8+4*i:], uint32(3+i))
	}
	put(fat[8+4*max(0, size/512-1):], 0xFFFFFFFE)
	dir := make([]byte, 512)
	for i, c := range utf16.Encode([]rune(name)) {
		binary.LittleEndian.PutUint16(dir[128+2*i:], c)
	}
	binary.LittleEndian.PutUint16(dir[128+64:], uint16(2*len(name)+2))
	dir[66], dir[128+66] = 5, 2
	put(dir[128+116:], 2)
	put(dir[128+120:], uint32(size))
	return slices.Concat(head, fat, dir, stream)
}

func docx(t *testing.T, body string) []byte {
	return text2("[Content_Types].xml", "<Types/>", "_rels/.rels",
		`<Relationships><Relationship Id="a" Type="`+officeDocument+
			`officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml", `<w:document xmlns:w="w" xmlns:w14="w14" xmlns:mc="mc"><w:body>`+body+
			`</w:body></w:document>`)(t)
}

func docm(t *testing.T) []byte {
	return text2("[Content_Types].xml", "<Types/>", "word/document.xml", "<document/>", "word/vbaProject.bin", "x")(t)
}

func para(runs ...string) string { return "<w:p>" + strings.Join(runs, "") + "</w:p>" }
func run(s string) string        { return "<w:r><w:t>" + s + "</w:t></w:r>" }
func tc(props, content string) string {
	return "<w:tc><w:tcPr>" + props + "</w:tcPr>" + content + "</w:tc>"
}
func tr(cells ...string) string { return "<w:tr>" + strings.Join(cells, "") + "</w:tr>" }
func tbl(rows ...string) string { return "<w:tbl><w:tblPr/>" + strings.Join(rows, "") + "</w:tbl>" }
func plain1(texts ...string) string {
	var cells []string
	for _, s := range texts {
		cells = append(cells, tc("", para(run(s))))
	}
	return tr(cells...)
}

// formDocx is a form for one demand with all special elements of such forms.
func formDocx(t *testing.T) []byte {
	box := func(on string) string {
		return `<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="` + on +
			`"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>`
	}
	old := func(on string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>` + on +
			`</w:checkBox></w:ffData></w:fldChar></w:r>`
	}
	return docx(t, para(run("企业技术需求"), run("征集表"))+tbl(
		plain1("单位名称", "青禾糖业有限公司"),
		tr(tc(`<w:gridSpan w:val="1"/>`, para(run("需求内容"))),
			tc("", para(run("夹杂物多，"), `<w:del><w:r><w:delText>删去的</w:delText><w:t>删去的</w:t></w:r></w:del>`,
				`<w:ins>`+run("色值升高")+`</w:ins>`, `<w:r><w:br/></w:r>`, run("每克10"),
				`<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t></w:r>`)+
				para(run("第二段"), `<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>`))),
		tr(tc("", para(run("合作方式"))), tc("",
			para(box("1"), run("技术转让"), box("0"), run("技术开发"), `<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>`,
				run("技术许可"), `<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R</w:t></w:r>`, run("入股"),
				old(""), run("咨询"), old(`<w:checked/>`), run("服务")))),
		tr(tc(`<w:vMerge w:val="restart"/>`, para(run("联系人"))), tc("", para(run("王工")))),
		tr(tc(`<w:vMerge/>`, para()), tc("", para(run("0883-0000000")))),
		`<w:tr><w:trPr><w:del w:author="a"/></w:trPr>`+tc("", para(run("删去的行")))+`</w:tr>`,
		tr(tc("", para(run("备注"))), tc("",
			`<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>`+para(run("单击此处输入文字。"))+
				`</w:sdtContent></w:sdt>`)),
		tr(tc(`<w:gridSpan w:val="2"/>`, para(run("指标"))+tbl(plain1("色值", "≤150IU"))+para())),
	)+para(run("填表说明在表下")))
}

// listDocx has two tables of several rows, with lines above them.
func listDocx(t *testing.T) []byte {
	return docx(t, para(run("2026年技术需求汇总表"))+para(run("单位：万元"))+
		`<w:sdt><w:sdtContent>`+tbl(
		tr(tc(`<w:vMerge w:val="restart"/>`, para(run("名称"))), tc(`<w:gridSpan w:val="2"/>`, para(run("资金")))),
		tr(tc(`<w:vMerge/>`, para()), tc("", para(run("总额"))), tc("", para(run("自筹")))),
		plain1("机收蔗除杂", "120", "60"),
		`<w:tr><w:trPr><w:hidden/></w:trPr>`+strings.TrimPrefix(plain1("藏着的行", "1", "1"), "<w:tr>"),
		`<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>`+strings.TrimPrefix(plain1("80", "20"), "<w:tr>"),
	)+`</w:sdtContent></w:sdt>`+para(run("表二"))+tbl(plain1("名称"), plain1("核桃脱青皮"))+
		`<mc:AlternateContent><mc:Choice>`+para(run("尾注"))+`</mc:Choice><mc:Fallback>`+para(run("尾注"))+
		`</mc:Fallback></mc:AlternateContent>`)
}

// layoutDocx has its tables inside the single cell of another table.
func layoutDocx(t *testing.T) []byte {
	return docx(t, para(run("附件2"))+tbl(tr(tc("",
		para(run("单位：元"))+tbl(plain1("名称", "预算"), plain1("甲", "1200000"))+para()+
			tbl(plain1("名称", "预算"), plain1("乙", "5"))+para()))))
}

func severalZip(t *testing.T) []byte {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, m := range []struct {
		name string
		raw  bool
		data []byte
	}{
		{"县直/糖业.csv", false, []byte("名称,单位\n甲,青禾糖业\n")},
		{string(gb(t, "茶叶征集表.docx")), true, docx(t, tbl(plain1("名称", "单位"), plain1("乙", "青禾茶业")))},
		{"__MACOSX/._糖业.csv", false, []byte("x")}, {".DS_Store", false, []byte("x")}, {"~$征集表.xlsx", false,
			[]byte("x")}, {"县直/", false, nil},
		{"扫描件.png", false, []byte("\x89PNG\r\n\x1a\n\x00")},
		{"旧表.zip", false, text2("a.csv", "a,b")(t)},
		{"空.csv", false, nil},
		{"坚果.xlsx", false, partName(t)},
	} {
		w, err := z.CreateHeader(&zip.FileHeader{Name: m.name, NonUTF8: m.raw, Method: zip.Deflate})
		must(t, err)
		_, err = w.Write(m.data)
		must(t, err)
	}
	must(t, z.Close())
	return buf.Bytes()
}

const pageHTML = `<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><style>td{mso-x:1}</style><title>不读</title></head><body>
<p>2026年技术需求</p><p>单位：万元</p>
<table border=1><thead><tr><th rowspan=2>企业&nbsp;名称</th><th colspan="2">需求</th></tr><tr><th>名称</th><th>内容<br>说明</th></tr></thead>
<tr><td rowspan="2">青禾甲糖业<td>需求甲<td>内容&lt;甲&gt;
  第二行<p>另段</p></tr>
<tr style="display: none"><td>藏行</td><td>10<sup>6</sup>个</td></tr>
<tr><td>青禾乙茶业</td><td hidden>不显示</td><td>需求乙</td><td><input type=checkbox checked>转让<input type="checkbox">开发 <select><option>甲</select></td></tr>
</table><script>document.write("<table>")</script></body></html>`

const pageMHTML = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b1\"\r\n\r\n--b1\r\n" +
	"Content-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
	"<table><tr><td>=E5=90=8D=E7=A7=B0</td></tr><tr><td>=E7=94=B2</td></tr></table>\r\n--b1\r\nContent-Type: " +
	"image/png\r\n\r\nxx\r\n--b1\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
	"PHRhYmxlPjx0cj48dGQ+YjwvdGQ+PC90cj48L3RhYmxlPg==\r\n--b1--\r\n"

const bookXML = `<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><NumberFormat ss:Format="0.00&quot;万元&quot;"/></Style><Style ss:ID="s2"><NumberFormat ss:Format="Short Date"/></Style></Styles>
<Worksheet ss:Name="需求"><Table><Column/><Column ss:Index="3" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">征集表</Data></Cell><Cell><Data ss:Type="String">C1</Data></Cell></Row>
<Row ss:Index="3" ss:Hidden="1"><Cell><Data ss:Type="String">机收蔗&#10;除杂</Data></Cell><Cell ss:Index="3" ss:StyleID="s1"><Data ss:Type="Number">120</Data></Cell><Cell><Data ss:Type="DateTime">2026-03-01T00:00:00.000</Data></Cell></Row>
<Row><Cell ss:StyleID="s2"><Data ss:Type="Number">46082</Data></Cell><Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell><Cell ss:Formula="=A1"/><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
</Table></Worksheet></Workbook>`

func utf16Text(*testing.T) []byte {
	out := []byte{0xfe, 0xff}
	for _, u := range utf16.Encode([]rune("名称\t单位\r\n𠮷田甘蔗\t镇康\r\n")) {
		out = append(out, byte(u>>8), byte(u))
	}
	return out
}
