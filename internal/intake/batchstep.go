package intake

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/intake/form"
	"kebang/internal/listing"
	"kebang/internal/store"
)

// Step asks the worker to take a step with all rows that an import wrote. Undo takes back the rows unchanged since. The
// error is fault.WrongState while the import or another step is running.
func (s *Service) Step(ctx context.Context, a actor.Actor, id, step string) (Import, error) {
	i, err := s.Get(ctx, a, id)
	if err != nil {
		return i, err
	}
	isListing := i.Kind == form.Demands || i.Kind == form.Achievements
	if step != StepUndo && (step != StepSubmit && step != StepPublish || !isListing) {
		return i, fault.Of(fault.Invalid, fault.T("batch-step",
			"整批只能提交审核、发布（需求和成果）或撤回。",
			"A whole batch can be submitted or published (demands and achievements), or taken back."))
	}
	now := s.now().UnixMilli()
	err = s.db.Run(ctx, func(tx store.Tx) error {
		var err error
		if i, err = Imports.Get(tx, a.Market, id); err != nil {
			return err
		}
		if i.State != Finished {
			return fault.Of(fault.WrongState, fault.T("batch-not-done",
				"这次导入还没有完成，请稍后再试。",
				"The import is not done yet; try again later."))
		}
		if i.Batch != nil && i.Batch.Running {
			return fault.Of(fault.WrongState, fault.T("batch-running",
				"这一批正在办理上一步，请等它完成。",
				"The batch is still at the former step; wait until it is done."))
		}
		n, err := BatchRows.Count(tx, store.Query{Market: i.Market,
			Where: []store.Cond{{Field: "import", Op: store.Eq, Value: id}}})
		if err != nil {
			return err
		}
		i.Batch = &BatchWork{Step: step, Running: true, Total: int(n), Notes: []form.RowProblem{}, By: a, At: now}
		if err := Imports.Update(tx, &i); err != nil {
			return err
		}
		return store.Emit(tx, a.Market, EventBatch, id, step, now)
	})
	return i, err
}

// OnBatch is the reaction to EventBatch. Rows that have taken the step are counted and not touched, so a run that was
// broken off goes on where it stopped.
func (s *Service) OnBatch(ctx context.Context, e store.Event) error {
	var i Import
	err := s.db.View(ctx, func(tx store.Tx) (err error) {
		i, err = Imports.Get(tx, e.Market, e.Record)
		return err
	})
	if fault.Is(err, fault.NotFound) || err == nil && (i.Batch == nil || !i.Batch.Running) {
		return nil
	}
	if err != nil {
		return err
	}
	w := *i.Batch
	w.Done, w.Moved, w.Left, w.Notes, w.Failure = 0, 0, 0, []form.RowProblem{}, fault.Said{}
	err = s.stepAll(ctx, &i, &w)
	if err != nil && (ctx.Err() != nil || fault.Is(err, fault.Unavailable) || fault.Is(err, fault.Internal)) {
		return err // the worker tries again
	}
	w.Running = false
	if err != nil {
		w.Failure = form.Say(err)
	}
	_, err = s.change(ctx, i.Market, i.ID, func(i *Import) error { i.Batch = &w; return nil })
	return err
}

func (s *Service) stepAll(ctx context.Context, i *Import, w *BatchWork) error {
	after := ""
	for {
		var page store.Page[BatchRow]
		err := s.db.View(ctx, func(tx store.Tx) (err error) {
			page, err = BatchRows.Find(tx,
				store.Query{Market: i.Market, Where: []store.Cond{{Field: "import", Op: store.Eq, Value: i.ID}},
					Sort: []store.Order{{Field: "seq"}}, After: after, Limit: batch})
			return err
		})
		if err != nil {
			return err
		}
		for _, r := range page.Items {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := s.stepRow(ctx, i, w, r); err != nil {
				return err
			}
			w.Done++
		}
		// Progress is only shown, so a lost update does not matter.
		_, _ = s.change(ctx, i.Market, i.ID, func(i *Import) error { at := *w; i.Batch = &at; return nil })
		if after = page.Next; after == "" {
			return nil
		}
	}
}

