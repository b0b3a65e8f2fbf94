package stats

import (
	"context"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/ledger"
	"kebang/internal/store"
)

// ListTargets reads all targets of the market with their progress, the newest year first.
func (s *Service) ListTargets(ctx context.Context, a actor.Actor) ([]Progress, error) {
	if err := a.Require(Viewers...); err != nil {
		return nil, err
	}
	var out []Progress
	err := s.db.View(ctx, func(tx store.Tx) error {
		out = []Progress{}
		return Targets.Each(tx, store.Query{Market: a.Market,
			Sort: []store.Order{{Field: "year", Desc: true}, {Field: "created"}}}, func(t Target) error {
			p, err := progress(tx, t)
			if err == nil {
				out = append(out, p)
			}
			return err
		})
	})
	return out, err
}

// TargetProgress reads one target with its progress.
func (s *Service) TargetProgress(ctx context.Context, a actor.Actor, id string) (Progress, error) {
	if err := a.Require(Viewers...); err != nil {
		return Progress{}, err
	}
	var p Progress
	err := s.db.View(ctx, func(tx store.Tx) error {
		t, err := Targets.Get(tx, a.Market, id)
		if err == nil {
			p, err = progress(tx, t)
		}
		return err
	})
	return p, err
}

func progress(tx store.Tx, t Target) (Progress, error) {
	p := Progress{Target: t}
	var err error
	p.Readings, err = t.read(func(q Query) (Measures, error) {
		whole, err := ledger.Whole(tx, q.query(t.Market))
		return Measures(whole), err
	})
	return p, err
}

// AddTarget enters a target. The caller makes the id; the same id again gives the same target.
func (s *Service) AddTarget(ctx context.Context, a actor.Actor, id string, in TargetForm) (Progress, error) {
	if err := a.Require(append(slices.Clone(Editors), actor.System)...); err != nil {
		return Progress{}, err
	}
	if err := in.check(); err != nil {
		return Progress{}, err
	}
	now := s.now().UnixMilli()
	var p Progress
	err := s.db.Run(ctx, func(tx store.Tx) error {
		t, err := Targets.Get(tx, a.Market, id)
		if fault.Is(err, fault.NotFound) {
			t = Target{Meta: store.Meta{ID: id, Market: a.Market}, TargetForm: in, CreatedAt: now, UpdatedAt: now,
				UpdatedBy: a.PersonName}
			if err = Targets.Insert(tx, &t); err == nil {
				err = note(tx, a, &t, "create", now)
			}
		}
		if err == nil {
			p, err = progress(tx, t)
		}
		return err
	})
	return p, err
}

// SetTarget replaces a target. Its history keeps the person and the time.
func (s *Service) SetTarget(ctx context.Context, a actor.Actor, id string, rev int64, in TargetForm) (Progress, error) {
	if err := a.Require(Editors...); err != nil {
		return Progress{}, err
	}
	if err := in.check(); err != nil {
		return Progress{}, err
	}
	now := s.now().UnixMilli()
	var p Progress
	err := s.db.Run(ctx, func(tx store.Tx) error {
		t, err := current(tx, a, id, rev)
		if err != nil {
			return err
		}
		t.TargetForm, t.UpdatedAt, t.UpdatedBy = in, now, a.PersonName
		if err := Targets.Update(tx, &t); err != nil {
			return err
		}
		if err := note(tx, a, &t, "edit", now); err != nil {
			return err
		}
		p, err = progress(tx, t)
		return err
	})
	return p, err
}

// DropTarget removes a target; its history stays.
func (s *Service) DropTarget(ctx context.Context, a actor.Actor, id string, rev int64) error {
	if err := a.Require(Editors...); err != nil {
		return err
	}
	now := s.now().UnixMilli()
	return s.db.Run(ctx, func(tx store.Tx) error {
		t, err := current(tx, a, id, rev)
		if err != nil {
			return err
		}
		if err := Targets.Delete(tx, &t); err != nil {
			return err
		}
		t.Rev++
		return note(tx, a, &t, "delete", now)
	})
}

// TargetHistory reads the history of a target, oldest first.
func (s *Service) TargetHistory(ctx context.Context, a actor.Actor, id string) (out []audit.Entry, err error) {
	if err := a.Require(Viewers...); err != nil {
		return nil, err
	}
	err = s.db.View(ctx, func(tx store.Tx) error {
		if _, err := Targets.Get(tx, a.Market, id); err != nil {
			return err
		}
		out, err = audit.History(tx, a.Market, id)
		return err
	})
	return out, err
}

func current(tx store.Tx, a actor.Actor, id string, rev int64) (Target, error) {
	t, err := Targets.Get(tx, a.Market, id)
	if err == nil && rev != 0 && rev != t.Rev {
		err = fault.Of(fault.Stale, fault.T("stats-stale",
			"目标已被他人修改，请刷新后重试。",
			"Somebody has changed the target; reload and retry."))
	}
	return t, err
}

func note(tx store.Tx, a actor.Actor, t *Target, step string, now int64) error {
	return audit.Note(tx, a, audit.Change{Kind: "target", Record: t.ID, Rev: t.Rev, Step: step, To: t.Indicator,
		At: now}, t.Market)
}
