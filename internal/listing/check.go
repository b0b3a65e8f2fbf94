package listing

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/quantity"
	"kebang/internal/region"
)

// Limits of a content, in characters (not bytes) and counts.
const (
	MaxTitle    = 200
	MaxText     = 20_000
	MaxLine     = 500
	MaxKeywords = 20
	MaxMust     = 5 // at most five measurable must-haves
	MaxLines    = 30
)

// CheckDraft checks the rules for a draft: a title, a text, and no value that can never become right (lengths, negative
// money, unknown codes). The error is one fault.Invalid with a pointer per broken rule.
func CheckDraft[C Content](c *C) error {
	var f fault.Fields
	common := CommonOf(c)
	checkCommon(&f, common)
	switch v := any(c).(type) {
	case *DemandContent:
		checkDemand(&f, v)
	case *AchievementContent:
		checkAchievement(&f, v)
	}
	return f.Fault(fault.T("content-invalid",
		"有内容需要修改，请按各栏提示更正后再保存。",
		"Something must be corrected before it can be saved; see the fields."))
}

// CheckSubmit checks the further needs of a step: an industry and, for a demand, measurable must-haves.
func CheckSubmit[C Content](c *C) error {
	if err := CheckDraft(c); err != nil {
		return err
	}
	var f fault.Fields
	common := CommonOf(c)
	if common.Industry == "" {
		f.Note("/industry", fault.T("choose-industry", "请选择所属行业。", "Please choose the industry."))
	}
	if utf8.RuneCountInString(strings.TrimSpace(common.Text)) < 10 {
		f.Note("/text", fault.T("write-at-least-10-characters",
			"请把内容写完整，至少 10 个字，说明对象和要解决的问题。",
			"Please write at least 10 characters: the object and the problem."))
	}
	return f.Fault(fault.T("content-incomplete",
		"提交前还缺少内容，请按各栏提示补齐。",
		"Something is missing before it can be submitted; see the fields."))
}

func checkCommon(f *fault.Fields, c *Common) {
	text(f, "/title", "名称", c.Title, 1, MaxTitle)
	text(f, "/text", "内容", c.Text, 1, MaxText)
	text(f, "/detail", "详细资料", c.Detail, 0, MaxText)
	for p, s := range map[string]string{"/township": c.Township, "/park": c.Park, "/regionWords": c.RegionWords,
		"/modeWords": c.ModeWords,
		"/orgWords":  c.OrgWords, "/contact/name": c.Contact.Name, "/contact/phone": c.Contact.Phone,
		"/contact/email":  c.Contact.Email,
		"/contact/office": c.Contact.Office, "/contact/wechat": c.Contact.WeChat,
		"/contact/bestTime": c.Contact.BestTime} {
		text(f, p, "本栏", s, 0, MaxLine)
	}
	if len(c.Keywords) > MaxKeywords {
		f.Note("/keywords", fault.T("at-most-keywords", "关键词最多 %d 个。", "At most %d keywords."), MaxKeywords)
	}
	for i, k := range c.Keywords {
		text(f, fmt.Sprintf("/keywords/%d", i), "关键词", k, 1, 50)
	}
	for i, code := range append([]string{c.Industry}, c.MoreIndustries...) {
		if _, ok := industry.ByCode(code); code != "" && !ok {
			f.Note(map[bool]string{true: "/industry", false: "/moreIndustries"}[i == 0],
				fault.T("listing-there-no-industry-choose-from",
					"没有行业代码“%s”，请从列表中选择。",
					"There is no industry “%s”; please choose from the list."), code)
		}
	}
	if len(c.MoreIndustries) > 3 {
		f.Note("/moreIndustries", fault.T("at-most-3-further-industries",
			"次要行业最多 3 个。",
			"At most 3 further industries."))
	}
	if _, ok := region.ByCode(c.Region); c.Region != "" && !ok {
		f.Note("/region", fault.T("listing-there-no-region-choose-from",
			"没有地区代码“%s”，请从列表中选择。",
			"There is no region “%s”; please choose from the list."), c.Region)
	}
	for i, m := range c.Modes {
		if !Modes.Has(string(m)) {
			f.Note(fmt.Sprintf("/modes/%d", i), fault.T("there-no-such-way-cooperate",
				"没有这种合作方式，请从列表中选择。",
				"There is no such way to cooperate; please choose from the list."))
		}
	}
	if c.Year != 0 && (c.Year < 1949 || c.Year > 2100) {
		f.Note("/year", fault.T("year-lies-between-1949-2100",
			"年份应在 1949 到 2100 之间。",
			"The year lies between 1949 and 2100."))
	}
	fen(f, "/floorFen", c.FloorFen)
	checkWords(f, c.Words)
}

// checkWords limits the source's words to existing fields, one line each.
func checkWords(f *fault.Fields, words map[string]string) {
	for field, s := range words {
		if _, ok := DefaultLevels[field]; !ok {
			f.Note("/words", fault.T("there-no-field-words-source",
				"没有“%s”这一栏，原文用语请写在已有的栏目下。",
				"There is no field “%s”; words of the source belong to a field there is."), shorten(field))
			continue
		}
		text(f, "/words/"+field, "原文用语", s, 1, MaxLine)
	}
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 30 {
		return string(r[:30]) + "…"
	}
	return s
}

