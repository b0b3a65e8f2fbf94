package intake_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kebang/internal/archive"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/intake/layout"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// marker is in every cell that must not be stored anywhere.
const marker = "密标甲7Q"

// secretFile is a table with rows of every 密级. Those with the marker must leave no trace.
func secretFile() []byte {
	rows := []string{"企业名称,需求名称,需求内容,联系人,密级",
		"河口甲制茶有限公司,茶青分级,人工分级慢。,王某,",
		"河口甲制茶有限公司,茶青杀青,受热不匀。,王某,公开",
		"河口甲制茶有限公司,茶青摊放,地方不够。,王某,商业秘密",
		"河口甲制茶有限公司,茶青贮青,会发热。,王某,非密"}
	for i, level := range []string{"内部", "工作秘密", "秘密", "机密★10年", "绝密级", "秘密★5年", "机密", "甲类"} {
		rows = append(rows, strings.ReplaceAll("单位X,需求X"+string(rune('a'+i))+",内容X,联系人X,"+level, "X", marker))
	}
	rows = append(rows, strings.ReplaceAll(",,接着写X,,", "X", marker))
	rows = append(rows, "河口甲制茶有限公司,茶青揉捻,力度不匀。,王某,一般")
	return []byte(strings.Join(rows, "\n") + "\n")
}

// traces lists the files under a folder with the marker, in the encodings of a store.
func traces(t *testing.T, dir string) (found []string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err == nil && bytes.Contains(data, []byte(marker)) {
			found = append(found, path)
		}
		return err
	}))
	return found
}

func TestSecretRowsLeaveNoTrace(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	data := secretFile()
	i, err := w.svc.Upload(ctx, officer, party.NewID(), form.Demands, "a.csv", bytes.NewReader(data),
		int64(len(data)))
	must(t, err)
	left := func(i intake.Import) (n int) {
		for _, l := range i.LeftOut {
			if l.Reason == layout.SecretRow {
				n += l.Rows
			}
		}
		return n
	}
	if i.Rows.Good != 5 || left(i) != 9 {
		t.Fatalf("%+v, left out %v, %v", i.Rows, i.LeftOut, i.Errors)
	}
	i, err = w.svc.Map(ctx, officer, i.ID, intake.Said{})
	must(t, err)
	if left(i) != 9 || i.Rows.Good != 5 {
		t.Errorf("read again: %+v %v", i.Rows, i.LeftOut)
	}
	i, err = w.svc.Start(ctx, officer, i.ID, intake.Options{Publish: true})
	must(t, err)
	must(t, w.svc.OnApply(ctx, store.Event{Meta: store.Meta{Market: "m1"}, Name: intake.EventApply, Record: i.ID}))
	i, err = w.svc.Get(ctx, officer, i.ID)
	must(t, err)
	if i.Result == nil || i.Result.Added != 5 || i.Result.Drafts != 1 {
		t.Errorf("%+v %s", i.Result, i.Failure.In(vocab.Zh))
	}
	must(t, w.db.View(ctx, func(tx store.Tx) error {
		return listing.Demands.Each(tx, store.Query{Market: "m1"}, func(d listing.Demand) error {
			c := d.Current()
			closed := c.Title == "茶青摊放"
			if closed != (d.State == listing.Draft) || closed != (c.Levels.LevelOf("text") == disclosure.Protected) {
				t.Errorf("%s is %s, its text at level %v", c.Title, d.State, c.Levels.LevelOf("text"))
			}
			return nil
		})
	}))
	var backup bytes.Buffer
	_, err = archive.Write(ctx, &backup, w.db, archive.Options{})
	must(t, err)
	plain, err := gzip.NewReader(&backup)
	must(t, err)
	tar, err := io.ReadAll(plain)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(w.dir, "backup.tar"), tar, 0o600))
	if found := traces(t, w.dir); len(found) > 0 {
		t.Errorf("traces in %v", found)
	}
}

