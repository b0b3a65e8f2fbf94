package challenge

import (
	"fmt"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/money"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

var (
	textPast   = fault.T("challenge-deadline-past", "揭榜截止日须晚于今天。", "The deadline lies after today.")
	textMethod = fault.T("challenge-method", "请写明测试方法，验收时按它核对。", "Say how it is tested: the acceptance follows it.")
	textNone   = fault.T("challenge-no-indicator", "请至少写一条考核指标。", "Write at least one indicator.")
	textMoney  = fault.T("challenge-no-money", "请填写榜单金额。", "Give the amount of the challenge.")
)

// CheckSubmit checks what vetting and opening need on top of a draft. Department is whether the asker is a department
// (责任单位). Today is the civil day in China.
func (t *Terms) CheckSubmit(department bool, today workday.Date) error {
	if err := t.CheckDraft(); err != nil {
		return err
	}
	var c checker
	c.code("/kind", vocab.Noun("榜单类别", "kind"), Kinds, t.Kind, true)
	c.code("/problem", vocab.Noun("问题类型", "kind of problem"), Problems, t.Problem, true)
	if t.Industry == "" {
		c.Note("/industry", textChoose, vocab.Noun("所属产业", "industry"))
	}
	c.text("/why", vocab.Noun("意义", "Reason"), t.Why, 5, MaxText)
	c.text("/text", vocab.Noun("攻关内容", "Problem"), t.Text, 10, MaxText)
	c.text("/ip", vocab.Noun("知识产权归属", "Ownership"), t.IP, 2, MaxLine)
	c.text("/contact/name", vocab.Noun("联系人", "Contact"), t.Contact.Name, 1, MaxLine)
	c.text("/contact/phone", vocab.Noun("联系电话", "Telephone"), t.Contact.Phone, 5, MaxLine)
	if len(t.Indicators) == 0 {
		c.Note("/indicators", textNone)
	}
	for i, x := range t.Indicators {
		at := fmt.Sprintf("/indicators/%d", i)
		c.text(at+"/metric", vocab.Noun("指标名称", "Metric"), x.Metric, 1, MaxLine)
		c.text(at+"/value", vocab.Noun("目标值", "Value"), x.Value, 1, MaxLine)
		if x.Op == "range" {
			c.text(at+"/high", vocab.Noun("上限", "Upper end"), x.High, 1, MaxLine)
		}
		if x.Method == "" {
			c.Note(at+"/method", textMethod)
		}
	}
	for i, x := range t.Stages {
		c.text(fmt.Sprintf("/stages/%d/title", i), vocab.Noun("里程碑", "Milestone"), x.Title, 1, MaxLine)
	}
	if department && t.Purpose != "grant" {
		c.Note("/purpose", textPurpose)
	}
	c.modeRules(t)
	c.moneyRules(t)
	c.timeRules(t, today)
	return c.Fault(textFit)
}

func (c *checker) modeRules(t *Terms) {
	if t.Mode == Directed {
		if len(t.Named) == 0 || len(t.Named) > 20 {
			c.Note("/named", textNoneNamed)
		}
		if t.ModeReason == "" {
			c.Note("/modeReason", textModeWhy)
		}
		if t.Public() && t.Collective == "" {
			c.Note("/collective", textTogether)
		}
	}
	// H4: 不设门槛 leaves no condition standing (陕西 2024).
	if t.NoThreshold && (len(t.Conditions) > 0 || t.Restricts) {
		c.Note("/conditions", textNoDoor)
	}
	if t.Public() && t.Restricts && t.FairPaper == "" {
		c.Note("/fairPaper", textFair)
	}
	if t.Public() && t.Choosing == Direct {
		c.Note("/choosing", textDirect)
	}
}

func (c *checker) moneyRules(t *Terms) {
	if t.TotalFen() == 0 && t.Kind != "talent" {
		c.Note("/ownFen", textMoney)
	}
	if t.Public() {
		// 镇康: 自筹原则上不低于 1:1.
		if t.OwnFen < t.PublicFen && t.RatioNote == "" {
			c.Note("/ratioNote", textRatio)
		}
		switch {
		case t.Budget == "":
			c.Note("/budget", textBudget)
		case t.Budget == "lump" && len(t.Excluded) == 0:
			c.Note("/excluded", textExclude)
		}
	}
	if len(t.Payments) == 0 {
		return
	}
	all, public := contract.SumOf(t.Payments)
	// H10: Σ of the payments = 榜单金额.
	switch {
	case all != t.TotalFen():
		c.Note("/payments", textSum, money.FormatYuan(all), money.FormatYuan(t.TotalFen()))
	case public != t.PublicFen:
		c.Note("/payments", textPart, money.FormatYuan(public), money.FormatYuan(t.PublicFen))
	}
}

func (c *checker) timeRules(t *Terms, today workday.Date) {
	switch {
	case !t.Deadline.Valid():
		c.Note("/deadline", textDate)
	case t.Deadline <= today:
		c.Note("/deadline", textPast)
	}
	switch {
	case !t.Finish.Valid():
		c.Note("/finish", textDate)
	case t.Finish <= t.Deadline:
		c.Note("/finish", textFinish)
	}
	last := t.Deadline
	for i, s := range t.Stages {
		if !s.Due.Valid() || s.Due < last || s.Due > t.Finish {
			c.Note(fmt.Sprintf("/stages/%d/due", i), textOrder)
		}
		last = max(last, s.Due)
	}
}
