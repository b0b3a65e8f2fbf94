package api

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
)

func TestProblems(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, party.Officer)
	for _, tt := range []struct {
		name, method, path, body string
		status                   int
		has                      string
	}{
		{"unknown field", "POST", "/organizations", `{"name":"甲乙公司","kind":"enterprise","colour":"red"}`, 422, `"/colour"`},
		{"unknown field deep down", "POST", "/organizations", `{"name":"甲乙公司","kind":"enterprise","contacts":[{"name":"李","fax":"1"}]}`, 422, `"/contacts/0/fax"`},
		{"wrong type", "POST", "/organizations", `{"name":7,"kind":"enterprise"}`, 422, `"/name"`},
		{"rule of the domain", "POST", "/organizations", `{"name":"甲","kind":"enterprise","uscc":"123"}`, 422, `"/uscc"`},
		{"not JSON", "POST", "/organizations", `{"name":`, 400, "malformed"},
		{"not UTF-8", "POST", "/organizations", "{\"name\":\"\xb9\xab\xcb\xbe\"}", 400, "malformed"},
		{"empty body", "POST", "/organizations", ``, 400, "malformed"},
		{"a title of 10,000 characters", "POST", "/organizations", `{"name":"` + strings.Repeat("长", 10000) + `","kind":"enterprise"}`, 422, "最多100个字"},
		{"a limit too high", "GET", "/organizations?limit=101", "", 422, "limit"},
		{"a limit that is no number", "GET", "/organizations?limit=many", "", 422, "limit"},
		{"a foreign cursor", "GET", "/organizations?cursor=abc", "", 400, ""},
		{"no such route", "GET", "/nothing", "", 404, "no-such-route"},
		{"no such method", "PATCH", "/organizations", "{}", 405, "method-not-allowed"},
		{"no such record", "GET", "/organizations/nothing", "", 404, "not-found"},
		{"a missing If-Match", "PUT", "/organizations/nothing", `{"name":"甲乙"}`, 428, "if-match-missing"},
	} {
		func() {
			var body any
			if tt.method != "GET" {
				body = tt.body
			}
			r := ts.do(tt.method, tt.path, officer, body).want(tt.status, "")
			if !strings.Contains(string(r.body), tt.has) {
				t.Errorf("%s: no %s in %s", tt.name, tt.has, r.body)
			}
			if strings.Contains(string(r.body), `"status":`+fmt.Sprint(tt.status)) == false {
				t.Errorf("%s: status is not in %s", tt.name, r.body)
			}
		}()
	}
	if strings.Contains(ts.log.String(), "甲乙公司") {
		t.Error("a body stands in the log")
	}
}

func TestEveryKindHasAStatus(t *testing.T) {
	for k := fault.Internal; k <= fault.Unavailable; k++ {
		if statuses[k] == 0 {
			t.Errorf("%s has no status", k)
		}
	}
	p, internal := problemOf(fault.Wrap(fmt.Errorf("password of db is hunter2"), fault.Internal, "x", "secret sentence"))
	if !internal || p.Status != 500 || strings.Contains(p.Detail, "secret") {
		t.Errorf("%+v", p)
	}
}

func TestRevisions(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, party.Officer)
	r := ts.do("POST", "/organizations", officer, map[string]any{"name": "镇康甲有限公司", "kind": "enterprise"}).want(201, "")
	path, tag := "/organizations/"+r.str("id"), r.header.Get("ETag")
	if tag != `"1"` {
		t.Fatalf("ETag %s", tag)
	}
	body := map[string]any{"name": "镇康甲有限公司", "kind": "enterprise", "address": "南伞"}
	ts.do("PUT", path, officer, body, "If-Match", tag).want(200, "")
	ts.do("PUT", path, officer, body, "If-Match", tag).want(412, "changed-meanwhile")
	ts.do("PUT", path, officer, body, "If-Match", "*").want(400, "if-match-form")
}

func TestIdempotencyKey(t *testing.T) {
	ts := newTestServer(t)
	officer, admin := ts.as(zhenkang, party.Officer), ts.as(zhenkang, party.Admin)
	body := map[string]any{"name": "镇康乙有限公司", "kind": "enterprise"}
	post := func(token string, body any, key string) response {
		return ts.do("POST", "/organizations", token, body, "Idempotency-Key", key)
	}
	first := post(officer, body, "k1").want(201, "")
	again := post(officer, body, "k1").want(201, "")
	if first.str("id") != again.str("id") || again.header.Get("Idempotent-Replayed") != "true" || again.header.Get("ETag") != `"1"` {
		t.Errorf("a repetition gave %s %v", again.body, again.header)
	}
	post(officer, map[string]any{"name": "另一个有限公司", "kind": "enterprise"}, "k1").want(422, "idempotency-key-reused")
	if other := post(admin, body, "k1").want(201, ""); other.str("id") == first.str("id") {
		t.Error("the key of another person was used")
	}
	post(officer, map[string]any{"name": "甲", "kind": "enterprise"}, "k2").want(422, "organization-invalid")
	post(officer, map[string]any{"name": "甲", "kind": "enterprise"}, "k2").want(422, "organization-invalid")
	// An answer that holds a secret is not kept.
	account := map[string]string{"account": "once", "name": "一次"}
	ts.do("POST", "/accounts", admin, account, "Idempotency-Key", "k3").want(201, "")
	ts.do("POST", "/accounts", admin, account, "Idempotency-Key", "k3").want(409, "account-taken")
}

