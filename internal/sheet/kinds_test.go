package sheet

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/vocab"
)

var update = flag.Bool("update", false, "write testdata/books anew")

// kinds are our own files, one for each kind of file, with the expected text in testdata/books. The test makes them, so
// that a reviewer can read a change.
var kinds = map[string]func(t *testing.T) []byte{
	"part-name.xlsx": partName,
	"strict.xlsx":    strictBook,
	"notes.xlsx":     notesBook,
	"notes.xls":      biffBook,
	"form.docx":      formDocx,
	"list.docx":      listDocx,
	"layout.docx":    layoutDocx,
	"several.zip":    severalZip,
	"page.html.xls":  func(t *testing.T) []byte { return gb(t, pageHTML) },
	"loose.html.xls": text("\ufeff<TABLE><TR><TH>名称<TH>预算<TR><TD>甲<TD>12<TR><TD>乙<TD>CO<sub>2</sub> " +
		"10<sup>6</sup></TABLE>"),
	"single-file.mht":    text(pageMHTML),
	"spreadsheet.xml":    text(bookXML),
	"mac.csv":            text("名称,单位\r甲,镇康糖厂\r\r乙,武乡\r"),
	"mixed.csv":          text("名称,单位\r\n甲,\"两\r行\"\r乙,武乡\n丙,\"引\"\"号\"\"\""),
	"codes.csv":          text("编号,名称,电话\n=\"001234\",甲,\"=\"\"13800000000\"\"\"\n=\"00,5\",乙,1.3E+10\n"),
	"semicolons.csv":     text("名称;说明\n甲;一,二,三\n乙;四,五"),
	"bars.txt":           text("名称｜单位｜预算\n甲｜镇康糖厂｜12\n"),
	"separator.csv":      text("\"sep=|\"\r\n名称|单位\r\n甲|乙,丙\r\n"),
	"typed-quote.csv":    text("名称,单位\n\"金花\"茶提取,镇康\n直径5\"管,武乡\n"),
	"errors.csv":         text("名称,预算\n#REF!,#N/A\n甲,#号\n"),
	"utf16.txt":          utf16Text,
	"objects.jsonl":      text("{\"title\":\"甲\",\"tags\":[\"a\",\"b\"]}\r\n{\"title\":\"乙\",\"open\":false}"),
	"refused.doc":        func(*testing.T) []byte { return compoundFile("WordDocument", nil) },
	"refused-locked.xls": func(*testing.T) []byte { return compoundFile("EncryptedPackage", nil) },
	"refused.msg":        func(*testing.T) []byte { return compoundFile("__properties_version1.0", nil) },
	"table.et":           func(t *testing.T) []byte { return compoundFile("Workbook", biffBook(t)) },
	"refused-type.docm": text2("[Content_Types].xml",
		`<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>`, "word/document.xml", "<document/>"),
	"stale.xlsx": text2("xl/workbook.xml",
		strings.Replace(tinyBook, "</workbook>", `<calcPr fullCalcOnLoad="1"/></workbook>`,
			1), "xl/_rels/workbook.xml.rels", tinyRels, "xl/worksheets/sheet1.xml",
		`<worksheet><row r="1"><c t="str"><v>甲</v></c><c><f>A2*2</f><v>0</v></c><c t="str"><f>A1</f></c><c t="str"><f>""</f><v></v></c><c><v>0</v></c><c><f>2</f><v>2</v></c></row></worksheet>`),
	"refused-docm.docm": docm,
	"refused.ods": text2("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<a/>",
		"META-INF/manifest.xml", "<a/>"),
	"refused.xlsb": text2("[Content_Types].xml", "<Types/>", "xl/workbook.bin", "x"),
	"refused.zip":  text2("扫描件.pdf", "%PDF-1.7", "内层.zip", string(emptyZip)),
	"refused-text.docx": text2("[Content_Types].xml", "<Types/>", "word/document.xml",
		"<document><body><p><r><t>没有表格</t></r></p></body></document>"),
	"refused-page.html": text("<html><frameset><frame src='sheet001.htm'></frameset></html>"),
	"refused-word.xml":  text("<?xml version='1.0'?><w:wordDocument xmlns:w='w'/>"),
	"refused-quote.csv": text("名称,单位\n\"甲,乙\n丙,丁\n"),
	"refused-sjis.html": text("<html><meta charset=shift_jis><table><tr><td>\x83\x65</td></tr></table></html>"),
	"big5.html":         text("<html><meta charset=big5><table><tr><td>\xa4\xa4</td></tr></table></html>"),
	"refused.pdf":       text("%PDF-1.7\n1 0 obj"),
	"refused.rar":       text("Rar!\x1a\x07\x01\x00"),
	"refused.rtf":       text("{\\rtf1\\ansi}"),
	"refused.numbers":   text2("Index/Document.iwa", "x"),
	"refused-95.xls":    text("\x09\x08\x10\x00\x00\x05\x05\x00\xf2\x15\xcc\x07\x00\x00\x00\x00\x06\x00\x00\x00"),
}

