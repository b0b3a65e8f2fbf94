package api

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/intake"
	"kebang/internal/jobs"
	"kebang/internal/listing"
	"kebang/internal/store"
)

func (ts *testServer) postImport(token, kind, name string, content io.Reader) response {
	ts.t.Helper()
	b, ct := form(ts.t, name, content, "kind", kind)
	return ts.do("POST", "/imports", token, b, "Content-Type", ct)
}

// drainImports works off the imports that wait, as the program's worker does.
func (ts *testServer) drainImports() {
	ts.t.Helper()
	w := jobs.New(ts.db, jobs.Options{Now: ts.now})
	svc := intake.NewService(ts.db, listing.NewService(ts.db, ts.now), contract.NewService(ts.db, ts.now), ts.party,
		ts.accounts, nil, ts.now)
	w.Handle(intake.EventApply, svc.OnApply)
	w.Handle(intake.EventBatch, svc.OnBatch)
	if err := w.Drain(context.Background()); err != nil {
		ts.t.Fatal(err)
	}
}

// TestImportsInEnglish: one import is told in the language of each request, its names, findings and questions alike. A
// finding of before codes keeps its Chinese words.
func TestImportsInEnglish(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, actor.Officer)
	up := ts.postImport(officer, "demands", "a.csv",
		strings.NewReader("序号,需求名称,需求内容,投入（美元）,联系电话\n1,除杂,混合汁色值高,面议,123\n2,,没有名称,,\n合计,,,,\n")).want(201, "")
	id := up.str("id")
	for lang, want := range map[string][]string{
		"":   {"技术需求", "待确认", "请填写名称。", "号码位数不对，请核对。没有读入", "写的是外币（美元）", "合计行"},
		"en": {"Demands", "To be confirmed", "Please fill in: ", "The number of digits is wrong; please check. “", "is in foreign money (美元)", "sum line"},
	} {
		body := string(ts.do("GET", "/imports/"+id, officer, nil, "Accept-Language", lang).want(200, "").body)
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("%q lacks %s: %s", lang, w, body)
			}
		}
	}
	ctx := context.Background()
	err := ts.db.Run(ctx, func(tx store.Tx) error {
		i, err := intake.Imports.Get(tx, zhenkang, id)
		if err != nil {
			return err
		}
		i.Errors[0].Msg = fault.Plain("请补上名称。")
		return intake.Imports.Update(tx, &i)
	})
	if err != nil {
		t.Fatal(err)
	}
	old := ts.do("GET", "/imports/"+id, officer, nil, "Accept-Language", "en").want(200, "")
	if !strings.Contains(string(old.body), "请补上名称。") {
		t.Errorf("a finding without a code: %s", old.body)
	}
}

// TestImports walks an import through HTTP: template, upload, unknown heading, apply, progress, the same file again.
func TestImports(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, actor.Officer)
	template := ts.do("GET", "/imports/template?kind=demands", officer, nil).want(200, "")
	if !bytes.HasPrefix(template.body, []byte("PK")) ||
		!strings.Contains(template.header.Get("Content-Disposition"), ".xlsx") {
		t.Errorf("template: %v", template.header)
	}
	file := "技术需求征集表\n序号,需求名称,需求内容,企业名称,行业,投入（万元）,心里价位\n1,甘蔗渣水分偏高,压榨后蔗渣水分偏高需要改进压榨工艺,某糖厂,制糖/甘蔗,12.5,20\n2,,没有名称的行,,,,\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(file)
	if err != nil {
		t.Fatal(err)
	}
	up := ts.postImport(officer, "demands", "征集表.csv", strings.NewReader(gb)).want(201, "")
	id := up.str("id")
	if up.str("state") != "preview" || up.at("rows", "good") != 1.0 || up.at("rows", "bad") != 1.0 ||
		!strings.Contains(string(up.body), `"unknown":["心里价位"]`) ||
		!strings.Contains(string(up.body), `"row":4,"column":"B","heading":"需求名称"`) {
		t.Fatalf("preview: %s", up.body)
	}
	ts.do("PUT", "/imports/"+id+"/mapping", officer, map[string]any{"map": map[string]string{"心里价位": "mood"}}).want(422,
		"")
	mapped := ts.do("PUT", "/imports/"+id+"/mapping", officer,
		map[string]any{"map": map[string]string{"心里价位": "floor"}}).want(200, "")
	if !strings.Contains(string(mapped.body), `"unknown":[]`) {
		t.Errorf("mapped: %s", mapped.body)
	}
	if s := ts.do("POST", "/imports/"+id+"/apply", officer, map[string]any{"publish": true}).want(200,
		"").str("state"); s != "running" {
		t.Errorf("state %s", s)
	}
	ts.do("POST", "/imports/"+id+"/apply", officer, map[string]any{}).want(409, "import-started")
	ts.drainImports()
	done := ts.do("GET", "/imports/"+id, officer, nil).want(200, "")
	if done.str("state") != "done" || done.at("result", "created") != 1.0 || done.at("result", "refused") != 1.0 {
		t.Errorf("done: %s", done.body)
	}
	public := ts.do("GET", "/demands?market="+zhenkang, "", nil).want(200, "")
	if public.at("total") != 1.0 || strings.Contains(string(public.body), "2000000") &&
		strings.Contains(string(public.body), "floorFen") {
		t.Errorf("public list: %s", public.body)
	}
	again := ts.postImport(officer, "demands", "征集表.csv", strings.NewReader(gb)).want(201, "")
	if again.at("rows", "unchanged") != 1.0 || again.at("rows", "good") != 0.0 {
		t.Errorf("the same file again: %s", again.body)
	}
	ts.do("POST", "/imports/"+again.str("id")+"/apply", officer, map[string]any{}).want(422, "import-nothing")

	ts.do("GET", "/imports/"+id, ts.as(wuxiang, actor.Officer), nil).want(404, "")
	ts.do("GET", "/imports/"+id, ts.as(zhenkang, actor.Registrar), nil).want(403, "")
	ts.postImport(ts.as(zhenkang, actor.Enterprise), "demands", "a.csv", strings.NewReader("名称,内容\n甲,乙")).want(403, "")
	if n := ts.do("GET", "/imports", officer, nil).want(200, "").at("total"); n != 2.0 {
		t.Errorf("%v imports listed", n)
	}
}

