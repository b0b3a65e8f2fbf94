package sheet

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"kebang/internal/fault"
)

// Type is the format of a written column and of its input.
type Type int

// Types of columns. Text cells have the text format. A value that begins with =, +, - or @ is then never a formula, and
// codes keep their leading zeros.
const (
	Text    Type = iota
	Number       // unchanged
	Integer      // with thousands separators
	Money        // decimal 万元 text with up to six decimals, shown with two
	Date         // YYYY-MM-DD
)

// Column describes one written column.
type Column struct {
	Heading  string
	Type     Type
	Width    float64 // in characters; 0 derives it from the heading
	Required bool    // the heading has a mark and a stronger colour
	Note     string  // shown when the heading is selected
	Options  []string
	Strict   bool // only the options are accepted
}

// Table is one written sheet: banner lines, a frozen header, rows. A cell is a string, an int, an int64 or nil. In
// Number and Money columns it is decimal text.
type Table struct {
	Name    string
	Banner  []string // lines above the header, e.g. the title, or 演示数据
	Columns []Column
	Rows    [][]any
	// Each gives the rows one by one instead of Rows, so that a long list is never in memory as a whole.
	Each  func(row func([]any) error) error
	Spare int // empty rows with drop-downs below the data; the column formats then cover the whole column
}

const optionsSheet = "选项"

type styles struct {
	header, required, banner int
	cells                    map[Type]int
}

// Write writes the tables as one .xlsx. It returns the error of w, or one for a wrong declaration of a table.
func Write(w io.Writer, tables ...Table) error {
	f := excelize.NewFile()
	defer f.Close()
	st, err := makeStyles(f)
	if err != nil {
		return fault.Cause(err, fault.Internal, fault.T("sheet-write",
			"生成表格失败，请重试。",
			"The table could not be made; please retry."))
	}
	var lists [][]string
	for i, t := range tables {
		name := safeName(t.Name, i)
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err == nil {
			err = writeTable(f, name, t, st, &lists)
		}
		if fault.KindOf(err) != fault.Internal { // the error of Each
			return err
		}
		if err != nil {
			return fault.Cause(err, fault.Internal, fault.T("sheet-write",
				"生成表格失败，请重试。",
				"The table could not be made; please retry."))
		}
	}
	if err := writeLists(f, lists); err != nil {
		return fault.Cause(err, fault.Internal, fault.T("sheet-write",
			"生成表格失败，请重试。",
			"The table could not be made; please retry."))
	}
	f.SetActiveSheet(0)
	if err := f.Write(w); err != nil {
		return fmt.Errorf("write xlsx: %w", err)
	}
	return nil
}

func makeStyles(f *excelize.File) (st styles, err error) {
	thin := []excelize.Border{{Type: "bottom", Color: "BFBFBF", Style: 1}}
	style := func(s excelize.Style) (id int) {
		if err == nil {
			id, err = f.NewStyle(&s)
		}
		return id
	}
	align := &excelize.Alignment{Vertical: "top", WrapText: true}
	head := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	st.header = style(excelize.Style{Font: &excelize.Font{Bold: true},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1,
			Color: []string{"E7EEF7"}}, Alignment: head, Border: thin, NumFmt: 49})
	st.required = style(excelize.Style{Font: &excelize.Font{Bold: true, Color: "C00000"},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1,
			Color: []string{"FCE9DA"}}, Alignment: head, Border: thin, NumFmt: 49})
	st.banner = style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 13},
		Alignment: &excelize.Alignment{Vertical: "center"}, NumFmt: 49})
	money := `#,##0.00####`
	st.cells = map[Type]int{
		Text:    style(excelize.Style{NumFmt: 49, Alignment: align}),
		Number:  style(excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}}),
		Integer: style(excelize.Style{NumFmt: 3, Alignment: &excelize.Alignment{Vertical: "top"}}),
		Money:   style(excelize.Style{CustomNumFmt: &money, Alignment: &excelize.Alignment{Vertical: "top"}}),
		Date:    style(excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top"}}),
	}
	return st, err
}

