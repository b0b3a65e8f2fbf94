package review

import (
	"context"
	"slices"
	"strings"
	"time"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
	"kebang/internal/expert"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/id"
	"kebang/internal/industry"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Service holds the use cases of reviews.
type Service struct {
	db    store.Engine
	now   func() time.Time
	files *files.Service
}

// NewService makes the use cases on a store. From here on a reviewed challenge asks its review before a choice, and
// draws fill the seats.
func NewService(db store.Engine, now func() time.Time, f *files.Service, c *challenge.Service,
	e *expert.Service) *Service {
	s := &Service{db, now, f}
	c.Review(s)
	e.Follow(Kind, s)
	return s
}

func (s *Service) ms() int64 { return s.now().UnixMilli() }

var (
	textFit   = fault.T("review-invalid", "评审信息有误，请按提示修改。", "Something is wrong with the review; please correct it.")
	textNoSee = fault.T("review-not-opened", "榜单不是评审式，或申报材料还没有开启，不能开始评审。",
		"The challenge is not reviewed, or its bids are not opened.")
	textTwice = fault.T("review-twice", "这份榜单已有评审；要重来请先停止原评审并写明理由。",
		"The challenge has a review already; stop it first.")
	textExamined = fault.T("review-examine-first", "还有揭榜申报没有做完资格审查，请先逐家审查。",
		"Bids wait for their examination; finish it first.")
	textNoTeams = fault.T("review-no-teams", "没有通过资格审查的揭榜方，不能评审。", "No bid is eligible, so there is nothing to review.")
	textSeats   = fault.T("review-seats-missing", "需要 %d 位专家，现有 %d 位接受邀请。请等待答复，或重新抽取。",
		"%d experts are needed, %d have accepted: wait, or draw anew.")
	textDue     = fault.T("review-due", "请填写评分截止日，不早于今天。", "Give the last day for scores, today or later.")
	textOpen    = fault.T("review-open-scores", "还有 %d 位专家没有提交评分，不能汇总。", "%d experts have not handed in their scores.")
	textMeeting = fault.T("review-meeting", "会评须填写日期、地点、答辩顺序，并在开始时询问回避。",
		"A meeting needs day, place, order of the hearings, and the question about relations at its start.")
	textOpinion = fault.T("review-opinion", "请填写专家组意见，选择组长，并上传组长签字的意见。",
		"Give the opinion of the panel, its chair, and the opinion signed by the chair.")
	textNotDone = fault.T("review-not-done", "专家评审还没有完成，不能选定揭榜方。",
		"The review is not complete, so nothing can be chosen.")
	textBelow = fault.T("review-below", "这家的平均分低于榜单规定的最低分，不能选定。",
		"The mean of this bid is below the pass mark of the terms: it cannot be chosen.")
)

// Create begins the review of a challenge whose bids are opened. Criteria and arithmetic come from the frozen terms.
func (s *Service) Create(ctx context.Context, a actor.Actor, challengeID string) (Review, error) {
	fresh, now := id.New(), s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (none Review, err error) {
		if err := a.Require(actor.Officer); err != nil {
			return none, err
		}
		c, err := challenge.Challenges.Get(tx, a.Market, challengeID)
		if err != nil {
			return none, err
		}
		if c.State != challenge.Reviewing || c.Terms.Review == nil {
			return none, fault.Of(fault.WrongState, textNoSee)
		}
		r := Review{Meta: store.Meta{ID: fresh, Market: a.Market}, Challenge: c.ID, Serial: c.Serial,
			Title: c.Terms.Title, Asker: c.Asker.Name, AskerOrg: c.Asker.Org, State: Preparing, Rules: *c.Terms.Review,
			TermsHash: c.Frozen().Hash, Teams: []Team{}, By: a.PersonName, CreatedAt: now, UpdatedAt: now}
		if err := Reviews.Insert(tx, &r); err != nil {
			if fault.Is(err, fault.Conflict) {
				err = fault.Cause(err, fault.Conflict, textTwice)
			}
			return none, err
		}
		return r, r.note(tx, a, "create", "", "", now)
	})
}

func (r *Review) note(tx store.Tx, a actor.Actor, step, from, reason string, now int64) error {
	return audit.Note(tx, a, audit.Change{Kind: Kind, Record: r.ID, Rev: r.Rev, Step: step, From: from, To: r.State,
		Reason: reason, At: now}, r.Market)
}

// kept reads a review for its office. A revision of 0 takes any.
func kept(tx store.Tx, a actor.Actor, of string, rev int64) (Review, error) {
	if err := a.Require(actor.Officer); err != nil {
		return Review{}, err
	}
	r, err := Reviews.Get(tx, a.Market, of)
	if err == nil {
		err = r.Seen(rev)
	}
	return r, err
}

func (r *Review) take(tx store.Tx, a actor.Actor, step, reason string, now int64, fn func(*Review) error) error {
	e, err := Flow.Take(r.State, step, string(a.Role), reason)
	if err != nil {
		return err
	}
	if fn != nil {
		if err := fn(r); err != nil {
			return err
		}
	}
	from := r.State
	r.State, r.UpdatedAt = e.To, now
	if err := Reviews.Update(tx, r); err != nil {
		return err
	}
	return r.note(tx, a, step, from, reason, now)
}

