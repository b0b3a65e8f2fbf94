package registry

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"

	"kebang/internal/fault"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Ground is a fault of a contract, independent of a rule set. Each rule set says which of its heads covers a ground, so
// that the points of the pre-check need not know it.
type Ground string

// The grounds: the nine of 火炬中心 2021-01-13 and the six of the rule text of 2026 (art. 39), taken apart.
const (
	GroundInvalid       Ground = "invalid"
	GroundNotTechnology Ground = "notTechnology"
	GroundSubject       Ground = "subject"
	GroundObject        Ground = "object"
	GroundPrice         Ground = "price"
	GroundApproval      Ground = "approval"
	GroundMisnamed      Ground = "misnamed"
	GroundMonopoly      Ground = "monopoly"
	GroundInfringes     Ground = "infringes"
	GroundProof         Ground = "proof"
	GroundSeal          Ground = "seal"
	GroundOther         Ground = "other"
)

// Grounds are all grounds in words.
var Grounds = vocab.List{
	{Code: string(GroundInvalid), Zh: "合同无效或未生效", En: "Void or not in force"},
	{Code: string(GroundNotTechnology), Zh: "不属于技术合同", En: "No technology contract"},
	{Code: string(GroundSubject), Zh: "主体不明确", En: "Parties unclear"},
	{Code: string(GroundObject), Zh: "标的不明确", En: "Subject unclear"},
	{Code: string(GroundPrice), Zh: "价款、报酬、使用费不明确", En: "Price unclear"},
	{Code: string(GroundApproval), Zh: "应当审批而未审批", En: "Approval missing"},
	{Code: string(GroundMisnamed), Zh: "合同名称与权利义务不一致", En: "Title and duties differ"},
	{Code: string(GroundMonopoly), Zh: "非法垄断技术、妨碍技术进步", En: "Monopolises technology"},
	{Code: string(GroundInfringes), Zh: "侵害他人技术成果", En: "Infringes the results of others"},
	{Code: string(GroundProof), Zh: "证明材料未出具或不符", En: "Proof missing or wrong"},
	{Code: string(GroundSeal), Zh: "印章不齐或与名称不一致", En: "Seals missing or differ"},
	{Code: string(GroundOther), Zh: "其他情形", En: "Other"},
}

// Head is a reason for refusing registration, with its grounds.
type Head struct {
	Code    string   `json:"code"`
	Text    string   `json:"text"`
	English string   `json:"english"`
	Grounds []Ground `json:"grounds" nullable:"false"`
}

// words name a ground under the head, or the head alone when both say the same.
func (h Head) words(g Ground) fault.Said {
	head := vocab.Term{Code: h.Code, Zh: h.Text, En: h.English}
	if len(h.Grounds) == 1 || g == "" || g == GroundOther {
		return fault.T("head", "%s", "%s").With(head)
	}
	ground, _ := Grounds.Find(string(g))
	return fault.T("head-ground", "%s（%s）", "%s (%s)").With(head, ground)
}

// HeadText is the head of a refusal with its ground in words; empty without a refusal.
func (r *Registration) HeadText() fault.Said {
	set, _ := Rules(r.Rules)
	for _, h := range set.Heads {
		if h.Code == r.Head {
			return h.words(r.Ground)
		}
	}
	return fault.Said{}
}

// RuleSet is one version of the rules of recognition: clocks, the large-contract threshold and the heads of refusal.
// Each registration keeps the id of the rule set of its acceptance.
type RuleSet struct {
	ID       string       `json:"id"`
	Name     string       `json:"name"`
	English  string       `json:"english"`
	From     workday.Date `json:"from"`     // first acceptance date for which it is the default
	Days     int          `json:"days"`     // clock from acceptance
	Workdays bool         `json:"workdays"` // counted in working days, else in calendar days
	// 技术交易额 in fen from which a contract is large; 0 for a rule without the term
	LargeFen  int64  `json:"largeFen"`
	LargeDays int    `json:"largeDays"`
	Restart   bool   `json:"restart"` // completed papers restart the clock; else it continues
	Heads     []Head `json:"heads" nullable:"false"`
	Note      string `json:"note"` // the unconfirmed part
	NoteEn    string `json:"noteEnglish"`
}

// Named are the name of the rule set and its note in a language.
func (r RuleSet) Named(l vocab.Lang) (name, note string) {
	return vocab.Noun(r.Name, r.English).In(l), vocab.Noun(r.Note, r.NoteEn).In(l)
}

//go:embed rulesets.json
var ruleSetsJSON []byte

// RuleSets holds every version, oldest first. RULE-2000 is 国科发政字〔2000〕63号 (30日) with the nine heads of the 火炬中心 of
// 2021-01-13. RULE-2026 was issued by 工业和信息化部 on 2026-01-23 and repealed the former. Its clocks here are those of the
// draft of 2024-12-18 (art. 14). Its heads are those of art. 39 of the rule text seen.
var RuleSets = mustRead(ruleSetsJSON)

func mustRead(b []byte) []RuleSet {
	var out []RuleSet
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&out); err != nil {
		panic(fmt.Sprintf("rulesets.json: %v", err)) // part of the program; TestRuleSets reads it first
	}
	return out
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

// RulesOn is the default rule set for an acceptance on a day.
func RulesOn(d workday.Date) RuleSet {
	best := RuleSets[0]
	for _, r := range RuleSets {
		if r.From <= d {
			best = r
		}
	}
	return best
}

// head finds a head by its code, or by one of its grounds. The ground is empty for a bare code of a head with several
// grounds.
func (r RuleSet) head(code string) (h Head, g Ground, ok bool) {
	for _, h := range r.Heads {
		if slices.Contains(h.Grounds, Ground(code)) {
			return h, Ground(code), true
		}
	}
	for _, h := range r.Heads {
		if h.Code == code {
			return h, "", true
		}
	}
	return Head{}, "", false
}

// limit is the number of days of the clock for a technology amount.
func (r RuleSet) limit(techFen int64) int {
	if r.LargeFen > 0 && techFen >= r.LargeFen {
		return r.LargeDays
	}
	return r.Days
}

// Span is one run of the clock: from the day of acceptance to the day when 补正 stopped it or it was decided.
type Span struct {
	From workday.Date `json:"from"`
	To   workday.Date `json:"to,omitempty"` // empty while it runs
}

// Due is the last day of the clock by a calendar of workdays, empty while it does not run. The day of acceptance does
// not count.
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

// count is the number of counted days after from, up to and including to.
func (r RuleSet) count(days *workday.Calendar, from, to workday.Date) int {
	n := 0
	for d := from.AddDays(1); d <= to; d = d.AddDays(1) {
		if !r.Workdays || days.Workday(d) {
			n++
		}
	}
	return n
}
