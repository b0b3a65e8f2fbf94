package files_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kebang/api/apitest"
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/files"
	"kebang/internal/store"
)

// TestNoRoomForUploads: where the server cannot keep a file while it reads it, nobody is told that the file is wrong.
func TestNoRoomForUploads(t *testing.T) {
	ts := apitest.New(t)
	owner := ts.As(apitest.Zhenkang, actor.Enterprise)
	large := io.MultiReader(strings.NewReader(apitest.SmallPDF), io.LimitReader(apitest.Zeros{}, 3<<20))
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "gone"))
	if r := ts.PostFile(owner, "大.pdf", large).Want(503, "no-room-for-uploads"); r.Header.Get("Retry-After") == "" ||
		!strings.Contains(r.Str("detail"), "TMPDIR") {
		t.Errorf("%v %s", r.Header, r.Body)
	}
}

// forBrokers are records that brokers read.
type forBrokers struct{}

func (forBrokers) FileAccess(_ store.Tx, a actor.Actor, _, _ string) (files.Access, error) {
	return files.Access{Level: disclosure.Protected}, a.Require(actor.Broker)
}

func TestFiles(t *testing.T) {
	ts := apitest.New(t)
	owner, other := ts.As(apitest.Zhenkang, actor.Enterprise), ts.As(apitest.Zhenkang, actor.Broker)
	up := ts.PostFile(owner, "../../合同 “一”.pdf", strings.NewReader(apitest.SmallPDF)).Want(201, "")
	if up.Str("name") != "合同 “一”.pdf" || up.Str("type") != kernel.PDF || len(up.Str("sha256")) != 64 {
		t.Errorf("kept as %s", up.Body)
	}
	path := "/files/" + up.Str("id")
	got := ts.Do("GET", path, owner, nil).Want(200, "")
	if string(got.Body) != apitest.SmallPDF ||
		!strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") ||
		got.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("read back %q %v", got.Body, got.Header)
	}
	ts.Do("GET", path, other, nil).Want(404, "not-found")
	ts.Do("GET", path, "", nil).Want(401, "sign-in-needed")

	// A record that refers to it opens it to the readers of that record.
	ts.Files.Register("test", forBrokers{})
	err := ts.DB.Run(context.Background(), func(tx store.Tx) error {
		f, err := files.Files.Get(tx, apitest.Zhenkang, up.Str("id"))
		f.Links = []files.Link{{Kind: "test", Record: "r1", Level: disclosure.Protected}}
		if err == nil {
			err = files.Files.Update(tx, &f)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	ts.Do("GET", path, other, nil).Want(200, "")
	ts.Do("GET", path, ts.As(apitest.Zhenkang, actor.Expert), nil).Want(404, "not-found")

	// One ticket opens it once, and nothing else.
	tk := ts.Do("POST", "/tickets", owner, map[string]string{"path": kernel.Prefix + path}).Want(201, "").Str("ticket")
	ts.Do("GET", "/files/another?ticket="+tk, "", nil).Want(401, "ticket-invalid")
	ts.Do("GET", path+"?ticket="+tk, "", nil).Want(200, "")
	ts.Do("GET", path+"?ticket="+tk, "", nil).Want(401, "ticket-invalid")
	ts.Do("GET", "/me?ticket="+tk, "", nil).Want(401, "sign-in-needed")
	if strings.Contains(ts.Log.String(), tk) {
		t.Error("a ticket stands in the log")
	}
	ts.SetClock(time.Now())
	tk = ts.Do("POST", "/tickets", owner, map[string]string{"path": path}).Want(201, "").Str("ticket")
	ts.SetClock(time.Now().Add(61 * time.Second))
	ts.Do("GET", path+"?ticket="+tk, "", nil).Want(401, "ticket-invalid")
}

func TestUploadsThatAreRefused(t *testing.T) {
	ts := apitest.New(t)
	owner := ts.As(apitest.Zhenkang, actor.Enterprise)
	png := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), make([]byte, 3<<20)...)
	ts.PostFile(owner, "a.pdf", strings.NewReader("MZ\x90\x00 a program")).Want(422, "file-type")
	ts.PostFile(owner, "a.svg", strings.NewReader("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")).Want(422,
		"file-type")
	ts.PostFile(owner, "a.html", strings.NewReader("<!doctype html><script>1</script>")).Want(422, "file-type")
	ts.PostFile(owner, "empty.pdf", strings.NewReader("")).Want(422, "file-empty")
	ts.PostFile(owner, "big.png", bytes.NewReader(png), "purpose", "image").Want(413, "file-too-large")
	ts.PostFile(owner, "a.pdf", strings.NewReader(apitest.SmallPDF), "purpose", "image").Want(422, "file-type")
	ts.PostFile(owner, "a.pdf", strings.NewReader(apitest.SmallPDF), "purpose", "party").Want(422, "")
	ts.PostFile(owner, "huge.pdf", io.LimitReader(rand.Reader, 50<<20)).Want(413, "body-too-large")
	ts.Do("POST", "/files", owner, "{}").Want(422, "")
	// Without a length the body is only found to be too large while it is read.
	b, ct := apitest.Form(t, "huge.pdf", io.LimitReader(rand.Reader, 21<<20))
	ts.Do("POST", "/files", owner, io.MultiReader(b), "Content-Type", ct).Want(413, "")
	ts.Do("POST", "/organizations", ts.As(apitest.Zhenkang, actor.Officer), strings.Repeat(" ", 2<<20)).Want(413,
		"body-too-large")
	ts.Do("POST", "/organizations", ts.As(apitest.Zhenkang, actor.Officer),
		io.MultiReader(strings.NewReader(strings.Repeat(" ", 2<<20)))).Want(413, "")

	var z bytes.Buffer
	w := zip.NewWriter(&z)
	f, _ := w.Create("OFD.xml")
	io.WriteString(f, "<ofd/>")
	w.Close()
	ts.PostFile(owner, "发票.ofd", bytes.NewReader(z.Bytes())).Want(201, "")
	z.Reset()
	w = zip.NewWriter(&z)
	w.Create("evil.exe")
	w.Close()
	ts.PostFile(owner, "a.zip", bytes.NewReader(z.Bytes())).Want(422, "file-type")
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
	ts.PostFile(owner, "说明.docx", word(plain)).Want(201, "")
	ts.PostFile(owner, "说明.docx", word("application/vnd.ms-word.document.macroEnabled.main+xml")).Want(422,
		"file-macros")
	ts.PostFile(owner, "说明.docm.docx", word(plain, "word/vbaProject.bin")).Want(422, "file-macros")
	ts.Do("GET", "/markets", "", nil).Want(200, "") // it lives on
}