// TestSecretRowsInOtherLayouts checks the rest of merged cells, forms and rows without a column of 密级.
func TestSecretRowsInOtherLayouts(t *testing.T) {
	build := func(merge string, rows ...string) []byte {
		f := excelize.NewFile()
		defer f.Close()
		for r, line := range rows {
			for c, v := range strings.Split(line, ",") {
				at, err := excelize.CoordinatesToCellName(c+1, r+1)
				must(t, err)
				if v != "" {
					must(t, f.SetCellStr("Sheet1", at, v))
				}
			}
		}
		if from, to, ok := strings.Cut(merge, ":"); ok {
			must(t, f.MergeCell("Sheet1", from, to))
		}
		var b bytes.Buffer
		must(t, f.Write(&b))
		return b.Bytes()
	}
	for name, c := range map[string]struct {
		data []byte
		good int
	}{
		"merged down": {build("D2:D3", "企业名称,需求名称,需求内容,密级", "单位,需求"+marker+",内容,机密", "单位,需求二"+marker+",内容,",
			"单位,需求三,内容,"), 1},
		"ditto": {build("", "企业名称,需求名称,需求内容,保密级别", "单位,需求"+marker+",内容,秘密", "单位,需求二"+marker+",内容,同上",
			"单位,需求三,内容,无"), 1},
		"mark in a title": {build("", "企业名称,需求名称,需求内容,预算（万元）", "单位,秘密★ 需求"+marker+",内容,1", "单位,需求三,内容,2"), 1},
		"unknown heading": {build("", "企业名称,需求名称,需求内容,属性", "河口甲制茶有限公司,茶青分级"+marker+",人工分级慢。,机密",
			"河口甲制茶有限公司,茶青杀青,受热不匀。,公开"), 1},
		"boxes": {build("", "企业名称,需求名称,需求内容,是否涉密", "单位,需求"+marker+",内容,■是 □否", "单位,需求三,内容,□是 ■否"), 1},
		"marks in texts": {build("", "企业名称,需求名称,需求内容,备注", "单位,需求"+marker+",本项目涉及国家秘密,",
			"单位,需求二"+marker+",内容,内部资料 注意保存", "单位,需求三,不涉及国家秘密,"), 1},
		"form": {build("", "企业名称,单位", "需求名称,需求"+marker, "需求内容,内容"+marker, "密级,秘密"), 0},
	} {
		w := newWorld(t)
		i, err := w.svc.Upload(context.Background(), officer, party.NewID(), form.Demands, "a.xlsx",
			bytes.NewReader(c.data), int64(len(c.data)))
		must(t, err)
		if i.Rows.Good != c.good || len(i.LeftOut) == 0 {
			t.Errorf("%s: %+v %v %v", name, i.Rows, i.LeftOut, i.Errors)
		}
		if found := traces(t, w.dir); len(found) > 0 {
			t.Errorf("%s: traces in %v", name, found)
		}
	}
}

func TestMarkedFilesAreRefusedWhole(t *testing.T) {
	table := "企业名称,需求名称,需求内容\n单位,需求" + marker + ",内容\n"
	for name, file := range map[string][2]string{
		"title":       {"a.csv", "机密★5年,,\n技术需求表,,\n" + table},
		"level above": {"a.csv", "密级：秘密,,\n" + table},
		"line below":  {"a.csv", table + "内部资料,,\n"},
		"name":        {"秘密★一年 需求表.csv", table},
		"name in ()":  {"需求表（内部）.csv", table},
		"usual words": {"a.csv", "内部资料 注意保存,,\n" + table},
		"unlike form": {"a.csv", "企业名称,单位\n需求名称,需求" + marker + "\n需求内容,内容\n（内部使用，请勿外传）,\n"},
	} {
		w := newWorld(t)
		data := []byte(file[1])
		_, err := w.svc.Upload(context.Background(), officer, party.NewID(), form.Demands, file[0],
			bytes.NewReader(data), int64(len(data)))
		if !fault.Is(err, fault.Invalid) || strings.Contains(err.Error(), marker) {
			t.Errorf("%s: %v", name, err)
		}
		if found := traces(t, w.dir); len(found) > 0 {
			t.Errorf("%s: traces in %v", name, found)
		}
	}
}

// TestMarksOnPages refuses files with a mark only in the head or foot of the printed pages.
func TestMarksOnPages(t *testing.T) {
	for head, refused := range map[string]bool{"&L镇康县科技局&C&\"宋体,加粗\"&14内部资料 注意保存": true, "&R机密": true,
		"&C秘密★5年&P/&N": true, "&C企业技术需求表&R第&P页": false} {
		f := excelize.NewFile()
		defer f.Close()
		for at, v := range map[string]string{"A1": "企业名称", "B1": "需求名称", "C1": "需求内容", "A2": "清河制糖有限公司",
			"B2": "需求" + marker, "C2": "人工卸泥。"} {
			must(t, f.SetCellStr("Sheet1", at, v))
		}
		must(t, f.SetHeaderFooter("Sheet1", &excelize.HeaderFooterOptions{OddHeader: head}))
		var b bytes.Buffer
		must(t, f.Write(&b))
		w := newWorld(t)
		_, err := w.svc.Upload(context.Background(), officer, party.NewID(), form.Demands, "a.xlsx",
			bytes.NewReader(b.Bytes()), int64(b.Len()))
		if refused != fault.Is(err, fault.Invalid) || refused && len(traces(t, w.dir)) > 0 {
			t.Errorf("%s: %v", head, err)
		}
	}
}

