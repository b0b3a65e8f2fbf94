package sheet

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"path"
	"strconv"
	"strings"

	"kebang/internal/fault"
)

// xlsxFile is an opened .xlsx. Its parts are read as a stream of XML tokens through a counter of unpacked bytes, so a
// zip bomb costs no more than the limit even when its directory lies about the sizes.
type xlsxFile struct {
	parts    map[string]*zip.File
	left     int64 // unpacked bytes that may still be read
	b        *builder
	shared   []string
	looks    []look
	date1904 bool
}

func readXLSX(r io.ReaderAt, size int64, b *builder) error {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return damaged(err)
	}
	x := &xlsxFile{parts: map[string]*zip.File{}, left: b.limits.Unpacked, b: b}
	var declared uint64
	if len(z.File) > 5000 {
		return bomb()
	}
	for _, f := range z.File {
		if f.UncompressedSize64 > uint64(b.limits.Unpacked) {
			return bomb()
		}
		if declared += f.UncompressedSize64; declared > uint64(b.limits.Unpacked) {
			return bomb()
		}
		x.parts[strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")] = f
	}
	book := "xl/workbook.xml"
	if x.parts[book] == nil {
		return x.otherKind()
	}
	sheets, err := x.workbook(book)
	if err != nil {
		return damaged(err)
	}
	rels, err := x.relations("xl/_rels/workbook.xml.rels")
	if err != nil {
		return damaged(err)
	}
	for _, rel := range rels {
		switch {
		case strings.HasSuffix(rel.kind, "/sharedStrings"):
			err = x.sharedStrings(rel.target)
		case strings.HasSuffix(rel.kind, "/styles"):
			err = x.styles(rel.target)
		}
		if err != nil {
			return damaged(err)
		}
	}
	for _, s := range sheets {
		rel, ok := rels[s.id]
		if s.hidden || !ok || !strings.HasSuffix(rel.kind, "/worksheet") {
			continue
		}
		b.sheet(s.name)
		if err := x.worksheet(rel.target); err != nil {
			return damaged(err)
		}
	}
	if len(b.sheets) == 0 {
		return malformed("文件里没有可见的工作表。请取消隐藏后再上传。")
	}
	return nil
}

func bomb() error {
	return fault.New(fault.TooLarge, "sheet-unpacked", "文件解压后过大，已拒绝读取。请只保留需要的工作表，另存后再上传。")
}

// otherKind names what the zip is instead of an .xlsx.
func (x *xlsxFile) otherKind() error {
	for part, name := range map[string]string{"xl/workbook.bin": "二进制工作簿（.xlsb），请另存为 .xlsx", "word/document.xml": " Word 文件，请把表格复制到 Excel",
		"ppt/presentation.xml": "演示文稿", "content.xml": " OpenDocument 文件，请另存为 .xlsx", "META-INF/MANIFEST.MF": "程序文件", "AndroidManifest.xml": "程序文件"} {
		if x.parts[part] != nil {
			return malformed("这是" + name + "，不是 .xlsx 表格。请上传 .xlsx、.xls、.csv 或 .jsonl 文件。")
		}
	}
	return malformed("这是压缩包，不是表格。请解压后上传里面的 .xlsx、.xls、.csv 或 .jsonl 文件。")
}

// counted stops when the unpacked bytes of all parts together pass the limit.
type counted struct {
	r io.Reader
	x *xlsxFile
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if c.x.left -= int64(n); c.x.left < 0 {
		return 0, bomb()
	}
	return n, err
}

// tokens calls fn for every start and end of an element and for text, by local name: the strict and the transitional
// namespace are read alike. Nesting is bounded, because the decoder keeps a stack.
func (x *xlsxFile) tokens(part string, fn func(xml.Token) error) error {
	f := x.parts[part]
	if f == nil {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	d := xml.NewDecoder(counted{r, x})
	for depth := 0; ; {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t.(type) {
		case xml.StartElement:
			if depth++; depth > 100 {
				return malformed("文件结构异常，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")
			}
		case xml.EndElement:
			depth--
		}
		if err := fn(t); err != nil {
			return err
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

type sheetEntry struct {
	name, id string
	hidden   bool
}

func (x *xlsxFile) workbook(part string) (sheets []sheetEntry, err error) {
	err = x.tokens(part, func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "workbookPr":
			v := attr(e, "date1904")
			x.date1904 = v == "1" || v == "true"
		case "sheet":
			s := sheetEntry{name: attr(e, "name"), hidden: attr(e, "state") == "hidden" || attr(e, "state") == "veryHidden"}
			for _, a := range e.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" { // r:id, not a plain id
					s.id = a.Value
				}
			}
			sheets = append(sheets, s)
		}
		return nil
	})
	return sheets, err
}