func checkDemand(f *fault.Fields, c *DemandContent) {
	if c.Type != "" && !DemandTypes.Has(string(c.Type)) {
		f.Note("/type", fault.T("type-technology-equipment-talent-or",
			"需求类型应为技术、装备、人才或管理模式。",
			"The type is technology, equipment, talent or management model."))
	}
	text(f, "/present", "现状", c.Present, 0, MaxText)
	amounts(f, "/budgetFen", "/budgetHighFen", c.BudgetFen, c.BudgetHighFen)
	if c.Deadline != "" && !c.Deadline.Valid() {
		f.Note("/deadline", fault.T("there-no-such-day-write",
			"没有这一天，请按 2026-03-01 的样子填写。",
			"There is no such day; write it like 2026-03-01."))
	}
	trl(f, "/minTrl", c.MinTRL)
	must := 0
	if len(c.Requirements) > MaxLines {
		f.Note("/requirements", fault.T("at-most-lines", "指标最多 %d 条。", "At most %d lines."), MaxLines)
	}
	for i, r := range c.Requirements {
		p := fmt.Sprintf("/requirements/%d", i)
		if r.Must {
			must++
		}
		text(f, p+"/metric", "指标名称", r.Metric, 1, 100)
		text(f, p+"/text", "指标说明", r.Text, 0, MaxLine)
		measure(f, p, r.Op, r.Value, r.High, r.Unit, r.Text == "")
	}
	if must > MaxMust {
		f.Note("/requirements", fault.T("at-most-musts-make-others",
			"必备指标最多 %d 条，其余请改为期望指标。",
			"At most %d musts; please make the others wishes."), MaxMust)
	}
}

func checkAchievement(f *fault.Fields, c *AchievementContent) {
	amounts(f, "/priceFen", "/priceHighFen", c.PriceFen, c.PriceHighFen)
	trl(f, "/trl", c.TRL)
	text(f, "/evidence", "佐证", c.Evidence, 0, MaxText)
	if len(c.Indicators) > MaxLines {
		f.Note("/indicators", fault.T("at-most-indicators", "技术指标最多 %d 条。", "At most %d indicators."), MaxLines)
	}
	for i, r := range c.Indicators {
		p := fmt.Sprintf("/indicators/%d", i)
		text(f, p+"/metric", "指标名称", r.Metric, 1, 100)
		text(f, p+"/evidence", "依据", r.Evidence, 0, MaxLine)
		measure(f, p, r.Op, r.Value, r.High, r.Unit, true)
	}
	for i, r := range c.IP {
		if !IPKinds.Has(r.Kind) {
			f.Note(fmt.Sprintf("/ip/%d/kind", i), fault.T("choose-kind-right-from-list",
				"知识产权类别请从列表中选择。",
				"Please choose the kind of right from the list."))
		}
	}
}

func text(f *fault.Fields, pointer, name, s string, least, most int) {
	n := utf8.RuneCountInString(strings.TrimSpace(s))
	switch {
	case !utf8.ValidString(s) || strings.ContainsRune(s, 0):
		f.Note(pointer, fault.T("holds-characters-cannot-read-type",
			"%s含有无法识别的字符，请重新输入。",
			"%s holds characters that cannot be read; please type it again."), name)
	case n < least:
		f.Note(pointer, fault.T("fill", "请填写%s。", "Please fill in: %s."), name)
	case utf8.RuneCountInString(s) > most:
		f.Note(pointer, fault.T("listing-at-most-characters-now-shorten",
			"%s最多 %d 字，现有 %d 字，请删减。",
			"%s: at most %d characters, now %d; please shorten."), name, most, utf8.RuneCountInString(s))
	}
}

// MaxFen is one trillion yuan; a larger amount has a wrong unit.
const MaxFen = 100_000_000_000_000

func fen(f *fault.Fields, pointer string, v *int64) {
	switch {
	case v == nil:
	case *v < 0:
		f.Note(pointer, fault.T("amount-cannot-negative", "金额不能为负数。", "An amount cannot be negative."))
	case *v > MaxFen:
		f.Note(pointer, fault.T("amount-too-large-check-unit",
			"金额过大，请检查单位（万元）。",
			"The amount is too large; check the unit (10,000 yuan)."))
	}
}

// amounts checks one amount or a range from low to high.
func amounts(f *fault.Fields, at, highAt string, low, high *int64) {
	fen(f, at, low)
	fen(f, highAt, high)
	switch {
	case high == nil:
	case low == nil:
		f.Note(at, fault.T("where-highest-amount-stands-give",
			"填写了最高金额的，请同时填写最低金额；没有下限的填 0。",
			"Where a highest amount stands, give the lowest too; 0 where there is none."))
	case *low > *high:
		f.Note(highAt, fault.T("highest-amount-below-lowest-check",
			"最高金额不能低于最低金额，请核对两个数。",
			"The highest amount is below the lowest; check both."))
	}
}

func trl(f *fault.Fields, pointer string, n int) {
	if n < 0 || n > 9 {
		f.Note(pointer, fault.T("maturity-trl-1-9", "技术成熟度应为 1 到 9 级。", "Maturity (TRL) is 1 to 9."))
	}
}

func measure(f *fault.Fields, p, op, value, high, unit string, needed bool) {
	if op == "" && value == "" && !needed {
		return
	}
	if _, err := quantity.ParseValue(op, value, high, unit); err != nil {
		f.Note(p+"/value", fault.T("give-value-can-compared-comparison",
			"请填写可比较的数值（比较符、数字、单位）；区间请填上下限。",
			"Please give a value that can be compared (comparison, number, unit); both ends for a range."))
	}
}
