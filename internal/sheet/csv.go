package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"kebang/internal/fault"
	"kebang/internal/sheet/cell"
)

// delimiters separate cells, the likelier first. The full-width comma is also punctuation, so it counts only where no
// other delimiter stands.
const delimiters = ",\t;|｜，"

// delimiter is the delimiter that most of the first lines contain outside quotes.
func delimiter(data []byte) rune {
	const lines = 20
	found, total := map[rune]int{}, map[rune]int{}
	quoted, seen, n := false, map[rune]bool{}, 0
	for _, r := range string(data[:min(len(data), 8192)]) {
		switch {
		case r == '"':
			quoted = !quoted
		case r == '\n':
			if n++; n == lines {
				break
			}
			quoted = false
			clear(seen)
		case !quoted && n < lines && strings.ContainsRune(delimiters, r):
			total[r]++
			if !seen[r] {
				found[r]++
			}
			seen[r] = true
		}
	}
	best := ','
	for _, d := range delimiters {
		if d == '，' && found[best] > 0 {
			break
		}
		if found[d] > found[best] || found[d] == found[best] && total[d] > total[best] {
			best = d
		}
	}
	return best
}

// separator reads the line sep=; in which Excel names the delimiter.
func separator(data []byte) (d rune, rest []byte, ok bool) {
	first, rest, _ := bytes.Cut(data, []byte("\n"))
	text := strings.Trim(string(first[:min(len(first), 20)]), `"`)
	if len(text) < 5 || !strings.EqualFold(text[:4], "sep=") {
		return 0, data, false
	}
	d, _ = utf8.DecodeRuneInString(text[4:])
	return d, rest, d != utf8.RuneError
}

// readCSV reads delimited text with the line ends of every system. The standard reader does not know a lone carriage
// return. It also takes the rest of a file into one cell when a quote is not closed.
func readCSV(data []byte, b *builder) error {
	data = lineEnds(data)
	c := csvReader{b: b, data: data}
	if d, rest, ok := separator(data); ok {
		c.comma, c.data, c.row.number, c.line = d, rest, 1, 1
	} else {
		c.comma = delimiter(data)
	}
	for len(c.data) > 0 {
		c.row.reset(c.row.number + 1)
		if err := c.record(); err != nil {
			return err
		}
		if err := b.row(c.row); err != nil {
			return err
		}
	}
	return nil
}

// lineEnds turns every line end into a line feed, in place.
func lineEnds(data []byte) []byte {
	if bytes.IndexByte(data, '\r') < 0 {
		return data
	}
	out := data[:0]
	for i := 0; i < len(data); i++ {
		if c := data[i]; c != '\r' {
			out = append(out, c)
		} else if i+1 == len(data) || data[i+1] != '\n' {
			out = append(out, '\n')
		}
	}
	return out
}

type csvReader struct {
	b     *builder
	comma rune
	data  []byte
	line  int // lines of text so far
	row   line
}

// record reads the cells of one row. Row numbers are those of Excel: a cell of several lines is one row.
func (c *csvReader) record() error {
	for col := 0; ; col++ {
		if col >= maxColumnNo {
			return fault.Of(fault.TooLarge, fault.T("row-has-more-than-columns",
				"第 %d 行超过 %d 列。请删去多余的列再上传。",
				"Row %d has more than %d columns. Remove some and upload again."), c.row.number, c.b.limits.Columns)
		}
		text, last, err := c.cell()
		if err != nil {
			return err
		}
		c.row.put(col, cell.Tidy(text), Note{})
		if last {
			return nil
		}
	}
}

// cell reads up to the next delimiter or line end. Last reports the last cell of a row.
func (c *csvReader) cell() (text string, last bool, err error) {
	if bytes.HasPrefix(c.data, []byte(`"`)) {
		if text, n, closed := c.quoted(); closed {
			c.line += bytes.Count(c.data[:n], []byte("\n"))
			c.data = c.data[n:]
			return unwrap(text), c.pass(), nil
		} else if n < 0 {
			return "", false, fault.Of(fault.Malformed, fault.T("sheet-malformed",
				"第 %d 行的引号不成对。请用 Excel 打开检查该行，另存为 .xlsx 再上传。",
				"The quotes of line %d are not in pairs. Check it in Excel, save it as .xlsx and upload again."),
				c.line+1)
		}
	}
	end := bytes.IndexFunc(c.data, func(r rune) bool { return r == c.comma || r == '\n' })
	if end < 0 {
		end = len(c.data)
	}
	text = string(c.data[:end])
	c.data = c.data[end:]
	return unwrap(text), c.pass(), nil
}

// quoted reads a quoted cell and gives its length in bytes. A quote inside that is not doubled makes the rest of the
// line plain text, as in "甲"乙. Without a closing quote n is negative.
func (c *csvReader) quoted() (text string, n int, closed bool) {
	for i := 1; ; {
		next := bytes.IndexByte(c.data[i:], '"')
		if next < 0 {
			return "", -1, false
		}
		i += next + 1
		r, _ := utf8.DecodeRune(c.data[i:])
		switch {
		case i == len(c.data) || r == c.comma || r == '\n':
			return strings.ReplaceAll(string(c.data[1:i-1]), `""`, `"`), i, true
		case r == '"':
			i++
		default:
			return "", 0, false
		}
	}
}

// pass skips the delimiter or line end after a cell.
func (c *csvReader) pass() (last bool) {
	if len(c.data) == 0 {
		return true
	}
	r, n := utf8.DecodeRune(c.data)
	if c.data = c.data[n:]; r == '\n' {
		c.line++
	}
	return r == '\n'
}

// unwrap reads ="001234". Programs write codes so, because Excel would take them for numbers.
func unwrap(s string) string {
	t := strings.TrimSpace(s)
	if len(t) >= 3 && strings.HasPrefix(t, `="`) && strings.HasSuffix(t, `"`) {
		return strings.ReplaceAll(t[2:len(t)-1], `""`, `"`)
	}
	return s
}
