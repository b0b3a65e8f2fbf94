package document_test

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// mark is a text on a page of a PDF, in points from its lower left corner.
type mark struct {
	page              int
	text              string
	x, y, width, size float64
	artifact          string // Layout, Pagination, or empty for the words of the paper
}

// file reads the objects of a PDF by its table of references.
type file struct {
	t    testing.TB
	data []byte
	at   map[int]int
}

func openPDF(t testing.TB, data []byte) *file {
	t.Helper()
	f := &file{t, data, map[int]int{}}
	start, _, _ := strings.Cut(string(data[bytes.LastIndex(data, []byte("startxref\n"))+10:]), "\n")
	at, err := strconv.Atoi(start)
	if err != nil || !bytes.HasPrefix(data[at:], []byte("xref\n0 ")) {
		t.Fatalf("no table of references at %q", start)
	}
	for i, line := range strings.Split(string(data[at:bytes.Index(data, []byte("trailer"))]), "\n")[2:] {
		if offset, _, ok := strings.Cut(line, " 00000 n"); ok {
			f.at[i], _ = strconv.Atoi(offset)
		}
	}
	return f
}

// object is the dictionary of an object, and its unpacked stream.
func (f *file) object(n int) (dict string, stream []byte) {
	f.t.Helper()
	head := strconv.Itoa(n) + " 0 obj\n"
	at, ok := f.at[n]
	if !ok || !bytes.HasPrefix(f.data[at:], []byte(head)) {
		f.t.Fatalf("object %d is not where the table says", n)
	}
	body := f.data[at+len(head):]
	end := bytes.Index(body, []byte("\nendobj"))
	if i := bytes.Index(body, []byte(">>\nstream\n")); i >= 0 && i < end {
		dict = string(body[:i+2])
		size, err := strconv.Atoi(first(f.t, dict, `/Length (\d+)`))
		if err != nil {
			f.t.Fatal(err)
		}
		z, err := zlib.NewReader(bytes.NewReader(body[i+10 : i+10+size]))
		if err != nil {
			f.t.Fatal(err)
		}
		if stream, err = io.ReadAll(z); err != nil {
			f.t.Fatal(err)
		}
		return dict, stream
	}
	return string(body[:end]), nil
}

func (f *file) ref(dict, name string) int {
	f.t.Helper()
	n, err := strconv.Atoi(first(f.t, dict, "/"+name+` \[?(\d+) 0 R`))
	if err != nil {
		f.t.Fatal(err)
	}
	return n
}

func first(t testing.TB, s, pattern string) string {
	t.Helper()
	m := regexp.MustCompile(pattern).FindStringSubmatch(s)
	if m == nil {
		t.Fatalf("no %s in %s", pattern, s)
	}
	return m[1]
}

// lettering decodes the codes of a font by ToUnicode and W, as a reader does.
type lettering struct {
	text   map[int]string
	widths []float64
}

func (f *file) lettering(font int) lettering {
	dict, _ := f.object(font)
	_, cmap := f.object(f.ref(dict, "ToUnicode"))
	out := lettering{text: map[int]string{}}
	for _, m := range regexp.MustCompile(`(?m)^<(\w+)> <(\w+)>$`).FindAllStringSubmatch(string(cmap), -1) {
		code, _ := strconv.ParseInt(m[1], 16, 32)
		b, _ := hex.DecodeString(m[2])
		var units []uint16
		for i := 0; i+1 < len(b); i += 2 {
			units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
		}
		out.text[int(code)] = string(utf16.Decode(units))
	}
	cid, _ := f.object(f.ref(dict, "DescendantFonts"))
	for _, w := range strings.Fields(first(f.t, cid, `/W \[1 \[([^\]]*)\]`)) {
		v, _ := strconv.ParseFloat(w, 64)
		out.widths = append(out.widths, v)
	}
	return out
}

// marks are the texts of a PDF in the order of its contents, and the number of its pages.
func marks(t testing.TB, data []byte) (out []mark, pages int) {
	t.Helper()
	f := openPDF(t, data)
	root, _ := f.object(1)
	tree, _ := f.object(f.ref(root, "Pages"))
	fonts := map[string]lettering{}
	for _, kid := range regexp.MustCompile(`(\d+) 0 R`).FindAllStringSubmatch(first(t, tree, `/Kids \[([^\]]*)\]`),
		-1) {
		n, _ := strconv.Atoi(kid[1])
		page, _ := f.object(n)
		resources, _ := f.object(f.ref(page, "Resources"))
		for _, m := range regexp.MustCompile(`/(F\d+) (\d+) 0 R`).FindAllStringSubmatch(resources, -1) {
			if _, ok := fonts[m[1]]; !ok {
				n, _ := strconv.Atoi(m[2])
				fonts[m[1]] = f.lettering(n)
			}
		}
		_, content := f.object(f.ref(page, "Contents"))
		out = append(out, marksOf(t, pages, string(content), fonts)...)
		pages++
	}
	return out, pages
}

func marksOf(t testing.TB, page int, content string, fonts map[string]lettering) (out []mark) {
	t.Helper()
	var stack []string
	var now mark
	var font string
	artifact, spread := "", 0.0
	number := func(back int) float64 {
		v, err := strconv.ParseFloat(stack[len(stack)-back], 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for word := range strings.FieldsSeq(content) {
		switch word {
		case "BDC":
			artifact = strings.TrimSuffix(strings.TrimPrefix(stack[len(stack)-1], "/"), ">>")
		case "EMC":
			artifact = ""
		case "Tm":
			now = mark{page: page, x: number(2), y: number(1), artifact: artifact}
		case "Tc":
			spread = number(1)
		case "Tf":
			font, now.size = strings.TrimPrefix(stack[len(stack)-2], "/"), number(1)
		case "Tj":
			codes := strings.Trim(stack[len(stack)-1], "<>")
			for i := 0; i < len(codes); i += 4 {
				code, err := strconv.ParseInt(codes[i:i+4], 16, 32)
				text, ok := fonts[font].text[int(code)]
				if err != nil || !ok {
					t.Fatalf("code %s of %s has no character", codes[i:i+4], font)
				}
				if now.text += text; now.width > 0 {
					now.width += spread
				}
				now.width += fonts[font].widths[code-1] * now.size / 1000
			}
		case "ET":
			out = append(out, now)
		}
		stack = append(stack, word)
	}
	return out
}

// words are the texts of the paper itself, without page numbers and repeated heads.
func words(ms []mark) string {
	var b strings.Builder
	for _, m := range ms {
		if m.artifact == "" {
			b.WriteString(m.text)
		}
	}
	return b.String()
}
