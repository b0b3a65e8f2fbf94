package review

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/pass"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Key opens one seat: an actor with its id, or the token of a one-time link.
type Key struct {
	Actor actor.Actor
	Seat  string
	Token string
}

// maxComment bounds a comment in characters.
const maxComment = 2_000

var (
	textDeclare = fault.T("review-declare", "请阅读并勾选无回避情形的声明；有任何一项关系的，请选择“申请回避”。",
		"Read and tick the declaration; with any of these relations choose to withdraw.")
	textDeclareScan = fault.T("review-declare-scan", "代专家录入的，须上传其签字的声明。",
		"What is typed for an expert needs his signed declaration.")
	textSheet = fault.T("review-sheet", "代专家录入评分，须上传其签字的评分表，或由另一次录入核对。",
		"Typed scores need the signed sheet, or a second typing.")
	textWait = fault.T("review-not-scoring", "评审还没有开始或已经结束（现为“%s”），不能评分。",
		"The review is now “%s”: no scores are taken.")
	textScore = fault.T("review-score", "“%s”的评分须在 0 到 %s 分之间，最多两位小数。",
		"The score of %s is 0 to %s, with two decimals at most.")
	textAll     = fault.T("review-all-scores", "还有评分没有填写，请逐家、逐项打分。", "Some scores are missing.")
	textComment = fault.T("review-comment", "最高分、最低分和低于最低分数线的，须写明评语。",
		"The highest, the lowest and marks below the pass mark need a comment.")
	textLong   = fault.T("review-comment-long", "评语不超过 %d 字。", "A comment has at most %d characters.")
	textDiffer = fault.T("review-second-look", "与第一次录入不一致，请对照纸质评分表逐格核对。",
		"This differs from what was typed first; compare with the paper sheet.")
	textLate = fault.T("review-late", "评分已于%s 24:00 截止。请与主管部门联系。",
		"Scores were taken until 24:00 of %s; please ask the office.")
)

// enter reads the seat of a key with its review. Wrong is a link whose secret did not fit.
func (s *Service) enter(tx store.Tx, k *Key, wrong **pass.Pass) (x Seat, r Review, err error) {
	*wrong = nil
	if k.Token != "" {
		p, miss, err := pass.Find(tx, k.Token, SeatKind, s.ms())
		if miss {
			*wrong = &p
		}
		if err != nil {
			return x, r, err
		}
		if x, err = Seats.Get(tx, p.Market, p.Record); err != nil {
			return x, r, err
		}
		k.Actor = actor.SystemActor(p.Market)
		k.Actor.PersonName = x.Name + "（一次性链接）"
	} else if x, err = Seats.Get(tx, k.Actor.Market, k.Seat); err != nil {
		return x, r, err
	} else if !x.owns(k.Actor) && !k.Actor.Is(actor.Officer) {
		return Seat{}, r, fault.Absent()
	}
	if x.State == Dropped || k.Token != "" && !x.standing() {
		return Seat{}, r, fault.Absent()
	}
	r, err = Reviews.Get(tx, x.Market, x.Review)
	return x, r, err
}

// at runs fn on the seat of a key, and counts a wrong secret in a transaction of its own.
func (s *Service) at(ctx context.Context, k Key, fn func(tx store.Tx, a actor.Actor, x *Seat, r *Review) error) (Desk,
	error) {
	var wrong *pass.Pass
	d, err := store.Write(ctx, s.db, func(tx store.Tx) (Desk, error) {
		key := k
		x, r, err := s.enter(tx, &key, &wrong)
		if err == nil && fn != nil {
			err = fn(tx, key.Actor, &x, &r)
		}
		if err != nil {
			return Desk{}, err
		}
		return s.desk(tx, key.Actor, x, r)
	})
	if wrong != nil {
		if e := s.db.Run(ctx, func(tx store.Tx) error { return pass.Miss(tx, *wrong) }); e != nil {
			return d, e
		}
	}
	return d, err
}

// Desk is what an expert sees of a review: his own seat. How many others have handed in is told after he has, and what
// they said only at the end.
type Desk struct {
	Seat   Seat
	Review Review
	Others int // who handed in, beside him; -1 while it is not told
}

// Done counts the bids that have all their scores.
func (d Desk) Done() int { return d.Seat.full(&d.Review) }

