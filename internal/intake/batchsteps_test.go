package intake_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
)

// jobs counts the events of a name for a record.
func (w *world) jobs(t *testing.T, name, record string) (n int64) {
	t.Helper()
	must(t, w.db.View(t.Context(), func(tx store.Tx) (err error) {
		n, err = store.Events.Count(tx, store.Query{Market: "m1", Where: []store.Cond{
			{Field: "name", Op: store.Eq, Value: name}, {Field: "record", Op: store.Eq, Value: record}}})
		return err
	}))
	return n
}

// TestStepsOfABatch: rows that took a step already count as moved. A step leaves a job, and none is taken of an import
// that is gone.
func TestStepsOfABatch(t *testing.T) {
	w := newWorld(t)
	file := "单位名称,成果名称,成果简介,所属行业\n"
	for n := range 3 {
		file += fmt.Sprintf("甲所,成果%d,复合絮凝剂脱色，已用两季。,制糖炼糖\n", n)
	}
	i := w.imported(t, form.Achievements, "a.csv", file, intake.Options{})
	if w.jobs(t, intake.EventApply, i.ID) != 1 || w.jobs(t, intake.EventBatch, i.ID) != 0 {
		t.Error("a start leaves one job")
	}
	e := store.Event{Meta: store.Meta{Market: "m1"}, Name: intake.EventBatch, Record: i.ID}
	must(t, w.svc.OnBatch(t.Context(), e)) // no step was asked for
	e.Record = "gone"
	must(t, w.svc.OnBatch(t.Context(), e))
	waiting, drafts, err := w.svc.Waiting(t.Context(), officer)
	if err != nil || len(waiting) != 1 || drafts[0] != 3 {
		t.Errorf("%d imports wait: %v", len(waiting), err)
	}
	w.imported(t, form.Contracts, "a.csv", contractTable+"蔗渣打包机,技术开发,清河工学院,清河制糖有限公司,2026-03-01,52\n", intake.Options{})
	for _, step := range []struct {
		name  string
		state listing.State
	}{{intake.StepSubmit, listing.InReview}, {intake.StepSubmit, listing.InReview}, {intake.StepPublish, listing.Open},
		{intake.StepPublish, listing.Open}, {intake.StepSubmit, listing.Open}} {
		i = w.step(t, i.ID, step.name)
		if b := i.Batch; b.Moved != 3 || b.Left != 0 || !b.Failure.IsZero() || w.rows(t, i.ID)[0].State != step.state {
			t.Errorf("%s: %+v, %s", step.name, b, w.rows(t, i.ID)[0].State)
		}
	}
	if n := w.jobs(t, intake.EventBatch, i.ID); n != 2 { // one of each step waits for the worker
		t.Errorf("%d jobs of two steps", n)
	}
	if waiting, _, err = w.svc.Waiting(t.Context(), officer); err != nil || len(waiting) != 0 {
		t.Errorf("nothing waits: %+v %v", waiting, err)
	}
	edit := w.rows(t, i.ID)[1].Record
	l, err := w.listings.Achievements.Get(t.Context(), officer, "m1", edit)
	must(t, err)
	c := *l.Published
	c.Text = "复合絮凝剂脱色，已用三季。"
	_, err = w.listings.Achievements.Save(t.Context(), officer, edit, 0, c)
	must(t, err)
	for range 2 {
		i = w.step(t, i.ID, intake.StepSubmit)
		if rows := w.rows(t, i.ID); i.Batch.Moved != 3 || rows[0].State != listing.Open ||
			rows[1].State != listing.Changing {
			t.Errorf("an edit is submitted: %+v, %s", i.Batch, rows[1].State)
		}
	}
}

