package sheet

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/sheet/cell"
	"kebang/internal/soak"
)

// fuzzLimits keep a round short and put the limits themselves to the test.
var fuzzLimits = Limits{Bytes: 1 << 20, Unpacked: 4 << 20, Rows: 2000, Columns: 64, Runes: 1000, Cells: 20_000,
	Text: 1 << 20, Sheets: 20, Members: 10}

// sound reads hostile bytes. The result must be a book that keeps the promises of its types, or a clear refusal.
func sound(t *testing.T, data []byte, name string) {
	t.Helper()
	b, err := Open(bytes.NewReader(data), int64(len(data)), name, fuzzLimits)
	if err != nil {
		if k := fault.KindOf(err); k != fault.Malformed && k != fault.TooLarge {
			t.Fatalf("%v", err)
		}
		return
	}
	for _, s := range b.Sheets {
		s.Filled(20)
		if len(s.Rows) > fuzzLimits.Rows+1 {
			t.Fatalf("%d rows", len(s.Rows))
		}
		for _, c := range s.HiddenColumns {
			if c < 0 || c >= fuzzLimits.Columns {
				t.Fatalf("hidden column %d", c)
			}
		}
		for i, r := range s.Rows {
			if len(r.Cells) > fuzzLimits.Columns || r.Number < 0 ||
				i > 0 && b.Format == CSV && r.Number <= s.Rows[i-1].Number {
				t.Fatalf("row %d has %d cells", r.Number, len(r.Cells))
			}
			for _, c := range r.Cells {
				if c != cell.Tidy(c) {
					t.Fatalf("%q is not tidy", c)
				}
			}
			for col, n := range r.Notes {
				if n == (Note{}) || n.Kind == ErrorValue && r.Cell(col) == "" ||
					n.Kind == NoValue && r.Cell(col) != "" {
					t.Fatalf("%+v beside %q", n, r.Cell(col))
				}
			}
		}
		for _, m := range s.Merges {
			if m.Top > m.Bottom || m.Left > m.Right || m.Top < 1 || m.Left < 0 {
				t.Fatalf("merge %+v", m)
			}
		}
	}
}

// stored packs parts without compression, so that a changed byte changes only one part.
func stored(parts ...string) []byte {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for i := 0; i < len(parts); i += 2 {
		if w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i], Method: zip.Store}); err == nil {
			_, _ = w.Write([]byte(parts[i+1]))
		}
	}
	_ = z.Close()
	return buf.Bytes()
}

// part gives the text of a part of one of the kinds.
func part(f *testing.F, data []byte, name string) string {
	f.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		f.Fatal(err)
	}
	r, err := z.Open(name)
	if err != nil {
		f.Fatal(err)
	}
	var buf bytes.Buffer
	if _, err := buf.ReadFrom(r); err != nil {
		f.Fatal(err)
	}
	return buf.String()
}

func seeds(f *testing.F, suffixes ...string) (out [][]byte) {
	f.Helper()
	t := &testing.T{}
	for name, make := range kinds {
		for _, s := range suffixes {
			if strings.HasSuffix(name, s) {
				out = append(out, make(t))
			}
		}
	}
	return out
}

func FuzzXLSX(f *testing.F) {
	t := &testing.T{}
	notes, strict := notesBook(t), strictBook(t)
	f.Add(part(f, notes, "xl/workbook.xml"), part(f, notes, "xl/_rels/workbook.xml.rels"),
		part(f, notes, "xl/worksheets/sheet1.xml"), "<sst><si/></sst>", part(f, notes, "xl/styles.xml"))
	f.Add(tinyBook, tinyRels, part(f, strict, "other/s.xml"), part(f, strict, "book/strings.xml"), "")
	soak.Fuzz(f, func(t *testing.T, book, rels, sheet, strings, styles string) {
		sound(t, stored("xl/workbook.xml", book, "xl/_rels/workbook.xml.rels", rels, "xl/worksheets/sheet1.xml", sheet,
			"xl/strings.xml", strings, "xl/styles.xml", styles), "f.xlsx")
	})
}

func FuzzDOCX(f *testing.F) {
	for _, data := range seeds(f, "form.docx", "list.docx", "layout.docx") {
		f.Add(part(f, data, "word/document.xml"))
	}
	soak.Fuzz(f, func(t *testing.T, document string) { sound(t, stored("word/document.xml", document), "f.docx") })
}

// shaped makes well-formed XML of any bytes: a byte opens an element, ends one, or writes a text.
func shaped(data []byte, elements, texts []string) string {
	var out strings.Builder
	var open []string
	for i, c := range data {
		switch {
		case c < 160 && len(open) < 60:
			e := elements[int(c)%len(elements)]
			out.WriteString("<" + e + ">")
			open = append(open, strings.Fields(e)[0])
		case c < 190:
			out.WriteString(texts[(int(c)+i)%len(texts)])
		case len(open) > 0:
			out.WriteString("</" + open[len(open)-1] + ">")
			open = open[:len(open)-1]
		}
	}
	for len(open) > 0 {
		out.WriteString("</" + open[len(open)-1] + ">")
		open = open[:len(open)-1]
	}
	return out.String()
}

var shapeTexts = []string{"需求", " 1 ", "#REF!", "10", "\u200b", "\uf0fe", "R", "0.5", "1E+20", "是", "_x000D_"}

