package registry

import (
	"context"
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/region"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Certificate are the number, day and registry from the national system. Its day is the legal one, on any day of entry:
// not before the signing, not in the future. An empty Authority is the market's own registry.
type Certificate struct {
	Number    string
	Date      workday.Date
	Authority string
	Scan      string // file id of the scan of the certificate; required for one registered elsewhere
	TechFen   *int64 // for one registered elsewhere: 技术交易额 on the certificate; nil for the result of the rule
}

// Register enters the 登记编号 of the national system (16 digits, unique over all markets, never used again). From then on
// the contract counts, in the month of its registration date.
func (s *Service) Register(ctx context.Context, a actor.Actor, id string, rev int64, in Certificate) (Registration,
	error) {
	now := s.ms()
	return s.on(ctx, a, id, rev, StepRegister, "", now, func(tx store.Tx, r *Registration, c *contract.Contract) error {
		var f fault.Fields
		in.check(&f, c.SignDate, workday.Of(now))
		if err := f.Fault(fault.T("certificate",
			"登记信息有误，请按提示修改。",
			"Something about the registration is wrong; see the fields.")); err != nil {
			return err
		}
		place, registry, err := home(tx, c.Market)
		if err != nil {
			return err
		}
		if in.Authority == "" {
			in.Authority = registry
		}
		if err := r.take(tx, c, in, a, scopes(c, place, true)); err != nil {
			return err
		}
		return give(tx, c, in.Number, false)
	})
}

// Elsewhere records a contract that the registry of another place registered: registry, day, number and scan of the
// certificate. It counts as 输出 or 吸纳 where a party is local, never as 登记地.
func (s *Service) Elsewhere(ctx context.Context, a actor.Actor, contractID string, rev int64,
	in Certificate) (Registration, error) {
	now := s.ms()
	today := workday.Of(now)
	return s.file(ctx, a, contractID, rev, StepElsewhere, now,
		func(tx store.Tx, r *Registration, c *contract.Contract) error {
			var f fault.Fields
			c.Broken(&f)
			c.Binding(&f)
			in.check(&f, c.SignDate, today)
			if strings.TrimSpace(in.Authority) == "" {
				f.Note("/registry", fault.T("give-registering-office",
					"请填写登记机构。",
					"Please give the registering office."))
			}
			if c.SignDate == "" {
				f.Note("/signDate", fault.T("give-date-signing", "请填写合同签订日期。", "Please give the date of signing."))
			}
			if in.Scan == "" {
				f.Note("/file", fault.T("upload-scan-certificate",
					"请上传登记证明的扫描件。",
					"Please upload the scan of the certificate."))
			}
			if in.TechFen != nil && (*in.TechFen <= 0 || *in.TechFen > c.TotalFen) {
				f.Note("/techFen", fault.T("technology-value-lies-above-0",
					"技术交易额应大于0且不超过合同成交额。",
					"The technology value lies above 0 and within the contract value."))
			}
			if err := f.Fault(fault.T("certificate",
				"登记信息有误，请按提示修改。",
				"Something about the registration is wrong; see the fields.")); err != nil {
				return err
			}
			place, registry, err := home(tx, c.Market)
			if err != nil {
				return err
			}
			if registry != "" && in.Authority == registry {
				return invalid("/registry", fault.T("registered-here",
					"登记机构是本地登记机构，请按正常程序受理、认定、登记。",
					"That is the local office: accept, recognise and register in the usual way."))
			}
			views := scopes(c, place, false)
			if len(views) == 0 {
				return invalid("/seller/region", fault.T("neither-side-here",
					"卖方和买方都不在本地区，不能计入本地区统计，请核对双方行政区划。",
					"Neither seller nor buyer is of this region, so it would not count here; check both regions."))
			}
			am := c.Amounts
			if in.TechFen != nil {
				am.TechFen = *in.TechFen
			}
			if err := techOK(am, nil); err != nil {
				return err
			}
			if err := r.claim(tx, c, true); err != nil {
				return err
			}
			*r = Registration{Meta: r.Meta, Contract: r.Contract, State: r.State, Claim: r.Claim,
				CreatedAt: r.CreatedAt,
				Rules:     RulesOn(in.Date).ID,
				Clock:     []Span{}, Elsewhere: true, TotalFen: am.TotalFen, TechFen: am.TechFen, Open: am.Open,
				Decided: in.Date}
			if err := r.take(tx, c, in, a, views); err != nil {
				return err
			}
			return give(tx, c, in.Number, true)
		})
}

func (in Certificate) check(f *fault.Fields, signed, today workday.Date) {
	if !ValidNumber(in.Number) {
		f.Note("/number", fault.T("registration-number-has-16-digits",
			"登记编号为16位数字，请照国家系统的登记证明填写。",
			"A registration number has 16 digits; copy it from the certificate of the national system."))
	}
	switch {
	case in.Date == "" || !in.Date.Valid():
		f.Note("/date", fault.T("copy-date-certificate-such-as",
			"请照登记证明填写登记日期，如2026-03-01。",
			"Copy the date of the certificate, such as 2026-03-01."))
	case in.Date > today:
		f.Note("/date", fault.T("date-registration-cannot-lie-future",
			"登记日期不能晚于今天。",
			"The date of registration cannot lie in the future."))
	case signed != "" && in.Date < signed:
		f.Note("/date", fault.T("cannot-registered-before-signed-on",
			"登记日期不能早于合同签订日期%s。",
			"It cannot be registered before it was signed on %s."), signed)
	}
}

func (r *Registration) take(tx store.Tx, c *contract.Contract, in Certificate, a actor.Actor, scopes []string) error {
	r.Number, r.Date, r.Authority, r.Recorder, r.Scopes = in.Number, in.Date, in.Authority, contract.ActorOf(a), scopes
	if in.Scan == "" {
		return nil
	}
	r.Scan = &contract.Attachment{Kind: "certificate", File: in.Scan}
	return contract.Attach(tx, a, c, r.Scan, "/file")
}

// scopes are the views of the market's region in which the registered contract counts.
func scopes(c *contract.Contract, home string, here bool) []string {
	out := []string{}
	if here {
		out = append(out, ScopeHere)
	}
	if !c.Seller.Abroad() && region.Within(c.Seller.Region, home) {
		out = append(out, ScopeOut)
	}
	if !c.Buyer.Abroad() && region.Within(c.Buyer.Region, home) {
		out = append(out, ScopeIn)
	}
	return out
}

// Correct changes the registered amounts, e.g. when royalties of an open contract become known (253号 art. 51). The
// former amounts are kept as a version. The ledger posts the difference, never into a closed month.
func (s *Service) Correct(ctx context.Context, a actor.Actor, id string, rev, totalFen int64,
	items []contract.Deduction, royalty *contract.Royalty, reason string) (Registration, error) {
	now := s.ms()
	today := workday.Of(now)
	return s.on(ctx, a, id, rev, StepCorrect, reason, now,
		func(_ store.Tx, r *Registration, c *contract.Contract) error {
			was := Version{TotalFen: r.TotalFen, TechFen: r.TechFen, Deductions: c.Deductions, Royalty: c.Royalty,
				Until: today, Reason: reason, By: contract.ActorOf(a)}
			c.TotalFen, c.Deductions = totalFen, slices.Clone(items)
			if royalty != nil {
				c.Royalty = royalty
			}
			var f fault.Fields
			c.Broken(&f)
			am, err := c.Compute()
			if err := f.Merge(err); err != nil {
				return err
			}
			if err := f.Fault(fault.T("contract-amount",
				"合同金额有误，请按提示修改。",
				"The amounts are wrong; see the fields.")); err != nil {
				return err
			}
			if err := techOK(am, nil); err != nil {
				return err
			}
			r.Versions = append(r.Versions, was)
			c.Amounts = am
			r.TotalFen, r.TechFen, r.Open = am.TotalFen, am.TechFen, am.Open
			return nil
		})
}

// Withdraw cancels a registration (注销). The ledger takes its figures back, in the month that is still open for them.
func (s *Service) Withdraw(ctx context.Context, a actor.Actor, id string, rev int64, reason string) (Registration,
	error) {
	return s.on(ctx, a, id, rev, StepWithdraw, reason, s.ms(),
		func(store.Tx, *Registration, *contract.Contract) error { return nil })
}

// Numbered finds the contract of the market whose registration has a 登记编号, or that was imported with it. It returns
// fault.NotFound when there is none.
func Numbered(tx store.Tx, market, number string) (contract.Contract, error) {
	r, err := Registrations.First(tx, store.Query{Market: market,
		Where: []store.Cond{{Field: "regNumber", Op: store.Eq, Value: number}}})
	if fault.Is(err, fault.NotFound) {
		return contract.Stated(tx, market, number)
	}
	if err != nil {
		return contract.Contract{}, err
	}
	return contract.Contracts.Get(tx, market, r.Contract)
}