type relation struct{ kind, target string }

func (x *xlsxFile) relations(part string) (map[string]relation, error) {
	rels := map[string]relation{}
	err := x.tokens(part, func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" || attr(e, "TargetMode") == "External" {
			return nil
		}
		target := strings.ReplaceAll(attr(e, "Target"), `\`, "/")
		if strings.HasPrefix(target, "/") {
			target = path.Clean(target)[1:]
		} else {
			target = path.Join("xl", target)
		}
		rels[attr(e, "Id")] = relation{attr(e, "Type"), target}
		return nil
	})
	return rels, err
}

// sharedStrings joins the runs of rich text and leaves out phonetic guides.
func (x *xlsxFile) sharedStrings(part string) error {
	var text strings.Builder
	inText, phonetic := false, 0
	return x.tokens(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				text.Reset()
			case "t":
				inText = true
			case "rPh":
				phonetic++
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "si":
				x.shared = append(x.shared, unescape(text.String()))
			case "t":
				inText = false
			case "rPh":
				phonetic--
			}
		case xml.CharData:
			if inText && phonetic == 0 {
				text.Write(t)
			}
		}
		return nil
	})
}

func (x *xlsxFile) styles(part string) error {
	codes, inXfs := map[int]look{}, false
	return x.tokens(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				if id, err := strconv.Atoi(attr(t, "numFmtId")); err == nil {
					codes[id] = formatLook(attr(t, "formatCode"))
				}
			case "cellXfs":
				inXfs = true
			case "xf":
				if inXfs {
					id, _ := strconv.Atoi(attr(t, "numFmtId"))
					l, own := codes[id]
					if !own {
						l = builtinLook(id)
					}
					x.looks = append(x.looks, l)
				}
			}
		case xml.EndElement:
			if t.Name.Local == "cellXfs" {
				inXfs = false
			}
		}
		return nil
	})
}

// worksheet reads rows and merged areas. A cell or row without a reference follows the one before it.
func (x *xlsxFile) worksheet(part string) error {
	var (
		number, col, style int
		kind               string
		cells              []string
		text               strings.Builder
		reading            bool
		phonetic           int
	)
	return x.tokens(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				number++
				if n, err := strconv.Atoi(attr(t, "r")); err == nil && n > 0 {
					number = n
				}
				cells, col = nil, -1
			case "c":
				col++
				if _, c, ok := parseRef(attr(t, "r")); ok {
					col = c
				}
				kind, style = attr(t, "t"), 0
				if s := attr(t, "s"); s != "" {
					style, _ = strconv.Atoi(s)
				}
				text.Reset()
			case "v", "t":
				reading = true
			case "rPh":
				phonetic++
			case "mergeCell":
				if m, ok := parseRange(attr(t, "ref")); ok && len(x.b.current().Merges) < 20_000 {
					x.b.current().Merges = append(x.b.current().Merges, m)
				}
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "v", "t":
				reading = false
			case "rPh":
				phonetic--
			case "c":
				value := x.value(kind, text.String(), style)
				if value == "" || col < 0 {
					break
				}
				if col >= 16384 {
					return malformed("文件里有列号不存在的单元格。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")
				}
				for len(cells) <= col {
					cells = append(cells, "")
				}
				cells[col] = value
			case "row":
				return x.b.row(number, cells)
			}
		case xml.CharData:
			if reading && phonetic == 0 {
				text.Write(t)
			}
		}
		return nil
	})
}

func (x *xlsxFile) value(kind, raw string, style int) string {
	switch kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(raw)); err == nil && i >= 0 && i < len(x.shared) {
			return x.shared[i]
		}
		return ""
	case "inlineStr", "str":
		return unescape(raw)
	case "b":
		return map[string]string{"1": "是", "0": "否"}[strings.TrimSpace(raw)]
	case "d":
		return strings.TrimSuffix(strings.TrimSuffix(raw, "Z"), "T00:00:00")
	case "e":
		return raw
	}
	raw = strings.TrimSpace(raw)
	f, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(f, 0) {
		return raw
	}
	var l look
	if style >= 0 && style < len(x.looks) {
		l = x.looks[style]
	}
	return numberText(f, l, x.date1904)
}

// unescape reads _x000D_ and its like, by which the format writes characters that XML cannot hold.
func unescape(s string) string {
	for i := strings.Index(s, "_x"); i >= 0; {
		if i+7 <= len(s) && s[i+6] == '_' {
			if n, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil {
				s = s[:i] + string(rune(n)) + s[i+7:]
			}
		}
		next := strings.Index(s[i+1:], "_x")
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return s
}
