package sheet

import (
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"kebang/internal/fault"
)

// Open reads a whole file of size bytes. Errors: fault.Malformed when the bytes are no table that can be read,
// fault.TooLarge beyond the limits; both say in Chinese what to do. A panic in the parsing of hostile bytes is
// fault.Malformed too, so that one file never takes the server down.
func Open(r io.ReaderAt, size int64, name string, limits Limits) (book Book, err error) {
	defer func() {
		if p := recover(); p != nil {
			book, err = Book{}, malformed("文件已损坏，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")
		}
	}()
	limits = limits.orDefault()
	if size > limits.Bytes {
		return Book{}, fault.Newf(fault.TooLarge, "sheet-too-large", "文件有 %s，超过 %s 的上限。请删去图片和无关工作表，或分成几个文件再上传。", megabytes(size), megabytes(limits.Bytes))
	}
	if size <= 0 {
		return Book{}, malformed("文件是空的。请检查后重新选择文件。")
	}
	b := &builder{limits: limits}
	book.Name = name
	head := make([]byte, min(size, 4096))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return Book{}, fault.Wrap(err, fault.Internal, "sheet-read", "读取文件失败，请重试。")
	}
	switch kind := sniff(head); kind {
	case "zip":
		book.Format, err = XLSX, readXLSX(r, size, b)
	case "ole":
		book.Format, err = XLS, readXLS(r, size, b)
	case "text":
		book.Format, err = readText(r, size, sheetName(name), b)
	default:
		return Book{}, malformed("这是" + kind + "，不是表格。请上传 .xlsx、.xls、.csv 或 .jsonl 文件。")
	}
	if err != nil {
		return Book{}, err
	}
	book.Sheets = b.sheets
	return book, nil
}

func sheetName(name string) string {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	base = strings.TrimSuffix(base, path.Ext(base))
	if base == "" || base == "." || base == "/" {
		return "Sheet1"
	}
	return base
}

// foreign are file types that are sent by mistake; each by its first bytes and its Chinese name.
var foreign = []struct{ magic, name string }{
	{"%PDF", " PDF 文件"}, {"MZ", "程序文件"}, {"\x7fELF", "程序文件"}, {"\x89PNG", "图片"}, {"\xff\xd8\xff", "图片"},
	{"GIF8", "图片"}, {"BM", "图片"}, {"Rar!", "压缩包"}, {"7z\xbc\xaf", "压缩包"}, {"\x1f\x8b", "压缩包"}, {"BZh", "压缩包"},
	{"\xfd7zXZ", "压缩包"}, {"{\\rtf", "写字板文件"}, {"SQLite format 3", "数据库文件"}, {"ID3", "音频文件"},
}

func sniff(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return "zip"
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return "ole"
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return "text"
	}
	binary := bytes.IndexByte(head, 0) >= 0
	for _, f := range foreign {
		// Two-letter marks are also the start of honest text, so they count only with a binary byte near.
		if bytes.HasPrefix(head, []byte(f.magic)) && (len(f.magic) > 3 || binary || f.magic[0] >= 0x7f || f.magic[0] < 0x20) {
			return f.name
		}
	}
	if binary {
		return "二进制文件"
	}
	text := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, utf8BOM), " \t\r\n"))
	if bytes.HasPrefix(text, []byte("<")) && (bytes.Contains(text, []byte("<html")) || bytes.Contains(text, []byte("<table")) || bytes.HasPrefix(text, []byte("<!doctype")) || bytes.HasPrefix(text, []byte("<?xml"))) {
		return "网页或 XML 文件（有的系统把网页存成 .xls；请用 Excel 或 WPS 打开后另存为 .xlsx）"
	}
	return "text"
}

func malformed(msg string) *fault.Error { return fault.New(fault.Malformed, "sheet-malformed", msg) }

func damaged(err error) error {
	var f *fault.Error
	if errors.As(err, &f) {
		return err
	}
	return fault.Wrap(err, fault.Malformed, "sheet-malformed", "文件已损坏，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。")
}

// builder collects rows and holds the limits for every format.
type builder struct {
	limits Limits
	sheets []Sheet
	cells  int
}

func (b *builder) sheet(name string) {
	if !utf8.ValidString(name) {
		name = strings.ToValidUTF8(name, "?")
	}
	b.sheets = append(b.sheets, Sheet{Name: name})
}

func (b *builder) current() *Sheet { return &b.sheets[len(b.sheets)-1] }

// row takes the cells of one line; a line without text is dropped. The slice is kept.
func (b *builder) row(number int, cells []string) error {
	s := b.current()
	for i := range cells {
		if cells[i] = tidy(cells[i]); cells[i] == "" {
			continue
		}
		b.cells++
		if i >= b.limits.Columns {
			return fault.Newf(fault.TooLarge, "sheet-columns", "工作表“%s”第 %d 行超过 %d 列。请删去多余的列再上传。", s.Name, number, b.limits.Columns)
		}
		if len(cells[i]) > b.limits.Runes && utf8.RuneCountInString(cells[i]) > b.limits.Runes {
			return fault.Newf(fault.TooLarge, "sheet-cell", "工作表“%s”第 %d 行 %s 列的文字超过 %d 字。请缩短后再上传。", s.Name, number, ColumnName(i), b.limits.Runes)
		}
	}
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return nil
	}
	if len(s.Rows) >= b.limits.Rows {
		return fault.Newf(fault.TooLarge, "sheet-rows", "工作表“%s”超过 %d 行。请分成几个文件再上传。", s.Name, b.limits.Rows)
	}
	if b.cells > b.limits.Cells {
		return fault.Newf(fault.TooLarge, "sheet-cells", "文件里有内容的单元格超过 %d 个。请分成几个文件再上传。", b.limits.Cells)
	}
	s.Rows = append(s.Rows, Row{Number: number, Cells: cells})
	return nil
}

// tidy removes outer white space (also the full-width one), zero-width marks and control characters other than line
// feed and tab, which no database or page shows well.
func tidy(s string) string {
	clean := true
	for i := 0; i < len(s) && clean; i++ {
		clean = s[i] >= 0x20 && s[i] < 0x7f
	}
	if !clean {
		s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
		s = strings.Map(func(r rune) rune {
			switch {
			case r == '\r':
				return '\n'
			case r < 0x20 && r != '\n' && r != '\t', r >= 0x7f && r < 0xa0, r == '\uFEFF', r == '\u200b', r == '\u2060':
				return -1
			}
			return r
		}, s)
	}
	return strings.TrimSpace(s)
}

func megabytes(n int64) string {
	tenths := n * 10 >> 20
	if tenths%10 == 0 {
		return itoa(tenths/10) + " MB"
	}
	return itoa(tenths/10) + "." + itoa(tenths%10) + " MB"
}
