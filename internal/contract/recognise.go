package contract

import (
	"context"
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Decision is the registrar's recognition: class, deductions and his answers to the points of the pre-check.
type Decision struct {
	Class      Class
	SubClass   string
	Deductions []Deduction // nil keeps those of the application
	TechFen    *int64      // when given it must be what the rule computes
	Answers    []Answer
	Rest       bool // 其余均符合: confirms every point the program left open
}

// Review is what a registrar has before him: what filing would refuse, and the points to look at.
type Review struct {
	Rules  string        // id of the rule set
	Lacks  []fault.Field // filing is refused while there is one
	Points []Check
}

// Precheck reads both for a contract, under its own rule set or the one of the day. A class that is given is taken
// instead of the contract's, for a registrar who is about to change it.
func (s *Service) Precheck(ctx context.Context, a actor.Actor, id string, class Class, sub string) (Review, error) {
	var out Review
	c, err := s.Get(ctx, a, id)
	if err != nil {
		return out, err
	}
	if class != "" {
		c.Class, c.SubClass = class, sub
	}
	w, err := s.wordingOf(ctx, &c)
	if err != nil {
		return out, err
	}
	today := workday.Of(s.ms())
	err = s.db.View(ctx, func(tx store.Tx) error {
		f, err := c.refusals(tx, today)
		if err == nil {
			err = c.filedBefore(tx)
		}
		if fault.Is(err, fault.Conflict) {
			f.Add("/text", "%s", errTwice.Msg)
			err = nil
		}
		out.Lacks = append([]fault.Field{}, f...)
		return err
	})
	set := c.ruleSet(today)
	out.Rules, out.Points = set.ID, Precheck(&c, w, set, today)
	return out, err
}

// Missing are the reasons for which filing would refuse a content that is not stored yet.
func (s *Service) Missing(ctx context.Context, a actor.Actor, in Content) (lacks []fault.Field, err error) {
	if !a.Known() {
		return nil, a.Require()
	}
	err = s.db.View(ctx, func(tx store.Tx) error {
		for _, side := range []*Side{&in.Seller, &in.Buyer} {
			if err := side.fill(tx); err != nil && !fault.Is(err, fault.NotFound) {
				return err
			}
		}
		place, _, err := home(tx, a.Market)
		lacks = append([]fault.Field{}, Lacks(&in, workday.Of(s.ms()), place)...)
		return err
	})
	return lacks, err
}

func (c *Contract) ruleSet(today workday.Date) RuleSet {
	if c.Registration != nil {
		if set, ok := Rules(c.Registration.Rules); ok {
			return set
		}
	}
	return RulesOn(today)
}

// examined reads the contract and its wording before a decision: a transaction may run twice and reads no files.
func (s *Service) examined(ctx context.Context, a actor.Actor, id string) (Wording, error) {
	c, err := s.Get(ctx, a, id)
	if err != nil {
		return Wording{}, err
	}
	return s.wordingOf(ctx, &c)
}

// fits refuses a wording that was changed since it was read.
func (w Wording) fits(c *Contract) error {
	hash := ""
	switch {
	case c.Text != nil:
		hash = c.Text.Blob
	case c.Paper != nil:
		hash = c.Paper.Scan.Blob
	}
	if hash != w.Hash {
		return fault.New(fault.Stale, "stale", "合同已被他人修改，请刷新后重试；您填写的内容不会丢失。")
	}
	return nil
}

// Recognise fixes class and 技术交易额 and keeps a conclusion on every point. A point that does not hold, and a technology
// part of 0, cannot be recognised: such a contract is returned or refused.
func (s *Service) Recognise(ctx context.Context, a actor.Actor, id string, rev int64, d Decision) (Contract, error) {
	now := s.ms()
	today := workday.Of(now)
	w, err := s.examined(ctx, a, id)
	if err != nil {
		return Contract{}, err
	}
	return s.change(ctx, a, id, rev, StepRecognise, "", now, func(tx store.Tx, c *Contract) error {
		r := c.Registration
		if d.Class != "" {
			c.Class, c.SubClass = d.Class, d.SubClass
		}
		if d.Deductions != nil {
			c.Deductions = slices.Clone(d.Deductions)
		}
		if err := w.fits(c); err != nil {
			return err
		}
		f, err := c.refusals(tx, today)
		if err == nil {
			err = f.Err("contract", msgCheck)
		}
		if err != nil {
			return err
		}
		am, err := c.compute()
		if err == nil {
			err = techOK(am, d.TechFen)
		}
		if err != nil {
			return err
		}
		found, f := conclude(Precheck(c, w, c.ruleSet(today), today), d.Answers, d.Rest, true, actorOf(a), now)
		if err := f.Err("findings", "还有审查要点没有结论或缺少理由，请逐条补齐。"); err != nil {
			return err
		}
		if bad := against(found); len(bad) > 0 {
			return fault.Newf(fault.Invalid, "findings-against", "有%d条要点不符合（%s），不能认定通过；请退回补正或办理不予登记。", len(bad), strings.Join(bad, "；"))
		}
		c.Amounts = am
		r.TotalFen, r.TechFen, r.Open, r.Findings = am.TotalFen, am.TechFen, am.Open, found
		r.Decider, r.Decided, r.Second = actorOf(a), today, nil
		r.stop(today)
		m, err := party.Markets.Get(tx, store.National, c.Market)
		r.NeedsSecond = m.NeedsSecond(am.TechFen)
		return err
	})
}

// Refuse ends the file under a head of its rule set (不予登记), named by its code or by a ground that falls under it.
// The claim on the text stays, so that the same contract comes back only by objection. Answers given so far are kept.
func (s *Service) Refuse(ctx context.Context, a actor.Actor, id string, rev int64, head, reason string, answers []Answer) (Contract, error) {
	now := s.ms()
	today := workday.Of(now)
	w, err := s.examined(ctx, a, id)
	if err != nil {
		return Contract{}, err
	}
	return s.change(ctx, a, id, rev, StepRefuse, reason, now, func(_ store.Tx, c *Contract) error {
		set := c.ruleSet(today)
		h, g, ok := set.head(head)
		if !ok {
			return invalid("/head", "请选择不予登记的情形。")
		}
		if err := w.fits(c); err != nil {
			return err
		}
		found, f := conclude(Precheck(c, w, set, today), answers, false, false, actorOf(a), now)
		if err := f.Err("findings", "还有审查要点没有结论或缺少理由，请逐条补齐。"); err != nil {
			return err
		}
		r := c.Registration
		r.Head, r.HeadText, r.Ground, r.Reason, r.Findings = h.Code, h.words(g), g, reason, found
		r.Decider, r.Decided = actorOf(a), today
		r.stop(today)
		return nil
	})
}