// TestImportBatch looks at a batch, publishes it, takes it back, and downloads what was refused.
func TestImportBatch(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, actor.Officer)
	id := ts.postImport(officer, "demands", "a.csv",
		strings.NewReader("需求名称,需求内容,企业名称\n滤布再生,滤布更换频繁,某糖厂\n白水回用,白水浊度高,某纸厂\n,没有名称,某茶厂\n")).want(201, "").str("id")
	ts.do("POST", "/imports/"+id+"/steps", officer, map[string]any{"step": "publish"}).want(409, "batch-not-done")
	ts.do("POST", "/imports/"+id+"/apply", officer, map[string]any{}).want(200, "")
	ts.drainImports()
	rows := ts.do("GET", "/imports/"+id+"/rows", officer, nil).want(200, "")
	if rows.at("total") != 2.0 || !strings.Contains(string(rows.body),
		`"state":"draft","stateName":"草稿","untouched":true`) {
		t.Fatalf("rows: %s", rows.body)
	}
	if todos := ts.do("GET", "/todos", officer, nil).want(200, ""); !strings.Contains(string(todos.body),
		"/imports/"+id) || !strings.Contains(string(todos.body), "还有 2 行是草稿") {
		t.Errorf("todos: %s", todos.body)
	}
	ts.do("POST", "/imports/"+id+"/steps", officer, map[string]any{"step": "publish"}).want(200, "")
	ts.do("POST", "/imports/"+id+"/steps", officer, map[string]any{"step": "undo"}).want(409, "batch-running")
	ts.drainImports()
	if n := ts.do("GET", "/demands?market="+zhenkang, "", nil).want(200, "").at("total"); n != 2.0 {
		t.Errorf("%v published", n)
	}
	ts.do("POST", "/imports/"+id+"/steps", officer, map[string]any{"step": "undo"}).want(200, "")
	ts.drainImports()
	if done := ts.do("GET", "/imports/"+id, officer, nil).want(200, ""); done.at("batch", "moved") != 2.0 ||
		done.at("batch", "running") != false {
		t.Errorf("undone: %s", done.body)
	}
	if n := ts.do("GET", "/demands?market="+zhenkang, "", nil).want(200, "").at("total"); n != 0.0 {
		t.Errorf("%v published after undo", n)
	}
	refused := ts.do("GET", "/imports/"+id+"/refused.xlsx", officer, nil).want(200, "")
	if !bytes.HasPrefix(refused.body, []byte("PK")) {
		t.Errorf("refused: %.80q", refused.body)
	}
	ts.do("GET", "/imports/"+id+"/rows", ts.as(wuxiang, actor.Officer), nil).want(404, "")
	ts.do("POST", "/imports/"+id+"/steps", ts.as(zhenkang, actor.Enterprise), map[string]any{"step": "undo"}).want(403,
		"")
}

