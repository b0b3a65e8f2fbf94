package sheet

import (
	"bytes"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"time"

	"kebang/internal/sheet/cell"
)

// readXML reads "XML Spreadsheet 2003", which old systems save as .xls, and names other kinds of XML.
func readXML(r io.ReaderAt, size int64, b *builder) (Format, error) {
	data, err := readAll(r, size)
	if err != nil {
		return "", err
	}
	if data, err = toUTF8(data); err != nil {
		return "", err
	}
	x := xmlBook{b: b, formats: map[string]cell.Format{}}
	x.cell.text = wording{most: b.limits.Runes}
	if err := b.tokens(counted{bytes.NewReader(data), b}, x.token); err != nil {
		return "", err
	}
	switch {
	case len(b.sheets) == 0:
		return "", errNotSpreadsheet
	case !x.visible:
		return "", malformed(noSheet)
	}
	return XLS, nil
}

var errNotSpreadsheet error = malformed(otherXML)

// xmlBook follows the elements of the format. Rows and cells may skip numbers by ss:Index.
type xmlBook struct {
	b       *builder
	began   bool
	visible bool
	formats map[string]cell.Format // by style
	style   string
	column  int
	row     line
	cell    struct {
		text          wording
		col           int
		kind, style   string
		across, down  int
		formula, data bool
		open          bool // a cell cannot hold another cell
	}
}

func (x *xmlBook) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		if !x.began {
			if x.began = true; t.Name.Local != "Workbook" {
				return errNotSpreadsheet
			}
		}
		return x.start(t)
	case xml.EndElement:
		return x.end(t.Name.Local)
	case xml.CharData:
		if x.cell.data {
			return x.cell.text.write(string(t))
		}
	}
	return nil
}

func intAttr(e xml.StartElement, name string, otherwise int) int {
	if n, err := strconv.Atoi(attr(e, name)); err == nil && n >= 0 {
		return n
	}
	return otherwise
}

func (x *xmlBook) start(e xml.StartElement) error {
	inSheet := len(x.b.sheets) > 0
	switch e.Name.Local {
	case "Style":
		x.style = attr(e, "ID")
	case "NumberFormat":
		if len(x.formats) < maxParts {
			x.formats[x.style] = namedFormat(attr(e, "Format"))
		}
	case "Worksheet":
		x.row.number, x.column = 0, 0
		x.visible = true
		return x.b.sheet(attr(e, "Name"))
	case "Column":
		from := intAttr(e, "Index", x.column+1)
		to := from + intAttr(e, "Span", 0)
		if x.column = to; inSheet && isTrue(attr(e, "Hidden")) {
			x.b.hideColumns(from-1, to-1)
		}
	case "Row":
		number := intAttr(e, "Index", x.row.number+1)
		if number < 1 || number > maxRowNo {
			return outside()
		}
		x.row.reset(number)
		x.row.hidden, x.cell.col, x.cell.open = isTrue(attr(e, "Hidden")), -1, false
	case "Cell":
		x.cell.col = intAttr(e, "Index", x.cell.col+2) - 1
		if x.cell.col < 0 || x.cell.col >= maxColumnNo || !inSheet || x.row.number == 0 || x.cell.open {
			return outside()
		}
		x.cell.open = true
		x.cell.style, x.cell.kind, x.cell.formula = attr(e, "StyleID"), "", attr(e, "Formula") != ""
		x.cell.across, x.cell.down = intAttr(e, "MergeAcross", 0), intAttr(e, "MergeDown", 0)
		x.cell.text.Reset()
	case "Data":
		x.cell.kind, x.cell.data = attr(e, "Type"), true
	}
	return nil
}

func (x *xmlBook) end(name string) error {
	switch name {
	case "Data":
		x.cell.data = false
	case "Cell":
		c := &x.cell
		c.open = false
		text, note := x.value(cell.Tidy(c.text.String()))
		x.row.put(c.col, text, note)
		if c.across > 0 || c.down > 0 {
			across, down := min(c.across, maxColumnNo), min(c.down, maxRowNo)
			x.b.merge(Range{x.row.number, c.col, x.row.number + down, c.col + across})
			c.col += across
		}
	case "Row":
		if len(x.b.sheets) == 0 {
			return outside()
		}
		return x.b.row(x.row)
	}
	return nil
}

func (x *xmlBook) value(raw string) (string, Note) {
	switch x.cell.kind {
	case "Error":
		return raw, Note{Kind: ErrorValue}
	case "Boolean":
		return map[string]string{"1": "是", "0": "否"}[raw], Note{}
	case "DateTime":
		if t, err := time.Parse("2006-01-02T15:04:05.999", raw); err == nil {
			if t.Hour()+t.Minute()+t.Second() == 0 {
				return t.Format("2006-01-02"), Note{}
			}
			return t.Format("2006-01-02 15:04:05"), Note{}
		}
	case "Number":
		if f, err := strconv.ParseFloat(raw, 64); err == nil {
			text, note := numberCell(f, x.formats[x.cell.style], false)
			if note.Kind == LongNumber && strings.Trim(raw, "0123456789") == "" {
				text = raw
			}
			return text, note
		}
	case "":
		if raw == "" && x.cell.formula {
			return "", Note{Kind: NoValue}
		}
	}
	return raw, Note{}
}

// namedFormat reads a format code, or one of the English names of the usual formats.
func namedFormat(code string) cell.Format {
	switch code {
	case "Percent":
		return cell.Builtin(9)
	case "General Date", "Long Date", "Medium Date", "Short Date", "Long Time", "Medium Time", "Short Time":
		return cell.Builtin(14)
	case "Currency", "Euro Currency", "Fixed", "Standard", "Scientific", "Yes/No", "True/False", "On/Off":
		return nil
	}
	return cell.Parse(code)
}
