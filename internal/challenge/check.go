package challenge

import (
	"fmt"
	"unicode/utf8"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Limits in characters and counts.
const (
	MaxTitle = 200
	MaxText  = 20_000
	MaxLine  = 500
	MaxLines = contract.MaxLines
	MaxFen   = contract.MaxFen
)

var (
	textFit = fault.T("challenge-invalid", "榜单有内容需要修改，请按各栏提示更正。",
		"Something in the challenge must be corrected; see the fields.")
	textLong     = fault.T("challenge-length", "%s须在 %d 到 %d 字之间。", "%s has %d to %d characters.")
	textChoose   = fault.T("challenge-choose", "请从列表中选择%s。", "Choose the %s from the list.")
	textMany     = fault.T("challenge-many", "%s最多 %d 条。", "%s: at most %d lines.")
	textFen      = fault.T("challenge-fen", "金额须是不小于零的合理数额。", "The amount must not be negative or absurd.")
	textDate     = fault.T("challenge-date", "请填写完整的日期，例如 2026-09-30。", "Give a whole date, such as 2026-09-30.")
	textPurchase = fault.T("challenge-procurement",
		"本单位使用财政资金采购研发服务属于政府采购，请按《政府采购法》办理，不能用揭榜挂帅代替。",
		"Buying research for the office itself with budget money is government procurement (政府采购法), not a challenge.")
	textPurpose = fault.T("challenge-purpose", "责任单位发榜须说明用途：项目立项资助。",
		"A department states the purpose: a grant for a project.")
	textNoneNamed = fault.T("challenge-named", "定向张榜须写明邀请的单位（1 至 20 家）。",
		"A directed challenge names its teams (1 to 20).")
	textModeWhy  = fault.T("challenge-mode-reason", "定向张榜须写明理由。", "A directed challenge needs a reason.")
	textTogether = fault.T("challenge-collective", "使用财政资金定向张榜，须填写集体研究的记录（会议名称、日期、文号）。",
		"A directed challenge with public money needs the record of the meeting that agreed (name, date, number).")
	textDirect = fault.T("challenge-direct", "有财政资金的榜单不能直接选择揭榜方，请改用洽谈式。",
		"With public money a team cannot be chosen directly: choose talks.")
	textRatio = fault.T("challenge-ratio", "自筹资金低于财政资金（原则上不低于 1:1），请写明理由。",
		"Own money is less than public money (1:1 as a rule): give the reason.")
	textBudget = fault.T("challenge-budget", "有财政资金的榜单须选择包干制或预算制。",
		"With public money choose lump sum or budget by lines.")
	textExclude = fault.T("challenge-excluded", "包干制须列出负面清单，至少一条。", "A lump sum needs its list of excluded costs.")
	textNoDoor  = fault.T("challenge-no-threshold", "已选“不设门槛”，不能再列揭榜条件，请删去条件或取消该选项。",
		"“No threshold” is chosen, so there can be no conditions: remove them or the choice.")
	textFair = fault.T("challenge-fair", "使用财政资金又限定地域、所有制或规模，须先做公平竞争审查并填写审查文号。",
		"Public money with a condition of place, ownership or size needs the fair competition review; give its number.")
	textSum = fault.T("challenge-sum", "付款节点合计 %s 元，与榜单金额 %s 元不等，请核对。",
		"The payments add up to %s yuan, the challenge to %s yuan; please check.")
	textPart = fault.T("challenge-sum-public", "付款节点中财政资金合计 %s 元，与财政资金 %s 元不等，请核对。",
		"The payments of public money add up to %s yuan, not to %s yuan; please check.")
	textFinish = fault.T("challenge-finish", "完成时限须晚于揭榜截止日。", "The work ends after the deadline of the bids.")
	textOrder  = fault.T("challenge-stage-order", "里程碑须按日期先后排列，且不晚于完成时限。",
		"Milestones stand in the order of their days, none after the end of the work.")
	textRace = fault.T("challenge-racing", "赛马须 2 至 5 家同时起步；不赛马请留空。",
		"A race starts with 2 to 5 teams; leave empty for none.")
	textLeast = fault.T("challenge-least", "最少揭榜数须在 1 到 20 之间。", "The least number of bids is 1 to 20.")
)

// checker collects the broken rules of terms.
type checker struct{ fault.Fields }

func (c *checker) text(at string, noun vocab.Term, s string, least, most int) {
	if n := utf8.RuneCountInString(s); n < least || n > most {
		c.Note(at, textLong, noun, least, most)
	}
}

func (c *checker) code(at string, noun vocab.Term, l vocab.List, code string, needed bool) {
	if code == "" && !needed || l.Has(code) {
		return
	}
	c.Note(at, textChoose, noun)
}

func (c *checker) fen(at string, fen int64) {
	if fen < 0 || fen > MaxFen {
		c.Note(at, textFen)
	}
}

func (c *checker) date(at string, d workday.Date) {
	if d != "" && !d.Valid() {
		c.Note(at, textDate)
	}
}

// CheckDraft checks what even a draft must hold: a title, and nothing that can never become right.
func (t *Terms) CheckDraft() error {
	var c checker
	c.text("/title", vocab.Noun("名称", "Title"), t.Title, 1, MaxTitle)
	for _, x := range []struct {
		at, zh, en, s string
	}{{"/why", "意义", "Reason", t.Why}, {"/text", "攻关内容", "Problem", t.Text},
		{"/difficulties", "技术难点", "Difficulties", t.Difficulties},
		{"/ip", "知识产权归属", "Ownership", t.IP}, {"/use", "应用承诺", "Use", t.Use},
		{"/modeReason", "定向理由", "Reason", t.ModeReason},
		{"/collective", "集体研究记录", "Record", t.Collective}, {"/ratioNote", "理由", "Reason", t.RatioNote},
		{"/fairPaper", "审查文号", "Number", t.FairPaper}, {"/secrecy", "保密要求", "Secrecy", t.Secrecy},
		{"/contact/name", "联系人", "Contact", t.Contact.Name}, {"/contact/phone", "联系电话", "Telephone", t.Contact.Phone}} {
		most := MaxText
		if x.at != "/why" && x.at != "/text" && x.at != "/difficulties" {
			most = MaxLine
		}
		c.text(x.at, vocab.Noun(x.zh, x.en), x.s, 0, most)
	}
	c.code("/kind", vocab.Noun("榜单类别", "kind"), Kinds, t.Kind, false)
	c.code("/problem", vocab.Noun("问题类型", "kind of problem"), Problems, t.Problem, false)
	c.code("/mode", vocab.Noun("张榜方式", "mode"), Modes, string(t.Mode), true)
	c.code("/choosing", vocab.Noun("选择方式", "way of choosing"), Choosings, string(t.Choosing), true)
	c.code("/purpose", vocab.Noun("用途", "purpose"), Purposes, t.Purpose, false)
	c.code("/budget", vocab.Noun("经费管理方式", "budget"), Budgets, t.Budget, false)
	if _, ok := industry.ByCode(t.Industry); t.Industry != "" && !ok {
		c.Note("/industry", textChoose, vocab.Noun("所属产业", "industry"))
	}
	if t.Purpose == "purchase" {
		c.Note("/purpose", textPurchase)
	}
	c.fen("/ownFen", t.OwnFen)
	c.fen("/publicFen", t.PublicFen)
	c.date("/deadline", t.Deadline)
	c.date("/finish", t.Finish)
	if t.Racing != 0 && (t.Racing < 2 || t.Racing > 5) {
		c.Note("/racing", textRace)
	}
	if t.Least < 1 || t.Least > 20 {
		c.Note("/least", textLeast)
	}
	c.lists(t)
	c.review(t.Review)
	return c.Fault(textFit)
}

func (c *checker) lists(t *Terms) {
	for _, x := range []struct {
		at, zh, en string
		n          int
	}{{"/indicators", "考核指标", "Indicators", len(t.Indicators)}, {"/stages", "里程碑", "Milestones", len(t.Stages)},
		{"/conditions", "揭榜条件", "Conditions", len(t.Conditions)},
		{"/excluded", "负面清单", "Excluded costs", len(t.Excluded)}, {"/named", "邀请单位", "Named teams", len(t.Named)}} {
		if x.n > MaxLines {
			c.Note(x.at, textMany, vocab.Noun(x.zh, x.en), MaxLines)
		}
	}
	for i, x := range t.Indicators {
		at := fmt.Sprintf("/indicators/%d", i)
		c.text(at+"/metric", vocab.Noun("指标名称", "Metric"), x.Metric, 0, MaxLine)
		c.code(at+"/op", vocab.Noun("比较符", "operator"), Operators, x.Op, true)
		c.text(at+"/value", vocab.Noun("目标值", "Value"), x.Value, 0, MaxLine)
		c.text(at+"/method", vocab.Noun("测试方法", "Test method"), x.Method, 0, MaxLine)
	}
	for i, x := range t.Stages {
		at := fmt.Sprintf("/stages/%d", i)
		c.text(at+"/title", vocab.Noun("里程碑", "Milestone"), x.Title, 0, MaxLine)
		c.date(at+"/due", x.Due)
	}
	contract.CheckPayments(&c.Fields, "/payments", t.Payments, len(t.Stages))
	for _, x := range []struct {
		at   string
		list []string
	}{{"/conditions", t.Conditions}, {"/excluded", t.Excluded}} {
		for i, s := range x.list {
			c.text(fmt.Sprintf("%s/%d", x.at, i), vocab.Noun("本条", "The line"), s, 1, MaxLine)
		}
	}
}
