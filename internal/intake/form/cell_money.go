package form

import (
	"errors"
	"regexp"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/intake/wording"
	"kebang/internal/money"
	"kebang/internal/vocab"
)

// doubtfulTotal is the amount from which a warning asks to check the unit: one billion yuan.
const doubtfulTotal = 10 * money.Yi

// yuanSaid matches a cell that names the yuan itself, in a column of foreign money.
var yuanSaid = regexp.MustCompile(`(?i)人民币|人民幣|RMB|CNY|[¥￥]`)

// amountOf reads a cell of a money column. Question is set when its unit must be asked first; then there is no amount.
func (r *Row) amountOf(v string) (a money.Amount, question fault.Said, err error) {
	c := r.cell
	unit := c.money
	if unit.Fen == 0 && c.Ask.IsZero() && !c.wordsOnly {
		unit = money.InWan
	}
	try := unit
	if try.Fen == 0 {
		try = money.InWan
	}
	if a, err = money.Read(v, try); err != nil {
		return a, fault.Said{}, err
	}
	a.PerYear = a.PerYear || unit.PerYear && a.Unit.Fen == 0
	switch {
	case a.Unit.Fen != 0: // the cell's own words count first
		if c.foreign && !yuanSaid.MatchString(v) {
			return a, c.Ask, nil
		}
		if said := c.UnitFrom == UnitOfHeading ||
			c.UnitFrom == UnitOfLine; said && unit.Fen != 0 && a.Unit.Fen != unit.Fen && a.Stated() {
			r.Warn("", sayAmountOwnUnit, unitTerm(unit.Name), unitTerm(a.Unit.Name), amountText(a))
		}
		return a, fault.Said{}, nil
	case c.note.Unit != "":
		return r.formatted(a, v, unit)
	case c.wordsOnly:
		return a, sayAmountWordsOnly.With(), nil
	case unit.Fen == 0:
		return a, c.Ask, nil
	}
	return a, fault.Said{}, nil
}

// formatted reads a number with a unit in its cell format. The unit must agree with heading or line.
func (r *Row) formatted(a money.Amount, v string, unit money.Unit) (money.Amount, fault.Said, error) {
	c := r.cell
	format, ok := money.ParseUnit(c.note.Unit)
	where := vocab.Noun("表上方一行", "the line above the table")
	if c.UnitFrom == UnitOfHeading {
		where = vocab.Noun("表头", "the heading")
	}
	known := unit.Fen != 0 && c.UnitFrom != "" && c.UnitFrom != UnitOfCell
	switch {
	case !ok && money.Foreign(c.note.Unit) != "":
		return a, sayAmountFormatForeign.With(c.note.Unit), nil
	case !ok && unit.Fen != 0: // a format that says nothing of money
		return a, fault.Said{}, nil
	case !ok:
		return a, c.Ask, nil
	case c.UnitFrom == UnitAsked:
		return a, fault.Said{}, nil
	case known && format.Fen != unit.Fen:
		return a, sayAmountFormat.With(where, unitTerm(unit.Name), unitTerm(format.Name)), nil
	case known:
		return a, fault.Said{}, nil
	}
	b, err := money.Read(v, format)
	b.PerYear = b.PerYear || format.PerYear
	return b, fault.Said{}, err
}

// amountText is an amount in a warning: 50–100 万元.
func amountText(a money.Amount) fault.Said {
	switch {
	case a.Low == nil:
		return sayAmountNoneRead.With()
	case a.High == nil:
		return sayAmountWan.With(money.FormatWan(*a.Low))
	case *a.Low == 0:
		return sayAmountMost.With(money.FormatWan(*a.High))
	}
	return sayAmountBetween.With(money.FormatWan(*a.Low), money.FormatWan(*a.High))
}