func (s *Service) desk(tx store.Tx, a actor.Actor, x Seat, r Review) (Desk, error) {
	d := Desk{Seat: x, Others: -1}
	d.Review = Review{Meta: store.Meta{ID: r.ID, Market: r.Market}, Challenge: r.Challenge, Serial: r.Serial,
		Title: r.Title, Asker: r.Asker, State: r.State, Rules: r.Rules, TermsHash: r.TermsHash, Teams: r.Teams,
		Due: r.Due}
	if m := r.Meeting; m != nil {
		d.Review.Meeting = &Meeting{On: m.On, Time: m.Time, Place: m.Place, Agenda: m.Agenda, Order: m.Order}
	}
	if x.State == Submitted {
		seats, err := seatsOf(tx, &r)
		if err != nil {
			return d, err
		}
		d.Others = 0
		for _, o := range seats {
			if o.ID != x.ID && o.State == Submitted {
				d.Others++
			}
		}
	}
	if a.Is(actor.Officer) && x.TypedBy == "" {
		d.Seat.Marks = []Mark{} // the office reads the scores of an expert when all are in
	}
	return d, nil
}

// Read reads the seat of a key; it changes nothing but the count of wrong secrets.
func (s *Service) Read(ctx context.Context, k Key) (Desk, error) { return s.at(ctx, k, nil) }

// Answer is what comes with a step on a seat.
type Answer struct {
	Declared bool
	Scan     string // file id: of a signed declaration or sheet, when an officer types
	Reason   string
	Marks    []Mark
}

// Take is one step of the expert, or of the officer who types for him.
func (s *Service) Take(ctx context.Context, k Key, rev int64, step string, f Answer) (Desk, error) {
	now := s.ms()
	return s.at(ctx, k, func(tx store.Tx, a actor.Actor, x *Seat, r *Review) error {
		if err := x.Seen(rev); err != nil {
			return err
		}
		if err := x.take(tx, a, step, f.Reason, now, func(x *Seat) error {
			return x.work(tx, a, r, step, f, now)
		}); err != nil {
			return err
		}
		if step != StepDecline && step != StepRecuse || r.State == Done {
			return nil
		}
		return substitute(tx, r, now)
	})
}

// work is the part of a step that is its own.
func (x *Seat) work(tx store.Tx, a actor.Actor, r *Review, step string, f Answer, now int64) error {
	if r.State == Done || r.State == Stopped {
		return fault.Of(fault.WrongState, textWait, Flow.State(r.State))
	}
	if f.Scan != "" && a.Is(actor.Officer) {
		if _, err := files.Use(tx, a, f.Scan, SeatKind, x.ID); err != nil {
			return err
		}
	}
	today := workday.Of(now)
	switch step {
	case StepAccept:
		switch {
		case !f.Declared:
			return fault.Of(fault.Invalid, textFit).At("/declared", textDeclare)
		case a.Is(actor.Officer) && f.Scan == "":
			return fault.Of(fault.Invalid, textFit).At("/scan", textDeclareScan)
		}
		x.Declared = &Declaration{Version: DeclarationVersion, Name: x.Name, Scan: f.Scan, At: now}
		return x.clear(tx, r, today)
	case StepDecline, StepRecuse:
		x.Reason, x.Marks = strings.TrimSpace(f.Reason), []Mark{}
		return nil
	}
	if err := r.scoring(); err != nil {
		return err
	}
	if step != StepConfirm {
		if err := x.set(r, f.Marks); err != nil {
			return err
		}
	}
	if err := x.ready(r); err != nil {
		return err
	}
	if err := x.clear(tx, r, today); err != nil {
		return err
	}
	switch step {
	case StepSubmit:
		if now >= r.Due.EndMS() {
			return fault.Of(fault.WrongState, textLate, r.Due.Chinese())
		}
	case StepType:
		x.TypedBy, x.Scan = a.PersonName, f.Scan
		return nil
	case StepConfirm:
		if f.Scan != "" {
			x.Scan = f.Scan
		}
		if x.Scan == "" && !sameMarks(x.Marks, f.Marks) {
			return fault.Of(fault.Invalid, textFit).At("/marks", textDiffer)
		}
		x.SeenBy = a.PersonName
	}
	x.At = now
	return nil
}

