package api

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"mime/multipart"
	"net/textproto"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/files"
	"kebang/internal/store"
)

// form makes a multipart body with one file.
func form(t *testing.T, name string, content io.Reader, fields ...string) (*bytes.Buffer, string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	h := textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + name + `"`},
		"Content-Type": {"application/octet-stream"}}
	p, err := w.CreatePart(h)
	if err == nil {
		_, err = io.Copy(p, content)
	}
	for i := 0; i+1 < len(fields); i += 2 {
		w.WriteField(fields[i], fields[i+1])
	}
	w.Close()
	if err != nil {
		t.Fatal(err)
	}
	return &b, w.FormDataContentType()
}

func (ts *testServer) postFile(token, name string, content io.Reader, fields ...string) response {
	b, ct := form(ts.t, name, content, fields...)
	return ts.do("POST", "/files", token, b, "Content-Type", ct)
}

const pdf = "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"

// TestNoRoomForUploads: where the server cannot keep a file while it reads it, nobody is told that the file is wrong.
func TestNoRoomForUploads(t *testing.T) {
	ts := newTestServer(t)
	owner := ts.as(zhenkang, actor.Enterprise)
	large := io.MultiReader(strings.NewReader(pdf), io.LimitReader(zeros{}, 3<<20))
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "gone"))
	if r := ts.postFile(owner, "大.pdf", large).want(503, "no-room-for-uploads"); r.header.Get("Retry-After") == "" ||
		!strings.Contains(r.str("detail"), "TMPDIR") {
		t.Errorf("%v %s", r.header, r.body)
	}
}

// forBrokers are records that brokers read.
type forBrokers struct{}

func (forBrokers) FileAccess(_ store.Tx, a actor.Actor, _, _ string) (files.Access, error) {
	return files.Access{Level: disclosure.Protected}, a.Require(actor.Broker)
}

