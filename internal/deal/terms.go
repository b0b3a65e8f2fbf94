package deal

import (
	"context"
	"strings"
	"unicode/utf8"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// The two sides of a deal, by their names in a proposal.
const (
	DemandOf      = "demand"
	AchievementOf = "achievement"
)

// Sides are the names of the sides.
var Sides = vocab.List{{Code: DemandOf, Zh: "需求方", En: "demand side"},
	{Code: AchievementOf, Zh: "成果方", En: "achievement side"}}

// Terms are the terms of the two sides. One side proposes them and the other accepts; a counter-proposal replaces them.
// A price is one amount, a range (low and high) or words such as 面议 or 按销售额提成.
type Terms struct {
	PriceFen     *int64       `json:"priceFen,omitempty"`     // the amount, or the low end of a range; in fen
	PriceHighFen *int64       `json:"priceHighFen,omitempty"` // high end of a range; nil for one amount
	PriceWords   string       `json:"priceWords,omitempty"`   // at most 200 characters
	Mode         listing.Mode `json:"mode,omitempty"`         // way to work together, one of listing.Modes
	Date         workday.Date `json:"date,omitempty"`         // last day for signing the contract
	IP           string       `json:"ip,omitempty"`           // owner of the results; at most 500 characters
	// NextStep is the next action and its actor; at most 500 characters
	NextStep   string `json:"nextStep,omitempty"`
	ProposedBy string `json:"proposedBy"`           // DemandOf or AchievementOf
	By         string `json:"by"`                   // name of the person
	At         int64  `json:"at"`                   // UTC ms
	AcceptedBy string `json:"acceptedBy,omitempty"` // name of the person of the other side; empty until then
	AcceptedAt int64  `json:"acceptedAt,omitempty"` // UTC ms
}

// Accepted reports whether the other side said yes.
func (t *Terms) Accepted() bool { return t != nil && t.AcceptedAt > 0 }

// maxPastTerms is the most former proposals of a deal.
const maxPastTerms = 50

// TermsOf are the accepted terms of a deal (已商定 or 已签约); nil for none.
func TermsOf(tx store.Tx, market, id string) (*Terms, error) {
	d, err := Deals.Get(tx, market, id)
	if err != nil || !d.Terms.Accepted() {
		return nil, err
	}
	return d.Terms, nil
}

func (t *Terms) check(today workday.Date) error {
	t.PriceWords, t.IP, t.NextStep = strings.TrimSpace(t.PriceWords), strings.TrimSpace(t.IP),
		strings.TrimSpace(t.NextStep)
	var bad fault.Fields
	amount := func(v *int64) bool { return v == nil || *v > 0 && *v <= listing.MaxFen }
	switch {
	case t.PriceFen == nil && t.PriceWords == "":
		bad.Note("/priceFen", fault.T("give-price-range-or-words",
			"请填写价格、价格区间，或用文字说明计价方式（如面议、按销售额提成）。",
			"Give a price, a range, or words (to be agreed, share of sales)."))
	case !amount(t.PriceFen) || !amount(t.PriceHighFen):
		bad.Note("/priceFen", fault.T("price-must-above-0-at",
			"价格应大于 0，且不超过一万亿元。",
			"A price must be above 0 and at most one trillion yuan."))
	case t.PriceHighFen != nil && (t.PriceFen == nil || *t.PriceHighFen < *t.PriceFen):
		bad.Note("/priceHighFen", fault.T("high-end-price-cannot-below",
			"价格上限不能低于下限，请核对。",
			"The high end of the price cannot be below the low end."))
	}
	if !listing.Modes.Has(string(t.Mode)) {
		bad.Note("/mode", fault.T("choose-way-work-together",
			"请选择合作方式。",
			"Please choose the way to work together."))
	}
	if t.Date != "" && (!t.Date.Valid() || t.Date < today) {
		bad.Note("/date", fault.T("planned-date-signing-must-today",
			"计划签约日期应是今天或以后的日期。",
			"The planned date of signing must be today or later."))
	}
	for _, x := range []struct {
		at, noun, text string
		most           int
	}{{"/priceWords", "计价说明", t.PriceWords, 200}, {"/ip", "知识产权约定", t.IP, 500}, {"/nextStep", "下一步", t.NextStep, 500}} {
		if utf8.RuneCountInString(x.text) > x.most {
			bad.Note(x.at, fault.T("at-most-characters-shorten",
				"%s最多%d个字，请缩短。",
				"%s: at most %d characters; please shorten it."), x.noun, x.most)
		}
	}
	return bad.Fault(fault.T("terms-invalid",
		"条件卡填写有误，请按提示修改后再提出。",
		"The terms have mistakes; correct them and propose again."))
}

// ProposeTerms puts terms on the table for the actor's side; what lay there is kept as past.
func (s *Service) ProposeTerms(ctx context.Context, a actor.Actor, id string, rev int64, t Terms) (Deal, error) {
	now := s.now().UnixMilli()
	if err := t.check(workday.Of(now)); err != nil {
		return Deal{}, err
	}
	return s.change(ctx, a, id, rev, now, func(tx store.Tx, d *Deal) (audit.Change, error) {
		if err := d.mayStep(tx, a, StepProposeTerms); err != nil {
			return audit.Change{}, err
		}
		stand := d.StandOf(a)
		if err := d.mustAcquaint(a, stand); err != nil {
			return audit.Change{}, err
		}
		e, err := Flow.Take(d.State, StepProposeTerms, string(a.Role), "")
		if err != nil {
			return audit.Change{}, err
		}
		d.dropTerms()
		t := t
		t.ProposedBy, t.By, t.At, t.AcceptedBy, t.AcceptedAt = sideName(stand), a.PersonName, now, "", 0
		d.Terms = &t
		return audit.Change{Step: StepProposeTerms, From: d.State, To: e.To},
			store.Emit(tx, d.Market, EventMoved, d.ID, e.Step, now)
	})
}

// mayProposeTerms lets only the two sides propose terms, and limits the number of changes.
func (d *Deal) mayProposeTerms(stand Stand) error {
	switch {
	case stand == BrokerStand:
		return fault.Of(fault.Forbidden, fault.T("two-sides-propose-accept-terms",
			"条件由对接双方提出和接受，技术经理人可以在记录中给出建议。",
			"The two sides propose and accept terms; a broker may advise in the log."))
	case len(d.PastTerms) >= maxPastTerms:
		return fault.Of(fault.TooLarge, fault.T("terms-full",
			"条件已更改 50 次，请先在记录中谈妥，再接受现有条件或结束对接。",
			"The terms were changed 50 times. Settle them in the log, then accept what lies there or end the deal."))
	}
	return nil
}

// dropTerms moves the present proposal to the past.
func (d *Deal) dropTerms() {
	if d.Terms != nil {
		d.PastTerms = append(d.PastTerms, *d.Terms)
		d.Terms = nil
	}
}

// mayAcceptTerms lets only the other side accept a proposal.
func (d *Deal) mayAcceptTerms(stand Stand) error {
	switch {
	case d.Terms == nil:
		return fault.Of(fault.WrongState, fault.T("no-terms",
			"还没有提出条件；请先填写条件卡，由对方接受。",
			"No terms were proposed yet; fill them in and let the other side accept."))
	case stand == BrokerStand || d.Terms.ProposedBy == sideName(stand):
		return fault.Of(fault.Forbidden, fault.T("own-terms",
			"条件要由对方接受；您可以提出新的条件来替换。",
			"The other side accepts these terms; you may replace them by new ones."))
	}
	return nil
}

func (d *Deal) acceptTerms(a actor.Actor, now int64) {
	t := *d.Terms
	t.AcceptedBy, t.AcceptedAt = a.PersonName, now
	d.Terms = &t
}

func sideName(s Stand) string {
	if s == DemandStand {
		return DemandOf
	}
	return AchievementOf
}