// putAmount reads a budget or price. A text with no amount, or with more than an amount, is kept in words; nothing
// refuses the row. High is nil where the record has no room for a range.
func putAmount(field string, low, high func(r *Row) **int64) func(*Row, string) error {
	return func(r *Row, v string) error {
		a, question, err := r.amountOf(v)
		words := r.withUnit(v, a, !question.IsZero())
		ranged := a.High != nil && *a.High != *a.Low
		switch {
		case a.Foreign != "":
			r.keep(field, words, sayAmountForeignKept, wording.Clip(v))
		case err != nil && fault.KindOf(err) == fault.Invalid && code(err) != "money-not-a-number":
			r.keep(field, words, sayAmountNotRead, Say(err))
		case err != nil:
			r.keep(field, words, sayAmountNoNumber, wording.Clip(v))
		case !question.IsZero():
			r.keep(field, words, sayAmountAsked, question)
		case !a.Stated():
			r.keep(field, words, sayAmountLoose, wording.Clip(v))
		case ranged && high == nil:
			r.keep(field, words, sayAmountRange, wording.Clip(v))
		default:
			*low(r) = a.Low
			if ranged {
				*high(r) = a.High
			}
			r.tellAmount(field, v, a, ranged)
		}
		return nil
	}
}

// tellAmount warns of the source text of an amount, if it was more than a plain number.
func (r *Row) tellAmount(field, v string, a money.Amount, ranged bool) {
	most := a.Low
	if a.High != nil {
		most = a.High
	}
	switch {
	case a.PerYear:
		r.keep(field, yearly(r.withUnit(v, a, false)), sayAmountYearlyKept, amountText(a))
	case a.Rest != "":
		r.keep(field, r.withUnit(v, a, false), sayAmountRemarkKept, amountText(a))
	case ranged, !plainAmount.MatchString(wording.Fold(v)):
		r.Warn("", sayCellReadAs, wording.Clip(v), amountText(a))
	case *most >= doubtfulTotal:
		r.Warn("", sayAmountLarge, amountText(a))
	}
}

// plainAmount is an amount with a single reading: digits with or without a unit.
var plainAmount = regexp.MustCompile(`^¥?[0-9][0-9,]*(\.[0-9]+)?(亿元|亿|百万元|万元|万|千元|元)?$`)

// yearly adds to the kept words that they are those of one year, when only the heading says so.
func yearly(v string) string {
	if strings.Contains(v, "年") {
		return v
	}
	return "每年" + v
}

// withUnit are a cell's words with the unit that only its column names. They then mean the same elsewhere: beside the
// field, and in a download whose column is in 万元. Asked marks an unknown unit.
func (r *Row) withUnit(v string, a money.Amount, asked bool) string {
	if a.Unit.Fen != 0 || a.Foreign != "" || strings.ContainsAny(v, "元万亿萬億圆") ||
		!strings.ContainsAny(v, "0123456789０１２３４５６７８９一二三四五六七八九十") {
		return v
	}
	c := r.cell
	switch {
	case c.note.Unit != "" && money.Foreign(c.note.Unit) != "":
		return v + "（" + c.note.Unit + "）"
	case c.said != "" && (asked || c.foreign || c.wordsOnly):
		return v + "（" + c.said + "）"
	case asked:
		return v + "（单位不明）"
	case c.money.Fen != 0 && c.money.Fen != money.Wan:
		return v + "（" + c.money.Name + "）"
	}
	return v
}

// exactAmount reads an amount that a record must not guess: a contract's value and its parts. It is nil for a cell
// without one.
func (r *Row) exactAmount(v string) (*int64, error) {
	a, question, err := r.amountOf(v)
	switch {
	case a.Foreign != "":
		return nil, Invalid(sayAmountForeign, wording.Clip(v))
	case err != nil:
		return nil, err
	case !question.IsZero():
		return nil, Invalid(question.Text, question.Args...)
	case a.PerYear:
		return nil, Invalid(sayAmountYearly, wording.Clip(v))
	case !a.Stated() || a.High != nil && *a.High != *a.Low:
		return nil, Invalid(sayAmountInexact, wording.Clip(v))
	}
	if a.Rest != "" {
		r.Warn("", sayAmountRemark, amountText(a))
	}
	return a.Low, nil
}

func code(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Code
	}
	return ""
}