// sameMarks reports whether two typings of a sheet have the same scores.
func sameMarks(a, b []Mark) bool {
	if len(a) != len(b) {
		return false
	}
	for _, m := range a {
		if !slices.ContainsFunc(b, func(o Mark) bool { return o.Bid == m.Bid && slices.Equal(o.Scores, m.Scores) }) {
			return false
		}
	}
	return true
}

func (r *Review) scoring() error {
	if r.State != Scoring {
		return fault.Of(fault.WrongState, textWait, Flow.State(r.State))
	}
	return nil
}

// Save keeps the scores while they are being written. Nothing has to be complete.
func (s *Service) Save(ctx context.Context, k Key, rev int64, marks []Mark) (Desk, error) {
	now := s.ms()
	return s.at(ctx, k, func(tx store.Tx, a actor.Actor, x *Seat, r *Review) error {
		if err := x.Seen(rev); err != nil {
			return err
		}
		if a.Is(actor.Officer) {
			return a.Require(actor.Expert)
		}
		if err := r.scoring(); err != nil {
			return err
		}
		if x.State != Accepted {
			_, err := SeatFlow.Next(x.State, StepSubmit)
			return err
		}
		if err := x.set(r, marks); err != nil {
			return err
		}
		x.UpdatedAt = now
		if err := Seats.Update(tx, x); err != nil {
			return err
		}
		return x.note(tx, a, "save", x.State, "", now)
	})
}

// set takes marks over: one for each bid of the review, in its order.
func (x *Seat) set(r *Review, marks []Mark) error {
	var bad fault.Fields
	out := make([]Mark, len(r.Teams))
	for i, t := range r.Teams {
		out[i] = Mark{Bid: t.Bid, Scores: slices.Repeat([]int64{Blank}, len(r.Rules.Criteria))}
		at := slices.IndexFunc(marks, func(m Mark) bool { return m.Bid == t.Bid })
		if at < 0 {
			continue
		}
		out[i].Comment = strings.TrimSpace(marks[at].Comment)
		if utf8.RuneCountInString(out[i].Comment) > maxComment {
			bad.Note(place(i, "/comment"), textLong, maxComment)
		}
		for j, v := range marks[at].Scores {
			if j >= len(r.Rules.Criteria) {
				break
			}
			c := r.Rules.Criteria[j]
			if v != Blank && (v < 0 || v > c.Most) {
				bad.Note(place(i, "/scores"), textScore, vocab.Noun(c.Name, c.Name), Decimal(c.Most))
				continue
			}
			out[i].Scores[j] = v
		}
	}
	x.Marks = out
	return bad.Fault(textFit)
}

// ready wants every score, and the comments that must not be missing.
func (x *Seat) ready(r *Review) error {
	var bad fault.Fields
	for i := range x.Marks {
		if !x.Marks[i].full(&r.Rules) {
			bad.Note(place(i, "/scores"), textAll)
		}
	}
	if x.full(r) != len(r.Teams) || len(x.Marks) != len(r.Teams) {
		if len(bad) == 0 {
			bad.Note("/marks", textAll)
		}
		return bad.Fault(textFit)
	}
	for _, i := range unexplained(&r.Rules, x.Marks) {
		bad.Note(place(i, "/comment"), textComment)
	}
	return bad.Fault(textFit)
}

// Send makes the one-time link of an expert and ends the former one. The token is told once.
func (s *Service) Send(ctx context.Context, a actor.Actor, seat string) (string, error) {
	now, token := s.ms(), pass.NewToken()
	return token.String(), s.db.Run(ctx, func(tx store.Tx) error {
		x, err := officeSeat(tx, a, seat)
		if err != nil {
			return err
		}
		if !x.standing() {
			_, err := SeatFlow.Next(x.State, StepAccept)
			return err
		}
		return pass.Issue(tx, token, x.Market, SeatKind, x.ID, x.Name, a.Person, now)
	})
}

// Revoke ends the link of an expert.
func (s *Service) Revoke(ctx context.Context, a actor.Actor, seat string) error {
	return s.db.Run(ctx, func(tx store.Tx) error {
		x, err := officeSeat(tx, a, seat)
		if err != nil {
			return err
		}
		return pass.Revoke(tx, x.Market, SeatKind, x.ID)
	})
}

func officeSeat(tx store.Tx, a actor.Actor, seat string) (Seat, error) {
	if err := a.Require(actor.Officer); err != nil {
		return Seat{}, err
	}
	return Seats.Get(tx, a.Market, seat)
}
