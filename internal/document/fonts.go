package document

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
)

//go:embed fonts/NotoSerifSC-Regular.ttf.gz
var packed []byte

// builtIn is Noto Serif SC, unpacked for the first PDF. It has every character of GBK and of 通用规范汉字表.
var builtIn = sync.OnceValues(func() (*font, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("document: built-in font: %w", err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("document: built-in font: %w", err)
	}
	return parseFont("NotoSerifSC", data)
})

// role is the function of a text in the paper; it decides the font.
type role int

const (
	bodyRole  role = iota // 仿宋
	titleRole             // 小标宋
	headRole              // 黑体: headings of the first level, heads of tables
	kaiRole               // 楷体: headings of the second level
	roles
)

func headingRole(level int) role {
	return []role{headRole, kaiRole, bodyRole, bodyRole}[level-1]
}

// officeFonts are font files of Windows and WPS. No free font has these faces for simplified characters.
var officeFonts = map[string]role{"simfang.ttf": bodyRole, "fzxbsjw.ttf": titleRole, "simhei.ttf": headRole,
	"simkai.ttf": kaiRole}

// Fonts are the fonts of a PDF. The office's own faces come first. A character that they lack is set in the built-in
// font.
type Fonts struct {
	office [roles]*font
	extra  []*font
}

// LoadFonts reads the TrueType fonts (.ttf) of a folder: simfang.ttf for the text, FZXBSJW.TTF for titles, simhei.ttf
// and simkai.ttf for headings. Other fonts in the folder serve for characters that these and the built-in one lack. A
// file that is no TrueType font with a Unicode table is an error.
func LoadFonts(folder fs.FS) (*Fonts, error) {
	names, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, fmt.Errorf("document: fonts: %w", err)
	}
	var out Fonts
	for _, e := range names {
		name := strings.ToLower(e.Name())
		if e.IsDir() || !strings.HasSuffix(name, ".ttf") {
			continue
		}
		data, err := fs.ReadFile(folder, e.Name())
		if err != nil {
			return nil, fmt.Errorf("document: fonts: %w", err)
		}
		f, err := parseFont(pdfName(e.Name()), data)
		if err != nil {
			return nil, fmt.Errorf("document: %s: %w", e.Name(), err)
		}
		if r, ok := officeFonts[name]; ok {
			out.office[r] = f
		} else {
			out.extra = append(out.extra, f)
		}
	}
	return &out, nil
}

func pdfName(file string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, file[:len(file)-len(".ttf")])
}

// choice is a font with its way of drawing: the built-in one is drawn heavier in place of a missing office face.
type choice struct {
	*font
	heavy bool
}

// choices are the fonts of a role, the first choice first.
func (f *Fonts) choices(of role) ([]choice, error) {
	own, err := builtIn()
	if err != nil {
		return nil, err
	}
	heavy := of == titleRole || of == headRole
	var out []choice
	if f != nil && f.office[of] != nil {
		out = append(out, choice{f.office[of], false})
	}
	out = append(out, choice{own, heavy})
	if f != nil {
		for _, x := range f.extra {
			out = append(out, choice{x, heavy})
		}
	}
	return out, nil
}