// looseAmount reads an optional amount; an inexact one is left out with a warning.
func looseAmount(to func(r *Row) **int64) func(*Row, string) error {
	return func(r *Row, v string) error {
		fen, err := r.exactAmount(v)
		if err != nil {
			r.lose(sayCellNotRead, Say(err))
			return nil
		}
		*to(r) = fen
		return nil
	}
}

// What is told, stored with the import.
var (
	sayAmountOwnUnit = fault.Kept("amount-own-unit",
		"这一列的单位是%s，这一格写的是%s；按这一格自己写的读作 %s。",
		"The column is in %s, the cell in %s; the cell’s own words count: %s.")
	sayAmountWordsOnly = fault.Kept("amount-words-only",
		"按您的选择只保留文字，没有读入金额。",
		"As you chose, the words are kept and no amount is read.")
	sayAmountFormatForeign = fault.Kept("amount-format-foreign",
		"这一格的数字格式是外币（%s），请换算成人民币后填写。",
		"The number format of the cell is foreign money (%s); give the amount in yuan.")
	sayAmountFormat = fault.Kept("amount-format",
		"%s的单位是%s，而这一格的数字格式是%s，两者不同；请在格中写明单位，如 120万元。",
		"%s: the unit is %s, the number format of the cell says %s. Write the unit into the cell.")
	sayAmountForeignKept = fault.Kept("amount-foreign-kept",
		"“%s”是外币，没有读入金额，原文保留。",
		"“%s” is foreign money; no amount was read, the words are kept.")
	sayAmountNotRead = fault.Kept("amount-not-read",
		"%s没有读入金额，原文保留。",
		"%s No amount was read; the words are kept.")
	sayAmountNoNumber = fault.Kept("amount-no-number",
		"“%s”不是一个数，没有读入金额，原文保留。",
		"“%s” is no number; no amount was read, the words are kept.")
	sayAmountAsked = fault.Kept("amount-asked",
		"%s在确定之前没有读入金额，原文保留。",
		"%s Until that is settled no amount is read; the words are kept.")
	sayAmountLoose = fault.Kept("amount-loose",
		"“%s”不是确定的数，没有读入金额，原文保留。",
		"“%s” is no exact number; no amount was read, the words are kept.")
	sayAmountRange = fault.Kept("amount-range",
		"“%s”是一个范围，这一栏只能填一个数，没有读入，原文保留。",
		"“%s” is a range and the field takes one number; it was not read, the words are kept.")
	sayAmountYearlyKept = fault.Kept("amount-yearly-kept",
		"这是每年的金额，读作 %s，原文保留。",
		"This is the amount of one year, read as %s; the words are kept.")
	sayAmountRemarkKept = fault.Kept("amount-remark-kept",
		"读作 %s，括号里的说明原文保留。",
		"Read as %s; the remark in brackets is kept as words.")
	sayAmountLarge = fault.Kept("amount-large",
		"读作 %s，超过 10 亿元，请核对单位。",
		"Read as %s, above a billion yuan; please check the unit.")
	sayAmountForeign = fault.Kept("amount-foreign",
		"“%s”是外币，请按合同约定换算成人民币后填写。",
		"“%s” is foreign money; give the yuan that the contract agrees.")
	sayAmountYearly = fault.Kept("amount-yearly",
		"“%s”是每年的金额，请填写合同期内的总额。",
		"“%s” is the amount of one year; give that of the whole contract.")
	sayAmountInexact = fault.Kept("amount-inexact",
		"“%s”不是一个确定的数，请填写合同写明的金额。",
		"“%s” is no exact number; give the amount that the contract states.")
	sayAmountRemark = fault.Kept("amount-remark",
		"读作 %s，括号里的说明没有读入。",
		"Read as %s; the remark in brackets was not read.")
	sayAmountNoneRead = fault.Kept("amount-none-read",
		"（无）",
		"(none)")
	sayAmountWan = fault.Kept("amount-wan",
		"%s 万元",
		"%s (10,000 yuan)")
	sayAmountMost = fault.Kept("amount-most",
		"不超过 %s 万元",
		"at most %s (10,000 yuan)")
	sayAmountBetween = fault.Kept("amount-between",
		"%s–%s 万元",
		"%s–%s (10,000 yuan)")
)
