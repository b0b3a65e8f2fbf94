package challenge

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/approval"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/id"
	"kebang/internal/publicity"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// PayoutKind is the name of payouts in decisions and notices. Their record is that of payoutRecord.
const PayoutKind = "payout"

// The links of a chain before a payout, besides publicity and ratification.
const (
	Examination LinkKind = "examination" // 委办局审查
	Collection  LinkKind = "collection"  // 汇总
)

// PayLinks are the links of a payout in the order of the chain (和林格尔: 委办局审查、汇总、公示、县政府审定、兑现).
var PayLinks = vocab.List{
	{Code: string(Examination), Zh: "委办局审查", En: "Examination by the bureau"},
	{Code: string(Collection), Zh: "汇总", En: "Summary"},
	{Code: string(Publicity), Zh: "公示", En: "Publicity"},
	{Code: string(Ratification), Zh: "县政府审定", En: "Ratification"},
}

// payStage is the stage of the decision that a link asks for.
var payStage = map[LinkKind]approval.Stage{Examination: approval.Examine, Collection: approval.Collect,
	Ratification: approval.Ratify}

// The states of a payout.
const (
	Checking = "checking" // 审批中: a link of the chain is waited for
	Granted  = "granted"  // 待兑现
	PaidOut  = "paid"     // 已拨付
	Declined = "declined" // 未通过
)

// PayoutStates are the states of a payout.
var PayoutStates = vocab.List{
	{Code: Checking, Zh: "审批中", En: "Being decided"},
	{Code: Granted, Zh: "待兑现", En: "To be paid"},
	{Code: PaidOut, Zh: "已拨付", En: "Paid out"},
	{Code: Declined, Zh: "未通过", En: "Declined"},
}

// Passed is a milestone that passed.
type Passed struct {
	No    int          `json:"no"` // of the milestone from 1
	On    workday.Date `json:"on"`
	Note  string       `json:"note,omitempty"`
	Proof string       `json:"proof"` // file id
	By    string       `json:"by"`
}

// Payout is one payment of public money that was asked for, on its way through the chain.
type Payout struct {
	No       int          `json:"no"`    // of the payment from 1
	Round    int          `json:"round"` // counts the requests for this payment from 1
	State    string       `json:"state"` // code of PayoutStates
	Asked    workday.Date `json:"asked"`
	By       string       `json:"by"`
	Done     int          `json:"done"`            // links of the chain that are behind it
	Reason   fault.Said   `json:"reason,omitzero"` // why it was declined
	On       workday.Date `json:"on,omitempty"`    // paid
	Fen      int64        `json:"fen"`
	Document string       `json:"document,omitempty"` // number of the order to pay
	Proof    string       `json:"proof,omitempty"`    // file id
	PaidBy   string       `json:"paidBy,omitempty"`   // who recorded it
}

// live reports whether the payment needs no other request.
func (p *Payout) live() bool { return p.State != Declined }

var (
	textPassNo = fault.T("challenge-pass-no", "协议没有第 %d 个里程碑，或它已经登记通过。",
		"There is no milestone %d, or it passed already.")
	textPassDay = fault.T("challenge-pass-on", "请填写日期，不早于协议签订日，不晚于今天。",
		"Give the day: not before the signing, today at the latest.")
	textPassProof = fault.T("challenge-pass-proof", "请上传证明文件。", "Upload the paper that proves it.")
	textPayout    = fault.T("payout-invalid", "拨付信息有误，请按提示修改。",
		"Something is wrong with the payout; please correct it.")
	textPayNo = fault.T("payout-no", "第 %d 笔不是财政资金的付款节点；自筹资金在技术合同中登记付款。",
		"Payment %d is no payment of public money; own money is recorded on the contract.")
	textPayLive  = fault.T("payout-live", "第 %d 笔已经申请，现为“%s”。", "Payment %d was asked for and is now “%s”.")
	textNotReady = fault.T("payout-not-granted", "第 %d 笔还没有走完拨付环节，不能登记已拨付（依据：榜单审核时选定的拨付环节）。",
		"Payment %d has not passed its chain of decisions, so it cannot be recorded as paid out.")
	textPayPaper = fault.T("payout-document", "请填写拨付文号，或上传拨付凭证。", "Give the number of the order to pay, or its proof.")
	textEnded    = fault.T("payout-ended", "榜单已结束，不再拨付。", "The challenge has ended: nothing more is paid out.")
)

func payoutRecord(id string, no int) string { return fmt.Sprintf("%s.%d", id, no) }

// Plan is what the agreement says of milestones and payments, else what the terms say.
func (c *Challenge) Plan() ([]Milestone, []Instalment) {
	if g := c.Agreement; g != nil && len(g.Payments) > 0 {
		return g.Stages, g.Payments
	}
	return c.Terms.Stages, c.Terms.Payments
}

