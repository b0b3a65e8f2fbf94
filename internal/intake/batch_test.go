package intake_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"kebang/internal/fault"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
)

// imported uploads a file and lets the worker write it.
func (w *world) imported(t *testing.T, k form.Kind, name, file string, o intake.Options) intake.Import {
	t.Helper()
	ctx := context.Background()
	i, err := w.svc.Upload(ctx, officer, party.NewID(), k, name, bytes.NewReader([]byte(file)), int64(len(file)))
	must(t, err)
	_, err = w.svc.Start(ctx, officer, i.ID, o)
	must(t, err)
	must(t, w.svc.OnApply(ctx, store.Event{Meta: store.Meta{Market: "m1"}, Name: intake.EventApply, Record: i.ID}))
	i, err = w.svc.Get(ctx, officer, i.ID)
	must(t, err)
	return i
}

func (w *world) step(t *testing.T, id, step string) intake.Import {
	t.Helper()
	ctx := context.Background()
	_, err := w.svc.Step(ctx, officer, id, step)
	must(t, err)
	e := store.Event{Meta: store.Meta{Market: "m1"}, Name: intake.EventBatch, Record: id}
	must(t, w.svc.OnBatch(ctx, e))
	must(t, w.svc.OnBatch(ctx, e)) // a repeated event is harmless
	i, err := w.svc.Get(ctx, officer, id)
	must(t, err)
	return i
}

func (w *world) rows(t *testing.T, id string) []intake.BatchRowView {
	t.Helper()
	rows, next, total, err := w.svc.Rows(context.Background(), officer, id, "", 100)
	must(t, err)
	if next != "" || int(total) != len(rows) {
		t.Fatalf("%d of %d rows, next %q", len(rows), total, next)
	}
	return rows
}

// TestBatch walks a batch: its rows and nothing else, submit, publish, undo of unchanged rows, and the file again.
func TestBatch(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	w.imported(t, form.Demands, "其他.csv", "需求名称,需求内容,企业名称\n别的需求,别的内容。,别的公司\n", intake.Options{})
	file := "需求名称,需求内容,企业名称\n"
	for n := 1; n <= 4; n++ {
		file += fmt.Sprintf("需求%d号,内容%d。,清河制糖有限公司\n", n, n)
	}
	i := w.imported(t, form.Demands, "a.csv", file+",没有名称,\n", intake.Options{})
	rows := w.rows(t, i.ID)
	if len(rows) != 4 || rows[0].Row != 2 || rows[3].Row != 5 || rows[0].Action != listing.DidCreate ||
		rows[0].State != listing.Draft || !rows[0].Untouched || rows[0].Serial == "" {
		t.Fatalf("%+v", rows)
	}
	waiting, drafts, err := w.svc.Waiting(ctx, officer)
	must(t, err)
	if len(waiting) != 2 || waiting[0].ID != i.ID && waiting[1].ID != i.ID || drafts[0]+drafts[1] != 5 {
		t.Errorf("%d imports wait with %v drafts", len(waiting), drafts)
	}
	i = w.step(t, i.ID, intake.StepPublish)
	if b := i.Batch; b.Running || b.Moved != 4 || b.Left != 0 || b.Done != 4 {
		t.Fatalf("published: %+v", b)
	}
	rows = w.rows(t, i.ID)
	if rows[1].State != listing.Open || !rows[1].Untouched {
		t.Errorf("after publishing: %+v", rows[1])
	}
	again := w.step(t, i.ID, intake.StepPublish)
	if again.Batch.Moved != 4 || again.Batch.Left != 0 {
		t.Errorf("published twice: %+v", again.Batch)
	}

	// An officer withdraws one listing, and a second file changes another. Undoing the second restores it. Undoing the
	// first then removes it and leaves the withdrawn one.
	l, err := w.listings.Demands.Step(ctx, officer, rows[0].Record, 0, listing.StepWithdraw, "单位要求")
	must(t, err)
	second := w.imported(t, form.Demands, "b.csv", "需求名称,需求内容,企业名称\n需求2号,内容改了。,清河制糖有限公司\n",
		intake.Options{Publish: true})
	if r := w.rows(t, second.ID); len(r) != 1 || r[0].Action != listing.DidUpdate || len(r[0].Changes) != 1 {
		t.Fatalf("%+v", r)
	}
	if rows = w.rows(t, i.ID); rows[1].Untouched {
		t.Error("a row that another file changed counts as untouched")
	}
	second = w.step(t, second.ID, intake.StepUndo)
	v, err := w.listings.Demands.Get(ctx, officer, "m1", rows[1].Record)
	must(t, err)
	if second.Batch.Moved != 1 || v.Published.Text != "内容2。" || v.State != listing.Open || v.Version != 3 {
		t.Errorf("restored: %+v, version %d, %s", second.Batch, v.Version, v.Published.Text)
	}
	i = w.step(t, i.ID, intake.StepUndo)
	if b := i.Batch; b.Moved != 3 || b.Left != 1 || len(b.Notes) != 1 ||
		!strings.Contains(b.Notes[0].Text(), "已有人改动") ||
		b.Notes[0].Row != 2 {
		t.Errorf("undone: %+v", b)
	}
	rows = w.rows(t, i.ID)
	if rows[0].State != l.State || rows[0].Undone || rows[2].State != "" || !rows[2].Undone {
		t.Errorf("after undo: %+v", rows)
	}
	if i = w.step(t, i.ID, intake.StepUndo); i.Batch.Moved != 3 || i.Batch.Left != 1 {
		t.Errorf("undone twice: %+v", i.Batch)
	}

	// The same file brings the removed ones back, with a history in order.
	back := w.imported(t, form.Demands, "a.csv", file, intake.Options{})
	if back.Result.Added != 3 {
		t.Errorf("again: %+v", back.Result)
	}
	if _, err := w.listings.Demands.History(ctx, officer, rows[2].Record); err != nil {
		t.Error(err)
	}
}