func TestMarketsDoNotSeeEachOther(t *testing.T) {
	ts := newTestServer(t)
	mine := ts.do("GET", "/accounts", ts.as(zhenkang, party.Admin), nil).want(200, "")
	theirs := ts.do("GET", "/accounts", ts.as(wuxiang, party.Admin), nil).want(200, "")
	if mine.at("total") != 1.0 || theirs.at("total") != 1.0 {
		t.Errorf("totals %v and %v", mine.at("total"), theirs.at("total"))
	}
	o := ts.do("GET", "/organizations/"+ts.Org.ID, ts.as(wuxiang, party.Officer), nil).want(200, "")
	if strings.Contains(string(o.body), "13800001111") {
		t.Error("a private contact crossed the markets")
	}
	if o := ts.do("GET", "/organizations/"+ts.Org.ID, ts.as(zhenkang, party.Officer), nil); !strings.Contains(string(o.body), "13800001111") {
		t.Error("the officer does not see the contact")
	}
}

// form makes a multipart body with one file.
func form(t *testing.T, name string, content io.Reader, fields ...string) (*bytes.Buffer, string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	h := textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + name + `"`}, "Content-Type": {"application/octet-stream"}}
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
	owner := ts.as(zhenkang, party.Enterprise)
	large := io.MultiReader(strings.NewReader(pdf), io.LimitReader(zeros{}, 3<<20))
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "gone"))
	if r := ts.postFile(owner, "大.pdf", large).want(503, "no-room-for-uploads"); r.header.Get("Retry-After") == "" || !strings.Contains(r.str("detail"), "TMPDIR") {
		t.Errorf("%v %s", r.header, r.body)
	}
}

func TestFiles(t *testing.T) {
	ts := newTestServer(t)
	owner, other := ts.as(zhenkang, party.Enterprise), ts.as(zhenkang, party.Broker)
	up := ts.postFile(owner, "../../合同 “一”.pdf", strings.NewReader(pdf)).want(201, "")
	if up.str("name") != "合同 “一”.pdf" || up.str("type") != PDF || len(up.str("sha256")) != 64 {
		t.Errorf("kept as %s", up.body)
	}
	path := "/files/" + up.str("id")
	got := ts.do("GET", path, owner, nil).want(200, "")
	if string(got.body) != pdf || !strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment") || got.header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("read back %q %v", got.body, got.header)
	}
	ts.do("GET", path, other, nil).want(404, "not-found")
	ts.do("GET", path, "", nil).want(401, "sign-in-needed")

	// A record that refers to it opens it to the readers of that record.
	ts.srv.router.FileOwner("test", func(_ context.Context, a party.Actor, record string) error { return a.Require(party.Broker) })
	err := ts.db.Run(context.Background(), func(tx store.Tx) error {
		f, err := party.Files.Get(tx, zhenkang, up.str("id"))
		f.Links = []party.Link{{Kind: "test", Record: "r1"}}
		if err == nil {
			err = party.Files.Update(tx, &f)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	ts.do("GET", path, other, nil).want(200, "")
	ts.do("GET", path, ts.as(zhenkang, party.Expert), nil).want(404, "not-found")

	// One ticket opens it once, and nothing else.
	tk := ts.do("POST", "/tickets", owner, map[string]string{"path": Prefix + path}).want(201, "").str("ticket")
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
	owner := ts.as(zhenkang, party.Enterprise)
	png := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), make([]byte, 3<<20)...)
	ts.postFile(owner, "a.pdf", strings.NewReader("MZ\x90\x00 a program")).want(422, "file-type")
	ts.postFile(owner, "a.svg", strings.NewReader("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")).want(422, "file-type")
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
	ts.do("POST", "/organizations", ts.as(zhenkang, party.Officer), strings.Repeat(" ", 2<<20)).want(413, "body-too-large")
	ts.do("POST", "/organizations", ts.as(zhenkang, party.Officer), io.MultiReader(strings.NewReader(strings.Repeat(" ", 2<<20)))).want(413, "")

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
	ts.postFile(owner, "说明.docx", word("application/vnd.ms-word.document.macroEnabled.main+xml")).want(422, "file-macros")
	ts.postFile(owner, "说明.docm.docx", word(plain, "word/vbaProject.bin")).want(422, "file-macros")
	ts.do("GET", "/markets", "", nil).want(200, "") // it lives on
}

