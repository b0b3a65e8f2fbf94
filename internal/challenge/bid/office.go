package bid

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/relation"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Checks are the grounds of a refusal.
var Checks = vocab.List{
	{Code: "relation", Zh: "与发榜方存在关联关系", En: "Related to the asker"},
	{Code: "integrity", Zh: "有在有效期内的失信记录", En: "A record of dishonesty is in force"},
	{Code: "condition", Zh: "不符合榜单的揭榜条件", En: "Does not meet the conditions of the challenge"},
	{Code: "papers", Zh: "申报材料不齐或不实", En: "Papers missing or untrue"},
}

var (
	textRelations = fault.T("bid-relations", "请逐项填写与发榜方的关系：有、无或未查，“有”和“无”须写明依据和日期。",
		"State each relation to the asker as yes, no or not looked into; yes and no with source and day.")
	textRelated = fault.T("bid-related", "与发榜方存在“%s”，不能通过资格审查（宣城2022：揭榜方与发榜方不存在关联关系）。",
		"The team is related to the asker (%s), which excludes it (宣城 2022).")
	textDeclare = fault.T("bid-declaration", "有未查的关系，须上传揭榜方签署的无关联声明；该关系仍标为“未查”。",
		"A relation was not looked into: upload the team's signed declaration. It stays marked as such.")
	textDishonest = fault.T("bid-integrity", "%s有在有效期内的失信记录：%s，%s，至%s（近三年无不良信用）。",
		"A record of %s is in force: %s, %s, until %s.")
	textCheck = fault.T("bid-refusal", "请选择未通过的审查项，并写明事实。", "Choose the check that failed and state the fact.")
	textExam  = fault.T("bid-examination", "审查结果有误，请按提示修改。",
		"Something is wrong with the examination; please correct it.")
	textEarly = fault.T("bid-early", "揭榜截止后（评审式在开启申报材料后）才能进行资格审查和选定。",
		"Examination and choice begin after the deadline; of a reviewed challenge after the opening.")
)

// Qualify passes a bid after the deadline. Every relation to the asker is answered; 有 excludes, 未查 asks for a signed
// declaration and never counts as 无. A record of dishonesty in force excludes.
func (s *Service) Qualify(ctx context.Context, a actor.Actor, id string, rev int64, e Examination) (Bid, error) {
	now := s.ms()
	return s.step(ctx, a, id, rev, StepQualify, "", now,
		func(tx store.Tx, b *Bid, c *challenge.Challenge) error {
			if err := examinable(a, c); err != nil {
				return err
			}
			if err := e.check(workday.Of(now)); err != nil {
				return err
			}
			if err := b.honest(tx, workday.Of(now)); err != nil {
				return err
			}
			if e.Declaration != "" {
				if _, err := files.Use(tx, a, e.Declaration, Kind, b.ID); err != nil {
					return err
				}
			}
			e.Check, e.Fact, e.By, e.At = "", "", a.PersonName, now
			b.Examined, b.Reason = &e, fault.Said{}
			return nil
		})
}

// examinable wants the office of the challenge, after the deadline. An officer of another market may be of the team.
func examinable(a actor.Actor, c *challenge.Challenge) error {
	switch {
	case !c.Serves(a):
		return fault.Absent()
	case !c.Choosable():
		return fault.Of(fault.WrongState, textEarly)
	}
	return nil
}

func (e *Examination) check(today workday.Date) error {
	var bad fault.Fields
	unknown := false
	for i, k := range relation.Units {
		at := slices.IndexFunc(e.Relations, func(r relation.Relation) bool { return r.Kind == k.Code })
		if at < 0 {
			bad.Note(fmt.Sprintf("/relations/%d", i), textRelations)
			continue
		}
		r := e.Relations[at]
		sourced := r.Sourced(today)
		switch {
		case r.Verdict == relation.Unknown:
			unknown = true
		case r.Verdict != relation.Yes && r.Verdict != relation.No || !sourced:
			bad.Note(fmt.Sprintf("/relations/%d", at), textRelations)
		case r.Verdict == relation.Yes:
			bad.Note(fmt.Sprintf("/relations/%d", at), textRelated, k)
		}
	}
	if unknown && e.Declaration == "" {
		bad.Note("/declaration", textDeclare)
	}
	return bad.Fault(textExam)
}

// honest refuses a team or partner with a record in force (H2).
func (b *Bid) honest(tx store.Tx, today workday.Date) error {
	for _, u := range append([]Unit{b.Lead}, b.Scheme.Partners...) {
		rs, err := inForce(tx, u.USCC, today)
		if err != nil {
			return err
		}
		if len(rs) > 0 {
			r := rs[0]
			return fault.Of(fault.Invalid, textExam).At("/check", textDishonest, u.Name, r.Body, r.Document,
				r.Until.Chinese())
		}
	}
	return nil
}

