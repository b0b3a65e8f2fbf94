package expert

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/pass"
	"kebang/internal/relation"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Follower is the package of the records that experts are drawn for.
type Follower interface {
	// Drawn is told of a draw that was done, in the same transaction.
	Drawn(tx store.Tx, a actor.Actor, d *Draw) error
	// Voided is told that a draw is void. It refuses while something stands on it.
	Voided(tx store.Tx, a actor.Actor, d *Draw) error
	// Open reports whether everybody may read the names of the experts.
	Open(tx store.Tx, market string, about Subject) (bool, error)
}

// Follow names the package of a kind of records. It must be done before the first use.
func (s *Service) Follow(kind string, f Follower) { s.followers[kind] = f }

// The least and most characters of the words of a witness.
const (
	LeastWords = 4
	MostWords  = 200
)

var (
	textWitness = fault.T("draw-witness", "请填写监督人的姓名和单位。", "Give the name and unit of the witness.")
	textParty   = fault.T("draw-witness-party", "监督人不能是经办人、发榜方、揭榜方的人员，也不能是专家库的成员：“%s”。",
		"The witness may not be the officer, of the asker or a team, nor of the pool: “%s”.")
	textWords = fault.T("draw-words", "请监督人亲自输入 %d 到 %d 个字，内容自定。",
		"The witness types %d to %d characters of his own.")
	textMoved = fault.T("draw-pool-moved", "公告后专家库或关系信息有变动，与公告的校验值不符。请作废这次抽取，重新公告。",
		"The pool or a relation changed after the notice and no longer fits its hash: make this draw void and "+
			"announce another.")
	textStands = fault.T("draw-stands", "第 %d 次抽取还在进行或有效，请先作废并写明理由。",
		"Draw %d stands: make it void with a reason first.")
	textSmall = fault.T("draw-pool-small",
		"符合条件的专家只有 %d 人，少于需要的 %d 人（排除：%s）。请商请市、省专家库提供名单后录入；不得放宽回避要求。",
		"Only %d experts may be drawn, fewer than the %d that are needed (out: %s). Ask the pools of city and "+
			"province for a list; the rule of relations is not weakened.")
	textNobody = fault.T("draw-pool-nobody-out", "无", "none")
)

// shrunk counts why the members of a pool are out: 同一单位 2 人、专业领域不符 1 人.
type shrunk []Member

// In implements fault.Spoken.
func (ms shrunk) In(l vocab.Lang) string {
	var parts []string
	add := func(t vocab.Term, n int) {
		if n > 0 && l == vocab.En {
			parts = append(parts, fmt.Sprintf("%s %d", t.In(l), n))
		} else if n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d 人", t.Zh, n))
		}
	}
	count := func(fit func(Member) bool) (n int) {
		for _, m := range ms {
			if fit(m) {
				n++
			}
		}
		return n
	}
	for _, k := range relation.People {
		add(k, count(func(m Member) bool { return m.Relation != nil && m.Relation.Kind == k.Code }))
	}
	for _, w := range Whys {
		add(w, count(func(m Member) bool { return !m.in() && m.Relation == nil && m.Why == w.Code }))
	}
	if len(parts) == 0 {
		return textNobody.In(l)
	}
	if l == vocab.En {
		return strings.Join(parts, ", ")
	}
	return strings.Join(parts, "、")
}

// Secrets are made before the transaction of a notice, which may run twice.
type Secrets struct {
	ID    string // of the draw
	Nonce string // 256 random bits in hex
}

// NewSecrets makes the nonce of a draw with the id.
func NewSecrets(of string) Secrets {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails
	return Secrets{of, hex.EncodeToString(b)}
}

// members are all experts of the pool, in or out, by name.
func members(tx store.Tx, market string, q *Question, today workday.Date) ([]Member, error) {
	out := []Member{}
	err := Experts.Each(tx, store.Query{Market: market, Sort: []store.Order{{Field: "name"}},
		Where: []store.Cond{{Field: "left", Op: store.Eq, Value: false}}}, func(e Expert) error {
		out = append(out, q.member(&e, today))
		return nil
	})
	return out, err
}

// Preview says who of the pool would be in a draw, and who is out and why.
func Preview(tx store.Tx, market string, q Question, now int64) ([]Member, error) {
	return members(tx, market, &q, workday.Of(now))
}

// Announce writes the notice of a draw in the transaction of its record: the hashes stand before the witness types. A
// pool that is too small is refused with the relations that shrink it.
func Announce(tx store.Tx, a actor.Actor, s Secrets, q Question, w Witness, now int64) (Draw, error) {
	w.Name, w.Unit = strings.TrimSpace(w.Name), strings.TrimSpace(w.Unit)
	w.Link = false
	if w.Name == "" || w.Unit == "" || utf8.RuneCountInString(w.Name+w.Unit) > maxLine {
		return Draw{}, fault.Of(fault.Invalid, textWitness).At("/witness", textWitness)
	}
	former, err := Of(tx, a.Market, q.About)
	if err != nil {
		return Draw{}, err
	}
	for _, d := range former {
		if d.State != Void {
			return d, fault.Of(fault.WrongState, textStands, d.No)
		}
	}
	ms, err := members(tx, a.Market, &q, workday.Of(now))
	if err != nil {
		return Draw{}, err
	}
	if q.bars(a, w, ms) {
		return Draw{}, fault.Of(fault.Invalid, textWitness).At("/witness", textParty, w.Name)
	}
	ids := pool(ms)
	if len(ids) < q.Seats {
		return Draw{}, fault.Of(fault.WrongState, textSmall, len(ids), q.Seats, shrunk(ms))
	}
	d := Draw{Meta: store.Meta{ID: s.ID, Market: a.Market}, Question: q, No: len(former) + 1, State: Noticed,
		Witness: w, Members: ms, PoolHash: PoolHash(ids), NonceHash: NonceHash(s.Nonce), Nonce: s.Nonce, By: a.Person,
		ByName: a.PersonName, NoticedAt: now, UpdatedAt: now}
	if err := Draws.Insert(tx, &d); err != nil {
		return d, err
	}
	return d, d.note(tx, a, "announce", "", "", now)
}

