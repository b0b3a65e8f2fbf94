package sheet

import (
	"encoding/xml"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Limits of the kept texts of page heads and feet, which only bear marks and titles.
const (
	maxAround      = 40
	maxAroundRunes = 400
)

// around keeps a text of the head or foot of the pages of the current sheet.
func (b *builder) around(text string) {
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > maxAroundRunes {
		text = string(r[:maxAroundRunes])
	}
	if len(b.sheets) == 0 || text == "" || len(b.current().Around) >= maxAround ||
		slices.Contains(b.current().Around, text) {
		return
	}
	b.current().Around = append(b.current().Around, text)
}

// pageParts reads the heads and feet of a .docx, each in a part of its own (ECMA-376 part 1, 17.10).
func (p *pack) pageParts(main string) error {
	folder, read := partKey(path.Dir(main)), 0
	for name := range p.parts {
		base := path.Base(name)
		if path.Dir(name) != folder || !strings.HasPrefix(base, "header") && !strings.HasPrefix(base, "footer") ||
			path.Ext(base) != ".xml" {
			continue
		}
		if read++; read > maxAround {
			return nil
		}
		var text strings.Builder
		in := false
		err := p.tokens(name, func(t xml.Token) error {
			switch t := t.(type) {
			case xml.StartElement:
				in = t.Name.Local == "t"
			case xml.EndElement:
				in = false
				if t.Name.Local == "p" {
					p.b.around(text.String())
					text.Reset()
				}
			case xml.CharData:
				if in && text.Len() < 4*maxAroundRunes {
					text.Write(t)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// pageCode is a code in the head of printed pages: &C, &"宋体,加粗"&12, &P (ECMA-376 part 1, 18.3.1.46).
var pageCode = regexp.MustCompile(`&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]+|[A-Za-z])`)

// isPageText reports whether an element of a worksheet holds the heads and feet of its pages.
func isPageText(element string) bool {
	switch element {
	case "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter":
		return true
	}
	return false
}