// TestUndoContracts removes drafts and restores a corrected one.
func TestUndoContracts(t *testing.T) {
	w := newWorld(t)
	row := func(total string) string {
		return contractTable + "蔗渣打包机技术开发,技术开发,清河工学院,清河制糖有限公司,2026-03-01," + total + "\n"
	}
	first := w.imported(t, form.Contracts, "a.csv", row("52"), intake.Options{})
	second := w.imported(t, form.Contracts, "b.csv", row("520"), intake.Options{})
	if second = w.step(t, second.ID, intake.StepUndo); second.Batch.Moved != 1 || w.contract(t).TotalFen != 52_000_000 {
		t.Errorf("%+v, total %d", second.Batch, w.contract(t).TotalFen)
	}
	if first = w.step(t, first.ID, intake.StepUndo); first.Batch.Left != 1 { // the restoration was a change
		t.Errorf("%+v", first.Batch)
	}
	third := w.imported(t, form.Contracts, "c.csv", strings.ReplaceAll(row("30"), "打包机", "烘干机"), intake.Options{})
	if third = w.step(t, third.ID, intake.StepUndo); third.Batch.Moved != 1 || w.rows(t, third.ID)[0].State != "" {
		t.Errorf("%+v", third.Batch)
	}
	if back := w.imported(t, form.Contracts, "c.csv", strings.ReplaceAll(row("30"), "打包机", "烘干机"),
		intake.Options{}); back.Result.Added != 1 {
		t.Errorf("%+v", back.Result)
	}
}

// TestRefusedRowsComeBack writes the refused rows beside their reasons, corrects them and loads them again.
func TestRefusedRowsComeBack(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	file := "清河县技术需求汇总表,,,,\n填报单位：清河县科技局,,,,单位：元\n序号,企业名称,需求名称,需求内容,信用代码\n1,清河制糖有限公司,滤布再生,滤布更换频繁。,\n2,清河纸业有限公司,,白水浊度" +
		"高。,\n3,清河茶业有限公司,茶梗剔除,#REF!,\n合计,3家,3项,,\n"
	i := w.imported(t, form.Demands, "汇总.csv", file, intake.Options{})
	if i.Result.Added != 1 || i.Result.Refused != 2 {
		t.Fatalf("%+v %v", i.Result, i.Errors)
	}
	write, err := w.svc.Refused(ctx, officer, i.ID)
	must(t, err)
	var buf bytes.Buffer
	must(t, write(&buf))
	f, err := excelize.OpenReader(bytes.NewReader(buf.Bytes()))
	must(t, err)
	defer f.Close()
	got, err := f.GetRows(f.GetSheetName(0))
	must(t, err)
	if len(got) != 6 || got[3][5] != "退回原因" || got[4][2] != "" || !strings.Contains(got[4][5], "请填写") ||
		got[5][2] != "茶梗剔除" || !strings.Contains(got[5][5], "错误值") {
		t.Fatalf("%q", got)
	}
	must(t, f.SetCellStr(f.GetSheetName(0), "C5", "白水回用"))
	must(t, f.SetCellStr(f.GetSheetName(0), "D6", "人工剔梗。"))
	buf.Reset()
	must(t, f.Write(&buf))
	back := w.imported(t, form.Demands, "退回的行.xlsx", buf.String(), intake.Options{})
	if back.Result.Added != 2 || len(back.Unknown) != 0 {
		t.Errorf("mended: %+v unknown %v %v", back.Result, back.Unknown, back.Errors)
	}
	if _, err := w.svc.Refused(ctx, officer, back.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("a batch without refused rows: %v", err)
	}
}