// bars reports whether the witness may not see to the draw.
func (q *Question) bars(a actor.Actor, w Witness, ms []Member) bool {
	same := func(n string) bool { return plain(n) == plain(w.Name) }
	return same(a.PersonName) || slices.ContainsFunc(q.People, same) ||
		slices.ContainsFunc(ms, func(m Member) bool { return same(m.Name) }) ||
		slices.ContainsFunc(q.Units, func(u Unit) bool { return same(u.Name) || u.Same(Unit{Name: w.Unit}) })
}

// Of are the draws of a record, the oldest first.
func Of(tx store.Tx, market string, about Subject) ([]Draw, error) {
	p, err := Draws.Find(tx, store.Query{Market: market, Limit: 1000, Sort: []store.Order{{Field: "no"}},
		Where: []store.Cond{{Field: "subject", Op: store.Eq, Value: about.Kind + "/" + about.Record}}})
	return p.Items, err
}

func (d *Draw) note(tx store.Tx, a actor.Actor, step, from, reason string, now int64) error {
	return audit.Note(tx, a, audit.Change{Kind: DrawKind, Record: d.ID, Rev: d.Rev, Step: step, From: from, To: d.State,
		Reason: reason, At: now}, d.Market)
}

// Perform does the draw with the words that the witness typed at the officer's screen.
func (s *Service) Perform(ctx context.Context, a actor.Actor, id string, rev int64, words string) (Draw, error) {
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Draw, error) {
		d, err := readable(tx, a, id)
		if err == nil {
			err = d.Seen(rev)
		}
		if err == nil {
			err = s.perform(tx, a, &d, words, now)
		}
		return d, err
	})
}

// perform computes the order. The pool is read again: it must be the one of the notice.
func (s *Service) perform(tx store.Tx, a actor.Actor, d *Draw, words string, now int64) error {
	e, err := Flow.Take(d.State, StepDraw, string(a.Role), "")
	if err != nil {
		return err
	}
	words = strings.TrimSpace(words)
	if n := utf8.RuneCountInString(words); n < LeastWords || n > MostWords || strings.ContainsAny(words, "\r\n") {
		return fault.Of(fault.Invalid, textWords, LeastWords, MostWords).At("/words", textWords, LeastWords, MostWords)
	}
	if plain(a.PersonName) == plain(d.Witness.Name) && a.Role == actor.Officer {
		return fault.Of(fault.Forbidden, textParty, d.Witness.Name)
	}
	ms, err := members(tx, d.Market, &d.Question, workday.Of(now))
	if err != nil {
		return err
	}
	ids := pool(ms)
	if PoolHash(ids) != d.PoolHash {
		return fault.Of(fault.WrongState, textMoved)
	}
	from := d.State
	d.Words, d.Seed, d.Members = words, Seed(d.Nonce, words), ms
	for place, of := range Order(d.Seed, ids) {
		i := slices.IndexFunc(ms, func(m Member) bool { return m.Expert == of })
		ms[i].Place, ms[i].Why = place+1, WhySubstitute
		if place < d.Seats {
			ms[i].Why = WhySeat
		}
	}
	d.State, d.DrawnAt, d.UpdatedAt = e.To, now, now
	if err := pass.Revoke(tx, d.Market, DrawKind, d.ID); err != nil {
		return err
	}
	if err := Draws.Update(tx, d); err != nil {
		return err
	}
	if err := d.note(tx, a, StepDraw, from, "", now); err != nil {
		return err
	}
	if f := s.followers[d.About.Kind]; f != nil {
		return f.Drawn(tx, a, d)
	}
	return nil
}

// Invalidate makes a draw void, with a reason. Another one gets the next number.
func (s *Service) Invalidate(ctx context.Context, a actor.Actor, id string, rev int64, reason string) (Draw, error) {
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Draw, error) {
		d, err := readable(tx, a, id)
		if err == nil {
			err = d.Seen(rev)
		}
		if err != nil {
			return d, err
		}
		e, err := Flow.Take(d.State, StepVoid, string(a.Role), reason)
		if err != nil {
			return d, err
		}
		from := d.State
		d.State, d.Reason, d.UpdatedAt = e.To, strings.TrimSpace(reason), now
		if err := pass.Revoke(tx, d.Market, DrawKind, d.ID); err != nil {
			return d, err
		}
		if f := s.followers[d.About.Kind]; f != nil {
			if err := f.Voided(tx, a, &d); err != nil {
				return d, err
			}
		}
		if err := Draws.Update(tx, &d); err != nil {
			return d, err
		}
		return d, d.note(tx, a, StepVoid, from, d.Reason, now)
	})
}

func readable(tx store.Tx, a actor.Actor, id string) (Draw, error) {
	if err := a.Require(actor.Officer, actor.Admin); err != nil {
		return Draw{}, err
	}
	return Draws.Get(tx, a.Market, id)
}
