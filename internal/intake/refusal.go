package intake

import (
	"strings"
	"unicode/utf8"

	"kebang/internal/fault"
	"kebang/internal/intake/form"
	"kebang/internal/listing"
)

// Refused is a person's decision on public listings whose row does not agree to publication.
type Refused string

// The decisions. Without one nothing is written.
const (
	WithdrawRefused Refused = "withdraw"
	KeepPublic      Refused = "keep" // with a reason, which goes into each history
)

// check refuses to write while a listing would stay public against its unit's statement without a decision.
func (o Options) check(n RowCounts) error {
	reason := strings.TrimSpace(o.KeepReason)
	switch {
	case n.Refusing == 0:
		return nil
	case o.Refused == WithdrawRefused:
		return nil
	case o.Refused != KeepPublic:
		return fault.Of(fault.Invalid, fault.T("import-refused",
			"%d 行不同意公开，而系统中的内容已经公开。请选择撤下，或写明理由后保持公开。",
			"%d rows do not agree to publication, but are public here. Withdraw them, or give the reason for "+
				"keeping them public."), n.Refusing)
	case reason == "":
		return fault.Of(fault.Invalid, fault.T("import-keep-reason",
			"保持公开须写明理由，例如何时、由谁同意。",
			"Give the reason for keeping them public, for example who agreed, and when."))
	case utf8.RuneCountInString(reason) > listing.MaxLine:
		return fault.Of(fault.Invalid, fault.T("import-keep-reason-long",
			"保持公开的理由最多 %d 字。",
			"The reason for keeping them public has at most %d characters."), listing.MaxLine)
	}
	return nil
}

var unitRefuses = fault.Kept("import-unit-refuses", "单位不同意公开（%s）",
	"The unit does not agree to publication (%s).")

// refusal is the decision for one row; nil where none is needed.
func (w *writing) refusal(r *form.Row) *listing.Refusal {
	switch {
	case !r.Refuses:
		return nil
	case w.o.Refused == WithdrawRefused:
		return &listing.Refusal{Withdraw: true, Reason: unitRefuses.With(w.file)}
	}
	return &listing.Refusal{Reason: fault.Plain(strings.TrimSpace(w.o.KeepReason))}
}
