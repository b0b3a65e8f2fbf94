package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kebang/internal/fault"
)

// mostMemory is the most memory for reading one file, in bytes of a whole process.
const mostMemory = 400 << 20

// hostile are files that cost a careless reader many times their size, and large honest ones. Each is read in a process
// of its own. The kernel gives the largest resident memory of the process.
var hostile = map[string]struct {
	limits Limits
	write  func(w io.Writer) error
	say    string // part of the sentence; empty for a readable file
}{
	"a million rows, read": {Limits{Rows: 1 << 20, Cells: 4 << 20}, sheetOf(func(w io.Writer) {
		for i := range 1_000_000 {
			fmt.Fprintf(w, `<row r="%d"><c t="inlineStr"><is><t>第%d项需求</t></is></c><c><v>%d.5</v></c></row>`, i+1, i, i)
		}
	}), ""},
	"a million rows, refused": {Limits{}, sheetOf(func(w io.Writer) {
		for i := range 1_000_000 {
			fmt.Fprintf(w, `<row r="%d"><c t="inlineStr"><is><t>第%d项需求</t></is></c></row>`, i+1, i)
		}
	}), "50000 行"},
	"a million rows of csv": {Limits{Rows: 1 << 20, Cells: 4 << 20}, func(w io.Writer) error {
		for i := range 1_000_000 {
			fmt.Fprintf(w, "第%d项需求,%d.5\n", i, i)
		}
		return nil
	}, ""},
	"empty shared strings": {Limits{}, bookOf("xl/sharedStrings.xml", "<sst>", "<si/>", 24_000_000, "</sst>"), "过多"},
	"attributes":           {Limits{}, sheetOf(repeat("<row", " a=''", 9_000_000, "/>")), "过长"},
	"a long cell": {Limits{}, sheetOf(repeat(`<row><c t="str"><v>`, "长长长长", 10_000_000, `</v></c></row>`)),
		"过长"},
	"a cell of many runs": {Limits{}, sheetOf(repeat(`<row><c t="inlineStr"><is>`, "<r><t>长长长长</t></r>", 4_000_000,
		`</is></c></row>`)), "32767 字"},
	"a long comment": {Limits{}, sheetOf(repeat("<!--", "a <b> ", 20_000_000, "-->")), "过长"},
	"empty rows":     {Limits{}, sheetOf(repeat("", "<row/>", 17_000_000, "")), ""},
	"empty cells":    {Limits{}, sheetOf(repeat("<row>", "<c/>", 25_000_000, "</row>")), "过多"},
	"far cells":      {Limits{}, sheetOf(repeat("", `<row><c r="IV1"><v>1</v></c></row>`, 50_000, "")), "单元格超过"},
	"notes": {Limits{}, sheetOf(func(w io.Writer) {
		for i := range 50_000 {
			fmt.Fprint(w, "<row>")
			for bit := range 16 {
				fmt.Fprintf(w, `<c t="%c"><v>#N/A</v></c>`, "es"[i>>bit&1])
			}
			fmt.Fprint(w, "</row>")
		}
	}), ""},
	"one text everywhere": {Limits{}, func(w io.Writer) error {
		return pack2(w, "xl/sharedStrings.xml", repeat("<sst><si><t>\u200b", "长", 32_000, "</t></si></sst>"),
			"xl/worksheets/sheet1.xml", repeat("<worksheet>", `<row><c t="s"><v>0</v></c></row>`, 50_000,
				"</worksheet>"))
	}, "文字合计"},
	"deep":  {Limits{}, sheetOf(repeat("", "<a>", 20_000_000, "")), "异常"},
	"zeros": {Limits{}, sheetOf(repeat("", strings.Repeat(" ", 1000), 1_000_000, "")), "解压"},
	"merges": {Limits{}, sheetOf(repeat("<row><c><v>1</v></c></row>", `<mergeCell ref="A1:B2"/>`, 4_000_000, "")),
		""},
	"entries":    {Limits{}, manyEntries, "解压"},
	"members":    {Limits{}, manyMembers, "200 个"},
	"docx cells": {Limits{}, docxOf(repeat("<w:tbl><w:tr>", "<w:tc/>", 10_000_000, "</w:tr></w:tbl>")), "过多"},
	"docx text": {Limits{}, docxOf(repeat("<w:tbl><w:tr><w:tc>", "<w:p><w:r><w:t>长长长长</w:t></w:r></w:p>", 2_500_000,
		"</w:tc></w:tr></w:tbl>")), "32767 字"},
	"docx nested": {Limits{}, docxOf(func(w io.Writer) {
		const depth = 30
		fmt.Fprint(w, strings.Repeat("<w:tbl><w:tr><w:tc>", depth), "<w:p><w:r><w:t>", strings.Repeat("长", 30_000),
			"</w:t></w:r></w:p>", strings.Repeat("</w:tc></w:tr></w:tbl>", depth))
	}), ""},
	"html cells":      {Limits{}, plainText("<table>", "<td>", 8_000_000), "过多"},
	"html attributes": {Limits{}, plainText("<table", " a=''", 6_000_000), "过长"},
	"html tables":     {Limits{}, plainText("<html>", "<table><tr><td>", 2_000_000), "过深"},
	"csv commas":      {Limits{}, plainText("a", ",", 32<<20-1), "256 列"},
	"csv lines":       {Limits{}, plainText("a", "\r", 32<<20-1), ""},
	"csv quote":       {Limits{}, plainText("a\n\"", "长", 10_000_000), "不成对"},
	"csv cell":        {Limits{}, plainText("a\n", "长", 10_000_000), "32767 字"},
	"gb18030":         {Limits{}, plainText("", "\xb3\xa4\xb3\xa4,\n", 5_000_000), "50000 行"},
	"utf-16":          {Limits{}, plainText("\xff\xfe", "\x7f\x95", 16_000_000), "32767 字"},
	"json array":      {Limits{}, plainText("{\"a\":[", "1,", 16_000_000), "过"},
	"json lines":      {Limits{}, plainText("", "{\"a\":1}\n", 4_000_000), "50000 行"},
	"xls cells": {Limits{}, biffOf(func(b *biff) {
		for i := range 700_000 {
			b.rec(recNumber, uint16(i%65536), uint16(255), uint16(0), 1.5)
		}
	}), "50000 行"},
	"mht": {Limits{}, plainText("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n",
		"--b\r\nContent-Type: text/html\r\n\r\n<table>\r\n", 700_000), ""},
}