// TestUploadQuotaOnEveryUpload: whatever takes a file counts it, also a route that is yet to come.
func TestUploadQuotaOnEveryUpload(t *testing.T) {
	ts := apitest.New(t)
	admin := ts.As(apitest.Zhenkang, actor.Admin)
	set, err := ts.Settings.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	set.UploadFiles = 10
	if _, err := ts.Settings.SaveSettings(t.Context(), actor.Actor{Person: "a", Market: apitest.Zhenkang,
		Role: actor.Admin}, 0,
		set.SettingsForm); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		ts.PostFile(admin, "a.pdf", strings.NewReader(apitest.SmallPDF)).Want(201, "")
	}
	uploads := 0
	for _, rt := range ts.Handler.Router().Routes() {
		if !rt.Upload {
			continue
		}
		uploads++
		path := strings.NewReplacer("{id}", "x", "{kind}",
			"demands").Replace(strings.TrimPrefix(rt.Op.Path, kernel.Prefix))
		b, ct := apitest.Form(t, "a.pdf", strings.NewReader(apitest.SmallPDF))
		ts.Do(rt.Op.Method, path, admin, b, "Content-Type", ct).Want(429, "upload-quota")
	}
	if uploads < 2 {
		t.Errorf("only %d routes take files", uploads)
	}
}
