package form

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"kebang/internal/fault"
	"kebang/internal/intake/wording"
	"kebang/internal/listing"
	"kebang/internal/registry"
	"kebang/internal/sheet"
	"kebang/internal/workbook"
)

// readIPKind reads the kinds of rights of an achievement; an unknown kind stays words.
func readIPKind(r *Row, v string) error {
	var unknown []string
	for _, w := range wording.Words(v) {
		if kind, ok := choose(w, ipKinds, ipWords); ok {
			r.rights.kinds = append(r.rights.kinds, kind)
		} else {
			unknown = append(unknown, w)
		}
	}
	if len(unknown) > 0 {
		r.keep("ip", v, sayRightKind, wording.Clip(strings.Join(unknown, "、")))
	}
	return nil
}

// readIPNumber reads the numbers of rights, in the order of their kinds.
func readIPNumber(r *Row, v string) error {
	if r.cell.note.Kind == sheet.LongNumber || scientific.MatchString(v) {
		r.lose(sayRightNumber)
		return nil
	}
	r.rights.numbers, r.rights.words = rightNumbers(v), v
	return nil
}

// rights are the cells of an achievement that together state its rights, before they are joined.
type rights struct {
	kinds, numbers []string
	words          string // words of the cell of numbers
}

// noRight is the number of a right without one, between others that have one.
const noRight = "—"

var rightNumber = regexp.MustCompile(`[0-9]{4}`)

// rightNumbers cuts a cell into numbers; a cell with any other text is one number as a whole.
func rightNumbers(v string) []string {
	parts := strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune("；;、，,\n", r) })
	for i, p := range parts {
		if parts[i] = strings.TrimSpace(p); parts[i] != noRight && !rightNumber.MatchString(p) {
			return []string{v}
		}
	}
	return parts
}

// settleRights pairs kinds and numbers by their places. Several kinds with more numbers have no clear pairs, so all
// numbers stay one text. A right without a kind is an invention until a person changes it.
func settleRights(r *Row) {
	kinds, numbers := r.rights.kinds, r.rights.numbers
	if len(kinds) > 1 && len(numbers) > len(kinds) {
		numbers = []string{r.rights.words}
	}
	for i := range max(len(kinds), len(numbers)) {
		ip := listing.IP{Kind: "invention"}
		switch {
		case i < len(kinds):
			ip.Kind = kinds[i]
		case len(kinds) == 1:
			ip.Kind = kinds[0]
		}
		if i < len(numbers) && numbers[i] != noRight {
			ip.Number = numbers[i]
		}
		if !slices.Contains(r.Achievement.IP, ip) {
			r.Achievement.IP = append(r.Achievement.IP, ip)
		}
	}
}

// readNumber reads the 登记编号 of a contract. A number cut by Excel gives a warning and is never taken.
func readNumber(r *Row, v string) error {
	// removes a text mark that was typed with it
	v = strings.TrimLeft(strings.Join(strings.Fields(width.Fold.String(v)), ""), "'`‘’")
	switch {
	case r.cell.note.Kind == sheet.LongNumber || scientific.MatchString(v):
		return Invalid(sayRegistrationCut)
	case !registry.ValidNumber(v):
		return Invalid(sayRegistrationDigits)
	}
	r.Elsewhere.Number = v
	return nil
}

// readRelated reads whether the parties of a contract are related; what says neither is told and left open.
func readRelated(r *Row, v string) error {
	yes, ok := readYesNo(v)
	if !ok {
		r.lose(sayCellYesNo, wording.Clip(v))
		return nil
	}
	r.Contract.Related = yes
	return nil
}

// showAmount writes a budget or price back as it can be read again: the source's words, a range, or a number of 万元.
func showAmount(r *Row, field string, low, high *int64) any {
	if w := r.Common().Words[field]; w != "" {
		return w
	}
	if low != nil && high != nil {
		return workbook.Wan(low).(string) + "-" + workbook.Wan(high).(string)
	}
	return workbook.Wan(low)
}

// orWords is the source's words for a field where there are some, else its value.
func orWords(r *Row, field string, v any) any {
	if w := r.Common().Words[field]; w != "" {
		return w
	}
	return v
}

// What is told, stored with the import.
var (
	sayRightKind = fault.Kept("right-kind",
		"知识产权类别“%s”不在选项中，原文保留。",
		"The kind of right “%s” is not in the list; the words are kept.")
	sayRightNumber = fault.Kept("right-number",
		"这一格是数字，Excel 只保留 15 位，编号已不完整，没有读入；请把这一列设为文本后重新填写。",
		"The cell is a number, of which Excel keeps 15 digits; it was not read. Set the column to text and type it "+
			"again.")
	sayRegistrationCut = fault.Kept("registration-cut",
		"登记编号是数字格，Excel 只保留 15 位，末位已不可信；请把这一列设为文本，按登记证明重新填写。",
		"The registration number is a number cell, of which Excel keeps 15 digits. Set the column to text and type "+
			"it from the certificate.")
	sayRegistrationDigits = fault.Kept("registration-digits",
		"登记编号应为 16 位数字，请核对登记证明。",
		"A registration number has 16 digits; see the certificate.")
	sayCellYesNo = fault.Kept("cell-yes-no",
		"“%s”不是“是”或“否”，没有读入，请填写两者之一。",
		"“%s” is neither 是 nor 否 and was not read; give one of the two.")
)
