package document_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/document"
)

// short is the sample with four rows in its long table.
func short(t testing.TB) *document.Document {
	d := sample(t)
	for i, b := range d.Blocks {
		if table, ok := b.(document.Table); ok && len(table.Rows) > 4 {
			table.Rows = table.Rows[:4]
			d.Blocks[i] = table
		}
	}
	return d
}

// golden compares a text with a file of testdata. KEBANG_UPDATE=1 writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name+".golden")
	if os.Getenv("KEBANG_UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", name, d)
	}
}

func TestDocx(t *testing.T) {
	var b bytes.Buffer
	if err := short(t).Docx(&b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(body)
		if strings.HasSuffix(f.Name, ".xml") || strings.HasSuffix(f.Name, ".rels") {
			wellFormed(t, f.Name, body)
		}
	}
	for _, name := range []string{"document", "styles", "footer1"} {
		golden(t, name+".xml", strings.ReplaceAll(parts["word/"+name+".xml"], "><w:", ">\n<w:"))
	}
	for _, rel := range []string{"styles.xml", "settings.xml", "footer1.xml", "footer2.xml", "media/image1.png"} {
		if !strings.Contains(parts["word/_rels/document.xml.rels"], `Target="`+rel+`"`) || parts["word/"+rel] == "" {
			t.Errorf("%s is not in the package", rel)
		}
	}
}

func wellFormed(t *testing.T, name string, body []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(body))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

// docxWords are the words of word/document.xml.
func docxWords(t testing.TB, b []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	d, in := xml.NewDecoder(f), false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out.String()
		} else if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			in = token.Name.Local == "t"
		case xml.EndElement:
			in = false
		case xml.CharData:
			if in {
				out.Write(token)
			}
		}
	}
}

func TestHTML(t *testing.T) {
	var b bytes.Buffer
	if err := short(t).HTML(&b); err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(b.String(), "<style>")
	_, body, _ := strings.Cut(rest, "</style>")
	golden(t, "page.html", head+body)
	if strings.Contains(body, "<script") || strings.Contains(body, "<其他>") {
		t.Error("the page holds markup of the text")
	}
}

// TestFragment holds what is pasted into a portal to the same words without style sheet, classes and frame.
func TestFragment(t *testing.T) {
	var page, part bytes.Buffer
	if err := short(t).HTML(&page); err != nil {
		t.Fatal(err)
	}
	if err := short(t).Fragment(&part); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<html", "<style", " class=", "<script", "<其他>"} {
		if strings.Contains(part.String(), bad) {
			t.Errorf("the fragment holds %s", bad)
		}
	}
	_, body, _ := strings.Cut(page.String(), "<body>")
	body, _, _ = strings.Cut(body, "</body>")
	tags := regexp.MustCompile(`<[^>]*>`)
	if got, want := tags.ReplaceAllString(part.String(), ""), tags.ReplaceAllString(body, ""); strings.TrimSpace(got) !=
		strings.TrimSpace(want) {
		t.Errorf("the fragment has other words:\n%s\n%s", got, want)
	}
}