// TestPointAtHeader opens a file of unknown headings with a question, and reads it once the header and the title are
// said.
func TestPointAtHeader(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, actor.Officer)
	file := "清河县需求摸底,,\n哪家,想解决啥,讲讲细节\n某糖厂,滤布再生,滤布更换频繁，一榨季三次\n某纸厂,白水回用,白水浊度高，纸面有斑点\n"
	up := ts.postImport(officer, "demands", "摸底.csv", strings.NewReader(file)).want(201, "")
	id := up.str("id")
	if up.at("asks") != true || up.at("rows", "total") != 0.0 ||
		!strings.Contains(string(up.body), `"peeks":[{"sheet":"摸底"`) ||
		!strings.Contains(string(up.body), `"guess":"title"`) {
		t.Fatalf("preview: %s", up.body)
	}
	ts.do("POST", "/imports/"+id+"/apply", officer, map[string]any{}).want(422, "import-title")
	ts.do("PUT", "/imports/"+id+"/mapping", officer, map[string]any{"headers": map[string]int{"没有": 2}}).want(422, "")
	mapped := ts.do("PUT", "/imports/"+id+"/mapping", officer, map[string]any{"headers": map[string]int{"摸底": 2},
		"map": map[string]string{"哪家": "org", "想解决啥": "title", "讲讲细节": "text"}}).want(200, "")
	if mapped.at("asks") != false || mapped.at("rows", "good") != 2.0 || mapped.at("headers", "摸底") != 2.0 {
		t.Errorf("mapped: %s", mapped.body)
	}
}

func bomb(t *testing.T) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("xl/workbook.xml")
	if err == nil {
		_, err = io.Copy(w, io.LimitReader(zeros{}, 200<<20))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return &b
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// TestBadImports sends what must not be read: a clear answer each, nothing written, and the server lives on.
func TestBadImports(t *testing.T) {
	ts := newTestServer(t)
	officer := ts.as(zhenkang, actor.Officer)
	for _, c := range []struct {
		name, kind string
		content    io.Reader
		status     int
		say        string
	}{
		{"a 100 MB sheet", "demands", io.LimitReader(zeros{}, 100<<20), 413, ""},
		{"a zip bomb", "demands", bomb(t), 413, "解压后过大"},
		{"a PDF", "demands", strings.NewReader(pdf), 400, "PDF"},
		{"broken GB18030", "demands", strings.NewReader("\xc3\xfb\xb3\xc6,\xc4\xda\xc8\xdd\n\xb0\xff\n"), 400, "第 2 行"},
		{"an unknown kind", "weather", strings.NewReader("a,b\n"), 422, "kind"},
		{"nothing", "demands", strings.NewReader(""), 400, "空"},
	} {
		r := ts.postImport(officer, c.kind, "征集表.xlsx", c.content)
		if r.status != c.status || !strings.Contains(string(r.body), c.say) {
			t.Errorf("%s: %d %s, want %d with %q", c.name, r.status, r.body, c.status, c.say)
		}
	}
	if n := ts.do("GET", "/imports", officer, nil).want(200, "").at("total"); n != 0.0 {
		t.Errorf("%v imports were kept of bad files", n)
	}
	// Only title and text refuse a row; a loose cell beside them is told.
	long := ts.postImport(officer, "demands", "a.csv", strings.NewReader("名称,内容,预算,时限\n"+
		strings.Repeat("长", 10_000)+",内容,12,2026-12-31\n滤布再生,滤布更换频繁。,-5,2026-02-30\n")).want(201, "")
	if long.at("rows", "bad") != 1.0 || long.at("rows", "warned") != 1.0 ||
		!strings.Contains(string(long.body), "最多 200 字") ||
		!strings.Contains(string(long.body), "不能为负") || !strings.Contains(string(long.body), "2026-02-30") {
		t.Errorf("bad cells: %s", long.body)
	}
}

func TestOfficeExports(t *testing.T) {
	ts := newTestServer(t)
	for _, c := range []struct {
		role   actor.Role
		path   string
		status int
	}{{actor.Officer, "/organizations/export.xlsx?own=true", 200}, {actor.Admin, "/accounts/export.xlsx",
		200}, {actor.Expert, "/accounts/export.xlsx", 403},
		{actor.Officer, "/imports/export.xlsx", 200}, {actor.Admin, "/jobs/export.xlsx", 200}, {actor.Officer,
			"/jobs/export.xlsx", 403}} {
		r := ts.do("GET", c.path, ts.as(zhenkang, c.role), nil).want(c.status, "")
		if c.status == 200 && !bytes.HasPrefix(r.body, []byte("PK")) {
			t.Errorf("%s is no table: %.80q", c.path, r.body)
		}
	}
}
