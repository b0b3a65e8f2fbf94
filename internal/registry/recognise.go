package registry

import (
	"context"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Decision is the registrar's recognition: class, deductions and his answers to the points of the pre-check.
type Decision struct {
	Class      contract.Class
	SubClass   string
	Deductions []contract.Deduction // nil keeps those of the application
	TechFen    *int64               // if given, it must equal the result of the rule
	Answers    []Answer
	Rest       bool // 其余均符合: confirms every point that the program left open
}

// Review is a registrar's view of a contract: the refusals of filing, and the points to check.
type Review struct {
	Rules  string        // id of the rule set
	Lacks  []fault.Field // filing is refused while there are any
	Points []Check
}

// Precheck reads both for a contract, under the rule set of its registration or that of the day. A given class replaces
// the contract's, for a registrar who is about to change it.
func (s *Service) Precheck(ctx context.Context, a actor.Actor, contractID string, class contract.Class,
	sub string) (Review, error) {
	var out Review
	w, err := s.contracts.Wording(ctx, a, contractID)
	if err != nil {
		return out, err
	}
	today := workday.Of(s.ms())
	err = s.db.View(ctx, func(tx store.Tx) error {
		c, err := contract.Readable(tx, a, contractID)
		if err != nil {
			return err
		}
		r, err := inForce(tx, &c)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		if class != "" {
			c.Class, c.SubClass = class, sub
		}
		f, err := refusals(tx, &c, today)
		if err == nil {
			err = filedBefore(tx, &c)
		}
		if fault.Is(err, fault.Conflict) {
			f.Take("/text", errTwice)
			err = nil
		}
		set := r.ruleSet(today)
		out = Review{Rules: set.ID, Lacks: append([]fault.Field{}, f...), Points: Precheck(&c, w, set, today)}
		return err
	})
	return out, err
}

// Missing are the reasons against filing a content that is not stored yet.
func (s *Service) Missing(ctx context.Context, a actor.Actor, in contract.Content) (lacks []fault.Field, err error) {
	if !a.Known() {
		return nil, a.Require()
	}
	err = s.db.View(ctx, func(tx store.Tx) error {
		for _, side := range []*contract.Side{&in.Seller, &in.Buyer} {
			if err := side.Fill(tx); err != nil && !fault.Is(err, fault.NotFound) {
				return err
			}
		}
		place, _, err := home(tx, a.Market)
		lacks = append([]fault.Field{}, Lacks(&in, workday.Of(s.ms()), place)...)
		return err
	})
	return lacks, err
}

// ruleSet is the one of the acceptance, and before that the one of the day.
func (r *Registration) ruleSet(today workday.Date) RuleSet {
	if set, ok := Rules(r.Rules); ok {
		return set
	}
	return RulesOn(today)
}

// examined reads the wording before a decision, because a transaction may run twice and reads no files.
func (s *Service) examined(ctx context.Context, a actor.Actor, id string) (contract.Wording, error) {
	d, err := s.Get(ctx, a, id)
	if err != nil {
		return contract.Wording{}, err
	}
	return s.contracts.Wording(ctx, a, d.Contract.ID)
}

// fits refuses a wording that changed since it was read.
func fits(w contract.Wording, c *contract.Contract) error {
	hash := ""
	switch {
	case c.Text != nil:
		hash = c.Text.Blob
	case c.Paper != nil:
		hash = c.Paper.Scan.Blob
	}
	if hash != w.Hash {
		return errStale
	}
	return nil
}

// Recognise fixes class and 技术交易额 and keeps a conclusion on every point. A failed point or a technology part of 0
// cannot be recognised: such a contract is returned or refused.
func (s *Service) Recognise(ctx context.Context, a actor.Actor, id string, rev int64, d Decision) (Registration,
	error) {
	now := s.ms()
	today := workday.Of(now)
	w, err := s.examined(ctx, a, id)
	if err != nil {
		return Registration{}, err
	}
	return s.on(ctx, a, id, rev, StepRecognise, "", now,
		func(tx store.Tx, r *Registration, c *contract.Contract) error {
			if d.Class != "" {
				c.Class, c.SubClass = d.Class, d.SubClass
			}
			if d.Deductions != nil {
				c.Deductions = slices.Clone(d.Deductions)
			}
			if err := fits(w, c); err != nil {
				return err
			}
			f, err := refusals(tx, c, today)
			if err == nil {
				err = f.Fault(contract.Unfit)
			}
			if err != nil {
				return err
			}
			am, err := c.Compute()
			if err == nil {
				err = techOK(am, d.TechFen)
			}
			if err != nil {
				return err
			}
			found, f := conclude(Precheck(c, w, r.ruleSet(today), today), d.Answers, d.Rest, true, contract.ActorOf(a),
				now)
			if err := f.Fault(fault.T("findings",
				"还有审查要点没有结论或缺少理由，请逐条补齐。",
				"Some points lack a conclusion or its reason; complete them.")); err != nil {
				return err
			}
			if bad := against(found); len(bad) > 0 {
				return fault.Of(fault.Invalid, fault.T("findings-against",
					"有%d条要点不符合（%s），不能认定通过；请退回补正或办理不予登记。",
					"%d points do not hold (%s): return the contract or refuse it."), len(bad), bad)
			}
			c.Amounts = am
			r.TotalFen, r.TechFen, r.Open, r.Findings = am.TotalFen, am.TechFen, am.Open, found
			r.Decider, r.Decided, r.Second = contract.ActorOf(a), today, nil
			r.stop(today)
			m, err := party.Markets.Get(tx, store.National, c.Market)
			r.NeedsSecond = m.NeedsSecond(am.TechFen)
			return err
		})
}

// Refuse ends the file under a head of its rule set (不予登记), named by its code or by one of its grounds. The claim on
// the text stays, so that the same contract comes back only by objection. Answers given so far are kept.
func (s *Service) Refuse(ctx context.Context, a actor.Actor, id string, rev int64, head, reason string,
	answers []Answer) (Registration, error) {
	now := s.ms()
	today := workday.Of(now)
	w, err := s.examined(ctx, a, id)
	if err != nil {
		return Registration{}, err
	}
	return s.on(ctx, a, id, rev, StepRefuse, reason, now,
		func(_ store.Tx, r *Registration, c *contract.Contract) error {
			set := r.ruleSet(today)
			h, g, ok := set.head(head)
			if !ok {
				return invalid("/head", fault.T("head-missing",
					"请选择不予登记的情形。",
					"Please choose the head of refusal."))
			}
			if err := fits(w, c); err != nil {
				return err
			}
			found, f := conclude(Precheck(c, w, set, today), answers, false, false, contract.ActorOf(a), now)
			if err := f.Fault(fault.T("findings",
				"还有审查要点没有结论或缺少理由，请逐条补齐。",
				"Some points lack a conclusion or its reason; complete them.")); err != nil {
				return err
			}
			r.Head, r.Ground, r.Reason, r.Findings = h.Code, g, reason, found
			r.Decider, r.Decided = contract.ActorOf(a), today
			r.stop(today)
			return nil
		})
}