// bids are the bids of the challenge that were handed in.
func bids(tx store.Tx, r *Review) ([]bid.Bid, error) {
	var out []bid.Bid
	err := bid.Bids.Each(tx, store.Query{Market: r.Market,
		Where: []store.Cond{{Field: "challenge", Op: store.Eq, Value: r.Challenge}}}, func(b bid.Bid) error {
		if b.Receipt != nil && b.State != bid.Withdrawn {
			out = append(out, b)
		}
		return nil
	})
	slices.SortFunc(out, func(x, y bid.Bid) int { return strings.Compare(x.Serial, y.Serial) })
	return out, err
}

// Question is what experts are drawn for: asker, teams and partners with their people, and who may not come again.
func question(tx store.Tx, r *Review) (expert.Question, error) {
	c, err := challenge.Challenges.Get(tx, r.Market, r.Challenge)
	if err != nil {
		return expert.Question{}, err
	}
	q := expert.Question{About: about(r), Seats: r.Rules.Seats, Fields: []string{industry.Level1(c.Terms.Industry)},
		Units:  []expert.Unit{{ID: c.Asker.Org, Name: c.Asker.Name, USCC: c.Asker.USCC}},
		People: []string{c.Terms.Contact.Name, c.Asker.LegalRep}, Out: []string{}}
	bs, err := bids(tx, r)
	for _, b := range bs {
		for _, u := range append([]bid.Unit{b.Lead}, b.Scheme.Partners...) {
			q.Units = append(q.Units, expert.Unit{ID: u.ID, Name: u.Name, USCC: u.USCC})
			q.People = append(q.People, u.LegalRep)
		}
		for _, m := range b.Scheme.Team {
			q.People = append(q.People, m.Name)
		}
	}
	q.People = slices.DeleteFunc(q.People, func(n string) bool { return strings.TrimSpace(n) == "" })
	if err != nil {
		return q, err
	}
	seats, err := seatsOf(tx, r)
	for _, x := range seats {
		if x.State == Declined || x.State == Recused {
			q.Out = append(q.Out, x.Expert)
		}
	}
	return q, err
}

func about(r *Review) expert.Subject { return expert.Subject{Kind: Kind, Record: r.ID, Title: r.Title} }

// Preview says who of the pool would be in a draw, and who is out and why.
func (s *Service) Preview(ctx context.Context, a actor.Actor, of string) ([]expert.Member, error) {
	return store.Read(ctx, s.db, func(tx store.Tx) ([]expert.Member, error) {
		r, err := kept(tx, a, of, 0)
		if err != nil {
			return nil, err
		}
		q, err := question(tx, &r)
		if err != nil {
			return nil, err
		}
		return expert.Preview(tx, r.Market, q, s.ms())
	})
}

// Announce writes the notice of a draw for the review.
func (s *Service) Announce(ctx context.Context, a actor.Actor, of string, w expert.Witness) (expert.Draw, error) {
	secrets, now := expert.NewSecrets(id.New()), s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (expert.Draw, error) {
		r, err := kept(tx, a, of, 0)
		if err == nil && r.State != Preparing {
			_, err = Flow.Next(r.State, StepStart)
		}
		if err != nil {
			return expert.Draw{}, err
		}
		q, err := question(tx, &r)
		if err != nil {
			return expert.Draw{}, err
		}
		return expert.Announce(tx, a, secrets, q, w, now)
	})
}

// Start opens the scoring once every seat has accepted and every bid was examined. The eligible bids are reviewed.
func (s *Service) Start(ctx context.Context, a actor.Actor, of string, rev int64, due workday.Date) (Review, error) {
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Review, error) {
		r, err := kept(tx, a, of, rev)
		if err != nil {
			return r, err
		}
		return r, r.take(tx, a, StepStart, "", now, func(r *Review) error {
			if !due.Valid() || due < workday.Of(now) {
				return fault.Of(fault.Invalid, textFit).At("/due", textDue)
			}
			bs, err := bids(tx, r)
			if err != nil {
				return err
			}
			r.Teams = []Team{}
			for _, b := range bs {
				switch b.State {
				case bid.Submitted:
					return fault.Of(fault.WrongState, textExamined)
				case bid.Eligible:
					r.Teams = append(r.Teams, Team{b.ID, b.Serial, b.Lead.Name})
				}
			}
			if len(r.Teams) == 0 {
				return fault.Of(fault.WrongState, textNoTeams)
			}
			seats, err := seatsOf(tx, r)
			if err != nil {
				return err
			}
			accepted := 0
			for i := range seats {
				if seats[i].State != Accepted {
					continue
				}
				accepted++
				if err := seats[i].clear(tx, r, workday.Of(now)); err != nil {
					return err
				}
			}
			if accepted != r.Rules.Seats {
				return fault.Of(fault.WrongState, textSeats, r.Rules.Seats, accepted)
			}
			r.Due = due
			return nil
		})
	})
}