// Performed is how far the work is, for the conditions of payments.
func (c *Challenge) Performed() contract.Progress {
	g := contract.Progress{Passed: map[int]workday.Date{}}
	if c.Agreement != nil {
		g.Effective = c.Agreement.Signed
	}
	for _, p := range c.Passed {
		g.Passed[p.No] = p.On
	}
	if c.State == Accepted && c.End != nil {
		g.Accepted = c.End.On
	}
	return g
}

func (c *Challenge) payout(no int) *Payout {
	for i := range c.Payouts {
		if p := &c.Payouts[i]; p.No == no && p.live() {
			return p
		}
	}
	return nil
}

// Payable is the first day from which a payment of public money can be asked for and was not; empty for none.
func (c *Challenge) Payable() (first workday.Date) {
	if c.State != Running && c.State != Accepted {
		return ""
	}
	_, pays := c.Plan()
	g := c.Performed()
	for i, p := range pays {
		if d := p.Holds(g); p.Public && d != "" && c.payout(i+1) == nil && (first == "" || d < first) {
			first = d
		}
	}
	return first
}

func (c *Challenge) granted() bool {
	return slices.ContainsFunc(c.Payouts, func(p Payout) bool { return p.State == Granted })
}

// Pass records that a milestone passed. With public money the office records it.
func (s *Service) Pass(ctx context.Context, a actor.Actor, id string, rev int64, p Passed) (Challenge, error) {
	today := workday.Of(s.ms())
	return s.step(ctx, a, id, rev, StepPass, "", func(tx store.Tx, c *Challenge) error {
		if c.Terms.Public() && !c.keeps(a) {
			return fault.Of(fault.Forbidden, textOffice)
		}
		var bad fault.Fields
		stages, _ := c.Plan()
		if p.No < 1 || p.No > len(stages) || c.Performed().Passed[p.No] != "" {
			bad.Note("/no", textPassNo, p.No)
		}
		if !p.On.Valid() || p.On < c.Agreement.Signed || p.On > today {
			bad.Note("/on", textPassDay)
		}
		if p.Proof == "" {
			bad.Note("/proof", textPassProof)
		}
		if err := bad.Fault(textFit2); err != nil {
			return err
		}
		if _, err := files.Use(tx, a, p.Proof, Kind, c.ID); err != nil {
			return err
		}
		p.Note, p.By = strings.TrimSpace(p.Note), a.PersonName
		c.Passed = append(c.Passed, p)
		return nil
	})
}

// ApplyPayout asks for a payment of public money. It is refused before the condition of the payment holds (H9).
func (s *Service) ApplyPayout(ctx context.Context, a actor.Actor, id string, rev int64, no int) (Challenge, error) {
	now := s.ms()
	today := workday.Of(now)
	return s.step(ctx, a, id, rev, StepApply, "", func(tx store.Tx, c *Challenge) error {
		stages, pays := c.Plan()
		if no < 1 || no > len(pays) || !pays[no-1].Public {
			return fault.Of(fault.Invalid, textPayout).At("/no", textPayNo, no)
		}
		if p := c.payout(no); p != nil {
			term, _ := PayoutStates.Find(p.State)
			return fault.Of(fault.WrongState, textPayLive, no, term)
		}
		if err := contract.EarlyPublic(pays[no-1], stages, c.Performed(), today); err != nil {
			return err
		}
		round := 1
		for _, p := range c.Payouts {
			if p.No == no {
				round++
			}
		}
		c.Payouts = append(c.Payouts, Payout{No: no, Round: round, State: Checking, Asked: today, By: a.PersonName,
			Fen: pays[no-1].Fen})
		return s.payNext(tx, c, &c.Payouts[len(c.Payouts)-1], now)
	})
}

// payNext puts a payout to the next link of its chain. At the end it waits for the money. Ids are made of the request,
// so a repeated transaction writes the same records.
func (s *Service) payNext(tx store.Tx, c *Challenge, p *Payout, now int64) error {
	if p.Done == len(c.PayChain) {
		p.State = Granted
		return nil
	}
	l, a := c.PayChain[p.Done], actor.SystemActor(c.Market)
	fresh := id.Derived(PayoutKind, c.ID, fmt.Sprint(p.No, ".", p.Round), string(l.Kind))
	stages, pays := c.Plan()
	title := fmt.Sprintf("%s：%s（%s）第 %d 笔财政资金", PayLinks.Name(string(l.Kind)), c.Terms.Title, c.Serial, p.No)
	record := payoutRecord(c.ID, p.No)
	if l.Kind == Publicity {
		_, err := publicity.Open(tx, a, fresh, publicity.Subject{Kind: PayoutKind, Record: record}, publicity.Form{
			Title: "拟兑现资金公示：" + c.Terms.Title, Rule: *l.Rule,
			Text: fmt.Sprintf("榜单：%s（%s）\n发榜单位：%s\n揭榜单位：%s\n拟拨付金额：%s\n付款条件：%s", c.Terms.Title, c.Serial,
				c.Asker.Name, c.Choice.Team, contract.Yuan(p.Fen), pays[p.No-1].Words(stages))}, now)
		return err
	}
	_, err := approval.Ask(tx, a, fresh, approval.Subject{Kind: PayoutKind, Record: record}, payStage[l.Kind], title,
		l.Body, now)
	return err
}

