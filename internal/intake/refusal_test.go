package intake_test

import (
	"strings"
	"testing"

	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// TestPublicListingThatNoLongerAgrees sends a row again that says 否 for a public listing. A person decides, and the
// history has the decision. Undoing the batch shows the listing again.
func TestPublicListingThatNoLongerAgrees(t *testing.T) {
	table := func(title, word, level string) string {
		return "企业名称,需求名称,需求内容,是否同意公开,密级\n清河纸业有限公司,白水回用," + title + "," + word + "," + level + "\n"
	}
	for name, c := range map[string]struct {
		again string // the second file
		o     intake.Options
		state listing.State
		note  string
	}{
		"withdraw": {table("白水浊度高。", "否", ""), intake.Options{Refused: intake.WithdrawRefused},
			listing.Withdrawn, "不同意公开（b.csv）"},
		"withdraw and publish": {table("白水浊度很高。", "否", ""),
			intake.Options{Publish: true, Refused: intake.WithdrawRefused}, listing.Withdrawn, "不同意公开（b.csv）"},
		"a trade secret": {table("白水浊度高。", "", "商业秘密"), intake.Options{Refused: intake.WithdrawRefused},
			listing.Withdrawn, "不同意公开（b.csv）"},
		"keep": {table("白水浊度高。", "否", ""),
			intake.Options{Refused: intake.KeepPublic,
				KeepReason: " 2026-11-30 来函同意 "}, listing.Open, "2026-11-30 来函同意"},
		"keep and publish": {table("白水浊度很高。", "否", ""),
			intake.Options{Publish: true, Refused: intake.KeepPublic, KeepReason: "来函同意"}, listing.Open, "来函同意"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.imported(t, form.Demands, "a.csv", table("白水浊度高。", "", ""), intake.Options{Publish: true})
			i, err := w.svc.Upload(t.Context(), officer, party.NewID(), form.Demands, "b.csv",
				strings.NewReader(c.again), int64(len(c.again)))
			must(t, err)
			for _, warning := range i.Warnings {
				if strings.Contains(warning.Text(), "不发布") {
					t.Errorf("told as a draft: %v", warning)
				}
			}
			told := len(i.Updates) == 1 && i.Updates[0].Changes[len(i.Updates[0].Changes)-1].New == "不同意公开"
			if i.Rows.Refusing != 1 || !told || !strings.Contains(i.Warnings[len(i.Warnings)-1].Text(), "已经公开") {
				t.Fatalf("not told: %+v %+v %v", i.Rows, i.Updates, i.Warnings)
			}
			for _, o := range []intake.Options{{}, {Publish: true}, {Refused: intake.KeepPublic, KeepReason: " "}} {
				if _, err := w.svc.Start(t.Context(), officer, i.ID, o); !fault.Is(err, fault.Invalid) {
					t.Errorf("started undecided: %v", err)
				}
			}
			if _, err := w.svc.Apply(t.Context(), officer, w.preview(t, c.again), "b.csv", intake.Options{},
				nil); !fault.Is(err, fault.Invalid) {
				t.Errorf("applied undecided: %v", err)
			}
			i = w.imported(t, form.Demands, "b.csv", c.again, c.o)
			row := w.rows(t, i.ID)[0]
			var d listing.Demand
			var history []audit.Entry
			must(t, w.db.View(t.Context(), func(tx store.Tx) (err error) {
				if d, err = listing.Demands.Get(tx, "m1", row.Record); err != nil {
					return err
				}
				history, err = audit.History(tx, "m1", d.ID)
				return err
			}))
			reasons := ""
			for _, h := range history {
				reasons += h.Reason.In(vocab.Zh) + "\n"
			}
			withdrawn := c.state == listing.Withdrawn
			if d.State != c.state || !strings.Contains(reasons, c.note) || i.Result == nil ||
				(i.Result.Withdrawn == 1) != withdrawn || i.Result.Drafts != 0 || d.Source.Held() != withdrawn {
				t.Errorf("%s, held %v, %q, %+v", d.State, d.Source.Held(), reasons, i.Result)
			}
			if c.o.Publish && !withdrawn && d.Published.Text != "白水浊度很高。" ||
				d.Published.Text != "白水浊度高。" && !c.o.Publish {
				t.Errorf("published %q, draft %v", d.Published.Text, d.Draft)
			}
			if p := w.preview(t, c.again); p.Counts.Refusing != 0 {
				t.Errorf("asked again: %+v", p.Counts)
			}
			if i = w.step(t, i.ID, intake.StepUndo); i.Batch.Moved != 1 || w.rows(t, i.ID)[0].State != listing.Open {
				t.Errorf("undone: %+v %s", i.Batch, w.rows(t, i.ID)[0].State)
			}
		})
	}
}

func (w *world) preview(t *testing.T, file string) *intake.Plan {
	t.Helper()
	p, err := w.svc.Preview(t.Context(), officer, form.Demands, book(t, "b.csv", []byte(file)), nil)
	must(t, err)
	return p
}

// TestRefusalOfAListingThatIsBeingChanged: a file may not change its content, but it may be withdrawn.
func TestRefusalOfAListingThatIsBeingChanged(t *testing.T) {
	w := newWorld(t)
	first := "企业名称,需求名称,需求内容,所属行业\n清河纸业有限公司,白水回用,白水浊度高，希望回用率提高。,制糖炼糖\n"
	i := w.imported(t, form.Demands, "a.csv", first, intake.Options{Publish: true})
	id := w.rows(t, i.ID)[0].Record
	l := w.demand(t)
	c := l.Current()
	c.Text = "白水浊度高，希望回用率提高到九成。"
	_, err := w.listings.Demands.Save(t.Context(), officer, id, 0, c)
	must(t, err)
	_, err = w.listings.Demands.Step(t.Context(), officer, id, 0, listing.StepSubmit, "")
	must(t, err)
	again := "企业名称,需求名称,需求内容,所属行业,是否同意公开\n清河纸业有限公司,白水回用,改了的内容。,制糖炼糖,否\n"
	i = w.imported(t, form.Demands, "b.csv", again, intake.Options{Refused: intake.WithdrawRefused})
	if row := w.rows(t, i.ID)[0]; row.State != listing.Withdrawn || i.Rows.Refusing != 1 {
		t.Errorf("%s %+v", row.State, i.Rows)
	}
}
