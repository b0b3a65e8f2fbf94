package contract

import (
	"kebang/internal/fault"
	"kebang/internal/money"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Milestone is a stage of the work with its last day.
type Milestone struct {
	Title string       `json:"title"`
	Due   workday.Date `json:"due"`
}

// Instalment is one payment of a plan (付款节点).
type Instalment struct {
	When      string       `json:"when"`                // code of Conditions
	Milestone int          `json:"milestone,omitempty"` // number of the milestone from 1
	On        workday.Date `json:"on,omitempty"`        // of a payment on a date
	Fen       int64        `json:"fen"`
	Public    bool         `json:"public,omitempty"` // paid out of public money
}

// The codes of Conditions.
const (
	Effective  = "effective"
	ByStage    = "milestone"
	Acceptance = "acceptance"
	OnDate     = "date"
)

// Conditions are when a payment is due.
var Conditions = vocab.List{
	{Code: Effective, Zh: "协议生效后", En: "Agreement in force"},
	{Code: ByStage, Zh: "里程碑通过后", En: "Milestone passed"},
	{Code: Acceptance, Zh: "验收通过后", En: "Accepted"},
	{Code: OnDate, Zh: "约定日期", En: "On a date"},
}

// Limits of a plan.
const (
	MaxLines = 30
	MaxFen   = 100_000_000_000_00 // 1,000 亿元
)

var (
	textWhen  = fault.T("payment-when", "请从列表中选择付款条件。", "Choose the condition of the payment from the list.")
	textStage = fault.T("payment-stage", "请指明是第几个里程碑。", "Say which milestone it is.")
	textDay   = fault.T("payment-date", "请填写完整的日期，例如 2026-09-30。", "Give a whole date, such as 2026-09-30.")
	textFen   = fault.T("payment-fen", "金额须是不小于零的合理数额。", "The amount must not be negative or absurd.")
	textMany  = fault.T("payment-many", "最多 %d 条。", "At most %d lines.")
	textTitle = fault.T("milestone-title", "请填写里程碑，不超过 500 字。", "Name the milestone, in at most 500 characters.")
	textOrder = fault.T("milestone-order", "里程碑须按日期先后排列。", "Milestones stand in the order of their days.")
	textSum   = fault.T("payment-sum", "付款节点合计 %s 元，与合同成交额 %s 元不等，请核对。",
		"The payments add up to %s yuan, the contract to %s yuan; please check.")
)

// CheckPayments notes what no line of payments may say, at its place under at. Stages is the number of milestones.
func CheckPayments(f *fault.Fields, at string, pays []Instalment, stages int) {
	if len(pays) > MaxLines {
		f.Note(at, textMany, MaxLines)
	}
	for i, p := range pays {
		at := pointer("%s/%d", at, i)
		switch {
		case !Conditions.Has(p.When):
			f.Note(at+"/when", textWhen)
		case p.When == ByStage && (p.Milestone < 1 || p.Milestone > stages):
			f.Note(at+"/milestone", textStage)
		case p.When == OnDate && !p.On.Valid():
			f.Note(at+"/on", textDay)
		}
		if p.Fen < 0 || p.Fen > MaxFen {
			f.Note(at+"/fen", textFen)
		}
	}
}

// SumOf adds the payments, and those of public money.
func SumOf(pays []Instalment) (all, public int64) {
	for _, p := range pays {
		all += p.Fen
		if p.Public {
			public += p.Fen
		}
	}
	return all, public
}

func (c *Content) checkPlan(f *fault.Fields) {
	if len(c.Stages) > MaxLines {
		f.Note("/stages", textMany, MaxLines)
	}
	var last workday.Date
	for i, s := range c.Stages {
		at := pointer("/stages/%d", i)
		if n := len([]rune(s.Title)); n == 0 || n > 500 {
			f.Note(at+"/title", textTitle)
		}
		switch {
		case !s.Due.Valid():
			f.Note(at+"/due", textDay)
		case s.Due < last:
			f.Note(at+"/due", textOrder)
		}
		last = max(last, s.Due)
	}
	CheckPayments(f, "/payments", c.Payments, len(c.Stages))
}

// checkSum holds the payments to the total (H10). A contract may name none.
func (c *Content) checkSum(f *fault.Fields) {
	if all, _ := SumOf(c.Payments); len(c.Payments) > 0 && all != c.TotalFen {
		f.Note("/payments", textSum, money.FormatYuan(all), money.FormatYuan(c.TotalFen))
	}
}

// Progress is what the conditions of payments are held against. A day is empty while its fact is missing.
type Progress struct {
	Effective workday.Date         // the agreement is in force
	Passed    map[int]workday.Date // by number of the milestone from 1
	Accepted  workday.Date
}

// Holds is the day from which the condition of a payment holds; empty while it does not.
func (p Instalment) Holds(g Progress) workday.Date {
	switch {
	case g.Effective == "":
		return ""
	case p.When == ByStage:
		return g.Passed[p.Milestone]
	case p.When == Acceptance:
		return g.Accepted
	case p.When == OnDate:
		return max(p.On, g.Effective)
	}
	return g.Effective
}

// Words says the condition of a payment in Chinese, for papers.
func (p Instalment) Words(stages []Milestone) string {
	switch {
	case p.When == OnDate:
		return p.On.Chinese()
	case p.When == ByStage && p.Milestone >= 1 && p.Milestone <= len(stages):
		return "里程碑" + stages[p.Milestone-1].Title + "通过后"
	}
	return Conditions.Name(p.When)
}
