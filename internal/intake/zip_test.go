package intake_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/vocab"
)

// TestSeveralFilesInAZip reads all tables of a pack; other files are reported with their reason.
func TestSeveralFilesInAZip(t *testing.T) {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for name, text := range map[string]string{
		"糖业.csv":            "企业名称,需求名称,需求内容\n青禾糖业有限公司,机收蔗除杂,夹杂物多。\n",
		"坚果/坚果.html":        "<table><tr><td>企业名称<td>需求名称<td>需求内容<tr><td>青禾坚果有限公司<td>青皮脱除<td>脱不净。</table>",
		"扫描件.png":           "\x89PNG\r\n\x1a\n\x00",
		"__MACOSX/._糖业.csv": "x",
	} {
		w, err := z.Create(name)
		must(t, err)
		_, err = w.Write([]byte(text))
		must(t, err)
	}
	must(t, z.Close())
	b, err := open("全县.zip", buf.Bytes())
	must(t, err)
	p, err := intake.Read(form.Demands, "m1", b, nil)
	must(t, err)
	var titles []string
	for _, r := range p.Rows {
		titles = append(titles, r.Sheet+" "+r.Title())
	}
	for _, want := range []string{"糖业.csv 机收蔗除杂", "坚果/坚果.html 青皮脱除"} {
		if !strings.Contains(strings.Join(titles, "|"), want) {
			t.Errorf("%q is missing in %q", want, titles)
		}
	}
	if len(p.Unread) != 1 || p.Unread[0].Name != "扫描件.png" || !strings.Contains(p.Unread[0].Msg.In(vocab.Zh), "图片") {
		t.Errorf("unread: %+v", p.Unread)
	}
}
