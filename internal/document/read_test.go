package document_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/document"
	"kebang/internal/fault"
)

func zipped(t testing.TB, name, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(body)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const head = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`

func TestParagraphs(t *testing.T) {
	doc := head + `<w:p><w:r><w:t>技术开</w:t></w:r><w:r><w:t xml:space="preserve">发合同 </w:t></w:r></w:p><w:p/>
		<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲方</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>边城糖业</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
		<w:p><w:del><w:r><w:delText>删去的话</w:delText></w:r></w:del><w:r><w:t>一、</w:t><w:tab/><w:t>标的</w:t><w:br/><w:t>第二行 &amp; 其他</w:t></w:r></w:p></w:body></w:document>`
	for _, name := range []string{"word/document.xml", "word/document2.xml"} {
		b := zipped(t, name, doc)
		got, err := document.Paragraphs(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]string{"技术开发合同", "甲方", "边城糖业", "一、 标的", "第二行 & 其他"}, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestParagraphsRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		b    []byte
		kind fault.Kind
	}{
		"a PDF":       {[]byte("%PDF-1.4"), fault.Malformed},
		"another zip": {zipped(t, "xl/workbook.xml", head), fault.Malformed},
		"broken XML":  {zipped(t, "word/document.xml", head+"<w:p <"), fault.Malformed},
		"too many words": {zipped(t, "word/document.xml", head+"<w:p><w:r><w:t>"+strings.Repeat("字", document.MaxText)),
			fault.TooLarge},
		"words in one go": {zipped(t, "word/document.xml",
			head+strings.Repeat("<w:p><w:r><w:t>合同</w:t></w:r></w:p>", document.MaxText)), fault.TooLarge},
	} {
		if _, err := document.Paragraphs(bytes.NewReader(tt.b), int64(len(tt.b))); !fault.Is(err, tt.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