func TestMemory(t *testing.T) {
	if os.Getenv("KEBANG_CHILD_FILE") != "" {
		t.Skip("SKIP: this process is the one that TestMemory measures")
	}
	if testing.Short() {
		t.Skip("SKIP: half a minute for hostile files is missing (-short)")
	}
	for name, c := range hostile {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "f")
			f, err := os.Create(file)
			must(t, err)
			w := bufio.NewWriterSize(f, 1<<16)
			must(t, c.write(w))
			must(t, w.Flush())
			must(t, f.Close())
			st, err := os.Stat(file)
			must(t, err)
			cmd := exec.Command(os.Args[0], "-test.run=^TestChildReads$", "-test.v")
			cmd.Env = append(os.Environ(), "KEBANG_CHILD_FILE="+file, "KEBANG_CHILD_CASE="+name)
			out, err := cmd.CombinedOutput()
			var peak int64
			var say string
			for line := range strings.Lines(string(out)) {
				_, _ = fmt.Sscanf(line, "VmHWM: %d kB", &peak)
				if rest, ok := strings.CutPrefix(line, "SAYS "); ok {
					say = strings.TrimSpace(rest)
				}
			}
			peak <<= 10
			if err != nil || peak == 0 {
				t.Fatalf("%v\n%s", err, out)
			}
			t.Logf("%d KB file: %d MB, %s", st.Size()>>10, peak>>20, say)
			if peak > mostMemory {
				t.Errorf("%d MB of memory", peak>>20)
			}
			if c.say == "" && say != "read" && !strings.Contains(say, "。") || !strings.Contains(say, c.say) {
				t.Errorf("it says %q, want %q", say, c.say)
			}
		})
	}
}

// TestChildReads runs in the other process of TestMemory.
func TestChildReads(t *testing.T) {
	file := os.Getenv("KEBANG_CHILD_FILE")
	if file == "" {
		t.Skip("SKIP: the file of TestMemory is missing; that test runs this one")
	}
	f, err := os.Open(file)
	must(t, err)
	defer f.Close()
	st, err := f.Stat()
	must(t, err)
	book, err := Open(f, st.Size(), "f", hostile[os.Getenv("KEBANG_CHILD_CASE")].limits)
	var told *fault.Error
	switch {
	case err == nil:
		fmt.Println("\nSAYS read")
	case errors.As(err, &told):
		fmt.Println("\nSAYS " + told.Msg)
	default:
		t.Fatal(err)
	}
	status, err := os.ReadFile("/proc/self/status")
	must(t, err)
	fmt.Println("\n" + string(status))
	if len(book.Sheets) > 500 {
		t.Error("too many sheets")
	}
}

