package intake

import (
	"io"
	"strings"

	"kebang/internal/intake/form"
	"kebang/internal/sheet"
)

// templateRows is the number of empty rows of a template with drop-downs and formats.
const templateRows = 500

// Template writes the empty columns of a kind as .xlsx: title, headings (required ones marked), drop-downs, and a sheet
// that explains every column. The examples are on that sheet, because in the table they would be imported.
func Template(k form.Kind, w io.Writer) error {
	table, help := sheet.Table{Name: k.Name() + "征集表", Banner: []string{k.Name() + "征集表"},
		Spare: templateRows}, sheet.Table{Name: "填写说明",
		Columns: []sheet.Column{{Heading: "栏目", Width: 26}, {Heading: "是否必填", Width: 10}, {Heading: "怎样填写", Width: 60},
			{Heading: "例", Width: 40}, {Heading: "可选内容", Width: 60}}}
	for _, c := range form.Of(k) {
		if c.Hidden {
			continue
		}
		table.Columns = append(table.Columns,
			sheet.Column{Heading: c.Heading, Type: c.Type, Width: c.Width(), Required: c.Required, Note: c.Help,
				Options: c.Options, Strict: c.Strict})
		need := ""
		if c.Required {
			need = "必填"
		}
		options := strings.Join(c.Options[:min(len(c.Options), 20)], "；")
		if len(c.Options) > 20 {
			options += "；…（见下拉列表）"
		}
		help.Rows = append(help.Rows, []any{c.Heading, need, c.Help, c.Example, options})
	}
	return sheet.Write(w, table, help)
}

// TemplateName is the file name of a template's download.
func TemplateName(k form.Kind) string { return k.Name() + "征集表.xlsx" }
