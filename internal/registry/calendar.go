package registry

import (
	"context"

	"kebang/internal/actor"
	"kebang/internal/calendar"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// StepCalendar is the word in histories for another last day of a clock after a change of the calendar. It is no step
// of the flow: nobody takes it, and the state stays.
const StepCalendar = "calendar"

// OnCalendar counts the running clocks of a market again by its present calendar. Register it for
// calendar.EventCalendar. It leaves correct clocks alone, so that a second run does nothing.
func (s *Service) OnCalendar(ctx context.Context, e store.Event) error {
	now, after := s.ms(), ""
	for {
		var page store.Page[Registration]
		err := s.db.View(ctx, func(tx store.Tx) (err error) {
			page, err = Registrations.Find(tx,
				store.Query{Market: e.Market, Where: []store.Cond{{Field: "state", Op: store.Eq, Value: Accepted}},
					After: after, Limit: 100})
			return err
		})
		if err != nil {
			return err
		}
		for _, r := range page.Items {
			if err := s.countAnew(ctx, e.Market, r.ID, now); err != nil {
				return err
			}
		}
		if after = page.Next; after == "" {
			return nil
		}
	}
}

func (s *Service) countAnew(ctx context.Context, market, id string, now int64) error {
	return s.db.Run(ctx, func(tx store.Tx) error {
		r, err := Registrations.Get(tx, market, id)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		if err != nil || r.State != Accepted {
			return err
		}
		c, err := contract.Contracts.Get(tx, market, r.Contract)
		if err != nil {
			return err
		}
		was := r.Due
		if err := r.count(tx, &c); err != nil || r.Due == was {
			return err
		}
		r.UpdatedAt = now
		if err := Registrations.Update(tx, &r); err != nil {
			return err
		}
		return note(tx, actor.Actor{PersonName: "系统", Role: actor.System}, &r, StepCalendar, r.State,
			"按更新后的工作日历重算办理期限："+string(was)+" 改为 "+string(r.Due), now)
	})
}

// WorkdaysLeft counts, by the id of a registration, the workdays of its running clock after today, by the calendar of
// its market. It is 0 on the last day and later. Registrations without a running clock are left out. So are those with
// rules that count all days, or with a last day in a year without a notice.
func (s *Service) WorkdaysLeft(ctx context.Context, ds ...Dossier) (map[string]int, error) {
	left, today := map[string]int{}, workday.Of(s.ms())
	var running []*Registration
	for _, d := range ds {
		if r := d.Registration; r != nil && r.Due != "" {
			if set, _ := Rules(r.Rules); set.Workdays {
				running = append(running, r)
			}
		}
	}
	if len(running) == 0 {
		return left, nil
	}
	return left, s.db.View(ctx, func(tx store.Tx) error {
		calendars := map[string]*workday.Calendar{}
		for _, r := range running {
			days := calendars[r.Market]
			if days == nil {
				var err error
				if days, err = calendar.Days(tx, r.Market); err != nil {
					return err
				}
				calendars[r.Market] = days
			}
			if days.Known(today.Year()) && days.Known(r.Due.Year()) {
				left[r.ID] = days.WorkdaysUntil(today, r.Due)
			}
		}
		return nil
	})
}

// count sets the last day of the running clock by the rules of the file and the workdays of its market.
func (r *Registration) count(tx store.Tx, c *contract.Contract) error {
	days, err := calendar.Days(tx, r.Market)
	if err != nil {
		return err
	}
	set, _ := Rules(r.Rules)
	r.Due = set.Due(days, r.Clock, c.Amounts.TechFen)
	return nil
}
