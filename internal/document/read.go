package document

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"kebang/internal/fault"
)

// MaxText is the most bytes of words that are read; a contract has a hundredth of it.
const MaxText = 2 << 20

// maxXML limits the unpacked document, so that a small hostile file cannot fill the memory.
const maxXML = 32 << 20

const strictNS = "http://purl.oclc.org/ooxml/wordprocessingml/main"

var errUnread = fault.Of(fault.Malformed, fault.T("docx",
	"这个Word文件读不出文字，请用Word重新另存为.docx后再上传。",
	"This Word file cannot be read; save it as .docx once more and upload it."))

// Paragraphs are the words of a .docx and nothing else: no pictures, no comments, no deleted words. They stand in
// reading order, one string a paragraph, those of a table cell by cell. Empty paragraphs are left out. The error is
// fault.Malformed for bytes that are no .docx, fault.TooLarge above MaxText.
func Paragraphs(r io.ReaderAt, size int64) ([]string, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, errUnread
	}
	f, err := open(z)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return read(io.LimitReader(f, maxXML))
}

// open finds the main part by its name. Word, WPS and LibreOffice write word/document.xml, some programs document2.xml.
func open(z *zip.Reader) (io.ReadCloser, error) {
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		if strings.HasPrefix(name, "word/document") && strings.HasSuffix(name, ".xml") {
			r, err := f.Open()
			if err != nil {
				return nil, errUnread
			}
			return r, nil
		}
	}
	return nil, errUnread
}

func read(r io.Reader) ([]string, error) {
	d := xml.NewDecoder(r)
	d.Strict = false
	var p parts
	for {
		t, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			p.end()
			return p.out, nil
		case err != nil:
			return nil, errUnread
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Space == mainNS || t.Name.Space == strictNS {
				p.start(t.Name.Local)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				p.inText = false
			case "p", "tc":
				p.end()
			}
		case xml.CharData:
			if p.inText {
				p.words.Write(t)
			}
		}
		if p.size+p.words.Len() > MaxText {
			return nil, fault.Of(fault.TooLarge, fault.T("docx-too-long",
				"合同文本太长，无法在页面上显示，请下载后阅读。",
				"The text is too long for a page; download it to read it."))
		}
	}
}

// parts is the text read so far.
type parts struct {
	out    []string
	words  strings.Builder
	inText bool
	size   int
}

func (p *parts) start(element string) {
	switch element {
	case "t":
		p.inText = true
	case "tab":
		p.words.WriteByte(' ')
	case "br", "cr":
		p.end()
	}
}

func (p *parts) end() {
	s := strings.TrimSpace(p.words.String())
	p.words.Reset()
	if s != "" {
		p.out, p.size = append(p.out, s), p.size+len(s)
	}
}
