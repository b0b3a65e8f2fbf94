package registry

import (
	"context"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Submit files the application of the seller (import: the buyer) with the registry of its place.
func (s *Service) Submit(ctx context.Context, a actor.Actor, contractID string, rev int64) (Registration, error) {
	now := s.ms()
	return s.file(ctx, a, contractID, rev, StepSubmit, now,
		func(tx store.Tx, r *Registration, c *contract.Contract) error {
			return r.apply(tx, a, c, "", now)
		})
}

// Counter records papers handed in at the counter by an applicant without an account. Applicant names the person who
// brought them. The application stays that of the seller (of the buyer for an import).
func (s *Service) Counter(ctx context.Context, a actor.Actor, contractID string, rev int64,
	applicant string) (Registration, error) {
	now := s.ms()
	return s.file(ctx, a, contractID, rev, StepCounter, now,
		func(tx store.Tx, r *Registration, c *contract.Contract) error {
			if c.Paper == nil {
				return fault.Of(fault.Invalid, fault.T("paper-missing",
					"窗口收件须先录入盖章合同的扫描件。",
					"At the desk the scan of the stamped contract comes first."))
			}
			if strings.TrimSpace(applicant) == "" {
				return invalid("/applicant", fault.T("deliverer-missing",
					"请填写送件人姓名。",
					"Please name who brought it."))
			}
			return r.apply(tx, a, c, applicant, now)
		})
}

// apply is the application itself: all needs of filing, and the claim of the contract.
func (r *Registration) apply(tx store.Tx, a actor.Actor, c *contract.Contract, counter string, now int64) error {
	today := workday.Of(now)
	f, err := refusals(tx, c, today)
	if err == nil {
		err = f.Fault(contract.Unfit)
	}
	if err == nil {
		c.Amounts, err = c.Compute()
	}
	if err != nil {
		return err
	}
	if err := r.claim(tx, c, false); err != nil {
		return err
	}
	r.FiledOn, r.FiledBy, r.Counter, r.Applicant = today, contract.ActorOf(a), counter != "", c.Applicant().Name
	if counter != "" {
		r.Applicant += "（送件人：" + counter + "）"
	}
	return nil
}

// refusals are the reasons against filing the present contract; the pre-check calls the same function. The claim finds
// out whether the same contract was filed before.
func refusals(tx store.Tx, c *contract.Contract, today workday.Date) (fault.Fields, error) {
	place, _, err := home(tx, c.Market)
	if err != nil {
		return nil, err
	}
	f := Lacks(&c.Content, today, place)
	if c.Hash() == "" { // the one need without a field: a wording, or the scan of a stamped contract
		f.Note("/text", fault.T("upload-text-or-stamped-scan",
			"请上传合同文本或盖章扫描件。",
			"Please upload the text or the stamped scan."))
	}
	return f, nil
}

// Accept accepts the application: 受理号 KB-YYYY-NNNNNN once, and the clock of the rule set starts. An empty rules id
// means the rule set of the day.
func (s *Service) Accept(ctx context.Context, a actor.Actor, id string, rev int64, rules string) (Registration, error) {
	now := s.ms()
	today := workday.Of(now)
	return s.on(ctx, a, id, rev, StepAccept, "", now, func(tx store.Tx, r *Registration, c *contract.Contract) error {
		set := RulesOn(today)
		if r.Rules != "" {
			set, _ = Rules(r.Rules) // a file stays under the rules of its first acceptance
		} else if rules != "" {
			var ok bool
			if set, ok = Rules(rules); !ok {
				return invalid("/rules", fault.T("rules-unknown",
					"没有这一版认定规则，请从列表中选择。",
					"There is no such version of the rules; choose from the list."))
			}
		}
		from := today
		if set.Restart && len(r.Clock) > 0 {
			from = r.FiledOn // 2024 draft art. 14: accepted on the day the completed papers arrived
		}
		if r.AcceptNo == "" {
			no, err := store.Serial(tx, r.Market, "KB", today.Year())
			if err != nil {
				return err
			}
			r.AcceptNo = no
		}
		r.Rules, r.Reason, r.Clock = set.ID, "", append(r.Clock, Span{From: from})
		return r.count(tx, c)
	})
}

// Return returns the papers for correction (补正); the clock stops.
func (s *Service) Return(ctx context.Context, a actor.Actor, id string, rev int64, reason string) (Registration,
	error) {
	now := s.ms()
	return s.on(ctx, a, id, rev, StepReturn, reason, now,
		func(_ store.Tx, r *Registration, _ *contract.Contract) error {
			r.stop(workday.Of(now))
			r.Reason = reason
			return nil
		})
}

func (r *Registration) stop(d workday.Date) {
	if n := len(r.Clock); n > 0 && r.Clock[n-1].To == "" {
		r.Clock[n-1].To = d
	}
	r.Due = ""
}

func techOK(am contract.Amounts, want *int64) error {
	if want != nil && *want != am.TechFen {
		return invalid("/techFen", fault.T("tech-differs-from-deductions",
			"技术交易额与扣除项计算结果不一致，请调整非技术性费用或其中合理标的物的直接成本。",
			"The technology value differs from the sum of the deductions; adjust the non-technology costs or the "+
				"direct cost of goods."))
	}
	if am.TechFen <= 0 {
		return invalid("/techFen", fault.T("tech-is-nothing",
			"技术交易额为0，不能认定，请办理不予登记。",
			"The technology value is 0; refuse registration."))
	}
	return nil
}

// Review takes a recognition back before the number is entered; the clock goes on.
func (s *Service) Review(ctx context.Context, a actor.Actor, id string, rev int64, reason string) (Registration,
	error) {
	return s.on(ctx, a, id, rev, StepReview, reason, s.ms(),
		func(tx store.Tx, r *Registration, c *contract.Contract) error {
			r.Decided, r.Decider, r.TechFen, r.TotalFen = "", contract.Actor{}, 0, 0
			r.NeedsSecond, r.Second = false, nil
			if n := len(r.Clock); n > 0 {
				r.Clock[n-1].To = ""
			}
			return r.count(tx, c)
		})
}

// Object asks for another recognition after a refusal (异议).
func (s *Service) Object(ctx context.Context, a actor.Actor, id string, rev int64, reason string) (Registration,
	error) {
	now := s.ms()
	return s.on(ctx, a, id, rev, StepObject, reason, now,
		func(tx store.Tx, r *Registration, c *contract.Contract) error {
			r.Head, r.Ground = "", ""
			return r.apply(tx, a, c, "", now)
		})
}

func invalid(at string, t fault.Text) error { return fault.Of(fault.Invalid, t).At(at, t) }