func TestFiles(t *testing.T) {
	ts := newTestServer(t)
	owner, other := ts.as(zhenkang, actor.Enterprise), ts.as(zhenkang, actor.Broker)
	up := ts.postFile(owner, "../../合同 “一”.pdf", strings.NewReader(pdf)).want(201, "")
	if up.str("name") != "合同 “一”.pdf" || up.str("type") != kernel.PDF || len(up.str("sha256")) != 64 {
		t.Errorf("kept as %s", up.body)
	}
	path := "/files/" + up.str("id")
	got := ts.do("GET", path, owner, nil).want(200, "")
	if string(got.body) != pdf || !strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment") ||
		got.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("read back %q %v", got.body, got.header)
	}
	ts.do("GET", path, other, nil).want(404, "not-found")
	ts.do("GET", path, "", nil).want(401, "sign-in-needed")

	// A record that refers to it opens it to the readers of that record.
	ts.files.Register("test", forBrokers{})
	err := ts.db.Run(context.Background(), func(tx store.Tx) error {
		f, err := files.Files.Get(tx, zhenkang, up.str("id"))
		f.Links = []files.Link{{Kind: "test", Record: "r1", Level: disclosure.Protected}}
		if err == nil {
			err = files.Files.Update(tx, &f)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	ts.do("GET", path, other, nil).want(200, "")
	ts.do("GET", path, ts.as(zhenkang, actor.Expert), nil).want(404, "not-found")

	// One ticket opens it once, and nothing else.
	tk := ts.do("POST", "/tickets", owner, map[string]string{"path": kernel.Prefix + path}).want(201, "").str("ticket")
	ts.do("GET", "/files/another?ticket="+tk, "", nil).want(401, "ticket-invalid")
	ts.do("GET", path+"?ticket="+tk, "", nil).want(200, "")
	ts.do("GET", path+"?ticket="+tk, "", nil).want(401, "ticket-invalid")
	ts.do("GET", "/me?ticket="+tk, "", nil).want(401, "sign-in-needed")
	if strings.Contains(ts.log.String(), tk) {
		t.Error("a ticket stands in the log")
	}
	ts.setClock(time.Now())
	tk = ts.do("POST", "/tickets", owner, map[string]string{"path": path}).want(201, "").str("ticket")
	ts.setClock(time.Now().Add(61 * time.Second))
	ts.do("GET", path+"?ticket="+tk, "", nil).want(401, "ticket-invalid")
}

func TestUploadsThatAreRefused(t *testing.T) {
	ts := newTestServer(t)
	owner := ts.as(zhenkang, actor.Enterprise)
	png := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), make([]byte, 3<<20)...)
	ts.postFile(owner, "a.pdf", strings.NewReader("MZ\x90\x00 a program")).want(422, "file-type")
	ts.postFile(owner, "a.svg", strings.NewReader("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")).want(422,
		"file-type")
	ts.postFile(owner, "a.html", strings.NewReader("<!doctype html><script>1</script>")).want(422, "file-type")
	ts.postFile(owner, "empty.pdf", strings.NewReader("")).want(422, "file-empty")
	ts.postFile(owner, "big.png", bytes.NewReader(png), "purpose", "image").want(413, "file-too-large")
	ts.postFile(owner, "a.pdf", strings.NewReader(pdf), "purpose", "image").want(422, "file-type")
	ts.postFile(owner, "a.pdf", strings.NewReader(pdf), "purpose", "party").want(422, "")
	ts.postFile(owner, "huge.pdf", io.LimitReader(rand.Reader, 50<<20)).want(413, "body-too-large")
	ts.do("POST", "/files", owner, "{}").want(422, "")
	// Without a length the body is only found to be too large while it is read.
	b, ct := form(t, "huge.pdf", io.LimitReader(rand.Reader, 21<<20))
	ts.do("POST", "/files", owner, io.MultiReader(b), "Content-Type", ct).want(413, "")
	ts.do("POST", "/organizations", ts.as(zhenkang, actor.Officer), strings.Repeat(" ", 2<<20)).want(413,
		"body-too-large")
	ts.do("POST", "/organizations", ts.as(zhenkang, actor.Officer),
		io.MultiReader(strings.NewReader(strings.Repeat(" ", 2<<20)))).want(413, "")

	var z bytes.Buffer
	w := zip.NewWriter(&z)
	f, _ := w.Create("OFD.xml")
	io.WriteString(f, "<ofd/>")
	w.Close()
	ts.postFile(owner, "发票.ofd", bytes.NewReader(z.Bytes())).want(201, "")
	z.Reset()
	w = zip.NewWriter(&z)
	w.Create("evil.exe")
	w.Close()
	ts.postFile(owner, "a.zip", bytes.NewReader(z.Bytes())).want(422, "file-type")
	// A program inside an office file, whatever the name says.
	word := func(types string, more ...string) io.Reader {
		z.Reset()
		w := zip.NewWriter(&z)
		f, _ := w.Create("[Content_Types].xml")
		io.WriteString(f, `<Types><Override PartName="/word/document.xml" ContentType="`+types+`"/></Types>`)
		for _, name := range append([]string{"_rels/.rels", "word/document.xml"}, more...) {
			f, _ := w.Create(name)
			io.WriteString(f, "<x/>")
		}
		w.Close()
		return bytes.NewReader(z.Bytes())
	}
	const plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
	ts.postFile(owner, "说明.docx", word(plain)).want(201, "")
	ts.postFile(owner, "说明.docx", word("application/vnd.ms-word.document.macroEnabled.main+xml")).want(422,
		"file-macros")
	ts.postFile(owner, "说明.docm.docx", word(plain, "word/vbaProject.bin")).want(422, "file-macros")
	ts.do("GET", "/markets", "", nil).want(200, "") // it lives on
}

// TestUploadQuotaOnEveryUpload: whatever takes a file counts it, also a route that is yet to come.
func TestUploadQuotaOnEveryUpload(t *testing.T) {
	ts := newTestServer(t)
	admin := ts.as(zhenkang, actor.Admin)
	set, err := ts.settings.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	set.UploadFiles = 10
	if _, err := ts.settings.SaveSettings(t.Context(), actor.Actor{Person: "a", Market: zhenkang, Role: actor.Admin}, 0,
		set.SettingsForm); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		ts.postFile(admin, "a.pdf", strings.NewReader(pdf)).want(201, "")
	}
	uploads := 0
	for _, rt := range ts.srv.Router().Routes() {
		if !rt.Upload {
			continue
		}
		uploads++
		path := strings.NewReplacer("{id}", "x", "{kind}",
			"demands").Replace(strings.TrimPrefix(rt.Op.Path, kernel.Prefix))
		b, ct := form(t, "a.pdf", strings.NewReader(pdf))
		ts.do(rt.Op.Method, path, admin, b, "Content-Type", ct).want(429, "upload-quota")
	}
	if uploads < 2 {
		t.Errorf("only %d routes take files", uploads)
	}
}
