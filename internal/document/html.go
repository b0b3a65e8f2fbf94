package document

import (
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"
)

//go:embed print.css
var printCSS string

// HTML writes a page that prints in the measures of the PDF. It has no script and no address of another file. Its
// elements have no classes but those of print.css, so they can be pasted into the portal of an office.
func (d *Document) HTML(w io.Writer) error {
	if err := d.check(); err != nil {
		return err
	}
	lang := d.Lang
	if lang == "" {
		lang = "zh-CN"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n"+
		"<style>\n%s</style>\n</head>\n<body>\n",
		html.EscapeString(lang), html.EscapeString(strings.Join(lines(d.Title), " ")), printCSS)
	if err := d.elements(&b); err != nil {
		return err
	}
	b.WriteString("</body>\n</html>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// Fragment writes the elements of the body alone, without classes and styles, to paste into the editor of a portal.
func (d *Document) Fragment(w io.Writer) error {
	if err := d.check(); err != nil {
		return err
	}
	var b strings.Builder
	if err := d.elements(&b); err != nil {
		return err
	}
	_, err := io.WriteString(w, classes.ReplaceAllString(b.String(), "$1>"))
	return err
}

// classes finds a tag that this package wrote with a class; text cannot look like one, because its < is escaped.
var classes = regexp.MustCompile(`(<[a-z0-9]+) class="[a-z -]+">`)

func (d *Document) elements(b *strings.Builder) error {
	if d.Title != "" {
		fmt.Fprintf(b, "<h1>%s</h1>\n", inner(d.Title))
	}
	for _, block := range d.Blocks {
		if err := block.html(b); err != nil {
			return err
		}
	}
	return nil
}

// inner is a text whose paragraphs are lines of one element.
func inner(text string) string {
	ls := lines(text)
	for i := range ls {
		ls[i] = html.EscapeString(ls[i])
	}
	return strings.Join(ls, "<br>")
}

func class(names ...string) string {
	if s := strings.TrimSpace(strings.Join(names, " ")); s != "" {
		return ` class="` + s + `"`
	}
	return ""
}

func (a Align) class() string { return []string{"", "center", "right"}[a] }

func (b Heading) html(w *strings.Builder) error {
	fmt.Fprintf(w, "<h%d>%s</h%[1]d>\n", b.level()+1, inner(b.Text))
	return nil
}

func (b Paragraph) html(w *strings.Builder) error {
	flush := ""
	if b.Flush && b.Align == Left {
		flush = "flush"
	}
	for _, line := range lines(b.Text) {
		fmt.Fprintf(w, "<p%s>%s</p>\n", class(b.Align.class(), flush), html.EscapeString(line))
	}
	return nil
}

func (b Table) html(w *strings.Builder) error {
	if len(b.Columns) == 0 {
		return nil
	}
	w.WriteString("<table>\n<colgroup>")
	for _, s := range b.shares() {
		fmt.Fprintf(w, `<col style="width:%s%%">`, num(100*s))
	}
	w.WriteString("</colgroup>\n")
	if b.hasHead() {
		w.WriteString("<thead><tr>")
		for _, c := range b.Columns {
			fmt.Fprintf(w, `<th scope="col">%s</th>`, inner(c.Head))
		}
		w.WriteString("</tr></thead>\n")
	}
	w.WriteString("<tbody>\n")
	for _, r := range b.Rows {
		w.WriteString("<tr>")
		for i, c := range b.Columns {
			fmt.Fprintf(w, "<td%s>%s</td>", class(c.Align.class()), inner(cell(r, i)))
		}
		w.WriteString("</tr>\n")
	}
	w.WriteString("</tbody>\n</table>\n")
	return nil
}

func (b Signature) html(w *strings.Builder) error {
	single := ""
	if len(b.Columns) == 1 {
		single = "single"
	}
	fmt.Fprintf(w, "<div%s>\n", class("signature", single))
	for _, c := range b.Columns {
		fmt.Fprintf(w, "<div>%s</div>\n", inner(strings.Join(c, "\n")))
	}
	w.WriteString("</div>\n")
	return nil
}

func (b Image) html(w *strings.Builder) error {
	width, _, err := b.size()
	if err != nil {
		return err
	}
	align := b.Align.class()
	if align == "" {
		align = "flush"
	}
	fmt.Fprintf(w, "<p%s><img alt=\"%s\" style=\"width:%smm\" src=\"data:image/png;base64,%s\"></p>\n", class(align),
		html.EscapeString(b.Alt), num(width), base64.StdEncoding.EncodeToString(b.PNG))
	return nil
}

func (PageBreak) html(w *strings.Builder) error {
	w.WriteString("<div class=\"page-break\"></div>\n")
	return nil
}