// TestMarkInTheHeadOfALetter refuses a .docx with a mark in the head of its pages.
func TestMarkInTheHeadOfALetter(t *testing.T) {
	cell := func(text string) string { return "<w:tc><w:p><w:r><w:t>" + text + "</w:t></w:r></w:p></w:tc>" }
	letter := func(head string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, part := range [][2]string{
			{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
			{"_rels/.rels",
				`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
			{"word/document.xml",
				`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl><w:tr>` + cell("需求名称") + cell("需求"+marker) + `</w:tr><w:tr>` + cell("需求内容") + cell("人工卸泥。") + `</w:tr></w:tbl></w:body></w:document>`},
			{"word/header1.xml",
				`<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>` + head +
					`</w:t></w:r></w:p></w:hdr>`},
		} {
			f, err := z.Create(part[0])
			must(t, err)
			_, err = f.Write([]byte(part[1]))
			must(t, err)
		}
		must(t, z.Close())
		return b.Bytes()
	}
	for head, refused := range map[string]bool{"内部资料 注意保存": true, "绝密": true, "技术需求表": false} {
		w := newWorld(t)
		data := letter(head)
		i, err := w.svc.Upload(context.Background(), officer, party.NewID(), form.Demands, "a.docx",
			bytes.NewReader(data), int64(len(data)))
		if refused != fault.Is(err, fault.Invalid) || refused && len(traces(t, w.dir)) > 0 ||
			!refused && i.Rows.Good != 1 {
			t.Errorf("%s: %+v %v", head, i.Rows, err)
		}
	}
}

// TestOrdinaryWordsAreNoMarks keeps needs with words that only look like marks, and all of a form with a trade secret.
func TestOrdinaryWordsAreNoMarks(t *testing.T) {
	for name, text := range map[string]string{
		"a title of a form": "企业名称,清河制糖有限公司\n需求名称,内部资料管理系统\n需求内容,管理靠纸。\n预算（万元）,12\n",
		"a trade secret":    "企业名称,清河制糖有限公司\n需求名称,滤机自控\n需求内容,人工卸泥。\n密级,商业秘密\n预算（万元）,12\n",
		"a table":           "企业名称,需求名称,需求内容,密级,预算（万元）\n单位,机密机房内部参观系统,防止秘密泄露,不涉密,12\n",
	} {
		w := newWorld(t)
		i, err := w.svc.Upload(context.Background(), officer, party.NewID(), form.Demands, "秘方发酵内部培训.csv",
			strings.NewReader(text), int64(len(text)))
		must(t, err)
		if i.Rows.Good != 1 || len(i.LeftOut) > 0 || i.Sample[0].Values["budget"] != "12" {
			t.Errorf("%s: %+v %v %v", name, i.Rows, i.LeftOut, i.Sample)
		}
	}
}

func TestConsentKeepsDrafts(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	b := book(t, "a.csv",
		[]byte("企业名称,需求名称,需求内容,是否同意公开\n单位,甲需求,内容甲,是\n单位,乙需求,内容乙,否\n单位,丙需求,内容丙,□是 ■否\n单位,丁需求,内容丁,\n单位,戊需求,内容戊,看情况\n"))
	p, err := w.svc.Preview(ctx, officer, form.Demands, b, nil)
	must(t, err)
	out, err := w.svc.Apply(ctx, officer, p, "a.csv", intake.Options{Publish: true}, nil)
	must(t, err)
	if out.Added != 5 || out.Drafts != 3 || p.Counts.Warned != 3 {
		t.Errorf("%+v warned %d: %v", out, p.Counts.Warned, p.Warnings)
	}
}

// TestBatchKeepsWhatIsNotAgreed: neither submitting nor publishing a whole batch includes a row whose unit refused.
func TestBatchKeepsWhatIsNotAgreed(t *testing.T) {
	w := newWorld(t)
	i := w.imported(t, form.Demands, "a.csv",
		"企业名称,需求名称,需求内容,所属行业,是否同意公开\n单位,甲需求,压榨机辊面磨损快，希望寿命延长一倍。,制糖炼糖,是\n单位,乙需求,锅炉结焦严重，希望停炉清焦间隔翻倍。,制糖炼糖,否\n",
		intake.Options{})
	for _, step := range []string{intake.StepSubmit, intake.StepPublish} {
		i = w.step(t, i.ID, step)
		if b := i.Batch; b.Moved != 1 || b.Left != 1 || len(b.Notes) != 1 ||
			!strings.Contains(b.Notes[0].Text(), "没有同意公开") {
			t.Errorf("%s: %+v", step, b)
		}
	}
	rows := w.rows(t, i.ID)
	if rows[0].State != listing.Open || rows[1].State != listing.Draft {
		t.Errorf("%s %s", rows[0].State, rows[1].State)
	}
}