func FuzzDOCXShape(f *testing.F) {
	elements := []string{"tbl", "tr", "tc", "p", "r", "t", "tbl", "tr", "tc", "p", "r", "t", "trPr", "tcPr",
		`gridSpan val="2"`, `gridSpan val="99999"`, `gridBefore val="3"`, "vMerge", `vMerge val="restart"`,
		"hidden", "del", "ins", "sdt", "sdtPr", "sdtContent", "checkbox", `checked val="1"`, "checkBox",
		"showingPlcHdr", `sym char="F0FE"`, "rPr", `rFonts ascii="Wingdings"`, `vertAlign val="superscript"`, "vanish",
		"br", "tab", "Fallback"}
	f.Add([]byte{0, 1, 2, 3, 4, 5, 170, 220, 220, 220, 220, 2, 220, 220, 220})
	soak.Fuzz(f, func(t *testing.T, data []byte) {
		sound(t, stored("word/document.xml",
			"<document><body>"+shaped(data, elements, shapeTexts)+"</body></document>"), "f.docx")
	})
}

func FuzzXLSXShape(f *testing.F) {
	elements := []string{"row", "c", "v", "row", "c", "v", "f", "is", "t", `c t="s"`, `c t="e"`, `c t="b"`, `c t="d"`,
		`c t="str"`, `c t="inlineStr"`, `c r="C7" s="1"`, `c r="XFD1"`, `row r="5" hidden="1"`, `row r="0"`,
		`row r="1048577"`, "rPh", "r", `vertAlign val="superscript"`, `mergeCell ref="B2:A1"`, `mergeCell ref="A1:C3"`,
		`col min="1" max="99999" hidden="1"`, `c s="2"`, `c s="99"`, "sheetData"}
	f.Add([]byte{0, 1, 2, 170, 220, 220, 220})
	soak.Fuzz(f, func(t *testing.T, data []byte) {
		sheet := "<worksheet>" + shaped(data, elements, shapeTexts) + "</worksheet>"
		sound(t, stored("xl/workbook.xml", tinyBook, "xl/_rels/workbook.xml.rels",
			strings.Replace(tinyRels, "</R",
				`<Relationship Id="r2" Type="x/sharedStrings" Target="s.xml"/><Relationship Id="r3" Type="x/styles" Target="styles.xml"/></R`, 1),
			"xl/worksheets/sheet1.xml", sheet, "xl/s.xml", "<sst><si><t>甲</t></si><si><t> 乙 </t></si></sst>",
			"xl/styles.xml", notesStyles), "f.xlsx")
	})
}

func FuzzHTMLShape(f *testing.F) {
	elements := []string{"table", "tr", "td", "th", "table", "tr", "td", `td colspan="3"`, `td rowspan="4"`,
		`td rowspan="99999" colspan="99999"`, "br", "p", "sup", `tr style="display:none"`, "td hidden", "script",
		"select", `input type="checkbox" checked`,
		"caption", "tbody", "!-- x --", "Workbook", "title"}
	f.Add([]byte{0, 1, 2, 170, 220, 2, 220, 220, 1, 9, 220})
	soak.Fuzz(f, func(t *testing.T, data []byte) {
		sound(t, []byte("<html>"+shaped(data, elements, shapeTexts)), "f.htm")
	})
}

func FuzzXML2003(f *testing.F) {
	elements := []string{"Worksheet", "Table", "Row", "Cell", "Data", `Row`, "Cell", `Data Type="Number"`,
		`Data Type="Error"`, `Data Type="DateTime"`, `Cell Index="3" MergeAcross="2" MergeDown="9"`,
		`Cell Index="99999"`, `Row Index="7" Hidden="1"`,
		`Column Index="2" Span="99999" Hidden="1"`, `Style ID="a"`, `NumberFormat Format="0.0&quot;万元&quot;"`,
		`Cell StyleID="a" Formula="=1"`}
	f.Add([]byte{0, 1, 2, 3, 7, 170, 220, 220, 220})
	soak.Fuzz(f, func(t *testing.T, data []byte) {
		sound(t, []byte("<?xml version='1.0'?><Workbook>"+shaped(data, elements, shapeTexts)+"</Workbook>"), "f.xls")
	})
}

func FuzzXLS(f *testing.F) {
	if xls, err := os.ReadFile("testdata/demands.xls"); err == nil {
		f.Add(xls)
	}
	for _, data := range seeds(f, ".xls", ".et", ".doc") {
		f.Add(data)
	}
	soak.Fuzz(f, func(t *testing.T, data []byte) { sound(t, data, "f.xls") })
}

func FuzzCSV(f *testing.F) {
	for _, data := range seeds(f, ".csv", ".txt", ".jsonl") {
		f.Add(data)
	}
	for _, s := range []string{"{\"a\":1}\n{\"b\":[1,null]}", "a\t\"b\nc", "\xff\xfea\x00", "\xb0\xa1,\xb0\xff"} {
		f.Add([]byte(s))
	}
	soak.Fuzz(f, func(t *testing.T, data []byte) { sound(t, data, "f.csv") })
}

func FuzzHTML(f *testing.F) {
	for _, data := range seeds(f, ".html.xls", ".html", ".mht", ".xml") {
		f.Add(data)
	}
	soak.Fuzz(f, func(t *testing.T, data []byte) { sound(t, data, "f.htm") })
}

func FuzzZIP(f *testing.F) {
	for _, data := range seeds(f, ".zip", ".xlsx", ".docx", ".ods") {
		f.Add(data)
	}
	soak.Fuzz(f, func(t *testing.T, data []byte) { sound(t, data, "f.zip") })
}