var emptyZip = []byte("PK\x05\x06" + strings.Repeat("\x00", 18))

func text(s string) func(*testing.T) []byte { return func(*testing.T) []byte { return []byte(s) } }

// text2 packs names and texts in turn.
func text2(parts ...string) func(*testing.T) []byte {
	return func(t *testing.T) []byte {
		t.Helper()
		var buf bytes.Buffer
		z := zip.NewWriter(&buf)
		for i := 0; i < len(parts); i += 2 {
			w, err := z.Create(parts[i])
			must(t, err)
			_, err = w.Write([]byte(parts[i+1]))
			must(t, err)
		}
		must(t, z.Close())
		return buf.Bytes()
	}
}

func TestKinds(t *testing.T) {
	for name, make := range kinds {
		t.Run(name, func(t *testing.T) {
			data := make(t)
			book, err := Open(bytes.NewReader(data), int64(len(data)), name, Limits{})
			got := bookText(book)
			if err != nil {
				got = err.Error() + "\n"
			}
			file := filepath.Join("testdata", "books", name+".golden")
			if *update {
				must(t, os.WriteFile(file, []byte(got), 0o644))
			}
			want, err := os.ReadFile(file)
			must(t, err)
			if d := cmp.Diff(string(want), got); d != "" {
				t.Error(d)
			}
		})
	}
}

// bookText writes a book so that a person can compare it with the file.
func bookText(b Book) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s %s\n", b.Name, b.Format)
	for _, s := range b.Sheets {
		fmt.Fprintf(&out, "\n[%s]", s.Name)
		if s.File != "" {
			fmt.Fprintf(&out, " in %s", s.File)
		}
		if s.Hidden {
			out.WriteString(" hidden")
		}
		for _, c := range s.HiddenColumns {
			fmt.Fprintf(&out, " hides %s", ColumnName(c))
		}
		for _, m := range s.Merges {
			fmt.Fprintf(&out, " %s%d:%s%d", ColumnName(m.Left), m.Top, ColumnName(m.Right), m.Bottom)
		}
		out.WriteByte('\n')
		for _, r := range s.Rows {
			fmt.Fprintf(&out, "%d", r.Number)
			if r.Hidden {
				out.WriteString(" hidden")
			}
			for _, c := range r.Cells {
				fmt.Fprintf(&out, " | %s", strings.ReplaceAll(c, "\n", "⏎"))
			}
			cols := make([]int, 0, len(r.Notes))
			for c := range r.Notes {
				cols = append(cols, c)
			}
			slices.Sort(cols)
			for _, c := range cols {
				n := r.Notes[c]
				fmt.Fprintf(&out, "   %s:%s%s", ColumnName(c),
					[...]string{"", " error", " no value", " long number"}[n.Kind], strings.TrimSuffix(" "+n.Unit, " "))
			}
			out.WriteByte('\n')
		}
	}
	for _, l := range b.Left {
		fmt.Fprintf(&out, "\nleft %s: %s\n", l.Name, l.Msg.In(vocab.Zh))
	}
	return out.String()
}
