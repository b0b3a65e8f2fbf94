package challenge

import (
	"context"
	"fmt"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/money"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// LongestExtension is how many days one extension of the work adds at most: one year, by the city rule of domain.md
// §3.1.
const LongestExtension = 366

var (
	textItem   = fault.T("agreement-item", "协议须写明%s（保定2023年揭榜挂帅通知）。", "The agreement states the %s (保定 2023).")
	textSigned = fault.T("agreement-signed", "请填写签订日期，不晚于今天。", "Give the day of signing, today at the latest.")
	textProof  = fault.T("agreement-proof", "请关联技术合同，或上传协议扫描件。",
		"Link the technology contract, or upload the signed agreement.")
	textNotSame = fault.T("agreement-contract", "这份技术合同不存在，或双方不是发榜方和揭榜方。",
		"The contract is not there, or is not between asker and team.")
	textUnsigned = fault.T("agreement-unsigned", "这份技术合同还没有签订。", "The contract is not concluded yet.")
	textFit2     = fault.T("agreement-invalid", "协议信息有误，请按提示修改。",
		"Something is wrong with the agreement; please correct it.")
	textOnce = fault.T("challenge-prolonged", "只能延期一次，已经延过。", "The work can be prolonged once, and was.")
	textYear = fault.T("challenge-prolong-year", "新的完成时限须晚于%s，且延长不超过一年。",
		"The new end is after %s, by a year at most.")
	textLines = fault.T("challenge-evidence", "每条考核指标都须有实测结果和佐证。",
		"Every indicator needs the measured result and its proof.")
	textUnmet = fault.T("challenge-unmet", "还有考核指标未达到，不能通过验收；可以选择“未通过验收”或先延期。",
		"An indicator is not met: the work cannot be accepted. Choose “not passed”, or prolong.")
	textOffice = fault.T("challenge-public-acceptance", "有财政资金的榜单由主管部门组织验收并登记结果。",
		"With public money the office organises and records the acceptance.")
)

// Agree records the signed agreement: the five items of H8, and the technology contract or a scan.
func (s *Service) Agree(ctx context.Context, a actor.Actor, id string, rev int64, g Agreement) (Challenge, error) {
	today := workday.Of(s.ms())
	return s.step(ctx, a, id, rev, StepAgree, "", func(tx store.Tx, c *Challenge) error {
		var bad fault.Fields
		for _, x := range []struct {
			at, zh, en string
			s          *string
		}{{"/content", "攻关内容", "content", &g.Content}, {"/targets", "考核指标", "targets", &g.Targets},
			{"/delivery", "交付时限", "delivery", &g.Delivery}, {"/money", "资金分配", "money", &g.Money},
			{"/property", "产权归属", "ownership", &g.Property}} {
			if *x.s = strings.TrimSpace(*x.s); *x.s == "" {
				bad.Note(x.at, textItem, vocab.Noun(x.zh, x.en))
			}
		}
		if !g.Signed.Valid() || g.Signed > today {
			bad.Note("/signed", textSigned)
		}
		if g.Finish == "" {
			g.Finish = c.Terms.Finish
		}
		if !g.Finish.Valid() || g.Finish <= g.Signed {
			bad.Note("/finish", textFinish)
		}
		if g.Contract == "" && g.Scan == "" {
			bad.Note("/contract", textProof)
		}
		if err := bad.Fault(textFit2); err != nil {
			return err
		}
		if g.Contract != "" {
			if err := c.mayContract(tx, g.Contract); err != nil {
				return err
			}
		}
		if g.Scan != "" {
			if _, err := files.Use(tx, a, g.Scan, Kind, c.ID); err != nil {
				return err
			}
		}
		if err := g.checkPlan(c); err != nil {
			return err
		}
		g.Extended = false
		c.Agreement = &g
		return nil
	})
}

var textPlan = fault.T("agreement-plan",
	"付款节点合计 %s 元（其中财政资金 %s 元），超过榜单金额 %s 元（其中财政资金 %s 元），请核对。",
	"The payments add up to %s yuan (%s public), more than the %s yuan (%s public) of the challenge; please check.")

// checkPlan holds the plan of the agreement to the money of the challenge. Without a plan that of the terms stands.
func (g *Agreement) checkPlan(c *Challenge) error {
	var bad fault.Fields
	contract.CheckPayments(&bad, "/payments", g.Payments, len(g.Stages))
	if all, public := contract.SumOf(g.Payments); all > c.Terms.TotalFen() || public > c.Terms.PublicFen {
		bad.Note("/payments", textPlan, money.FormatYuan(all), money.FormatYuan(public),
			money.FormatYuan(c.Terms.TotalFen()), money.FormatYuan(c.Terms.PublicFen))
	}
	return bad.Fault(textFit2)
}

// mayContract wants the concluded contract between asker and team, so that the challenge is registered and counted
// once.
func (c *Challenge) mayContract(tx store.Tx, id string) error {
	x, err := contract.Contracts.Get(tx, c.Market, id)
	if fault.Is(err, fault.NotFound) || err == nil && (x.Buyer.OrgID != c.Asker.Org || x.Seller.Name != c.Choice.Team) {
		return fault.Of(fault.Invalid, textFit2).At("/contract", textNotSame)
	}
	if err == nil && x.State != contract.Confirmed {
		return fault.Of(fault.Invalid, textFit2).At("/contract", textUnsigned)
	}
	return err
}

// Prolong moves the end of the work once, by a year at most.
func (s *Service) Prolong(ctx context.Context, a actor.Actor, id string, rev int64, finish workday.Date,
	reason string) (Challenge, error) {
	return s.step(ctx, a, id, rev, StepProlong, reason, func(_ store.Tx, c *Challenge) error {
		g := *c.Agreement
		switch {
		case g.Extended:
			return fault.Of(fault.WrongState, textOnce)
		case !finish.Valid() || finish <= g.Finish || g.Finish.DaysUntil(finish) > LongestExtension:
			return fault.Of(fault.Invalid, textFit2).At("/finish", textYear, g.Finish.Chinese())
		}
		g.Finish, g.Extended = finish, true
		c.Agreement = &g
		return nil
	})
}

// Accept records that every indicator is met, with its evidence. With public money the office records it.
func (s *Service) Accept(ctx context.Context, a actor.Actor, id string, rev int64, ev []Evidence) (Challenge, error) {
	return s.finish(ctx, a, id, rev, StepAccept, "", ev)
}

// Fail records that the work did not pass, with what was measured. It is no dishonesty (容错): nothing follows from it.
func (s *Service) Fail(ctx context.Context, a actor.Actor, id string, rev int64, reason string,
	ev []Evidence) (Challenge, error) {
	return s.finish(ctx, a, id, rev, StepFail, reason, ev)
}

func (s *Service) finish(ctx context.Context, a actor.Actor, id string, rev int64, step, reason string,
	ev []Evidence) (Challenge, error) {
	now := s.ms()
	return s.step(ctx, a, id, rev, step, reason, func(tx store.Tx, c *Challenge) error {
		if c.Terms.Public() && !c.keeps(a) {
			return fault.Of(fault.Forbidden, textOffice)
		}
		var bad fault.Fields
		if len(ev) != len(c.Terms.Indicators) {
			bad.Note("/evidence", textLines)
		}
		for i, x := range ev {
			if strings.TrimSpace(x.Measured) == "" || strings.TrimSpace(x.Proof) == "" {
				bad.Note(fmt.Sprintf("/evidence/%d", i), textLines)
			}
			if step == StepAccept && !x.Met {
				bad.Note(fmt.Sprintf("/evidence/%d/met", i), textUnmet)
			}
			if x.Met && i < len(c.Terms.Indicators) && c.Terms.Indicators[i].misses(x.Measured) {
				bad.Note(fmt.Sprintf("/evidence/%d/met", i), textMissed, x.Measured, c.Terms.Indicators[i].Words())
			}
		}
		c.End = &End{On: workday.Of(now), Reason: strings.TrimSpace(reason), Evidence: ev, By: a.PersonName}
		if err := bad.Fault(textLines); err != nil || step == StepAccept {
			return err
		}
		return c.stopPayouts(tx, now)
	})
}

// Terminate ends the work before its acceptance, with a reason.
func (s *Service) Terminate(ctx context.Context, a actor.Actor, id string, rev int64, reason string) (Challenge,
	error) {
	now := s.ms()
	return s.step(ctx, a, id, rev, StepTerminate, reason, func(tx store.Tx, c *Challenge) error {
		if c.Terms.Public() && !c.keeps(a) {
			return fault.Of(fault.Forbidden, textOffice)
		}
		c.End = &End{On: workday.Of(now), Reason: strings.TrimSpace(reason), By: a.PersonName}
		return c.stopPayouts(tx, now)
	})
}
