package sheet

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"kebang/internal/fault"
	"kebang/internal/sheet/cell"
)

var utf8BOM = []byte("\xef\xbb\xbf")

func readText(r io.ReaderAt, size int64, name string, b *builder) (Format, error) {
	data, err := readAll(r, size)
	if err != nil {
		return "", err
	}
	if data, err = toUTF8(data); err != nil {
		return "", err
	}
	if size := int64(len(data)); size > 2*b.limits.Bytes {
		return "", bomb()
	}
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return "", fault.Of(fault.Malformed, fault.T("line-holds-binary-content-no",
			"第 %d 行有不可见的二进制内容，文件不是文本表格。请用 Excel 另存为 .xlsx 再上传。",
			"Line %d holds binary content; this is no text table. Save it as .xlsx and upload again."), lineAt(data, i))
	}
	if err := b.sheet(name); err != nil {
		return "", err
	}
	trimmed := bytes.TrimLeft(data, " \t\r\n")
	if len(trimmed) == 0 {
		return "", malformed(blank)
	}
	switch trimmed[0] {
	case '{':
		return JSONL, readJSONL(data, b)
	case '[':
		if json.Valid(data) {
			return "", malformed(jsonList)
		}
	}
	return CSV, readCSV(data, b)
}

func lineAt(data []byte, offset int) int { return 1 + bytes.Count(data[:offset], []byte("\n")) }

// toUTF8 decodes by byte-order mark, else as UTF-16 or UTF-8 when that is valid. Otherwise it decodes as GB18030 or
// Big5, whichever looks like Chinese. GB 18030-2022 includes GBK and GB2312, which Chinese Excel writes. The error for
// a broken character names its row; no character is silently replaced.
func toUTF8(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return fromUTF16(data[2:], 0, 1)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return fromUTF16(data[2:], 1, 0)
	}
	if low, high, ok := unmarked16(data); ok {
		return fromUTF16(data, low, high)
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
	// Text in GB18030 hardly ever contains valid UTF-8 sequences. Text full of them is UTF-8 with a damaged place.
	if marked || good > 8*bad {
		return nil, fault.Of(fault.Malformed, fault.T("line-holds-broken-utf-8",
			"第 %d 行有损坏的 UTF-8 字符。请用 Excel 打开检查该行，另存为 .xlsx 再上传。",
			"Line %d holds broken UTF-8 characters. Check it in Excel, save it as .xlsx and upload again."),
			lineAt(data, first))
	}
	if text, ok := asBig5(data); ok {
		return text, nil
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil {
		return nil, damaged(err)
	}
	// The decoder marks every broken sequence with U+FFFD, which honest GB18030 text does not contain.
	if i := bytes.IndexRune(out, utf8.RuneError); i >= 0 {
		return nil, fault.Of(fault.Malformed, fault.T("line-holds-broken-gb18030-characters",
			"第 %d 行有损坏的 GB18030（国标）字符。请用 Excel 打开检查该行，另存为 .xlsx 再上传。",
			"Line %d holds broken GB18030 characters. Check it in Excel, save it as .xlsx and upload again."),
			lineAt(out, i))
	}
	return out, nil
}

func fromUTF16(data []byte, low, high int) ([]byte, error) {
	if len(data)%2 != 0 {
		return nil, malformed(halfUTF16)
	}
	out := make([]byte, 0, len(data)+len(data)/2)
	for i := 0; i < len(data); i += 2 {
		r := rune(data[i+low]) | rune(data[i+high])<<8
		if utf16.IsSurrogate(r) && i+3 < len(data) {
			if pair := utf16.DecodeRune(r, rune(data[i+2+low])|rune(data[i+2+high])<<8); pair != utf8.RuneError {
				r, i = pair, i+2
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return out, nil
}

// readJSONL makes a table from one object a line. The keys, in the order of their first appearance, are the headings in
// row 0. Row.Number of the data is therefore the line in the file.
func readJSONL(data []byte, b *builder) error {
	j := jsonLines{b: b, columns: map[string]int{}}
	s := b.current()
	s.Rows = append(s.Rows, Row{})
	for number := 1; len(data) > 0; number++ {
		text, rest, _ := bytes.Cut(data, []byte("\n"))
		data = rest
		if text = bytes.TrimSpace(text); len(text) == 0 {
			continue
		}
		if len(text) > maxToken {
			return fault.Of(fault.TooLarge, fault.T("line-longer-than-no-row",
				"第 %d 行超过 %s，不像表格的一行。请检查文件。",
				"Line %d is longer than %s, no row of a table; check the file."), number, megabytes(maxToken))
		}
		if err := j.line(number, text); err != nil {
			return err
		}
	}
	s.Rows[0].Cells = j.headings
	return nil
}

type jsonLines struct {
	b        *builder
	columns  map[string]int
	headings []string
}

func (j *jsonLines) line(number int, text []byte) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	l := line{number: number}
	err := object(dec, func(key, value string) error {
		i, ok := j.columns[key]
		if !ok {
			if i = len(j.headings); i >= j.b.limits.Columns {
				return fault.Of(fault.TooLarge, fault.T("line-has-more-than-fields",
					"第 %d 行：字段超过 %d 个。请检查文件。",
					"Line %d has more than %d fields; check the file."), number, j.b.limits.Columns)
			}
			j.columns[key], j.headings = i, append(j.headings, key)
		}
		l.put(i, cell.Tidy(value), Note{})
		return nil
	})
	switch {
	case err == nil:
		return j.b.row(l)
	case fault.Is(err, fault.TooLarge):
		return err
	}
	return fault.Cause(err, fault.Malformed, jsonLine, number)
}

// object reads one flat JSON object. Lists become lines of text. Nested objects stay JSON, for a person to judge.
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
		if err := put(cell.Tidy(key.(string)), jsonText(v)); err != nil {
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
