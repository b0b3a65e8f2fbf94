package intake_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/party"
)

// TestSecretLinesGoWithTheirNeed removes all lines of a secret need, wherever its 密级 is.
func TestSecretLinesGoWithTheirNeed(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		good int
		gone string // row numbers
	}{
		"records in columns": {"需求名称,茶青分级,需求X,茶青杀青\n需求内容,人工慢。,内容X,不匀。\n企业名称,甲厂,乙厂,丙厂\n密级,无,机密,公开\n", 0,
			"第 1、2、3、4 行"},
		"said on a later line": {"企业名称,需求名称,需求内容,必备指标,密级\n甲厂,需求X,内容X,指标≥1X,\n,,,能耗≤2X,机密\n乙厂,茶青,慢。,,\n", 1,
			"第 2、3 行"},
		"a line with the unit": {"企业名称,需求名称,需求内容,必备指标,密级\n甲厂,茶青一,慢。,指标≥1,\n甲厂,需求X,内容X,能耗≤1,机密\n甲厂,,,纤维X≤2,\n乙厂,茶青,慢。" +
			",,\n", 2, "第 3、4 行"},
		"a header of two rows": {"企业名称,需求名称,需求内容,管理,管理\n企业名称,需求名称,需求内容,密级,预算（万元）\n甲厂,需求X,内容X,内部,1\n乙厂,茶青,慢。,,2\n", 1,
			"第 3 行"},
		"a heading nobody knows": {"企业名称,需求名称,需求内容,信息类别\n甲厂,需求X,内容X,内部\n乙厂,茶青,慢。,公开\n", 1, "第 2 行"},
	} {
		w := newWorld(t)
		data := []byte(strings.ReplaceAll(c.text, "X", marker))
		i, err := w.svc.Upload(t.Context(), officer, party.NewID(), form.Demands, "a.csv", bytes.NewReader(data),
			int64(len(data)))
		must(t, err)
		if i.Rows.Good != c.good || len(i.LeftOut) != 1 || !strings.Contains(i.LeftOut[0].String(), c.gone) {
			t.Errorf("%s: %+v %v %v", name, i.Rows, i.LeftOut, i.Errors)
		}
		if found := traces(t, w.dir); len(found) > 0 {
			t.Errorf("%s: traces in %v", name, found)
		}
	}
}

// TestFileThatCannotBeParted refuses the whole file: two tables share a column, and only the first names it 密级.
func TestFileThatCannotBeParted(t *testing.T) {
	w := newWorld(t)
	data := []byte(strings.ReplaceAll("企业名称,需求名称,需求内容,密级\n甲厂,需求X,内容X,机密\n乙厂,茶青,慢。,\n\n企业名称,需求名称,需求内容,预算（万元）\n丙厂,茶青二,"+
		"慢慢。,12\n", "X", marker))
	i, err := w.svc.Upload(t.Context(), officer, party.NewID(), form.Demands, "a.csv", bytes.NewReader(data),
		int64(len(data)))
	if !fault.Is(err, fault.Invalid) && i.Rows.Good != 2 || len(traces(t, w.dir)) > 0 {
		t.Errorf("%+v %v %v", i.Rows, err, traces(t, w.dir))
	}
}

// TestHeadingSaidToBeSecrecy cleans the kept part of a file, once a person says that a column is the 密级.
func TestHeadingSaidToBeSecrecy(t *testing.T) {
	w := newWorld(t)
	data := []byte(strings.ReplaceAll("企业名称,需求名称,需求内容,流转范围\n甲厂,需求X,内容X,科室\n乙厂,茶青,慢。,公开\n", "X", marker))
	i, err := w.svc.Upload(t.Context(), officer, party.NewID(), form.Demands, "a.csv", bytes.NewReader(data),
		int64(len(data)))
	must(t, err)
	i, err = w.svc.Map(t.Context(), officer, i.ID, intake.Said{Map: form.Mapping{"流转范围": "secrecy"}})
	must(t, err)
	if i.Rows.Good != 1 || len(i.LeftOut) != 1 || !i.Cleaned || strings.Contains(i.Sample[0].Title, marker) {
		t.Errorf("%+v %v cleaned %v", i.Rows, i.LeftOut, i.Cleaned)
	}
	must(t, w.db.Scrub(t.Context())) // the program does so each hour
	if found := traces(t, w.dir); len(found) > 0 {
		t.Errorf("traces in %v", found)
	}
	if i, err = w.svc.Map(t.Context(), officer, i.ID, intake.Said{}); err != nil || i.Rows.Good != 1 {
		t.Errorf("read again: %+v %v", i.Rows, err)
	}
}

// TestMarkOnAFileInAZip refuses the .zip, even when the marked file is of an unread kind.
func TestMarkOnAFileInAZip(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{"机密★ " + marker + ".pdf": "%PDF-1.4",
		"a.csv": "企业名称,需求名称,需求内容\n乙厂,茶青,慢。\n"} {
		f, err := z.Create(name)
		must(t, err)
		_, err = f.Write([]byte(text))
		must(t, err)
	}
	must(t, z.Close())
	w := newWorld(t)
	if _, err := w.svc.Upload(t.Context(), officer, party.NewID(), form.Demands, "a.zip", bytes.NewReader(b.Bytes()),
		int64(b.Len())); !fault.Is(err, fault.Invalid) {
		t.Errorf("not refused: %v", err)
	}
	if found := traces(t, w.dir); len(found) > 0 {
		t.Errorf("traces in %v", found)
	}
}