// stepRow takes the step with one row, or notes the reason against it.
func (s *Service) stepRow(ctx context.Context, i *Import, w *BatchWork, r BatchRow) error {
	if r.Action != listing.DidCreate && r.Action != listing.DidUpdate {
		return nil // the import left the record unchanged
	}
	if r.Undone {
		if w.Step == StepUndo {
			w.Moved++
		}
		return nil
	}
	rev, err := s.stepRecord(ctx, i, w, r)
	var f *fault.Error
	switch {
	case err == nil:
		w.Moved++
	case errors.As(err, &f) && f.Kind != fault.Internal && f.Kind != fault.Unavailable:
		w.Left++
		if len(w.Notes) < maxProblems {
			w.Notes = append(w.Notes, form.RowProblem{Sheet: r.Sheet, Row: r.Row, Heading: r.Serial, Value: r.Title,
				Msg: form.Refusal(f)})
		}
		return nil
	default:
		return err
	}
	return s.db.Run(ctx, func(tx store.Tx) error {
		now, err := BatchRows.Get(tx, i.Market, r.ID)
		if err != nil {
			return err
		}
		if w.Step == StepUndo {
			now.Undone = true
		} else if now.Rev == r.Rev && rev > 0 {
			now.Rev = rev
		}
		return BatchRows.Update(tx, &now)
	})
}

func (s *Service) stepRecord(ctx context.Context, i *Import, w *BatchWork, r BatchRow) (int64, error) {
	switch i.Kind {
	case form.Demands:
		return stepListing(ctx, s, s.listings.Demands, w, r)
	case form.Achievements:
		return stepListing(ctx, s, s.listings.Achievements, w, r)
	case form.Contracts:
		former, err := formerOf[contract.Contract](r)
		if err != nil {
			return 0, err
		}
		err = s.contracts.Remove(ctx, w.By, r.Record, r.Rev, former)
		if former == nil && fault.Is(err, fault.NotFound) {
			err = nil // removed earlier, by an interrupted run
		}
		return 0, err
	}
	return 0, fault.Of(fault.WrongState, fault.T("batch-organizations",
		"机构在全国库中可能已被引用，不随导入撤回；请在机构页面修改或停用。",
		"Organisations may be referred to by others and are not taken back; change or close them on their page."))
}

func formerOf[T any](r BatchRow) (*T, error) {
	if r.Action != listing.DidUpdate {
		return nil, nil
	}
	var v T
	if err := json.Unmarshal(r.Before, &v); err != nil {
		return nil, fmt.Errorf("import row %s: %w", r.ID, err)
	}
	return &v, nil
}

// stepListing submits, publishes or takes back one listing. The revision is the one after the step, if the listing was
// unchanged since the import.
func stepListing[C listing.Content](ctx context.Context, s *Service, d *listing.Desk[C], w *BatchWork,
	r BatchRow) (int64, error) {
	if w.Step == StepUndo {
		former, err := formerOf[listing.Listing[C]](r)
		if err != nil {
			return 0, err
		}
		l, err := d.Unbring(ctx, w.By, r.Record, r.Rev, former,
			func(tx store.Tx) error { return noDeals(tx, w.By.Market, r.Record) })
		if err == nil && former != nil && former.Source != nil {
			return 0, s.asBefore(ctx, r, former.Source.Import, former.Rev, l.Rev)
		}
		if former == nil && fault.Is(err, fault.NotFound) {
			err = nil // removed earlier, by an interrupted run
		}
		return 0, err
	}
	v, err := d.Get(ctx, w.By, w.By.Market, r.Record)
	if err != nil {
		return 0, err
	}
	switch {
	case w.Step == StepSubmit && (v.State == listing.InReview || v.State == listing.Open && v.Draft == nil ||
		v.State == listing.Changing),
		w.Step == StepPublish && v.State == listing.Open && v.Draft == nil:
		return 0, nil
	}
	l, err := d.Step(ctx, w.By, r.Record, 0, w.Step, "")
	if err != nil || v.Rev != r.Rev {
		return 0, err
	}
	return l.Rev, nil
}

// asBefore tells the import of the former content that its record is unchanged again.
func (s *Service) asBefore(ctx context.Context, r BatchRow, former string, was, now int64) error {
	return s.db.Run(ctx, func(tx store.Tx) error {
		b, err := BatchRows.Get(tx, r.Market, id.Derived("import-row", former, r.Record))
		if fault.Is(err, fault.NotFound) || err == nil && b.Rev != was {
			return nil
		}
		if err != nil {
			return err
		}
		b.Rev = now
		return BatchRows.Update(tx, &b)
	})
}

// noDeals refuses to take back a listing with a deal.
func noDeals(tx store.Tx, market, record string) error {
	for _, side := range []string{"demand", "achievement"} {
		n, err := deal.Deals.Count(tx, store.Query{Market: market,
			Where: []store.Cond{{Field: side, Op: store.Eq, Value: record}}})
		if err != nil {
			return err
		}
		if n > 0 {
			return fault.Of(fault.WrongState, fault.T("batch-dealt",
				"已有对接，没有撤回。",
				"There is a deal on it; it was not taken back."))
		}
	}
	return nil
}
