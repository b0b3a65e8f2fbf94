package deal

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/store"
)

// The scopes of the same matter under 中介条款.
const (
	ScopeDemand      = "demand"
	ScopeAchievement = "achievement"
	ScopeIndustry    = "industry" // the same level-1 industry
)

var allScopes = []string{ScopeDemand, ScopeAchievement, ScopeIndustry}

// Fee are 中介条款 that a broker proposes to the sides: fee, period and scope. They bind only a side that accepted them
// (民法典 arts. 963–965: owed as agreed). Consent to talk accepts no fee.
type Fee struct {
	Version   int    `json:"version"`             // 1 for the first proposal
	Words     string `json:"words"`               // payer, amount and time in words; at most 1,000 characters
	AmountFen *int64 `json:"amountFen,omitempty"` // a fixed fee, in fen
	// Months is the period, 1 to 60, in which a contract of the two units counts after the introduction.
	Months      int        `json:"months"`
	Scope       []string   `json:"scope"` // of ScopeDemand, ScopeAchievement, ScopeIndustry
	By          string     `json:"by"`
	At          int64      `json:"at"` // UTC ms
	Demand      *FeeAnswer `json:"demand,omitempty"`
	Achievement *FeeAnswer `json:"achievement,omitempty"`
}

// FeeAnswer is a side's yes or no to one version of the 中介条款.
type FeeAnswer struct {
	Yes    bool   `json:"yes"`
	Person string `json:"person,omitempty"`
	Name   string `json:"name"`
	At     int64  `json:"at"` // UTC ms
}

// DefaultMonths is the period of an introduction when no side accepted another one.
const DefaultMonths = 12

const maxFees = 20

func (f *Fee) check() error {
	f.Words, f.Months = strings.TrimSpace(f.Words), cmp.Or(f.Months, DefaultMonths)
	var bad fault.Fields
	if n := utf8.RuneCountInString(f.Words); n == 0 || n > 1000 {
		bad.Note("/words", fault.T("say-who-pays-fee-how",
			"请写明报酬由谁支付、多少、何时支付，最多1000个字。",
			"Say who pays the fee, how much and when; at most 1000 characters."))
	}
	if f.AmountFen != nil && (*f.AmountFen <= 0 || *f.AmountFen > listing.MaxFen) {
		bad.Note("/amountFen", fault.T("fee-must-above-0-at",
			"报酬金额应大于 0，且不超过一万亿元。",
			"A fee must be above 0 and at most one trillion yuan."))
	}
	if f.Months < 1 || f.Months > 60 {
		bad.Note("/months", fault.T("period-must-1-60-months",
			"有效期应在 1 到 60 个月之间。",
			"The period must be 1 to 60 months."))
	}
	slices.Sort(f.Scope)
	f.Scope = slices.Compact(f.Scope)
	if len(f.Scope) == 0 || slices.ContainsFunc(f.Scope,
		func(s string) bool { return !slices.Contains(allScopes, s) }) {
		bad.Note("/scope", fault.T("choose-what-counts-as-same",
			"请选择哪些算同一事项：同一需求、同一成果或同一行业。",
			"Choose what counts as the same matter: the demand, the achievement or the industry."))
	}
	return bad.Fault(fault.T("fee-invalid",
		"中介条款填写有误，请按提示修改后再提出。",
		"The brokerage terms have mistakes; correct them and propose again."))
}

// ProposeFee proposes 中介条款 to the sides. Older versions stay, with their answers.
func (s *Service) ProposeFee(ctx context.Context, a actor.Actor, id string, f Fee) (Deal, error) {
	f.Scope = slices.Clone(f.Scope)
	if err := f.check(); err != nil {
		return Deal{}, err
	}
	now := s.now().UnixMilli()
	return s.change(ctx, a, id, 0, now, func(tx store.Tx, d *Deal) (audit.Change, error) {
		if err := d.may(tx, a, ActProposeFee); err != nil {
			return audit.Change{}, err
		}
		f := f
		f.Version, f.By, f.At, f.Demand, f.Achievement = len(d.Fees)+1, a.PersonName, now, nil, nil
		d.Fees = append(slices.Clone(d.Fees), f)
		return audit.Change{Step: "propose-fee", From: d.State, To: d.State, Reason: f.Words}, nil
	})
}

