package intake

import (
	"context"
	"errors"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/intake/form"
	"kebang/internal/store"
)

// Start lets the worker write the good rows, in the name of the actor.
func (s *Service) Start(ctx context.Context, a actor.Actor, id string, o Options) (Import, error) {
	i, err := s.Get(ctx, a, id)
	if err != nil {
		return i, err
	}
	now := s.now().UnixMilli()
	err = s.db.Run(ctx, func(tx store.Tx) error {
		if i, err = Imports.Get(tx, a.Market, id); err != nil {
			return err
		}
		if i.State != Previewed && i.State != Failed {
			return errStarted
		}
		if i.Asks() {
			return errAsks(i.Kind)
		}
		if err := o.check(i.Rows); err != nil {
			return err
		}
		if i.Rows.Good == 0 && i.Rows.Refusing == 0 {
			return fault.Of(fault.Invalid, fault.T("import-nothing",
				"没有可以导入的行，请先按提示修改文件。",
				"No row can be imported; correct the file first."))
		}
		i.State, i.Publish, i.SkipNear, i.By, i.Failure = Running, o.Publish, o.SkipNear, a, fault.Said{}
		i.Refused, i.KeepReason = o.Refused, strings.TrimSpace(o.KeepReason)
		i.Progress = RowProgress{Total: i.Rows.Good}
		if err := Imports.Update(tx, &i); err != nil {
			return err
		}
		return store.Emit(tx, a.Market, EventApply, id, "apply", now)
	})
	return i, err
}

// OnApply is the reaction to EventApply. It reads the present import. A second run continues from the place of the
// first, because written rows are unchanged.
func (s *Service) OnApply(ctx context.Context, e store.Event) error {
	var i Import
	err := s.db.View(ctx, func(tx store.Tx) (err error) {
		i, err = Imports.Get(tx, e.Market, e.Record)
		return err
	})
	if fault.Is(err, fault.NotFound) || err == nil && i.State != Running {
		return nil
	}
	if err != nil {
		return err
	}
	out, err := s.work(ctx, &i)
	if err != nil && (ctx.Err() != nil || fault.Is(err, fault.Unavailable) || fault.Is(err, fault.Internal)) {
		return err // the worker tries again
	}
	now := s.now().UnixMilli()
	_, err2 := s.change(ctx, i.Market, i.ID, func(i *Import) error {
		i.State, i.Result, i.DoneAt = Finished, &out, now
		if err != nil {
			i.State, i.Failure = Failed, form.Say(err)
		}
		i.Progress.Done = i.Progress.Total
		i.Errors = append(i.Errors, out.Problems...)
		return nil
	})
	return errors.Join(err2)
}

func (s *Service) work(ctx context.Context, i *Import) (Outcome, error) {
	p, err := s.plan(ctx, i.By, i, 0)
	if err != nil {
		return Outcome{}, err
	}
	return s.apply(ctx, i.By, i, p, i.Name,
		Options{Publish: i.Publish, SkipNear: i.SkipNear, Refused: i.Refused, KeepReason: i.KeepReason}, func(done,
			total int) {
			// Progress is only shown, so a lost update does not matter.
			_, _ = s.change(ctx, i.Market, i.ID, func(i *Import) error {
				i.Progress = RowProgress{Done: done, Total: total}
				return nil
			})
		})
}
