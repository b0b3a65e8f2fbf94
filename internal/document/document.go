// Package document lays out papers of an office (contracts, notices, papers of a meeting) in the measures of GB/T
// 9704-2012. The page is A4 with a type area of 156 × 225 mm and 22 lines of 28 characters. One Document is written as
// .docx, as PDF with real text, or as HTML for printing. The package also reads the words of a .docx. It must not know
// the subject of a paper, nor any domain, network or file system.
package document

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"kebang/internal/fault"
)

// Document is one paper. Its three writers give the same words in the same order. The same Document gives the same
// bytes: no time, no author.
type Document struct {
	Title  string // may have several lines; may be empty
	Lang   string // BCP 47; empty for zh-CN
	Blocks []Block
	Fonts  *Fonts // of the PDF; nil for the built-in ones
}

// Block is one part of a paper: Heading, Paragraph, Table, Image, Signature or PageBreak.
//
// In every text a line feed begins another paragraph, a tab is a space, and format characters (Unicode class Cf) are
// left out. All writers refuse other control characters with fault.Invalid.
type Block interface{ html(*strings.Builder) error }

// Heading is a title inside the text. The number (一、 （一） 1. （1）) is part of the text.
type Heading struct {
	Level int // 1 to 4
	Text  string
}

// Paragraph is running text. A left-aligned one is indented by two characters.
type Paragraph struct {
	Text  string
	Align Align
	Flush bool // no indent
}

// Table has ruled cells. Its head is repeated on every page. A row stays on one page unless it is longer than the page.
type Table struct {
	Columns []Column
	Rows    [][]string // a short row ends in empty cells; a row longer than Columns is a plain error
}

// Column is one column of a Table. Without any Head the table has no head.
type Column struct {
	Head  string
	Width float64 // share of the line; 0 counts as 1
	Align Align   // alignment of the cells; heads are centred
}

// Signature closes a paper and stays on one page. One column is set at the right, as the name of the office and the
// date. Two or more are set side by side, as the sides of a contract.
type Signature struct{ Columns [][]string }

// PageBreak begins a new page.
type PageBreak struct{}

// Align is the alignment of a line of text.
type Align int

// The alignments. The lines of a left-aligned paragraph fill the width.
const (
	Left Align = iota
	Center
	Right
)

// Measures of GB/T 9704-2012, 5.1 and 5.2, in millimetres.
const (
	paperWidth, paperHeight = 210.0, 297.0
	marginTop, marginLeft   = 37.0, 28.0
	typeWidth, typeHeight   = 156.0, 225.0
	marginRight             = paperWidth - marginLeft - typeWidth
	marginBottom            = paperHeight - marginTop - typeHeight
	linesOfPage             = 22
	charsOfLine             = 28
	footGap                 = 7.0 // from the type area to the rules beside the page number
)

// Sizes of type in points: 2号, 3号, 4号 and 小四 for tables.
const (
	sizeTitle, sizeBody, sizeFoot, sizeCell = 22.0, 16.0, 14.0, 12.0
)

func (h Heading) level() int { return min(max(h.Level, 1), 4) }

// hasHead reports whether any column has a head.
func (t Table) hasHead() bool {
	for _, c := range t.Columns {
		if c.Head != "" {
			return true
		}
	}
	return false
}

// heads are the texts of the head row.
func (t Table) heads() []string {
	out := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		out[i] = c.Head
	}
	return out
}

// shares are the widths of the columns as parts of 1.
func (t Table) shares() []float64 {
	out, sum := make([]float64, len(t.Columns)), 0.0
	for i, c := range t.Columns {
		if out[i] = c.Width; out[i] <= 0 {
			out[i] = 1
		}
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// cell is the text of a column in a row.
func cell(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}

// lines are the paragraphs of a text, cleaned.
func lines(text string) []string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\t", " ")
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) {
			return -1
		}
		return r
	}, text)
	return strings.Split(text, "\n")
}

// texts calls f with every text of the document, in order, and with the role of its type.
func (d *Document) texts(f func(text string, of role)) {
	f(d.Title, titleRole)
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case Heading:
			f(b.Text, headingRole(b.level()))
		case Paragraph:
			f(b.Text, bodyRole)
		case Table:
			for _, c := range b.Columns {
				f(c.Head, headRole)
			}
			for _, row := range b.Rows {
				for _, text := range row {
					f(text, bodyRole)
				}
			}
		case Signature:
			for _, c := range b.Columns {
				for _, text := range c {
					f(text, bodyRole)
				}
			}
		}
	}
}

// check refuses text that no writer can keep, and tables whose rows do not fit their columns.
func (d *Document) check() error {
	var bad error
	d.texts(func(text string, _ role) {
		if !utf8.ValidString(text) {
			bad = fault.Of(fault.Invalid, fault.T("document-encoding", "文档里有不是 UTF-8 的文字。",
				"The document holds text that is not UTF-8."))
		}
		for _, line := range lines(text) {
			for _, r := range line {
				if unicode.IsControl(r) {
					bad = fault.Of(fault.Invalid, fault.T("document-control",
						"文档里有不可见的控制字符（%s），请删去后重试。",
						"The document holds a control character (%s); delete it and retry."),
						fmt.Sprintf("U+%04X", r))
				}
			}
		}
	})
	for _, b := range d.Blocks {
		if t, ok := b.(Table); ok {
			for i, row := range t.Rows {
				if len(row) > len(t.Columns) {
					return fmt.Errorf("document: row %d has %d cells in a table of %d columns", i, len(row),
						len(t.Columns))
				}
			}
		}
	}
	return bad
}
