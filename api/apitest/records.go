package apitest

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/textproto"
	"net/url"
	"slices"
	"strings"
	"testing"

	"kebang/api/kernel"
	"kebang/internal/account"
	"kebang/internal/actor"
	"kebang/internal/party"
	"kebang/internal/store"

	"github.com/google/go-cmp/cmp"
)

// SmallPDF is a PDF file.
const SmallPDF = "%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"

// Publish brings a listing before the public by its owner and an officer.
func (ts *Server) Publish(market, token, base string, content map[string]any) string {
	ts.T.Helper()
	r := ts.Do("POST", base, token, map[string]any{"content": content}).Want(201, "")
	path := base + "/" + r.Str("id")
	r = ts.Do("POST", path+"/submit", token, "{}", "If-Match", r.Header.Get("ETag")).Want(200, "")
	ts.Do("POST", path+"/publish", ts.As(market, actor.Officer), "{}", "If-Match", r.Header.Get("ETag")).Want(200, "")
	return r.Str("id")
}

// Seller makes an institute with an account and gives its id and token.
func (ts *Server) Seller() (org, token string) {
	ts.T.Helper()
	ctx := context.Background()
	o, err := ts.Parties.CreateOrganization(ctx, actor.SystemActor(Zhenkang), party.NewID(),
		party.OrganizationForm{Name: "镇康测试技术学院", USCC: "12530900DEM0DEMB2A", Kind: party.InstituteOrg,
			Region: "530924"})
	if err != nil {
		ts.T.Fatal(err)
	}
	_, pw, err := ts.Accounts.CreateAccount(ctx, actor.SystemActor(Zhenkang), party.NewID(),
		account.AccountForm{Account: "seller", Name: "何处长", Role: actor.Institute, Org: o.ID})
	if err != nil {
		ts.T.Fatal(err)
	}
	token = ts.Do("POST", "/session", "", map[string]string{"account": "seller", "password": pw}).Want(200,
		"").Str("accessToken")
	return o.ID, token
}

// PDF uploads a contract with a text and gives the id of the file.
func (ts *Server) PDF(token, text string) string {
	ts.T.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	f, _ := w.CreateFormFile("file", "合同.pdf")
	fmt.Fprintf(f, "%%PDF-1.4\n%s\n%%%%EOF", text)
	w.Close()
	return ts.Do("POST", "/files", token, &b, "Content-Type", w.FormDataContentType()).Want(201, "").Str("id")
}

// ContractBody is a complete contract of two units.
func ContractBody(seller, buyer string) map[string]any {
	return map[string]any{"title": "蔗渣高效脱水技术开发", "class": "KF", "subClass": "KF1",
		"seller": map[string]any{"orgId": seller}, "buyer": map[string]any{"orgId": buyer},
		"totalFen": 100_000_000, "deductions": []any{map[string]any{"kind": "equipment",
			"costFen": 30_000_000}}, "payment": "once", "signDate": "2026-01-05",
		"beginDate": "2026-01-05", "endDate": "2099-12-31", "techArea": "09", "industry": "0104", "subject": "脱水装置"}
}

// Unit makes a verified organisation with one account in the role, and gives both.
func (ts *Server) Unit(name, account string, kind party.OrgKind, role actor.Role) (org, token string) {
	ts.T.Helper()
	o, err := ts.Parties.CreateOrganization(context.Background(), actor.SystemActor(Zhenkang), party.NewID(),
		party.OrganizationForm{Name: name, Kind: kind, Region: "530924"})
	if err != nil {
		ts.T.Fatal(err)
	}
	ts.Verify(o.ID)
	_, token = ts.Account(account, role, o.ID)
	return o.ID, token
}

// Verify marks a unit as verified.
func (ts *Server) Verify(org string) {
	ts.T.Helper()
	err := ts.DB.Run(context.Background(), func(tx store.Tx) error {
		o, err := party.Organizations.Get(tx, store.National, org)
		if o.VerifiedAt = 1; err == nil {
			err = party.Organizations.Update(tx, &o)
		}
		return err
	})
	if err != nil {
		ts.T.Fatal(err)
	}
}

// Account signs a new person in.
func (ts *Server) Account(login string, role actor.Role, org string) (person, token string) {
	ts.T.Helper()
	p, pw, err := ts.Accounts.CreateAccount(context.Background(), actor.SystemActor(Zhenkang), party.NewID(),
		account.AccountForm{Account: login, Name: "人" + login, Role: role, Org: org})
	if err != nil {
		ts.T.Fatal(err)
	}
	ts.passwords[login] = pw
	return p.ID, ts.SignIn(login)
}

// Join gives a person a further role.
func (ts *Server) Join(person string, role actor.Role, org string) {
	ts.T.Helper()
	if _, err := ts.Accounts.AddRole(context.Background(), actor.SystemActor(Zhenkang), person, role, org); err != nil {
		ts.T.Fatal(err)
	}
}

