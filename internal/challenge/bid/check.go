package bid

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"kebang/internal/challenge"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/money"
	"kebang/internal/vocab"
)

// Limits in characters and counts.
const (
	maxLine = 500
	maxText = 20_000
	maxList = 30
)

// PledgeVersion names the 诚信承诺 text in force.
const PledgeVersion = "2026-1"

// PledgeText is what a team promises when it hands in.
var PledgeText = fault.T("bid-pledge",
	"我单位承诺：申报材料真实、合法；与发榜方不存在同一单位、持股或控制关系；无在有效期内的严重失信记录；按约定使用经费，如实报告进展和结果。",
	"We promise: the papers are true and lawful; we are not related to the asker by unit, shares or control; no "+
		"record of "+
		"serious dishonesty is in force; we use the money as agreed and report progress and results as they are.")

var (
	textFit = fault.T("bid-invalid", "揭榜材料有内容需要修改，请按各栏提示更正。",
		"Something in the bid must be corrected; see the fields.")
	textLong    = fault.T("bid-length", "%s须在 %d 到 %d 字之间。", "%s has %d to %d characters.")
	textMany    = fault.T("bid-many", "%s最多 %d 条。", "%s: at most %d lines.")
	textAnswers = fault.T("bid-answers", "请逐条承诺榜单的 %d 项考核指标。", "Answer each of the %d indicators of the challenge.")
	textIntent  = fault.T("bid-intent", "洽谈式揭榜须上传双方签署的意向协议（长治2024、宣城2022）。",
		"A bid by talks needs the signed letter of intent.")
	textScan    = fault.T("bid-paper", "代揭榜方录入的，须上传其盖章的申报材料。", "What is typed for a team needs its stamped paper.")
	textPledge  = fault.T("bid-pledge-missing", "请阅读并勾选诚信承诺。", "Read the pledge and agree to it.")
	textPartner = fault.T("bid-partner", "参与单位“%s”还没有确认，请等其确认或移出名单。",
		"The partner “%s” has not confirmed: wait, or take it out.")
	textMoney = fault.T("bid-money", "财政资金不能超过榜单的 %s 元。", "Public money is at most the %s yuan of the challenge.")
	textSum   = fault.T("bid-sum", "付款节点合计 %s 元（其中财政资金 %s 元），与方案金额 %s 元（其中财政资金 %s 元）不等，请核对。",
		"The payments add up to %s yuan (%s public), the scheme to %s yuan (%s public); please check.")
	textSelf = fault.T("bid-same-unit", "发榜方不能揭自己的榜，也不能作为参与单位（保定2023：与发榜方不能为同一单位或其下属子公司）。",
		"The asker may not bid for its own challenge, nor be a partner (保定 2023).")
	textLate = fault.T("bid-late", "揭榜已于%s 24:00 截止，不能再提交、更换或撤回。",
		"Bids closed at 24:00 of %s: nothing can be handed in, replaced or taken back.")
	textNotOpen  = fault.T("bid-not-open", "榜单现为“%s”，不接受揭榜。", "The challenge is now “%s” and takes no bids.")
	textNotNamed = fault.T("bid-not-named", "这是定向榜单，只有被邀请的单位可以揭榜；请与发榜单位联系。",
		"This challenge is directed to named teams; please contact the asker.")
)