func repeat(before, part string, n int, after string) func(io.Writer) {
	return func(w io.Writer) {
		_, _ = io.WriteString(w, before)
		block := strings.Repeat(part, 1000)
		for range n / 1000 {
			_, _ = io.WriteString(w, block)
		}
		_, _ = io.WriteString(w, strings.Repeat(part, n%1000)+after)
	}
}

func plainText(before, part string, n int) func(io.Writer) error {
	return func(w io.Writer) error {
		repeat(before, part, n, "")(w)
		return nil
	}
}

// pack2 packs parts in turn, with the book that names them.
func pack2(w io.Writer, parts ...any) error {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser,
		error) {
		return flate.NewWriter(w, flate.BestSpeed)
	})
	parts = append(parts, "xl/workbook.xml", repeat(tinyBook, "", 0, ""), "xl/_rels/workbook.xml.rels",
		repeat(strings.Replace(tinyRels, "</R",
			`<Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></R`, 1), "", 0, ""))
	for i := 0; i < len(parts); i += 2 {
		part, err := z.Create(parts[i].(string))
		if err != nil {
			return err
		}
		parts[i+1].(func(io.Writer))(part)
	}
	return z.Close()
}

func bookOf(part, before, text string, n int, after string) func(io.Writer) error {
	return func(w io.Writer) error {
		return pack2(w, part, repeat(before, text, n, after), "xl/worksheets/sheet1.xml",
			repeat("<worksheet/>", "", 0, ""))
	}
}

func sheetOf(rows func(io.Writer)) func(io.Writer) error {
	return func(w io.Writer) error {
		return pack2(w, "xl/worksheets/sheet1.xml", func(w io.Writer) {
			_, _ = io.WriteString(w, "<worksheet>")
			rows(w)
			_, _ = io.WriteString(w, "</worksheet>")
		})
	}
}

func docxOf(body func(io.Writer)) func(io.Writer) error {
	return func(w io.Writer) error {
		z := zip.NewWriter(w)
		part, err := z.Create("word/document.xml")
		if err != nil {
			return err
		}
		_, _ = io.WriteString(part, `<w:document xmlns:w="w"><w:body>`)
		body(part)
		_, _ = io.WriteString(part, `</w:body></w:document>`)
		return z.Close()
	}
}

func manyMembers(w io.Writer) error {
	z := zip.NewWriter(w)
	for i := range 300 {
		part, err := z.Create(fmt.Sprintf("%d.csv", i))
		if err != nil {
			return err
		}
		_, _ = io.WriteString(part, "名称\n甲\n")
	}
	return z.Close()
}

// manyEntries is a directory of 700,000 entries without files.
func manyEntries(w io.Writer) error {
	entry := append([]byte("PK\x01\x02"), make([]byte, 42)...)
	head := append([]byte("PK\x03\x04"), make([]byte, 26)...)
	if _, err := w.Write(head); err != nil {
		return err
	}
	const n = 700_000
	block := bytes.Repeat(entry, 1000)
	for range n / 1000 {
		if _, err := w.Write(block); err != nil {
			return err
		}
	}
	end := append([]byte("PK\x05\x06"), make([]byte, 18)...)
	binary.LittleEndian.PutUint16(end[8:], n&0xffff)
	binary.LittleEndian.PutUint16(end[10:], n&0xffff)
	binary.LittleEndian.PutUint32(end[12:], n*46)
	binary.LittleEndian.PutUint32(end[16:], 30)
	_, err := w.Write(end)
	return err
}

func biffOf(cells func(*biff)) func(io.Writer) error {
	return func(w io.Writer) error {
		bof := func(b *biff) { b.rec(recBOF, uint16(0x600), uint16(5), make([]byte, 12)) }
		var g, s biff
		bof(&g)
		g.rec(recBoundSheet, uint32(20+4+10+4), uint16(0), uint8(1), "表")
		g.rec(recEOF)
		bof(&s)
		cells(&s)
		s.rec(recEOF)
		_, err := w.Write(append(g.Bytes(), s.Bytes()...))
		return err
	}
}