// Move takes a step on a record with its newest revision.
func (ts *Server) Move(token, path, step string, body any) Response {
	ts.T.Helper()
	r := ts.Do("GET", path, token, nil).Want(200, "")
	return ts.Do("POST", path+"/"+step, token, body, "If-Match", r.Header.Get("ETag"))
}

// Todos are the things that wait for a person.
func (ts *Server) Todos(token string) (list kernel.TodoList) {
	ts.T.Helper()
	r := ts.Do("GET", "/todos", token, nil).Want(200, "")
	if err := json.Unmarshal(r.Body, &list); err != nil {
		ts.T.Fatal(err)
	}
	return list
}

// WantTodos checks what waits, as "kind name", and that the page behind every kind lists exactly its things.
func (ts *Server) WantTodos(token string, want ...string) {
	ts.T.Helper()
	list := ts.Todos(token)
	var got []string
	for _, it := range list.Items {
		got = append(got, it.Kind+" "+it.Record.Name)
	}
	if d := cmp.Diff(want, got); d != "" {
		ts.T.Errorf("todos (-want +got):\n%s", d)
	}
	for _, k := range list.Kinds {
		ts.WantExactly(token, list, k)
	}
}

// WantExactly asks the list that the page of k.Href shows.
func (ts *Server) WantExactly(token string, list kernel.TodoList, k kernel.TodoKind) {
	ts.T.Helper()
	u, err := url.Parse(k.Href)
	if err != nil {
		ts.T.Fatal(err)
	}
	path := map[string]string{"/admin/organizations": "/organizations?own=true&" + u.RawQuery,
		"/review": "/" + u.Query().Get("kind") + "s?scope=review", "/admin/market": "", "/admin/jobs": "/jobs"}
	api, ok := path[u.Path]
	if !ok {
		api = k.Href
	}
	if api == "" { // a page about the years themselves
		return
	}
	r := ts.Do("GET", api, token, nil).Want(200, "")
	var page struct {
		Items []struct {
			ID string `json:"id"`
		} `json:"items"`
		Total int64 `json:"total"`
	}
	if err := json.Unmarshal(r.Body, &page); err != nil {
		ts.T.Fatal(err)
	}
	shown, named := map[string]bool{}, map[string]bool{}
	for _, x := range page.Items {
		shown[x.ID] = true
	}
	for _, it := range list.Items {
		if it.Kind == k.Kind && it.Membership == k.Membership {
			named[it.Record.ID] = true
		}
	}
	if d := cmp.Diff(shown, named); d != "" || page.Total != k.Count {
		ts.T.Errorf("%s shows %d of %d things of %s (-shown +named):\n%s", k.Href, page.Total, k.Count, k.Kind, d)
	}
}

// Entries flushes the log and gives what an administrator reads, oldest first: kind, account, what, why.
func (ts *Server) Entries(query string) (out []string) {
	ts.T.Helper()
	if err := ts.Access.Flush(ts.T.Context()); err != nil {
		ts.T.Fatal(err)
	}
	r := ts.Do("GET", "/security-log?limit=100&"+query, ts.As(Zhenkang, actor.Admin), nil).Want(200, "")
	for _, x := range r.At("items").([]any) {
		m := x.(map[string]any)
		str := func(k string) string { s, _ := m[k].(string); return s }
		if str("address") != "127.0.0.1" || m["at"].(float64) < 1 {
			ts.T.Errorf("without address or time: %v", m)
		}
		out = append(out, strings.TrimSpace(str("kind")+" "+str("account")+" "+str("what")+" "+str("why")))
	}
	slices.Reverse(out)
	return out
}

// Count is how often a line is there.
func Count(lines []string, want string) (n int) {
	for _, l := range lines {
		if l == want {
			n++
		}
	}
	return n
}

// Form makes a multipart body with one file.
func Form(t *testing.T, name string, content io.Reader, fields ...string) (*bytes.Buffer, string) {
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

// PostFile uploads a file.
func (ts *Server) PostFile(token, name string, content io.Reader, fields ...string) Response {
	b, ct := Form(ts.T, name, content, fields...)
	return ts.Do("POST", "/files", token, b, "Content-Type", ct)
}

// PostImport uploads a sheet to import.
func (ts *Server) PostImport(token, kind, name string, content io.Reader) Response {
	ts.T.Helper()
	b, ct := Form(ts.T, name, content, "kind", kind)
	return ts.Do("POST", "/imports", token, b, "Content-Type", ct)
}

// Plain is the text of an answer; the parts of a download are unpacked.
func Plain(t *testing.T, body []byte) string {
	t.Helper()
	if !bytes.HasPrefix(body, []byte("PK")) {
		return string(body)
	}
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&b, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return b.String()
}

// Zeros is a body without end.
type Zeros struct{}

func (Zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