// payMoved takes the answer of a link: a yes leads on, everything else declines the payout. Another may be asked for.
func (s *Service) payMoved(tx store.Tx, market, record string, at func(LinkKind) bool, yes bool, reason string,
	now int64) error {
	of, number, _ := strings.Cut(record, ".")
	c, err := Challenges.Get(tx, market, of)
	if err != nil {
		return err
	}
	var p *Payout
	for i := range c.Payouts {
		if x := &c.Payouts[i]; fmt.Sprint(x.No) == number && x.State == Checking {
			p = x
		}
	}
	if p == nil || !at(c.PayChain[p.Done].Kind) {
		return nil // it was declined meanwhile
	}
	return Take(tx, actor.SystemActor(market), &c, StepMove, reason, now, func(tx store.Tx, c *Challenge) error {
		if !yes {
			p.State, p.Reason = Declined, fault.Plain(reason)
			return nil
		}
		p.Done++
		return s.payNext(tx, c, p, now)
	})
}

// PaidForm is what the officer records of money that was paid out. Proof is a file id.
type PaidForm struct {
	No       int
	On       workday.Date
	Document string
	Proof    string
}

// PayOut records that public money was paid out, the whole payment at once. Kebang moves no money. It is refused before
// its condition held (H9) and before its chain of decisions is at its end.
func (s *Service) PayOut(ctx context.Context, a actor.Actor, id string, rev int64, f PaidForm) (Challenge, error) {
	today := workday.Of(s.ms())
	f.Document = strings.TrimSpace(f.Document)
	return s.step(ctx, a, id, rev, StepPayOut, "", func(tx store.Tx, c *Challenge) error {
		stages, pays := c.Plan()
		if f.No < 1 || f.No > len(pays) || !pays[f.No-1].Public {
			return fault.Of(fault.Invalid, textPayout).At("/no", textPayNo, f.No)
		}
		var bad fault.Fields
		if !f.On.Valid() || f.On < c.Agreement.Signed || f.On > today {
			bad.Note("/on", textPassDay)
		}
		if f.Document == "" && f.Proof == "" {
			bad.Note("/document", textPayPaper)
		}
		if err := bad.Fault(textPayout); err != nil {
			return err
		}
		if err := contract.EarlyPublic(pays[f.No-1], stages, c.Performed(), f.On); err != nil {
			return err
		}
		p := c.payout(f.No)
		if p == nil || p.State != Granted {
			return fault.Of(fault.WrongState, textNotReady, f.No)
		}
		if f.Proof != "" {
			if _, err := files.Use(tx, a, f.Proof, Kind, c.ID); err != nil {
				return err
			}
		}
		p.State, p.On, p.Document, p.Proof, p.PaidBy = PaidOut, f.On, f.Document, f.Proof, a.PersonName
		return nil
	})
}

// stopPayouts declines what was not paid when the work ends without acceptance.
func (c *Challenge) stopPayouts(tx store.Tx, now int64) error {
	for i := range c.Payouts {
		p := &c.Payouts[i]
		if p.State != Checking && p.State != Granted {
			continue
		}
		p.State, p.Reason = Declined, textEnded.With()
		if err := approval.Cancel(tx, c.Market, approval.Subject{Kind: PayoutKind, Record: payoutRecord(c.ID, p.No)},
			now); err != nil {
			return err
		}
	}
	return nil
}

// Owing lists the challenges with a payment of public money to ask for (its asker) or to pay out (the office).
func (s *Service) Owing(ctx context.Context, a actor.Actor, limit int) (p store.Page[Challenge], total int64,
	err error) {
	q := store.Query{Market: a.Market, Limit: limit, Sort: []store.Order{{Field: "updated"}},
		Where: []store.Cond{{Field: "granted", Op: store.Eq, Value: true}}}
	if !a.Is(actor.Officer) {
		if err := a.Require(actor.Enterprise, actor.Department); err != nil {
			return p, 0, err
		}
		q.Where = []store.Cond{{Field: "asker", Op: store.Eq, Value: a.Org},
			{Field: "payable", Op: store.Le, Value: string(workday.Of(s.ms()))}}
	}
	err = s.db.View(ctx, func(tx store.Tx) (err error) {
		p, total, err = Challenges.Counted(tx, q)
		return err
	})
	return p, total, err
}
