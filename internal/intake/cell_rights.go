package intake

import (
	"slices"
	"strings"

	"golang.org/x/text/width"

	"kebang/internal/contract"
	"kebang/internal/listing"
	"kebang/internal/sheet"
)

// readIPKind reads the kinds of rights of an achievement; what is no kind stays words.
func readIPKind(r *Row, v, _ string) error {
	var unknown []string
	for _, w := range words(v) {
		kind, ok := choose(w, ipKinds, ipWords)
		has := func(ip listing.IP) bool { return ip.Kind == kind }
		switch {
		case !ok:
			unknown = append(unknown, w)
		case len(r.Achievement.IP) > 0 && r.Achievement.IP[0].Kind == "":
			r.Achievement.IP[0].Kind = kind
		case !slices.ContainsFunc(r.Achievement.IP, has):
			r.Achievement.IP = append(r.Achievement.IP, listing.IP{Kind: kind})
		}
	}
	if len(unknown) > 0 {
		r.keep("ip", v, "知识产权类别“%s”不在选项中，原文保留。", clip(strings.Join(unknown, "、")))
	}
	return nil
}

// readIPNumber reads a patent number; the right is an invention until the kind is said.
func readIPNumber(r *Row, v, _ string) error {
	if r.cell.note.Kind == sheet.LongNumber || scientific.MatchString(v) {
		r.lose("这一格是数字，Excel 只保留 15 位，编号已不完整，没有读入；请把这一列设为文本后重新填写。")
		return nil
	}
	if r.ip().Number = v; r.ip().Kind == "" {
		r.ip().Kind = "invention"
	}
	return nil
}

// readNumber reads the 登记编号 of a contract. A number that Excel has cut is told and never taken.
func readNumber(r *Row, v, _ string) error {
	v = strings.TrimLeft(strings.Join(strings.Fields(width.Fold.String(v)), ""), "'`‘’") // a mark of text that was typed along
	switch {
	case r.cell.note.Kind == sheet.LongNumber || scientific.MatchString(v):
		return invalid("登记编号是数字格，Excel 只保留 15 位，末位已不可信；请把这一列设为文本，按登记证明重新填写。")
	case !contract.ValidNumber(v):
		return invalid("登记编号应为 16 位数字，请核对登记证明。")
	}
	r.Elsewhere.Number = v
	return nil
}

// readRelated reads whether the parties of a contract are related; what says neither is told and left open.
func readRelated(r *Row, v, _ string) error {
	yes, ok := readYesNo(v)
	if !ok {
		r.lose("“%s”不是“是”或“否”，没有读入，请填写两者之一。", clip(v))
		return nil
	}
	r.Contract.Related = yes
	return nil
}

// showAmount writes a budget or price back as it can be read again: the source's words, a range, or a number of 万元.
func showAmount(r *Row, field string, low, high *int64) any {
	if w := r.common().Words[field]; w != "" {
		return w
	}
	if low != nil && high != nil {
		return Wan(low).(string) + "-" + Wan(high).(string)
	}
	return Wan(low)
}

// orWords is the source's words for a field where there are some, else its value.
func orWords(r *Row, field string, v any) any {
	if w := r.common().Words[field]; w != "" {
		return w
	}
	return v
}