// Meet keeps what is known of the meeting: when and where, the order of the hearings, then the opinion.
func (s *Service) Meet(ctx context.Context, a actor.Actor, of string, rev int64, m Meeting) (Review, error) {
	now := s.ms()
	m.Place, m.Opinion = strings.TrimSpace(m.Place), strings.TrimSpace(m.Opinion)
	return store.Write(ctx, s.db, func(tx store.Tx) (Review, error) {
		r, err := kept(tx, a, of, rev)
		if err != nil {
			return r, err
		}
		if r.State != Scoring && r.State != Preparing {
			_, err := Flow.Next(r.State, StepFinish)
			return r, err
		}
		if m.Scan != "" {
			if _, err := files.Use(tx, a, m.Scan, Kind, r.ID); err != nil {
				return r, err
			}
		}
		m.Order = once(m.Order)
		r.Meeting, r.UpdatedAt = &m, now
		if err := Reviews.Update(tx, &r); err != nil {
			return r, err
		}
		return r, r.note(tx, a, "meet", r.State, "", now)
	})
}

// Finish sums up. Every seat has handed in; a meeting has its opinion, signed by the chair.
func (s *Service) Finish(ctx context.Context, a actor.Actor, of string, rev int64) (Review, error) {
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Review, error) {
		r, err := kept(tx, a, of, rev)
		if err != nil {
			return r, err
		}
		return r, r.take(tx, a, StepFinish, "", now, func(r *Review) error {
			seats, err := seatsOf(tx, r)
			if err != nil {
				return err
			}
			in := slices.DeleteFunc(slices.Clone(seats), func(x Seat) bool { return x.State != Submitted })
			if n := r.Rules.Seats - len(in); n != 0 {
				return fault.Of(fault.WrongState, textOpen, n)
			}
			for i := range in {
				if err := in[i].clear(tx, r, workday.Of(now)); err != nil {
					return err
				}
			}
			if err := r.met(in); err != nil {
				return err
			}
			r.Result, r.DoneAt = r.sum(in), now
			return nil
		})
	})
}

// met wants the meeting of a review that has one.
func (r *Review) met(in []Seat) error {
	m := r.Meeting
	switch {
	case r.Rules.Form == "online":
		return nil
	case m == nil || !m.On.Valid() || m.Place == "" || !m.Asked || len(m.Order) != len(r.Teams):
		return fault.Of(fault.Invalid, textFit).At("/meeting", textMeeting)
	case m.Opinion == "" || m.Scan == "" || !slices.ContainsFunc(in, func(x Seat) bool { return x.ID == m.Chair }):
		return fault.Of(fault.Invalid, textFit).At("/meeting/opinion", textOpinion)
	}
	return nil
}

// sum makes the result of the seats, which stand in the order of their lots.
func (r *Review) sum(in []Seat) []Line {
	out := make([]Line, len(r.Teams))
	for i, t := range r.Teams {
		out[i] = Line{Bid: t.Bid, Serial: t.Serial, Team: t.Name}
		for _, x := range in {
			at := slices.IndexFunc(x.Marks, func(m Mark) bool { return m.Bid == t.Bid })
			out[i].Votes = append(out[i].Votes, Vote{Seat: x.ID, Name: x.Name, Total: Total(&r.Rules,
				x.Marks[at].Scores),
				Comment: x.Marks[at].Comment})
		}
	}
	rank(&r.Rules, out)
	return out
}

// Stop ends a review without a result, with a reason. Its draws and seats are void.
func (s *Service) Stop(ctx context.Context, a actor.Actor, of string, rev int64, reason string) (Review, error) {
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Review, error) {
		r, err := kept(tx, a, of, rev)
		if err == nil {
			err = r.take(tx, a, StepStop, reason, now, func(r *Review) error {
				r.Reason = strings.TrimSpace(reason)
				return nil
			})
		}
		if err == nil {
			err = dropSeats(tx, &r, "", now)
		}
		return r, err
	})
}

// Complete implements challenge.Reviews: a choice wants a finished review and a mean that reaches the pass mark.
func (s *Service) Complete(tx store.Tx, c *challenge.Challenge, chosen string) error {
	r, err := standing(tx, c.Market, c.ID)
	if err != nil && store.Optional(err) != nil {
		return err
	}
	at := slices.IndexFunc(r.Result, func(l Line) bool { return l.Bid == chosen })
	switch {
	case err != nil || r.State != Done || at < 0:
		return fault.Of(fault.WrongState, textNotDone)
	case !r.Result[at].Passes:
		return fault.Of(fault.WrongState, textBelow)
	}
	return nil
}

// standing is the review of a challenge that was not stopped.
func standing(tx store.Tx, market, challengeID string) (Review, error) {
	return Reviews.First(tx, store.Query{Market: market,
		Where: []store.Cond{{Field: "of", Op: store.Eq, Value: challengeID}}})
}

// once are the values without repetitions.
func once(in []string) []string {
	out := []string{}
	for _, x := range in {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}
