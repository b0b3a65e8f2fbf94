package imports_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"kebang/api/apitest"
	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/intake"
	"kebang/internal/store"
)

// TestImportsInEnglish: one import is told in the language of each request, its names, findings and questions alike. A
// finding of before codes keeps its Chinese words.
func TestImportsInEnglish(t *testing.T) {
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	up := ts.PostImport(officer, "demands", "a.csv",
		strings.NewReader("序号,需求名称,需求内容,投入（美元）,联系电话\n1,除杂,混合汁色值高,面议,123\n2,,没有名称,,\n合计,,,,\n")).Want(201, "")
	id := up.Str("id")
	for lang, want := range map[string][]string{
		"": {"技术需求", "待确认", "请填写名称。", "号码位数不对，请核对。没有读入", "写的是外币（美元）", "合计行"},
		"en": {"Demands", "To be confirmed", "Please fill in: ",
			"The number of digits is wrong; please check. “", "is in foreign money (美元)", "sum line"},
	} {
		body := string(ts.Do("GET", "/imports/"+id, officer, nil, "Accept-Language", lang).Want(200, "").Body)
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("%q lacks %s: %s", lang, w, body)
			}
		}
	}
	ctx := context.Background()
	err := ts.DB.Run(ctx, func(tx store.Tx) error {
		i, err := intake.Imports.Get(tx, apitest.Zhenkang, id)
		if err != nil {
			return err
		}
		i.Errors[0].Msg = fault.Plain("请补上名称。")
		return intake.Imports.Update(tx, &i)
	})
	if err != nil {
		t.Fatal(err)
	}
	old := ts.Do("GET", "/imports/"+id, officer, nil, "Accept-Language", "en").Want(200, "")
	if !strings.Contains(string(old.Body), "请补上名称。") {
		t.Errorf("a finding without a code: %s", old.Body)
	}
}

// TestImports walks an import through HTTP: template, upload, unknown heading, apply, progress, the same file again.
func TestImports(t *testing.T) {
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	template := ts.Do("GET", "/imports/template?kind=demands", officer, nil).Want(200, "")
	if !bytes.HasPrefix(template.Body, []byte("PK")) ||
		!strings.Contains(template.Header.Get("Content-Disposition"), ".xlsx") {
		t.Errorf("template: %v", template.Header)
	}
	file := "技术需求征集表\n序号,需求名称,需求内容,企业名称,行业,投入（万元）,心里价位\n1,甘蔗渣水分偏高,压榨后蔗渣水分偏高需要改进压榨工艺,某糖厂,制糖/甘蔗,12.5,20\n2,,没有名称的行,,,,\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(file)
	if err != nil {
		t.Fatal(err)
	}
	up := ts.PostImport(officer, "demands", "征集表.csv", strings.NewReader(gb)).Want(201, "")
	id := up.Str("id")
	if up.Str("state") != "preview" || up.At("rows", "good") != 1.0 || up.At("rows", "bad") != 1.0 ||
		!strings.Contains(string(up.Body), `"unknown":["心里价位"]`) ||
		!strings.Contains(string(up.Body), `"row":4,"column":"B","heading":"需求名称"`) {
		t.Fatalf("preview: %s", up.Body)
	}
	ts.Do("PUT", "/imports/"+id+"/mapping", officer, map[string]any{"map": map[string]string{"心里价位": "mood"}}).Want(422,
		"")
	mapped := ts.Do("PUT", "/imports/"+id+"/mapping", officer,
		map[string]any{"map": map[string]string{"心里价位": "floor"}}).Want(200, "")
	if !strings.Contains(string(mapped.Body), `"unknown":[]`) {
		t.Errorf("mapped: %s", mapped.Body)
	}
	if s := ts.Do("POST", "/imports/"+id+"/apply", officer, map[string]any{"publish": true}).Want(200,
		"").Str("state"); s != "running" {
		t.Errorf("state %s", s)
	}
	ts.Do("POST", "/imports/"+id+"/apply", officer, map[string]any{}).Want(409, "import-started")
	ts.Drain()
	done := ts.Do("GET", "/imports/"+id, officer, nil).Want(200, "")
	if done.Str("state") != "done" || done.At("result", "created") != 1.0 || done.At("result", "refused") != 1.0 {
		t.Errorf("done: %s", done.Body)
	}
	public := ts.Do("GET", "/demands?market="+apitest.Zhenkang, "", nil).Want(200, "")
	if public.At("total") != 1.0 || strings.Contains(string(public.Body), "2000000") &&
		strings.Contains(string(public.Body), "floorFen") {
		t.Errorf("public list: %s", public.Body)
	}
	again := ts.PostImport(officer, "demands", "征集表.csv", strings.NewReader(gb)).Want(201, "")
	if again.At("rows", "unchanged") != 1.0 || again.At("rows", "good") != 0.0 {
		t.Errorf("the same file again: %s", again.Body)
	}
	ts.Do("POST", "/imports/"+again.Str("id")+"/apply", officer, map[string]any{}).Want(422, "import-nothing")

	ts.Do("GET", "/imports/"+id, ts.As(apitest.Wuxiang, actor.Officer), nil).Want(404, "")
	ts.Do("GET", "/imports/"+id, ts.As(apitest.Zhenkang, actor.Registrar), nil).Want(403, "")
	ts.PostImport(
		ts.As(apitest.Zhenkang, actor.Enterprise),
		"demands",
		"a.csv",
		strings.NewReader("名称,内容\n甲,乙"),
	).Want(
		403,
		"",
	)
	if n := ts.Do("GET", "/imports", officer, nil).Want(200, "").At("total"); n != 2.0 {
		t.Errorf("%v imports listed", n)
	}
}