func writeTable(f *excelize.File, name string, t Table, st styles, lists *[][]string) error {
	header := len(t.Banner) + 1
	bottom := header + len(t.Rows) + t.Spare
	for i, c := range t.Columns {
		if err := addChoices(f, name, c, i, header, max(bottom, header+1), lists); err != nil {
			return err
		}
	}
	s, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, c := range t.Columns {
		width := c.Width
		if width == 0 {
			width = min(40, max(10, float64(2*utf8.RuneCountInString(c.Heading)+4)))
		}
		if err := s.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
		if t.Spare > 0 { // whole columns, because every row of a small form is for input
			if err := s.SetColStyle(i+1, i+1, st.cells[c.Type]); err != nil {
				return err
			}
		}
	}
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: header, TopLeftCell: fmt.Sprintf("A%d", header+1),
		ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, line := range t.Banner {
		if err := s.SetRow(fmt.Sprintf("A%d", i+1), []any{excelize.Cell{StyleID: st.banner, Value: line}},
			excelize.RowOpts{Height: 24}); err != nil {
			return err
		}
	}
	cells := make([]any, len(t.Columns))
	for i, c := range t.Columns {
		cells[i] = excelize.Cell{StyleID: st.header, Value: c.Heading}
		if c.Required {
			cells[i] = excelize.Cell{StyleID: st.required, Value: c.Heading + " *"}
		}
	}
	if err := s.SetRow(fmt.Sprintf("A%d", header), cells, excelize.RowOpts{Height: 30}); err != nil {
		return err
	}
	n := 0
	row := func(values []any) error {
		for i, c := range t.Columns {
			cell := excelize.Cell{StyleID: st.cells[c.Type]}
			if i < len(values) {
				cell.Value = cellValue(c.Type, values[i])
			}
			cells[i] = cell
		}
		n++
		return s.SetRow(fmt.Sprintf("A%d", header+n), cells)
	}
	for _, values := range t.Rows {
		if err := row(values); err != nil {
			return err
		}
	}
	if t.Each != nil {
		if err := t.Each(row); err != nil {
			return err
		}
	}
	return s.Flush()
}

func cellValue(t Type, v any) any {
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		if (t == Money || t == Number || t == Integer) && isDecimal(v) {
			return decimalCell(v)
		}
		return safeText(v)
	default:
		return v
	}
}

func isDecimal(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	whole, part, dot := strings.Cut(digits, ".")
	number := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return number(whole) && (!dot || number(part)) && len(whole)+len(part) <= 15
}

// decimalCell makes a number of decimal text. A float64 prints 15 exact digits, the most that a cell can hold.
func decimalCell(s string) any {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	return f
}

// safeText fits a text into a cell: no control characters, at most Excel's 32,767 characters.
func safeText(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	if len(s) <= excelize.TotalCellChars {
		return s
	}
	const cut = "…（已截断）"
	units, end := 0, 0
	for i, r := range s {
		if units++; r > 0xFFFF {
			units++
		}
		if units <= excelize.TotalCellChars-len([]rune(cut)) {
			end = i + utf8.RuneLen(r)
		}
	}
	if units <= excelize.TotalCellChars {
		return s
	}
	return s[:end] + cut
}

// addChoices adds the drop-down and the note of a column. The options lie on a hidden sheet, because a list inside the
// rule has at most 255 characters.
func addChoices(f *excelize.File, name string, c Column, i, header, bottom int, lists *[][]string) error {
	col := ColumnName(i)
	if c.Note != "" {
		dv := excelize.NewDataValidation(true)
		dv.SetSqref(fmt.Sprintf("%s%d", col, header))
		dv.SetInput(cutRunes(c.Heading, 32), cutRunes(c.Note, 250))
		dv.Type = "none"
		if err := f.AddDataValidation(name, dv); err != nil {
			return err
		}
	}
	if len(c.Options) == 0 {
		return nil
	}
	*lists = append(*lists, c.Options)
	from := ColumnName(len(*lists) - 1)
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(fmt.Sprintf("%s%d:%s%d", col, header+1, col, bottom))
	dv.SetSqrefDropList(fmt.Sprintf("%s!$%s$1:$%s$%d", optionsSheet, from, from, len(c.Options)))
	if c.Strict {
		dv.SetError(excelize.DataValidationErrorStyleStop, "请从列表中选择", "这一栏只能填写列表中的内容。")
	} else {
		dv.ShowErrorMessage = false
	}
	return f.AddDataValidation(name, dv)
}

func writeLists(f *excelize.File, lists [][]string) error {
	if len(lists) == 0 {
		return nil
	}
	if _, err := f.NewSheet(optionsSheet); err != nil {
		return err
	}
	for i, list := range lists {
		for n, option := range list {
			if err := f.SetCellStr(optionsSheet, fmt.Sprintf("%s%d", ColumnName(i), n+1), option); err != nil {
				return err
			}
		}
	}
	return f.SetSheetVisible(optionsSheet, false)
}

func cutRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// safeName makes a sheet name for Excel: at most 31 characters, none of []:*?/\, never empty.
func safeName(name string, i int) string {
	name = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < 0x20 {
			return -1
		}
		return r
	}, name), "' ")
	if name == "" {
		name = fmt.Sprintf("表%d", i+1)
	}
	return cutRunes(name, 31)
}