// Refuse keeps a bid out, with the check that failed and the fact. The team reads both and may object.
func (s *Service) Refuse(ctx context.Context, a actor.Actor, id string, rev int64, check, fact string) (Bid, error) {
	now := s.ms()
	return s.step(ctx, a, id, rev, StepRefuse, fact, now,
		func(_ store.Tx, b *Bid, c *challenge.Challenge) error {
			if err := examinable(a, c); err != nil {
				return err
			}
			if !Checks.Has(check) {
				return fault.Of(fault.Invalid, textExam).At("/check", textCheck)
			}
			e := Examination{Relations: []relation.Relation{}, Check: check, Fact: strings.TrimSpace(fact),
				By: a.PersonName,
				At: now}
			if b.Examined != nil {
				e.Relations = b.Examined.Relations
			}
			b.Examined, b.Reason = &e, fault.Plain(e.Fact)
			return nil
		})
}

// Choose is the asker's choice, with a reason that the notice shows. An officer types it from the asker's stamped
// letter.
func (s *Service) Choose(ctx context.Context, a actor.Actor, id string, rev int64, reason, paper string) (Bid, error) {
	now := s.ms()
	reason = strings.TrimSpace(reason)
	return store.Write(ctx, s.db, func(tx store.Tx) (Bid, error) {
		b, c, err := s.seen(tx, a, id)
		if err == nil {
			err = b.Seen(rev)
		}
		if err == nil && !c.Serves(a) {
			err = a.Require()
		}
		if err != nil {
			return b, err
		}
		if err := b.take(tx, a, &c, StepChoose, reason, now, func(_ store.Tx, b *Bid, _ *challenge.Challenge) error {
			b.Reason = fault.Plain(reason)
			return nil
		}); err != nil {
			return b, err
		}
		if paper != "" {
			if _, err := files.Use(tx, a, paper, challenge.Kind, c.ID); err != nil {
				return b, err
			}
		}
		err = s.challenges.Choose(tx, a, &c, challenge.Choice{Bid: b.ID, Serial: b.Serial, Team: b.Lead.Name,
			Reason: reason,
			Only:   c.Bids == 1, Paper: paper, On: workday.Of(now), By: a.PersonName}, now)
		if err != nil {
			return b, err
		}
		return Bids.Get(tx, b.Market, b.ID)
	})
}

// Settled implements challenge.Bids: the chosen bid won, the others were passed over.
func (s *Service) Settled(tx store.Tx, c *challenge.Challenge, now int64) error {
	return s.each(tx, c, func(a actor.Actor, b *Bid) error {
		switch {
		case b.ID == c.Choice.Bid:
			return b.take(tx, a, c, StepSettle, "", now, nil)
		case b.State == Eligible || b.State == Submitted || b.State == Interest || b.State == Refused:
			return b.passOver(tx, a, c, textPreferred.With(c.Choice.Team), now)
		}
		return nil
	})
}

var (
	textPreferred = fault.Kept("bid-preferred", "发榜方选定了“%s”。", "The asker chose “%s”.")
	textCancelled = fault.Kept("bid-challenge-cancelled", "榜单已取消：%s", "The challenge was cancelled: %s")
)

func (b *Bid) passOver(tx store.Tx, a actor.Actor, c *challenge.Challenge, reason fault.Said, now int64) error {
	return b.take(tx, a, c, StepPassOver, reason.In(vocab.Zh), now,
		func(_ store.Tx, b *Bid, _ *challenge.Challenge) error {
			b.PassedFrom, b.Reason = b.State, reason
			return nil
		})
}

// Undone implements challenge.Bids: the chosen bid and those that were passed over for it can be chosen again.
func (s *Service) Undone(tx store.Tx, c *challenge.Challenge, was challenge.Choice, reason string, now int64) error {
	return s.each(tx, c, func(a actor.Actor, b *Bid) error {
		if b.ID != was.Bid && (b.State != NotChosen || b.PassedFrom != Eligible) {
			return nil
		}
		return b.take(tx, a, c, StepUndo, reason, now, func(_ store.Tx, b *Bid, _ *challenge.Challenge) error {
			b.PassedFrom, b.Reason = "", fault.Said{}
			return nil
		})
	})
}

// Over implements challenge.Bids: the challenge ended without a choice.
func (s *Service) Over(tx store.Tx, c *challenge.Challenge, reason string, now int64) error {
	return s.each(tx, c, func(a actor.Actor, b *Bid) error {
		switch b.State {
		case Eligible, Submitted, Interest, Refused:
			return b.passOver(tx, a, c, textCancelled.With(reason), now)
		}
		return nil
	})
}

// each gives the bids of a challenge to the program, in their order.
func (s *Service) each(tx store.Tx, c *challenge.Challenge, fn func(a actor.Actor, b *Bid) error) error {
	bs, err := of(tx, c)
	for i := range bs {
		if err == nil {
			err = fn(actor.SystemActor(c.Market), &bs[i])
		}
	}
	return err
}

// MostBids bounds the bids of one challenge.
const MostBids = 500

// of are the bids of a challenge.
func of(tx store.Tx, c *challenge.Challenge) (out []Bid, err error) {
	err = Bids.Each(tx, store.Query{Market: c.Market,
		Where: []store.Cond{{Field: "challenge", Op: store.Eq, Value: c.ID}},
		Sort:  []store.Order{{Field: "updated"}}}, func(b Bid) error { out = append(out, b); return nil })
	return out, err
}