// TestUndoOfWhatIsGone: a record that was removed already counts as taken back, an updated one does not. A listing with
// a deal stays.
func TestUndoOfWhatIsGone(t *testing.T) {
	w := newWorld(t)
	contracts := contract.NewService(w.db, w.now)
	row := func(total string) string {
		return contractTable + "蔗渣打包机,技术开发,清河工学院,清河制糖有限公司,2026-03-01," + total + "\n"
	}
	first := w.imported(t, form.Contracts, "a.csv", row("52"), intake.Options{})
	second := w.imported(t, form.Contracts, "b.csv", row("53"), intake.Options{})
	c := w.contract(t)
	must(t, contracts.Remove(t.Context(), officer, c.ID, c.Rev, nil))
	if b := w.step(t, second.ID, intake.StepUndo).Batch; b.Left != 1 {
		t.Errorf("an update of a contract that is gone: %+v", b)
	}
	if b := w.step(t, first.ID, intake.StepUndo).Batch; b.Moved != 1 || b.Left != 0 {
		t.Errorf("a contract that is gone: %+v", b)
	}
	const need = "企业名称,需求名称,需求内容\n甲厂,甲,"
	first = w.imported(t, form.Demands, "a.csv", need+"堵。\n", intake.Options{})
	second = w.imported(t, form.Demands, "b.csv", need+"漏。\n", intake.Options{})
	l := w.demand(t)
	free := func(store.Tx) error { return nil }
	_, err := w.listings.Demands.Unbring(t.Context(), officer, l.ID, l.Rev, nil, free)
	must(t, err)
	if b := w.step(t, second.ID, intake.StepUndo).Batch; b.Left != 1 {
		t.Errorf("an update of a listing that is gone: %+v", b)
	}
	if b := w.step(t, first.ID, intake.StepUndo).Batch; b.Moved != 1 || b.Left != 0 {
		t.Errorf("a listing that is gone: %+v", b)
	}
	for _, side := range []string{"demand", "achievement"} {
		w := newWorld(t)
		i := w.imported(t, form.Demands, "a.csv", need+"堵。\n", intake.Options{})
		d := deal.Deal{Meta: store.Meta{ID: "d1", Market: "m1"}, Serial: "DJ-2026-000001", State: "introduced"}
		if d.Demand.ID = w.demand(t).ID; side == "achievement" {
			d.Demand.ID, d.Achievement.ID = "other", d.Demand.ID
		}
		must(t, w.db.Run(t.Context(), func(tx store.Tx) error { d := d; return deal.Deals.Insert(tx, &d) }))
		if b := w.step(t, i.ID, intake.StepUndo).Batch; b.Left != 1 || !strings.Contains(b.Notes[0].Text(), "已有对接") {
			t.Errorf("a listing with a deal as its %s: %+v", side, b)
		}
	}
}

// TestUndoLeavesWhatAPersonChanged: after a person's change, the undo of a later import restores the record, but the
// earlier import does not count it as untouched.
func TestUndoLeavesWhatAPersonChanged(t *testing.T) {
	w := newWorld(t)
	const need = "企业名称,需求名称,需求内容\n甲厂,甲,"
	first := w.imported(t, form.Demands, "a.csv", need+"堵。\n", intake.Options{})
	l := w.demand(t)
	c := l.Current()
	c.Year = 2026
	_, err := w.listings.Demands.Save(t.Context(), officer, l.ID, 0, c)
	must(t, err)
	second := w.imported(t, form.Demands, "b.csv", need+"漏。\n", intake.Options{})
	if b := w.step(t, second.ID, intake.StepUndo).Batch; b.Moved != 1 {
		t.Errorf("%+v", b)
	}
	if w.rows(t, first.ID)[0].Untouched {
		t.Error("a change by a person counts as none")
	}
}

// TestDamagedRowIsTriedAgain: a former record that cannot be read is a defect. The step stays running for the worker.
func TestDamagedRowIsTriedAgain(t *testing.T) {
	w := newWorld(t)
	const need = "企业名称,需求名称,需求内容\n甲厂,甲,"
	w.imported(t, form.Demands, "a.csv", need+"堵。\n", intake.Options{})
	i := w.imported(t, form.Demands, "b.csv", need+"漏。\n", intake.Options{})
	must(t, w.db.Run(t.Context(), func(tx store.Tx) error {
		r, err := intake.BatchRows.Get(tx, "m1", w.rows(t, i.ID)[0].ID)
		must(t, err)
		r.Before = []byte("1")
		return intake.BatchRows.Update(tx, &r)
	}))
	_, err := w.svc.Step(t.Context(), officer, i.ID, intake.StepUndo)
	must(t, err)
	if _, err := w.svc.Step(t.Context(), officer, i.ID, intake.StepUndo); !fault.Is(err, fault.WrongState) {
		t.Errorf("two steps at a time: %v", err)
	}
	err = w.svc.OnBatch(t.Context(), store.Event{Meta: store.Meta{Market: "m1"}, Name: intake.EventBatch, Record: i.ID})
	if i, _ = w.svc.Get(t.Context(), officer, i.ID); err == nil || !i.Batch.Running {
		t.Errorf("%v %+v", err, i.Batch)
	}
	must(t, w.db.Blobs().Delete(t.Context(), i.Blob))
	j, err := w.svc.Upload(t.Context(), officer, party.NewID(), form.Demands, "c.csv",
		bytes.NewReader([]byte(need+"新。\n")), int64(len(need+"新。\n")))
	must(t, err)
	_, err = w.svc.Start(t.Context(), officer, j.ID, intake.Options{})
	must(t, err)
	must(t, w.db.Blobs().Delete(t.Context(), j.Blob))
	err = w.svc.OnApply(t.Context(), store.Event{Meta: store.Meta{Market: "m1"}, Name: intake.EventApply, Record: j.ID})
	if j, _ = w.svc.Get(t.Context(), officer, j.ID); (err != nil) != (j.State == intake.Running) ||
		j.State == intake.Finished {
		t.Errorf("a file that is gone: %v %s", err, j.State)
	}
}
