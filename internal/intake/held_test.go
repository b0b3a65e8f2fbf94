package intake_test

import (
	"context"
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/listing"
	"kebang/internal/store"
)

const heldTable = "企业名称,需求名称,需求内容,是否同意公开,密级\n" +
	"清河制糖有限公司,滤布再生,滤布更换频繁。,是,\n" +
	"清河纸业有限公司,白水回用,白水浊度高。,否,\n" +
	"清河茶业有限公司,茶梗剔除,人工剔梗。,,商业秘密\n" +
	"清河茶业有限公司,茶青摊放,地方不够。,,不公开\n" +
	"清河茶业有限公司,茶青贮青,会发热。,,公开\n"

// TestBatchHoldsWithoutConsent publishes a whole batch. A row without the unit's consent stays a draft, counted and
// reported, until an officer notes the consent.
func TestBatchHoldsWithoutConsent(t *testing.T) {
	ctx := context.Background()
	w := newWorld(t)
	i := w.imported(t, form.Demands, "a.csv", heldTable, intake.Options{})
	for _, step := range []string{intake.StepPublish, intake.StepSubmit, intake.StepPublish} {
		i = w.step(t, i.ID, step)
	}
	if b := i.Batch; b.Moved != 2 || b.Left != 3 || len(b.Notes) != 3 ||
		!strings.Contains(b.Notes[0].Text(), "没有同意公开") ||
		!strings.Contains(b.Notes[1].Text(), "商业秘密") {
		t.Fatalf("%+v", b)
	}
	for n, r := range w.rows(t, i.ID) {
		if open := n == 0 || n == 4; open != (r.State == listing.Open) {
			t.Errorf("row %d is %s", r.Row, r.State)
		}
	}
	id := w.rows(t, i.ID)[1].Record
	if _, err := w.listings.Demands.Step(ctx, officer, id, 0, listing.StepPublish, ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("published without a word: %v", err)
	}
	v, err := w.listings.Demands.Get(ctx, officer, "m1", id)
	must(t, err)
	for _, e := range v.Steps(officer) {
		if e.Step == listing.StepPublish && !e.Reason {
			t.Error("the button asks for no reason")
		}
	}
	l, err := w.listings.Demands.Step(ctx, officer, id, 0, listing.StepPublish, "单位来函同意，2026-11-30")
	must(t, err)
	if l.State != listing.Open || l.Source.Held() {
		t.Errorf("%s %+v", l.State, l.Source)
	}
}

// TestConsentFollowsTheFile sends the same row with another statement on publication.
func TestConsentFollowsTheFile(t *testing.T) {
	w := newWorld(t)
	row := func(word string) string {
		return "企业名称,需求名称,需求内容,是否同意公开\n清河纸业有限公司,白水回用,白水浊度高。," + word + "\n"
	}
	bare := "企业名称,需求名称,需求内容\n清河纸业有限公司,白水回用,白水浊度高，纤维多。\n"
	for n, step := range []struct {
		file  string
		held  bool
		state listing.State
	}{{row("否"), true, listing.Draft}, {bare, true, listing.Draft}, {row("是"), false, listing.Open}, {row("否"), true,
		listing.Withdrawn}} {
		i := w.imported(t, form.Demands, "a.csv", step.file,
			intake.Options{Publish: true, Refused: intake.WithdrawRefused})
		var d listing.Demand
		must(t, w.db.View(context.Background(), func(tx store.Tx) (err error) {
			d, err = listing.Demands.Get(tx, "m1", w.rows(t, i.ID)[0].Record)
			return err
		}))
		if d.Source.Held() != step.held || d.State != step.state {
			t.Errorf("%d: held %v, %s; %+v", n, d.Source.Held(), d.State, i.Result)
		}
	}
}