// AnswerFee is a side's yes or no to the newest version. Version is the one that it read.
func (s *Service) AnswerFee(ctx context.Context, a actor.Actor, id string, version int, yes bool) (Deal, error) {
	now := s.now().UnixMilli()
	return s.change(ctx, a, id, 0, now, func(tx store.Tx, d *Deal) (audit.Change, error) {
		if err := d.may(tx, a, ActAnswerFee); err != nil {
			return audit.Change{}, err
		}
		if version != len(d.Fees) {
			return audit.Change{}, fault.Of(fault.Stale, fault.T("fee-changed",
				"中介条款已有新的版本，请刷新后重新阅读。",
				"There is a newer version of the brokerage terms; reload and read it."))
		}
		d.Fees = slices.Clone(d.Fees)
		*d.Fees[version-1].answer(d.StandOf(a)) = &FeeAnswer{yes, a.Person, a.PersonName, now}
		step := "decline-fee"
		if yes {
			step = "accept-fee"
		}
		return audit.Change{Step: step, From: d.State, To: d.State}, nil
	})
}

// answer is the field with the answer of a side.
func (f *Fee) answer(stand Stand) **FeeAnswer {
	if stand == AchievementStand {
		return &f.Achievement
	}
	return &f.Demand
}

// open reports whether the deal is still being made. Until its end 中介条款 are proposed and answered.
func (d *Deal) open() bool { return d.State == Intent || d.State == Talking || d.State == Agreed }

func (d *Deal) mayProposeFee(tx store.Tx, a actor.Actor, stand Stand) error {
	switch {
	case stand != BrokerStand:
		return fault.Of(fault.Forbidden, fault.T("not-the-broker",
			"中介条款由引荐的技术经理人提出。",
			"The broker who introduced the sides proposes the brokerage terms."))
	case !d.open():
		return fault.Of(fault.WrongState, fault.T("deal-over",
			"这次对接已结束或已签约，不能再提出中介条款。",
			"This deal has ended or is signed; brokerage terms can no longer be proposed."))
	case len(d.Fees) >= maxFees:
		return fault.Of(fault.TooLarge, fault.T("fees-full",
			"中介条款已提出 20 版，请与双方谈妥后再提。",
			"Twenty versions were proposed; talk to both sides first."))
	}
	return d.aside(tx, a)
}

// mayAnswerFee lets each side answer the newest version. A yes is final.
func (d *Deal) mayAnswerFee(a actor.Actor, stand Stand) error {
	if stand != DemandStand && stand != AchievementStand {
		return fault.Of(fault.Forbidden, fault.T("deal-not-a-side",
			"中介条款由对接双方各自接受或不接受。",
			"Each of the two sides accepts or declines the brokerage terms for itself."))
	}
	if len(d.Fees) == 0 {
		return fault.Of(fault.Stale, fault.T("fee-changed",
			"中介条款已有新的版本，请刷新后重新阅读。",
			"There is a newer version of the brokerage terms; reload and read it."))
	}
	if !d.open() {
		return fault.Of(fault.WrongState, fault.T("deal-no-longer-under-way",
			"这次对接已不在进行，不能再答复中介条款。",
			"This deal is no longer under way, so its brokerage terms cannot be answered."))
	}
	if x := *d.Fees[len(d.Fees)-1].answer(stand); x != nil && x.Yes {
		return fault.Of(fault.Conflict, fault.T("fee-accepted",
			"贵方已接受这一版中介条款，不能撤回；可请技术经理人提出新的版本。",
			"Your side accepted this version and cannot take it back; ask the broker for a new one."))
	}
	return d.notOwn(a)
}

// Accepted is the newest version that a side accepted; nil for none. Side is DemandOf or AchievementOf.
func (d *Deal) Accepted(side string) *Fee {
	for i := len(d.Fees) - 1; i >= 0; i-- {
		f := &d.Fees[i]
		if side == DemandOf && f.Demand != nil && f.Demand.Yes ||
			side == AchievementOf && f.Achievement != nil && f.Achievement.Yes {
			return f
		}
	}
	return nil
}

// counts gives the months after the introduction, and the scope, in which a contract of the two units is its matter. It
// is the wider one of the accepted versions, or the default.
func (d *Deal) counts() (months int, scope []string) {
	for _, side := range []string{DemandOf, AchievementOf} {
		if f := d.Accepted(side); f != nil {
			months, scope = max(months, f.Months), append(scope, f.Scope...)
		}
	}
	if months == 0 {
		return DefaultMonths, allScopes
	}
	return months, scope
}
