package contract

import "kebang/internal/workday"

// Head is a reason for which registration may be refused.
type Head struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// RuleSet is one version of the rules of recognition: clocks, the large-contract threshold and the heads of refusal.
// Each registration keeps the id of the rule set it was accepted under.
type RuleSet struct {
	ID        string       `json:"id"`
	Name      string       `json:"name"`
	From      workday.Date `json:"from"`     // first acceptance date it is taken for by default
	Days      int          `json:"days"`     // clock from acceptance
	Workdays  bool         `json:"workdays"` // counted in working days, else in calendar days
	LargeFen  int64        `json:"largeFen"` // 技术交易额 from which a contract is large; 0 when the rule knows none
	LargeDays int          `json:"largeDays"`
	Restart   bool         `json:"restart"` // completed papers start the clock anew; else it goes on where it stopped
	Heads     []Head       `json:"heads"`
	Note      string       `json:"note"` // what is not confirmed about it
}

// RuleSets holds every version, oldest first. RULE-2000: 国科发政字〔2000〕63号 (30日) with the nine heads of the 火炬中心
// of 2021-01-13. RULE-2026: issued by 工业和信息化部 on 2026-01-23, which repealed the former; its clocks here are those
// of the draft of 2024-12-18 (arts. 14) and its heads those of art. 39 of the rule text seen.
var RuleSets = []RuleSet{
	{ID: "RULE-2000", Name: "2000年认定登记办法（国科发政字〔2000〕63号）", Days: 30,
		Heads: []Head{
			{"invalid", "合同无效或未生效"}, {"notTechnology", "非技术合同"}, {"unclear", "主体、标的、价款（报酬、使用费）约定不明确"},
			{"approval", "应当审批而未审批"}, {"misnamed", "合同名称与权利义务不一致且未补正"}, {"monopoly", "含非法垄断技术、妨碍技术进步的条款"},
			{"proof", "不出具证明文件或证明文件不符"}, {"seal", "印章不齐或与书写名称不一致"}, {"other", "其他不符合规定的情形"},
		}},
	{ID: "RULE-2026", Name: "2026年技术合同认定登记管理办法", From: "2026-01-23", Days: 15, Workdays: true,
		LargeFen: 500_0000_00, LargeDays: 30, Restart: true,
		Heads: []Head{
			{"subject", "合同主体不明确"}, {"object", "合同标的不明确"}, {"price", "合同价款、报酬、使用费约定不明确"},
			{"monopoly", "含垄断技术或侵害他人技术成果的条款"}, {"proof", "不出具证明材料或证明材料不符"},
			{"seal", "单位名称与印章不一致"}, {"other", "其他不符合规定的情形"},
		},
		Note: "时限与大额标准取自2024年12月征求意见稿，正式文本的施行日期和时限请登记机构核对。"},
}

// Rules gives a rule set by its id.
func Rules(id string) (RuleSet, bool) {
	for _, r := range RuleSets {
		if r.ID == id {
			return r, true
		}
	}
	return RuleSet{}, false
}

// RulesOn is the rule set taken by default for an acceptance on a day.
func RulesOn(d workday.Date) RuleSet {
	best := RuleSets[0]
	for _, r := range RuleSets {
		if r.From <= d {
			best = r
		}
	}
	return best
}

func (r RuleSet) head(code string) (Head, bool) {
	for _, h := range r.Heads {
		if h.Code == code {
			return h, true
		}
	}
	return Head{}, false
}

// limit is the number of days of the clock for a technology amount.
func (r RuleSet) limit(techFen int64) int {
	if r.LargeFen > 0 && techFen >= r.LargeFen {
		return r.LargeDays
	}
	return r.Days
}

// Span is one run of the clock: from the day of acceptance to the day it was stopped by 补正 or decided.
type Span struct {
	From workday.Date `json:"from"`
	To   workday.Date `json:"to,omitempty"` // empty while it runs
}

// Due is the last day of the clock by a calendar of workdays, empty while it does not run. The day of acceptance is not
// counted.
func (r RuleSet) Due(days *workday.Calendar, spans []Span, techFen int64) workday.Date {
	if len(spans) == 0 || spans[len(spans)-1].To != "" {
		return ""
	}
	left := r.limit(techFen)
	if !r.Restart {
		for _, s := range spans[:len(spans)-1] {
			left -= r.count(days, s.From, s.To)
		}
	}
	from := spans[len(spans)-1].From
	if r.Workdays {
		return days.AddWorkdays(from, max(left, 0))
	}
	return from.AddDays(max(left, 0))
}

// count is the number of counted days after from up to and with to.
func (r RuleSet) count(days *workday.Calendar, from, to workday.Date) int {
	n := 0
	for d := from.AddDays(1); d <= to; d = d.AddDays(1) {
		if !r.Workdays || days.Workday(d) {
			n++
		}
	}
	return n
}