// checkDraft holds a scheme to its limits.
func (s *Scheme) checkDraft() error {
	var bad fault.Fields
	text := func(at, zh, en, v string, least, most int) {
		if n := utf8.RuneCountInString(v); n < least || n > most {
			bad.Note(at, textLong, vocab.Noun(zh, en), least, most)
		}
	}
	for _, x := range []struct {
		at, zh, en string
		n          int
	}{{"/partners", "参与单位", "Partners", len(s.Partners)}, {"/team", "团队成员", "Members", len(s.Team)},
		{"/answers", "指标承诺", "Answers", len(s.Answers)},
		{"/stages", "里程碑", "Milestones", len(s.Stages)},
		{"/files", "附件", "Files", len(s.Files)}} {
		if x.n > maxList {
			bad.Note(x.at, textMany, vocab.Noun(x.zh, x.en), maxList)
		}
	}
	text("/plan", "实施方案", "Plan", s.Plan, 0, maxText)
	text("/ip", "知识产权归属", "Ownership", s.IP, 0, maxLine)
	for i, p := range s.Partners {
		text(fmt.Sprintf("/partners/%d/name", i), "单位名称", "Name", p.Name, 1, maxLine)
	}
	for i, m := range s.Team {
		text(fmt.Sprintf("/team/%d/name", i), "姓名", "Name", m.Name, 1, maxLine)
	}
	for i, x := range s.Answers {
		text(fmt.Sprintf("/answers/%d/promise", i), "承诺值", "Promise", x.Promise, 0, maxLine)
		text(fmt.Sprintf("/answers/%d/evidence", i), "依据", "Evidence", x.Evidence, 0, maxText)
	}
	if s.OwnFen < 0 || s.PublicFen < 0 || s.OwnFen > challenge.MaxFen || s.PublicFen > challenge.MaxFen {
		bad.Note("/ownFen", textMoney, money.FormatYuan(challenge.MaxFen))
	}
	contract.CheckPayments(&bad, "/payments", s.Payments, len(s.Stages))
	return bad.Fault(textFit)
}

// checkSubmit holds what is handed in to the terms in force.
func (b *Bid) checkSubmit(c *challenge.Challenge) error {
	s, t := &b.Scheme, &c.Terms
	if err := s.checkDraft(); err != nil {
		return err
	}
	var bad fault.Fields
	missing := slices.ContainsFunc(s.Answers, func(x Answer) bool { return strings.TrimSpace(x.Promise) == "" })
	if len(s.Answers) != len(t.Indicators) || missing {
		bad.Note("/answers", textAnswers, len(t.Indicators))
	}
	for _, x := range []struct{ at, zh, en, v string }{{"/plan", "实施方案", "Plan", s.Plan},
		{"/ip", "知识产权归属", "Ownership", s.IP}} {
		if utf8.RuneCountInString(strings.TrimSpace(x.v)) < 2 {
			bad.Note(x.at, textLong, vocab.Noun(x.zh, x.en), 2, maxText)
		}
	}
	if t.Choosing == challenge.Negotiated && s.Intent == "" {
		bad.Note("/intent", textIntent)
	}
	if b.EnteredBy != "" && s.Paper == "" {
		bad.Note("/paper", textScan)
	}
	for i, p := range s.Partners {
		if !p.Confirmed && s.Paper == "" {
			bad.Note(fmt.Sprintf("/partners/%d", i), textPartner, p.Name)
		}
		if same(p, c) {
			bad.Note(fmt.Sprintf("/partners/%d", i), textSelf)
		}
	}
	if s.PublicFen > t.PublicFen {
		bad.Note("/publicFen", textMoney, money.FormatYuan(t.PublicFen))
	}
	sum, public := contract.SumOf(s.Payments)
	if len(s.Payments) > 0 && (sum != s.OwnFen+s.PublicFen || public != s.PublicFen) {
		bad.Note("/payments", textSum, money.FormatYuan(sum), money.FormatYuan(public),
			money.FormatYuan(s.OwnFen+s.PublicFen), money.FormatYuan(s.PublicFen))
	}
	return bad.Fault(textFit)
}

// same reports whether a unit is the asker: by its record or its code (H1, H3).
func same(u Unit, c *challenge.Challenge) bool {
	return u.ID != "" && u.ID == c.Asker.Org || u.USCC != "" && u.USCC == c.Asker.USCC
}

// open refuses outside the time in which bids are taken. At is the instant (UTC ms) at which the whole request had
// arrived.
func open(c *challenge.Challenge, at int64) error {
	switch {
	case c.Takes(at):
		return nil
	case c.State == challenge.Posted || c.State == challenge.Closed || c.State == challenge.Reviewing:
		return fault.Of(fault.WrongState, textLate, c.Terms.Deadline.Chinese())
	}
	return fault.Of(fault.WrongState, textNotOpen, challenge.Flow.Name(c.State))
}

// invited refuses units that a directed challenge does not name.
func invited(c *challenge.Challenge, u Unit) error {
	if c.Terms.Mode == challenge.Directed && !slices.Contains(c.Terms.Named, u.ID) {
		return fault.Of(fault.Forbidden, textNotNamed)
	}
	return nil
}