// TestUploadQuotaOnEveryUpload: whatever takes a file counts it, also a route that is yet to come.
func TestUploadQuotaOnEveryUpload(t *testing.T) {
	ts := newTestServer(t)
	admin := ts.as(zhenkang, party.Admin)
	set, err := ts.party.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	set.UploadFiles = 10
	if _, err := ts.party.SaveSettings(t.Context(), party.Actor{Person: "a", Market: zhenkang, Role: party.Admin}, 0, set.SettingsForm); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		ts.postFile(admin, "a.pdf", strings.NewReader(pdf)).want(201, "")
	}
	uploads := 0
	for _, rt := range ts.srv.router.order {
		if !rt.upload {
			continue
		}
		uploads++
		path := strings.NewReplacer("{id}", "x", "{kind}", "demands").Replace(strings.TrimPrefix(rt.op.Path, Prefix))
		b, ct := form(t, "a.pdf", strings.NewReader(pdf))
		ts.do(rt.op.Method, path, admin, b, "Content-Type", ct).want(429, "upload-quota")
	}
	if uploads < 2 {
		t.Errorf("only %d routes take files", uploads)
	}
}

func TestHeadersAndPages(t *testing.T) {
	ts := newTestServer(t)
	r := ts.do("GET", "//demands/abc", "", nil)
	if r.status != 404 || !strings.HasPrefix(r.header.Get("Content-Type"), "text/html") || !strings.Contains(string(r.body), "科榜") || r.header.Get("Cache-Control") != "no-cache" {
		t.Errorf("the page of a record that is not there: %d %s %v", r.status, r.body, r.header)
	}
	csp := r.header.Get("Content-Security-Policy")
	if !strings.Contains(csp, "script-src 'self';") || !strings.Contains(csp, "frame-src blob:; object-src 'none';") || strings.Contains(csp, "http") || r.header.Get("X-Frame-Options") != "DENY" {
		t.Errorf("policy %s", csp)
	}
	if r := ts.do("GET", "//assets/main-abc.js", "", nil); r.status != 200 || !strings.Contains(r.header.Get("Cache-Control"), "immutable") || !strings.HasPrefix(r.header.Get("Content-Type"), "text/javascript") {
		t.Errorf("an asset: %d %v", r.status, r.header)
	}
	// The id of a match holds a dot: its page opens from the address too.
	if r := ts.do("GET", "//matches/06h04j4a89vb53aeng76t04774.06h04j4a8dsob8bl9jpb6qal54", "", nil); r.status != 200 || !strings.HasPrefix(r.header.Get("Content-Type"), "text/html") {
		t.Errorf("the page of a match: %d %s", r.status, r.body)
	}
	for _, path := range []string{"//assets/gone.js", "//../../etc/passwd.txt", "//api/nothing", "//api", "//openapi.json", "//docs/x.html"} {
		if r := ts.do("GET", path, "", nil); r.status != 404 {
			t.Errorf("%s: %d", path, r.status)
		}
	}
	if r := ts.do("GET", "/reference", "", nil, "Accept-Encoding", "gzip"); r.header.Get("Content-Encoding") != "gzip" {
		t.Error("not compressed")
	} else if _, err := gzip.NewReader(bytes.NewReader(r.body)); err != nil {
		t.Error(err)
	}
	if got := ts.do("GET", "/markets", "", nil).header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("data may be cached: %s", got)
	}
	if ts.do("GET", "/markets", "", nil).header.Get("Strict-Transport-Security") != "" {
		t.Error("HSTS without https")
	}
}

func TestAPanicIsAnAnswer(t *testing.T) {
	ts := newTestServer(t)
	Route(ts.srv.router, Public, Op("boom", "GET", "/boom", "故障"), func(context.Context, party.Actor, *struct{}) (*Empty, error) {
		panic("secret of the house")
	})
	r := ts.do("GET", "/boom", "", nil).want(http.StatusInternalServerError, "internal")
	if strings.Contains(string(r.body), "secret") || !strings.Contains(ts.log.String(), "secret of the house") {
		t.Errorf("%s", r.body)
	}
}