// TestImportBatch looks at a batch, publishes it, takes it back, and downloads what was refused.
func TestImportBatch(t *testing.T) {
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	id := ts.PostImport(officer, "demands", "a.csv",
		strings.NewReader("需求名称,需求内容,企业名称\n滤布再生,滤布更换频繁,某糖厂\n白水回用,白水浊度高,某纸厂\n,没有名称,某茶厂\n")).Want(201, "").Str("id")
	ts.Do("POST", "/imports/"+id+"/steps", officer, map[string]any{"step": "publish"}).Want(409, "batch-not-done")
	ts.Do("POST", "/imports/"+id+"/apply", officer, map[string]any{}).Want(200, "")
	ts.Drain()
	rows := ts.Do("GET", "/imports/"+id+"/rows", officer, nil).Want(200, "")
	if rows.At("total") != 2.0 || !strings.Contains(string(rows.Body),
		`"state":"draft","stateName":"草稿","untouched":true`) {
		t.Fatalf("rows: %s", rows.Body)
	}
	if todos := ts.Do("GET", "/todos", officer, nil).Want(200, ""); !strings.Contains(string(todos.Body),
		"/imports/"+id) || !strings.Contains(string(todos.Body), "还有 2 行是草稿") {
		t.Errorf("todos: %s", todos.Body)
	}
	ts.Do("POST", "/imports/"+id+"/steps", officer, map[string]any{"step": "publish"}).Want(200, "")
	ts.Do("POST", "/imports/"+id+"/steps", officer, map[string]any{"step": "undo"}).Want(409, "batch-running")
	ts.Drain()
	if n := ts.Do("GET", "/demands?market="+apitest.Zhenkang, "", nil).Want(200, "").At("total"); n != 2.0 {
		t.Errorf("%v published", n)
	}
	ts.Do("POST", "/imports/"+id+"/steps", officer, map[string]any{"step": "undo"}).Want(200, "")
	ts.Drain()
	if done := ts.Do("GET", "/imports/"+id, officer, nil).Want(200, ""); done.At("batch", "moved") != 2.0 ||
		done.At("batch", "running") != false {
		t.Errorf("undone: %s", done.Body)
	}
	if n := ts.Do("GET", "/demands?market="+apitest.Zhenkang, "", nil).Want(200, "").At("total"); n != 0.0 {
		t.Errorf("%v published after undo", n)
	}
	refused := ts.Do("GET", "/imports/"+id+"/refused.xlsx", officer, nil).Want(200, "")
	if !bytes.HasPrefix(refused.Body, []byte("PK")) {
		t.Errorf("refused: %.80q", refused.Body)
	}
	ts.Do("GET", "/imports/"+id+"/rows", ts.As(apitest.Wuxiang, actor.Officer), nil).Want(404, "")
	ts.Do(
		"POST",
		"/imports/"+id+"/steps",
		ts.As(apitest.Zhenkang, actor.Enterprise),
		map[string]any{"step": "undo"},
	).Want(
		403,
		"",
	)
}

