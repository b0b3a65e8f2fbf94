package deal

import (
	"cmp"
	"context"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/calendar"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// A deal without an answer of a side lapses after LapseDays workdays of that side. RemindDays before, a reminder
// appears.
const (
	LapseDays  = 20
	RemindDays = 5
)

// Clock is the deadline of an unanswered deal, and the absences of its sides.
type Clock struct {
	// Due is the last day; the deal lapses on the day after. It is empty when no answer is missing.
	Due             workday.Date   `json:"due,omitempty"`
	Left            int            `json:"left,omitempty"` // workdays after today that remain for the sides
	DemandAway      *party.Absence `json:"demandAway,omitempty"`
	AchievementAway *party.Absence `json:"achievementAway,omitempty"`
}

// Soon reports whether the deal lapses within RemindDays workdays.
func (c Clock) Soon() bool { return c.Due != "" && c.Left <= RemindDays }

// Over reports whether the last day has passed.
func (c Clock) Over(today workday.Date) bool { return c.Due != "" && c.Due < today }

// horizon is the most days of a search, because absences may last for years.
const horizon = 1500

// lastDay is the n-th workday after from on which the side is not away. The day from does not count.
func lastDay(days *workday.Calendar, from workday.Date, n int, away []party.Absence) workday.Date {
	d := from
	for range horizon {
		if n == 0 {
			break
		}
		if d = d.AddDays(1); works(days, d, away) {
			n--
		}
	}
	return d
}

func works(days *workday.Calendar, d workday.Date, away []party.Absence) bool {
	return days.Workday(d) && !slices.ContainsFunc(away, func(x party.Absence) bool { return x.Covers(d) })
}

// clock counts the deal's days. With two open answers it runs as long as either side has time.
func (d *Deal) clock(tx store.Tx, days *workday.Calendar, today workday.Date) (c Clock, err error) {
	waits := d.WaitsFor()
	for _, side := range []struct {
		name string
		Side
		away **party.Absence
	}{{DemandOf, d.DemandSide, &c.DemandAway}, {AchievementOf, d.AchievementSide, &c.AchievementAway}} {
		away, err := party.AbsencesOf(tx, side.Org, side.Person)
		if err != nil {
			return c, err
		}
		for _, x := range away {
			if x.To >= today && (*side.away == nil || x.From < (*side.away).From) {
				*side.away = &x
			}
		}
		if d.State != Intent || !slices.Contains(waits, side.name) {
			continue
		}
		from := workday.Of(d.waitsSince())
		if due := lastDay(days, from, LapseDays, away); due > c.Due {
			c.Due, c.Left = due, 0
			for x := today; x < due; {
				if x = x.AddDays(1); works(days, x, away) {
					c.Left++
				}
			}
		}
	}
	return c, nil
}

// waitsSince is the start of the present wait for an answer; UTC ms.
func (d *Deal) waitsSince() int64 {
	if d.RenewedAt > 0 {
		return d.RenewedAt
	}
	return d.CreatedAt
}

// plain keeps only the days of an absence when the reader does not know the side, because note and person may name it.
func (s Side) plain(x *party.Absence) *party.Absence {
	if x == nil || s.Org != "" || s.Person != "" {
		return x
	}
	return &party.Absence{From: x.From, To: x.To}
}

// soon are the unanswered deals of a reader that lapse within RemindDays workdays, the next one first.
func (s *Service) soon(ctx context.Context, a actor.Actor, q store.Query) (out []Deal, err error) {
	today := workday.Of(s.now().UnixMilli())
	q.Where = append(q.Where, store.Cond{Field: "state", Op: store.Eq, Value: Intent})
	q.After, q.Limit, q.Sort = "", 0, nil
	due := map[string]workday.Date{}
	err = s.db.View(ctx, func(tx store.Tx) error {
		out = nil
		days, err := calendar.Days(tx, a.Market)
		if err != nil {
			return err
		}
		return Deals.Each(tx, q, func(d Deal) error {
			c, err := d.clock(tx, days, today)
			if err == nil && c.Soon() {
				due[d.ID] = c.Due
				out = append(out, d.Cut(a))
			}
			return err
		})
	})
	slices.SortFunc(out, func(x, y Deal) int {
		return cmp.Or(cmp.Compare(due[x.ID], due[y.ID]), cmp.Compare(x.CreatedAt, y.CreatedAt))
	})
	return out, err
}

// Lapse ends the wait of deals whose last day has passed. They free their pairs and can come back with one step. The
// upkeep of the program runs it; a second run does nothing. It returns the number of lapsed deals.
func (s *Service) Lapse(ctx context.Context) (int, error) {
	now := s.now().UnixMilli()
	var waiting []Deal
	err := s.db.View(ctx, func(tx store.Tx) error {
		waiting = nil
		return Deals.Each(tx, store.Query{AllMarkets: true,
			Where: []store.Cond{{Field: "state", Op: store.Eq, Value: Intent}}},
			func(d Deal) error { waiting = append(waiting, d); return nil })
	})
	n := 0
	for _, d := range waiting {
		if err != nil {
			return n, err
		}
		var done bool
		if done, err = s.lapse(ctx, d.Market, d.ID, now); done {
			n++
		}
	}
	return n, err
}

func (s *Service) lapse(ctx context.Context, market, id string, now int64) (done bool, err error) {
	err = s.db.Run(ctx, func(tx store.Tx) error {
		done = false
		d, err := Deals.Get(tx, market, id)
		if err != nil || d.State != Intent {
			return err
		}
		days, err := calendar.Days(tx, market)
		if err != nil {
			return err
		}
		c, err := d.clock(tx, days, workday.Of(now))
		if err != nil || !c.Over(workday.Of(now)) {
			return err
		}
		done = true
		return d.program(tx, StepLapse, unanswered.With(LapseDays), nil, now)
	})
	return done, err
}

// program takes a step of the program itself.
func (d *Deal) program(tx store.Tx, step string, reason fault.Said, end *End, now int64) error {
	a := actor.SystemActor(d.Market)
	e, err := Flow.Take(d.State, step, string(a.Role), reason.In(vocab.Zh))
	if err != nil {
		return err
	}
	from := d.State
	d.State, d.UpdatedAt = e.To, now
	if end != nil {
		end.By, end.Role, end.At = a.PersonName, string(a.Role), now
		d.End = end
	}
	if err := Deals.Update(tx, d); err != nil {
		return err
	}
	if err := store.Emit(tx, d.Market, EventMoved, d.ID, e.To, now); err != nil {
		return err
	}
	return audit.Note(tx, a, audit.Change{Kind: "deal", Record: d.ID, Rev: d.Rev, Step: step, From: from, To: e.To,
		Said: reason, At: now}, d.Market)
}

// mayRenew decides whether a lapsed deal can come back. The date of the introduction stays, and the wait begins again.
// The limit of introductions holds for its broker.
func (d *Deal) mayRenew(tx store.Tx, stand Stand) error {
	if err := seen(tx, d); err != nil {
		return err
	}
	if d.Broker != nil {
		inside, err := d.Broker.belongs(tx, d.DemandSide, d.AchievementSide)
		if err == nil && inside {
			err = fault.Of(fault.Forbidden, fault.T("broker-is-side",
				"引荐的技术经理人已是其中一方的成员，不能重新发起；请双方另行发起对接。",
				"The broker who introduced it now belongs to one side, so it cannot be brought back; the two sides "+
					"can open their own."))
		}
		if err == nil && stand == BrokerStand {
			err = mayIntroduce(tx, d.Market, *d.Broker, d.ID, d.DemandSide, d.AchievementSide)
		}
		if err != nil {
			return err
		}
	}
	other, err := onPair(tx, d.Market, d.Demand.ID, d.Achievement.ID)
	if err == nil && other != nil {
		err = errDealOpen
	}
	return err
}

// seen requires that both listings are still published by the two sides of the deal.
func seen(tx store.Tx, d *Deal) error {
	dem, ach, err := listingsOf(tx, d.Market, d.Demand.ID, d.Achievement.ID)
	x, y := d.DemandSide, d.AchievementSide
	if err == nil && (dem.OwnerOrg != x.Org || dem.OwnerPerson != x.Person || ach.OwnerOrg != y.Org ||
		ach.OwnerPerson != y.Person) {
		err = fault.Of(fault.WrongState, fault.T("owner-changed",
			"需求或成果的发布单位已变更，不能重新发起；请另行发起对接。",
			"The demand or achievement has another owner now; please open a new deal."))
	}
	return err
}

var errDealOpen = fault.Of(fault.Conflict, fault.T("deal-open",
	"这对需求和成果已有进行中的对接，请到“对接”中查看。",
	"This pair has a running deal already; see Deals."))
