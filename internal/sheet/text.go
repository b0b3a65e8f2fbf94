package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"kebang/internal/fault"
)

var utf8BOM = []byte("\xef\xbb\xbf")

func readText(r io.ReaderAt, size int64, name string, b *builder) (Format, error) {
	data := make([]byte, size)
	if _, err := r.ReadAt(data, 0); err != nil && !errors.Is(err, io.EOF) {
		return "", fault.Wrap(err, fault.Internal, "sheet-read", "读取文件失败，请重试。")
	}
	data, err := toUTF8(data)
	if err != nil {
		return "", err
	}
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return "", fault.Newf(fault.Malformed, "sheet-malformed", "第 %d 行有不可见的二进制内容，文件不是文本表格。请用 Excel 另存为 .xlsx 再上传。", lineAt(data, i))
	}
	b.sheet(name)
	trimmed := bytes.TrimLeft(data, " \t\r\n")
	if len(trimmed) == 0 {
		return "", malformed("文件里没有内容。请检查后重新选择文件。")
	}
	switch trimmed[0] {
	case '{':
		return JSONL, readJSONL(data, b)
	case '[':
		if json.Valid(data) {
			return "", malformed("这是一个 JSON 数组。请改成每行一个对象的 .jsonl 文件，或另存为 .xlsx。")
		}
	}
	return CSV, readCSV(data, b)
}

func lineAt(data []byte, offset int) int { return 1 + bytes.Count(data[:offset], []byte("\n")) }

// toUTF8 decodes by byte-order mark, else as UTF-8 when that is valid, else as GB18030 (GB 18030-2022, the superset of
// GBK and GB2312 that Chinese Excel writes). A broken character is told with its row, never replaced in silence.
func toUTF8(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return fromUTF16(data[2:], 0, 1)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return fromUTF16(data[2:], 1, 0)
	}
	marked := bytes.HasPrefix(data, utf8BOM)
	data = bytes.TrimPrefix(data, utf8BOM)
	if utf8.Valid(data) {
		return data, nil
	}
	bad, good, first := 0, 0, -1
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			if bad++; first < 0 {
				first = i
			}
		} else if n > 1 {
			good++
		}
		i += n
	}
	// Text in GB18030 hardly ever forms valid UTF-8 sequences; text full of them is UTF-8 with a damaged place.
	if marked || good > 8*bad {
		return nil, fault.Newf(fault.Malformed, "sheet-encoding", "第 %d 行有损坏的 UTF-8 字符。请用 Excel 打开检查该行，另存为 .xlsx 再上传。", lineAt(data, first))
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil {
		return nil, damaged(err)
	}
	// The decoder marks every broken sequence with U+FFFD, which honest GB18030 text does not hold.
	if i := bytes.IndexRune(out, utf8.RuneError); i >= 0 {
		return nil, fault.Newf(fault.Malformed, "sheet-encoding", "第 %d 行有损坏的 GB18030（国标）字符。请用 Excel 打开检查该行，另存为 .xlsx 再上传。", lineAt(out, i))
	}
	return out, nil
}

func fromUTF16(data []byte, low, high int) ([]byte, error) {
	if len(data)%2 != 0 {
		return nil, malformed("UTF-16 文件不完整。请重新导出，或另存为 .xlsx 再上传。")
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = uint16(data[2*i+low]) | uint16(data[2*i+high])<<8
	}
	return []byte(string(utf16.Decode(units))), nil
}

// delimiter looks at the first lines: comma, tab, semicolon, or the full-width comma of a hand-made file.
func delimiter(data []byte) rune {
	head := string(data[:min(len(data), 4096)])
	best, most := ',', 0
	for _, d := range []rune{',', '\t', ';', '，'} {
		if n := strings.Count(head, string(d)); n > most && (d != '，' || most == 0) {
			best, most = d, n
		}
	}
	return best
}

func readCSV(data []byte, b *builder) error {
	// Excel for some locales writes "sep=;" as the first line.
	skipped := 0
	if first, rest, ok := bytes.Cut(data, []byte("\n")); ok && bytes.HasPrefix(first, []byte("sep=")) {
		data, skipped = rest, 1
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = delimiter(data), -1, true
	number, next := skipped, 1 // the row as Excel counts it; the text line expected next
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			line := 0
			var pe *csv.ParseError
			if errors.As(err, &pe) {
				line = pe.StartLine + skipped
			}
			return fault.Wrap(err, fault.Malformed, "sheet-malformed", "第 "+itoa(int64(line))+" 行的引号不成对。请用 Excel 打开检查该行，另存为 .xlsx 再上传。")
		}
		line, _ := r.FieldPos(0)
		number += 1 + max(0, line-next) // empty lines are rows too, but the reader skips them
		next = line + 1
		for _, c := range cells {
			next += strings.Count(c, "\n")
		}
		if err := b.row(number, cells); err != nil {
			return err
		}
	}
}

// readJSONL makes a table of one object a line: the keys, in the order they first appear, are the headings and stand as
// row 0, so that Row.Number of the data is the line in the file.
func readJSONL(data []byte, b *builder) error {
	columns, headings := map[string]int{}, []string{}
	scan := bufio.NewScanner(bytes.NewReader(data))
	scan.Buffer(nil, len(data)+1)
	s := b.current()
	s.Rows = append(s.Rows, Row{})
	for line := 1; scan.Scan(); line++ {
		text := bytes.TrimSpace(scan.Bytes())
		if len(text) == 0 {
			continue
		}
		dec := json.NewDecoder(bytes.NewReader(text))
		dec.UseNumber()
		cells := make([]string, len(headings))
		if err := object(dec, func(key, value string) error {
			i, ok := columns[key]
			if !ok {
				if len(headings) >= b.limits.Columns {
					return fault.Newf(fault.TooLarge, "sheet-columns", "第 %d 行：字段超过 %d 个。请检查文件。", line, b.limits.Columns)
				}
				i = len(headings)
				columns[key], headings = i, append(headings, key)
			}
			for len(cells) <= i {
				cells = append(cells, "")
			}
			cells[i] = value
			return nil
		}); err != nil {
			if fault.Is(err, fault.TooLarge) {
				return err
			}
			return fault.Wrap(err, fault.Malformed, "sheet-malformed", "第 "+itoa(int64(line))+" 行不是完整的 JSON 对象。请检查该行的引号、逗号和括号。")
		}
		if err := b.row(line, cells); err != nil {
			return err
		}
	}
	if err := scan.Err(); err != nil {
		return damaged(err)
	}
	s.Rows[0].Cells = headings
	return nil
}

// object reads one flat JSON object. Lists become lines of text; nested objects stay JSON, for a person to judge.
func object(dec *json.Decoder, put func(key, value string) error) error {
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return errors.Join(errors.New("not an object"), err)
	}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		var v any
		if err := dec.Decode(&v); err != nil {
			return err
		}
		if err := put(tidy(key.(string)), jsonText(v)); err != nil {
			return err
		}
	}
	if _, err := dec.Token(); err != nil {
		return err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("text after the object")
	}
	return nil
}

func jsonText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		if v {
			return "是"
		}
		return "否"
	case []any:
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = jsonText(v[i])
		}
		return strings.Join(parts, "\n")
	}
	out, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(out)
}