func TestWritesAreLimited(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, party.Officer)
	ts.srv.writing = perMinute(6, 2)
	for range 2 {
		ts.do("POST", "/organizations", officer, "{}").want(422, "")
	}
	r := ts.do("POST", "/organizations", officer, "{}").want(429, "too-many")
	if r.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	ts.do("GET", "/organizations", officer, nil).want(200, "")
}

// TestReadsAreLimited: an account has a limit of its own, visitors share one by address, and who asks whether the server
// is well has none.
func TestReadsAreLimited(t *testing.T) {
	ts := newTestServer(t)
	officer, admin := ts.as(zhenkang, party.Officer), ts.as(zhenkang, party.Admin)
	ts.srv.reading, ts.srv.visiting = perMinute(6, 2), perMinute(6, 4)
	for range 2 {
		ts.do("GET", "/organizations", officer, nil).want(200, "")
	}
	ts.do("GET", "/organizations", officer, nil).want(429, "too-many")
	ts.do("GET", "/organizations", admin, nil).want(200, "")
	for range 4 {
		ts.do("GET", "/demands?market="+zhenkang, "", nil).want(200, "")
	}
	if r := ts.do("GET", "/achievements?market="+zhenkang, "", nil).want(429, "too-many"); r.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	ts.do("GET", "/health", "", nil).want(200, "")
}

func TestAdministration(t *testing.T) {
	ts := newTestServer(t)
	admin := ts.as(zhenkang, party.Admin)
	r := ts.do("POST", "/accounts", admin, map[string]string{"account": "li.si", "name": "李四", "role": "enterprise", "org": ts.Org.ID}).want(201, "")
	id := r.str("account", "id")
	if strings.Contains(string(r.body), "argon2") {
		t.Error("a hash was shown")
	}
	ts.do("POST", "/accounts/"+id+"/roles", admin, map[string]string{"role": "broker"}).want(200, "")
	ts.do("POST", "/accounts/"+id+"/reset", admin, nil).want(200, "")
	ts.do("POST", "/accounts/"+id+"/disable", admin, nil).want(200, "")
	ts.do("POST", "/accounts/"+id+"/enable", admin, nil).want(200, "")
	got := ts.do("GET", "/accounts?q=李四&role=broker", admin, nil).want(200, "")
	if got.at("total") != 1.0 {
		t.Errorf("found %s", got.body)
	}
	hist := ts.do("GET", "/accounts/"+id+"/history", admin, nil).want(200, "")
	if hist.at("total") != 5.0 {
		t.Errorf("history %s", hist.body)
	}
	m := ts.do("GET", "/market", admin, nil).want(200, "")
	save := map[string]any{"name": m.str("name"), "regionCode": "530924", "bureauName": "镇康县科技局", "mainIndustries": []string{"01", "zz"}}
	ts.do("PUT", "/market", admin, save, "If-Match", m.header.Get("ETag")).want(422, "market-invalid")
	save["mainIndustries"] = []string{"01"}
	ts.do("PUT", "/market", admin, save, "If-Match", m.header.Get("ETag")).want(200, "")
	ts.do("PUT", "/market", admin, save, "If-Match", m.header.Get("ETag")).want(412, "changed-meanwhile")
	if r := ts.do("GET", "/market/history", admin, nil).want(200, ""); r.at("total") != 2.0 {
		t.Errorf("history of the market: %s", r.body)
	}
	if r := ts.do("GET", "/regions?parent=530900", "", nil).want(200, ""); !strings.Contains(string(r.body), "镇康县") {
		t.Errorf("regions %s", r.body)
	}
}

func TestOneOfManyWins(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, party.Officer)
	tk := ts.do("POST", "/tickets", officer, map[string]string{"path": "/demands/export.xlsx"}).want(201, "").str("ticket")
	each := func(fn func() response) map[int]int {
		var mu sync.Mutex
		var wg sync.WaitGroup
		got := map[int]int{}
		for range 8 {
			wg.Go(func() {
				r := fn()
				mu.Lock()
				defer mu.Unlock()
				got[r.status]++
			})
		}
		wg.Wait()
		return got
	}
	if got := each(func() response { return ts.do("GET", "/demands/export.xlsx?ticket="+tk, "", nil) }); got[200] != 1 || got[401] != 7 {
		t.Errorf("one ticket opened %v", got)
	}
	body := map[string]any{"name": "镇康并发有限公司", "kind": "enterprise"}
	got := each(func() response { return ts.do("POST", "/organizations", officer, body, "Idempotency-Key", "same") })
	if got[201]+got[409] != 8 || got[201] == 0 {
		t.Errorf("answers %v", got)
	}
	if n := ts.do("GET", "/organizations?q=镇康并发", officer, nil).want(200, "").at("total"); n != 1.0 {
		t.Errorf("%v records", n)
	}
}
