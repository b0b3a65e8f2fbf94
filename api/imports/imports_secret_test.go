package imports_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kebang/api/apitest"
	"kebang/internal/actor"
)

// TestSecretRowsLeaveNoTraceOverHTTP sends secret rows the way a browser does, then searches everything that the
// process wrote. That is the data folder, temporary files, the log, the security log and the answers.
func TestSecretRowsLeaveNoTraceOverHTTP(t *testing.T) {
	const marker = "密标甲7Q"
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	ts := apitest.New(t)
	officer := ts.As(apitest.Zhenkang, actor.Officer)
	var table strings.Builder // larger than what a form keeps in memory
	table.WriteString("企业名称,需求名称,需求内容,密级\n某糖厂,蔗渣打包,打包松散。,\n")
	for range 2000 {
		table.WriteString(strings.ReplaceAll("单位X,需求X,内容X,机密\n", "X", marker))
	}
	var answers bytes.Buffer
	key := []string{"Idempotency-Key", "import-1"}
	send := func(name, content string, status int) apitest.Response {
		b, ct := apitest.Form(t, name, strings.NewReader(content), "kind", "demands")
		r := ts.Do("POST", "/imports", officer, b, append([]string{"Content-Type", ct}, key...)...).Want(status, "")
		answers.Write(r.Body)
		return r
	}
	id := send("a.csv", table.String(), 201).Str("id")
	send("a.csv", "机密★5年\n"+table.String(), 422)
	send("绝密 "+marker+".csv", "企业名称,需求名称,需求内容\n某糖厂,蔗渣打包,打包松散。\n", 422)
	send("a.xlsx", "PK\x03\x04"+table.String(), 400)
	for _, r := range []apitest.Response{
		ts.Do("PUT", "/imports/"+id+"/mapping", officer, map[string]any{"includeHidden": true}).Want(200, ""),
		ts.Do("POST", "/imports/"+id+"/apply", officer, map[string]any{"publish": true}, key...).Want(200, ""),
	} {
		answers.Write(r.Body)
	}
	ts.Drain()
	for _, path := range []string{"/imports/" + id, "/imports/" + id + "/rows", "/imports"} {
		answers.Write(ts.Do("GET", path, officer, nil).Want(200, "").Body)
	}
	if done := ts.Do("GET", "/imports/"+id, officer, nil); done.At("result", "created") != 1.0 {
		t.Errorf("%s", done.Body)
	}
	if err := ts.Access.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"the log": ts.Log.String(), "an answer": answers.String()} {
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
