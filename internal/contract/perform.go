package contract

import (
	"context"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/money"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// ActKind is what was done in the performance of a contract.
type ActKind string

// The kinds of acts.
const (
	StagePassed ActKind = "milestone"
	WorkPassed  ActKind = "acceptance"
	Paid        ActKind = "payment"
)

// ActKinds are the kinds in the order of the form.
var ActKinds = vocab.List{
	{Code: string(StagePassed), Zh: "里程碑通过", En: "Milestone passed"},
	{Code: string(WorkPassed), Zh: "验收通过", En: "Work accepted"},
	{Code: string(Paid), Zh: "付款", En: "Payment"},
}

// Act is one recorded fact of the performance: a milestone or the work passed, or money was paid. Kebang moves no
// money.
type Act struct {
	Kind  ActKind      `json:"kind"`
	No    int          `json:"no,omitempty"` // of the milestone or payment from 1; 0 of a payment outside the plan
	On    workday.Date `json:"on"`
	Fen   int64        `json:"fen,omitempty"` // of a payment
	Note  string       `json:"note,omitempty"`
	Proof *Attachment  `json:"proof,omitempty"`
	Side  string       `json:"side,omitempty"` // seller or buyer who says so; empty for the office
	By    Actor        `json:"by"`
	At    int64        `json:"at"` // UTC ms
	Void  *Voided      `json:"void,omitempty"`
}

// Voided is an act that was taken back. The act stays readable.
type Voided struct {
	Reason string `json:"reason"`
	By     Actor  `json:"by"`
	At     int64  `json:"at"` // UTC ms
}

// ActForm is an act as a person records it. Proof is a file id.
type ActForm struct {
	No    int
	On    workday.Date
	Fen   int64
	Note  string
	Proof string
}

var (
	textActs = fault.T("contract-act", "履行记录有内容需要修改，请按提示更正。",
		"Something in the record must be corrected; see the fields.")
	textActOn = fault.T("contract-act-on", "请填写发生之日，不早于签订日期，不晚于今天。",
		"Give the day: not before the signing, today at the latest.")
	textActNote = fault.T("contract-act-note", "说明不超过 500 字。", "The note has at most 500 characters.")
	textNoStage = fault.T("contract-no-milestone", "合同没有第 %d 个里程碑。", "The contract has no milestone %d.")
	textNoPay   = fault.T("contract-no-payment", "合同没有第 %d 笔付款。", "The contract has no payment %d.")
	textTwice   = fault.T("contract-act-twice", "这一项已经登记通过；登记有误的，先撤销原记录。",
		"It is recorded as passed already; take the record back first if it is wrong.")
	textSellerSays = fault.T("contract-act-proof", "由卖方登记的，须上传买方签署的证明。",
		"What the seller records needs the paper that the buyer signed.")
	textPaidFen = fault.T("contract-paid-fen", "请填写已付金额，大于零。", "Give the amount that was paid, above zero.")
	textTooMuch = fault.T("contract-paid-more", "这笔付款约定 %s 元，已登记 %s 元，不能再登记 %s 元。",
		"The payment is %s yuan, %s are recorded: not %s more.")
	textH9 = fault.T("payment-public-early",
		"这笔是财政资金，付款条件是“%s”，到%s还没有成就，不能登记已拨付（国家重点研发计划：按里程碑考核；天台县2024：验收后拨付）。",
		"This is public money due by “%s”; on %s the condition does not hold, so it cannot be recorded as paid.")
	textNoAct  = fault.T("contract-no-act", "没有这条履行记录，或已经撤销。", "There is no such record, or it was taken back.")
	textNotOwn = fault.T("contract-act-not-own", "只能撤销本方登记的记录；主管部门可以撤销任何一条。",
		"You can take back records of your own side only; the office can take back any.")
	textOnlySide = fault.T("contract-act-side", "履行情况由合同双方或主管部门登记。",
		"The two sides and the office record the performance.")
	textRests = fault.T("contract-act-rests", "第 %d 项已有通过的付款以它为条件，请先撤销那笔付款记录。",
		"A recorded payment of public money stands on it: take back the record of payment %d first.")
	textRecorded = fault.T("contract-act-plan", "已登记的履行记录与现在的里程碑、付款节点不符，请先撤销不符的记录。",
		"Recorded acts do not fit the milestones and payments now: take those records back first.")
)

// EarlyPublic refuses public money on a day on which its condition does not hold (H9). Private money is only recorded.
func EarlyPublic(p Instalment, stages []Milestone, g Progress, on workday.Date) error {
	if held := p.Holds(g); p.Public && (held == "" || on < held) {
		return fault.Of(fault.WrongState, textH9, p.Words(stages), on.Chinese())
	}
	return nil
}

// Progress is how far the performance is, by what was recorded and not taken back.
func (c *Contract) Progress() Progress {
	g := Progress{Passed: map[int]workday.Date{}}
	if c.State == Confirmed {
		g.Effective = max(c.SignDate, c.BeginDate)
	}
	for _, x := range c.Acts {
		switch {
		case x.Void != nil:
		case x.Kind == StagePassed:
			g.Passed[x.No] = x.On
		case x.Kind == WorkPassed:
			g.Accepted = x.On
		}
	}
	return g
}

// PaidFen is what was recorded as paid on a payment of the plan, or outside of it (0).
func (c *Contract) PaidFen(no int) (fen int64) {
	for _, x := range c.Acts {
		if x.Kind == Paid && x.No == no && x.Void == nil {
			fen += x.Fen
		}
	}
	return fen
}

// Owes is the first day from which a payment of the plan is due and not wholly recorded; empty for none.
func (c *Contract) Owes() (first workday.Date) {
	g := c.Progress()
	for i, p := range c.Payments {
		if d := p.Holds(g); d != "" && c.PaidFen(i+1) < p.Fen && (first == "" || d < first) {
			first = d
		}
	}
	return first
}

// Pass records that a milestone passed, or with number 0 that the whole work was accepted.
func (s *Service) Pass(ctx context.Context, a actor.Actor, id string, rev int64, f ActForm) (Contract, error) {
	return s.act(ctx, a, id, rev, StepPass, f, func(c *Contract, x *Act, bad *fault.Fields) error {
		x.Kind = StagePassed
		if f.No == 0 {
			x.Kind = WorkPassed
		}
		if f.No < 0 || f.No > len(c.Stages) {
			bad.Note("/no", textNoStage, f.No)
		}
		for _, y := range c.Acts {
			if y.Kind == x.Kind && y.No == x.No && y.Void == nil {
				bad.Note("/no", textTwice)
			}
		}
		if x.Side == "seller" && f.Proof == "" {
			bad.Note("/proof", textSellerSays)
		}
		return nil
	})
}

// Pay records money that was paid: a payment of the plan, or with number 0 one outside of it. Public money before its
// condition holds is refused.
func (s *Service) Pay(ctx context.Context, a actor.Actor, id string, rev int64, f ActForm) (Contract, error) {
	return s.act(ctx, a, id, rev, StepPay, f, func(c *Contract, x *Act, bad *fault.Fields) error {
		x.Kind, x.Fen = Paid, f.Fen
		if f.Fen <= 0 || f.Fen > MaxFen {
			bad.Note("/fen", textPaidFen)
		}
		if f.No < 0 || f.No > len(c.Payments) {
			bad.Note("/no", textNoPay, f.No)
		}
		if f.No == 0 || len(*bad) > 0 {
			return nil
		}
		p := c.Payments[f.No-1]
		if had := c.PaidFen(f.No); had+f.Fen > p.Fen {
			bad.Note("/fen", textTooMuch, money.FormatYuan(p.Fen), money.FormatYuan(had), money.FormatYuan(f.Fen))
		}
		return EarlyPublic(p, c.Stages, c.Progress(), f.On)
	})
}

func (s *Service) act(ctx context.Context, a actor.Actor, id string, rev int64, step string, f ActForm,
	fn func(c *Contract, x *Act, bad *fault.Fields) error) (Contract, error) {
	now := s.ms()
	f.Note = strings.TrimSpace(f.Note)
	return s.change(ctx, a, id, rev, step, "", now, func(tx store.Tx, c *Contract) error {
		x := Act{No: f.No, On: f.On, Note: f.Note, Side: c.sideOf(a), By: ActorOf(a), At: now}
		var bad fault.Fields
		if !f.On.Valid() || f.On < c.SignDate || f.On > workday.Of(now) {
			bad.Note("/on", textActOn)
		}
		if len([]rune(f.Note)) > 500 {
			bad.Note("/note", textActNote)
		}
		if err := fn(c, &x, &bad); err != nil {
			return err
		}
		if err := bad.Fault(textActs); err != nil {
			return err
		}
		if f.Proof != "" {
			x.Proof = &Attachment{Kind: "other", File: f.Proof}
			if err := Attach(tx, a, c, x.Proof, "/proof"); err != nil {
				return err
			}
		}
		c.Acts = append(c.Acts, x)
		return nil
	})
}

// Void takes a record back, by its place in the list from 0, with a reason. What public money was paid on stays.
func (s *Service) Void(ctx context.Context, a actor.Actor, id string, rev int64, at int, reason string) (Contract,
	error) {
	now := s.ms()
	return s.change(ctx, a, id, rev, StepVoid, reason, now, func(_ store.Tx, c *Contract) error {
		if at < 0 || at >= len(c.Acts) || c.Acts[at].Void != nil {
			return fault.Of(fault.Invalid, textNoAct)
		}
		acts := append([]Act{}, c.Acts...)
		x := &acts[at]
		if !a.Is(actor.Officer, actor.Registrar) && x.Side != c.sideOf(a) {
			return fault.Of(fault.Forbidden, textNotOwn)
		}
		x.Void = &Voided{Reason: strings.TrimSpace(reason), By: ActorOf(a), At: now}
		c.Acts = acts
		g := c.Progress()
		for _, y := range acts {
			if y.Kind == Paid && y.Void == nil && y.No > 0 && EarlyPublic(c.Payments[y.No-1], c.Stages, g,
				y.On) != nil {
				return fault.Of(fault.WrongState, textRests, y.No)
			}
		}
		return nil
	})
}

// checkActs proves that what was recorded fits the plan. A contract that went back to the draft may have another plan.
func (c *Contract) checkActs(f *fault.Fields) {
	for _, x := range c.Acts {
		switch {
		case x.Void != nil || x.No == 0:
		case x.Kind == StagePassed && x.No <= len(c.Stages):
		case x.Kind == Paid && x.No <= len(c.Payments) && c.PaidFen(x.No) <= c.Payments[x.No-1].Fen:
		default:
			f.Note("/payments", textRecorded)
			return
		}
	}
}
