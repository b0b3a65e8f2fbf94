package api

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kebang/internal/actor"
)

// TestSecretRowsLeaveNoTraceOverHTTP sends secret rows the way a browser does, then searches everything that the
// process wrote: the data folder, temporary files, the log, the security log and the answers.
func TestSecretRowsLeaveNoTraceOverHTTP(t *testing.T) {
	const marker = "密标甲7Q"
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	ts := newTestServer(t)
	officer := ts.as(zhenkang, actor.Officer)
	var table strings.Builder // larger than what a form keeps in memory
	table.WriteString("企业名称,需求名称,需求内容,密级\n某糖厂,蔗渣打包,打包松散。,\n")
	for range 2000 {
		table.WriteString(strings.ReplaceAll("单位X,需求X,内容X,机密\n", "X", marker))
	}
	var answers bytes.Buffer
	key := []string{"Idempotency-Key", "import-1"}
	send := func(name, content string, status int) response {
		b, ct := form(t, name, strings.NewReader(content), "kind", "demands")
		r := ts.do("POST", "/imports", officer, b, append([]string{"Content-Type", ct}, key...)...).want(status, "")
		answers.Write(r.body)
		return r
	}
	id := send("a.csv", table.String(), 201).str("id")
	send("a.csv", "机密★5年\n"+table.String(), 422)
	send("绝密 "+marker+".csv", "企业名称,需求名称,需求内容\n某糖厂,蔗渣打包,打包松散。\n", 422)
	send("a.xlsx", "PK\x03\x04"+table.String(), 400)
	for _, r := range []response{
		ts.do("PUT", "/imports/"+id+"/mapping", officer, map[string]any{"includeHidden": true}).want(200, ""),
		ts.do("POST", "/imports/"+id+"/apply", officer, map[string]any{"publish": true}, key...).want(200, ""),
	} {
		answers.Write(r.body)
	}
	ts.drainImports()
	for _, path := range []string{"/imports/" + id, "/imports/" + id + "/rows", "/imports"} {
		answers.Write(ts.do("GET", path, officer, nil).want(200, "").body)
	}
	if done := ts.do("GET", "/imports/"+id, officer, nil); done.at("result", "created") != 1.0 {
		t.Errorf("%s", done.body)
	}
	if err := ts.access.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"the log": ts.log.String(), "an answer": answers.String()} {
		if strings.Contains(text, marker) {
			t.Errorf("%s holds the marker", name)
		}
	}
	files := 0
	err := filepath.WalkDir(filepath.Dir(temp), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if files++; bytes.Contains(data, []byte(marker)) {
			t.Errorf("a trace in %s", path)
		}
		return err
	})
	if err != nil || files == 0 {
		t.Errorf("%d files searched, %v", files, err)
	}
}