// TestPointAtHeader opens a file of unknown headings with a question, and reads it once the header and the title are
// said.
func TestPointAtHeader(t *testing.T) {
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	file := "清河县需求摸底,,\n哪家,想解决啥,讲讲细节\n某糖厂,滤布再生,滤布更换频繁，一榨季三次\n某纸厂,白水回用,白水浊度高，纸面有斑点\n"
	up := ts.PostImport(officer, "demands", "摸底.csv", strings.NewReader(file)).Want(201, "")
	id := up.Str("id")
	if up.At("asks") != true || up.At("rows", "total") != 0.0 ||
		!strings.Contains(string(up.Body), `"peeks":[{"sheet":"摸底"`) ||
		!strings.Contains(string(up.Body), `"guess":"title"`) {
		t.Fatalf("preview: %s", up.Body)
	}
	ts.Do("POST", "/imports/"+id+"/apply", officer, map[string]any{}).Want(422, "import-title")
	ts.Do("PUT", "/imports/"+id+"/mapping", officer, map[string]any{"headers": map[string]int{"没有": 2}}).Want(422, "")
	mapped := ts.Do("PUT", "/imports/"+id+"/mapping", officer, map[string]any{"headers": map[string]int{"摸底": 2},
		"map": map[string]string{"哪家": "org", "想解决啥": "title", "讲讲细节": "text"}}).Want(200, "")
	if mapped.At("asks") != false || mapped.At("rows", "good") != 2.0 || mapped.At("headers", "摸底") != 2.0 {
		t.Errorf("mapped: %s", mapped.Body)
	}
}

func bomb(t *testing.T) *bytes.Buffer {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("xl/workbook.xml")
	if err == nil {
		_, err = io.Copy(w, io.LimitReader(apitest.Zeros{}, 200<<20))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return &b
}

// TestBadImports sends what must not be read: a clear answer each, nothing written, and the server lives on.
func TestBadImports(t *testing.T) {
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	for _, c := range []struct {
		name, kind string
		content    io.Reader
		status     int
		say        string
	}{
		{"a 100 MB sheet", "demands", io.LimitReader(apitest.Zeros{}, 100<<20), 413, ""},
		{"a zip bomb", "demands", bomb(t), 413, "解压后过大"},
		{"a PDF", "demands", strings.NewReader(apitest.SmallPDF), 400, "PDF"},
		{"broken GB18030", "demands", strings.NewReader("\xc3\xfb\xb3\xc6,\xc4\xda\xc8\xdd\n\xb0\xff\n"), 400, "第 2 行"},
		{"an unknown kind", "weather", strings.NewReader("a,b\n"), 422, "kind"},
		{"nothing", "demands", strings.NewReader(""), 400, "空"},
	} {
		r := ts.PostImport(officer, c.kind, "征集表.xlsx", c.content)
		if r.Status != c.status || !strings.Contains(string(r.Body), c.say) {
			t.Errorf("%s: %d %s, want %d with %q", c.name, r.Status, r.Body, c.status, c.say)
		}
	}
	if n := ts.Do("GET", "/imports", officer, nil).Want(200, "").At("total"); n != 0.0 {
		t.Errorf("%v imports were kept of bad files", n)
	}
	// Only title and text refuse a row; a loose cell beside them is told.
	long := ts.PostImport(officer, "demands", "a.csv", strings.NewReader("名称,内容,预算,时限\n"+
		strings.Repeat("长", 10_000)+",内容,12,2026-12-31\n滤布再生,滤布更换频繁。,-5,2026-02-30\n")).Want(201, "")
	if long.At("rows", "bad") != 1.0 || long.At("rows", "warned") != 1.0 ||
		!strings.Contains(string(long.Body), "最多 200 字") ||
		!strings.Contains(string(long.Body), "不能为负") || !strings.Contains(string(long.Body), "2026-02-30") {
		t.Errorf("bad cells: %s", long.Body)
	}
}

func TestOfficeExports(t *testing.T) {
	ts := apitest.New(t)
	for _, c := range []struct {
		role   actor.Role
		path   string
		status int
	}{{actor.Officer, "/organizations/export.xlsx?own=true", 200}, {actor.Admin, "/accounts/export.xlsx",
		200}, {actor.Expert, "/accounts/export.xlsx", 403},
		{actor.Officer, "/imports/export.xlsx", 200}, {actor.Admin, "/jobs/export.xlsx", 200}, {actor.Officer,
			"/jobs/export.xlsx", 403}} {
		r := ts.Do("GET", c.path, ts.As(apitest.Zhenkang, c.role), nil).Want(c.status, "")
		if c.status == 200 && !bytes.HasPrefix(r.Body, []byte("PK")) {
			t.Errorf("%s is no table: %.80q", c.path, r.Body)
		}
	}
}
