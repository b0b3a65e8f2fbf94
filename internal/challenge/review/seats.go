package review

import (
	"cmp"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/expert"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/pass"
	"kebang/internal/relation"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// DeclarationVersion names the text of the declaration in force.
const DeclarationVersion = "2026-1"

// DeclarationText is what an expert declares when he accepts.
var DeclarationText = fault.T("review-declaration",
	"我声明：与发榜方及各揭榜方不存在同一单位、同一法定代表人、持股、实际控制、合作、近三年共同发明或合著、近亲属关系；独立、客观评审，不泄露评审内容。",
	"I declare: I am not of the unit of the asker or a team, not its legal representative, share holder, controller, "+
		"partner, co-inventor or co-author in three years, nor kin. I judge independently and keep the review secret.")

var (
	textRelated = fault.T("review-related", "专家“%s”与“%s”存在“%s”，须回避，不能评审。",
		"The expert %s is related to %s (%s) and may not review.")
	textStanding = fault.T("review-scores-in", "已有专家提交评分，不能作废这次抽取。确需重来请停止评审并写明理由。",
		"Scores were handed in, so the draw stands; stop the review with a reason to begin anew.")
)

// seatsOf are the seats of a review in the order of their lots, the newest draw last.
func seatsOf(tx store.Tx, r *Review) ([]Seat, error) {
	var out []Seat
	err := Seats.Each(tx, store.Query{Market: r.Market,
		Where: []store.Cond{{Field: "review", Op: store.Eq, Value: r.ID}}}, func(x Seat) error {
		out = append(out, x)
		return nil
	})
	slices.SortFunc(out, func(a, b Seat) int {
		return cmp.Or(cmp.Compare(a.CreatedAt, b.CreatedAt), cmp.Compare(a.Place, b.Place))
	})
	return out, err
}

func (x *Seat) note(tx store.Tx, a actor.Actor, step, from, reason string, now int64) error {
	return audit.Note(tx, a, audit.Change{Kind: SeatKind, Record: x.ID, Rev: x.Rev, Step: step, From: from, To: x.State,
		Reason: reason, At: now}, x.Market)
}

// invite gives a drawn member a seat. Its id is made of draw and expert, so a repeated transaction writes the same one.
func invite(tx store.Tx, r *Review, d *expert.Draw, m expert.Member, now int64) error {
	e, err := expert.Experts.Get(tx, r.Market, m.Expert)
	if err != nil {
		return err
	}
	x := Seat{Meta: store.Meta{ID: id.Derived(SeatKind, d.ID, e.ID), Market: r.Market}, Review: r.ID, Draw: d.ID,
		Place: m.Place, Expert: e.ID, Person: e.Person, Name: e.Name, Unit: e.Unit().Name, Title: e.Title,
		State: Invited, Relations: []Known{}, Marks: []Mark{}, CreatedAt: now, UpdatedAt: now}
	if err := Seats.Insert(tx, &x); err != nil {
		return err
	}
	return x.note(tx, actor.SystemActor(r.Market), "invite", "", "", now)
}

// Drawn implements expert.Follower: the first members of the order have a seat.
func (s *Service) Drawn(tx store.Tx, a actor.Actor, d *expert.Draw) error {
	r, err := Reviews.Get(tx, d.Market, d.About.Record)
	if err != nil {
		return err
	}
	if r.State != Preparing {
		_, err := Flow.Next(r.State, StepStart)
		return err
	}
	r.Draw, r.UpdatedAt = d.ID, d.DrawnAt
	if err := Reviews.Update(tx, &r); err != nil {
		return err
	}
	if err := r.note(tx, a, "drawn", r.State, "", d.DrawnAt); err != nil {
		return err
	}
	for _, m := range d.Order()[:d.Seats] {
		if err := invite(tx, &r, d, m, d.DrawnAt); err != nil {
			return err
		}
	}
	return nil
}

// Voided implements expert.Follower. A draw stands once scores were handed in.
func (s *Service) Voided(tx store.Tx, _ actor.Actor, d *expert.Draw) error {
	r, err := Reviews.Get(tx, d.Market, d.About.Record)
	if err != nil || r.State == Stopped || r.Draw != d.ID {
		return err
	}
	seats, err := seatsOf(tx, &r)
	if err != nil {
		return err
	}
	if r.State != Preparing || slices.ContainsFunc(seats, func(x Seat) bool { return x.State == Submitted }) {
		return fault.Of(fault.WrongState, textStanding)
	}
	return dropSeats(tx, &r, d.ID, d.UpdatedAt)
}

// Open implements expert.Follower: names are public once the review is complete.
func (s *Service) Open(tx store.Tx, market string, about expert.Subject) (bool, error) {
	r, err := Reviews.Get(tx, market, about.Record)
	return r.State == Done, store.Optional(err)
}

// dropSeats cancels the seats of a draw; those of every draw for an empty id.
func dropSeats(tx store.Tx, r *Review, draw string, now int64) error {
	seats, err := seatsOf(tx, r)
	for i := range seats {
		x := &seats[i]
		if err == nil && x.standing() && (draw == "" || x.Draw == draw) {
			err = x.take(tx, actor.SystemActor(r.Market), StepDrop, "", now, nil)
		}
	}
	return err
}

// substitute invites the next member of the draw who has had no seat. Without one the seat stays empty, and the office
// draws anew from a wider pool.
func substitute(tx store.Tx, r *Review, now int64) error {
	d, err := expert.Draws.Get(tx, r.Market, r.Draw)
	if err != nil {
		return err
	}
	seats, err := seatsOf(tx, r)
	if err != nil {
		return err
	}
	for _, m := range d.Order() {
		if !slices.ContainsFunc(seats, func(x Seat) bool { return x.Draw == d.ID && x.Expert == m.Expert }) {
			return invite(tx, r, &d, m, now)
		}
	}
	return nil
}

func (x *Seat) take(tx store.Tx, a actor.Actor, step, reason string, now int64, fn func(*Seat) error) error {
	e, err := SeatFlow.Take(x.State, step, string(a.Role), reason)
	if err != nil {
		return err
	}
	if fn != nil {
		if err := fn(x); err != nil {
			return err
		}
	}
	from := x.State
	x.State, x.UpdatedAt = e.To, now
	if !x.standing() {
		if err := pass.Revoke(tx, x.Market, SeatKind, x.ID); err != nil {
			return err
		}
	}
	if err := Seats.Update(tx, x); err != nil {
		return err
	}
	return x.note(tx, a, step, from, reason, now)
}

// clear refuses an expert with a known relation to the asker or a team. It notes the relations that nobody looked into.
// It is asked at every step that leads to a score, because relations come to light late.
func (x *Seat) clear(tx store.Tx, r *Review, today workday.Date) error {
	q, err := question(tx, r)
	if err != nil {
		return err
	}
	e, err := expert.Experts.Get(tx, x.Market, x.Expert)
	if err != nil {
		return err
	}
	x.Relations = []Known{}
	for _, u := range q.Units {
		for _, k := range e.Relations(u, today) {
			term, _ := relation.People.Find(k.Kind)
			switch k.Verdict {
			case relation.Yes:
				return fault.Of(fault.WrongState, textRelated, x.Name, u.Name, term)
			case relation.Unknown:
				x.Relations = append(x.Relations, Known{u.Name, k})
			}
		}
	}
	return nil
}
