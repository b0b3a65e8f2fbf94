package form

import (
	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// Kind is the kind of records in a table.
type Kind string

// The kinds that can be imported.
const (
	Demands       Kind = "demands"
	Achievements  Kind = "achievements"
	Organizations Kind = "organizations"
	Contracts     Kind = "contracts"
)

// Kinds lists the kinds in the order of the pages.
func Kinds() []Kind { return []Kind{Demands, Achievements, Organizations, Contracts} }

// KindNames are the kinds by their names.
var KindNames = vocab.List{{Code: string(Demands), Zh: "技术需求", En: "Demands"},
	{Code: string(Achievements), Zh: "科技成果", En: "Achievements"},
	{Code: string(Organizations), Zh: "机构", En: "Organisations"},
	{Code: string(Contracts), Zh: "技术合同", En: "Contracts"}}

// Name is the Chinese name of the kind.
func (k Kind) Name() string { return KindNames.NameOrNone(string(k)) }

// ParseKind reads a kind; its fault.Invalid names the four kinds.
func ParseKind(s string) (Kind, error) {
	if KindNames.Has(s) {
		return Kind(s), nil
	}
	return "", fault.Of(fault.Invalid, fault.T("import-kind",
		"没有“%s”这类表格，请选择 demands（技术需求）、achievements（科技成果）、organizations（机构）或 contracts（技术合同）。",
		"There are no tables of “%s”; choose demands, achievements, organizations or contracts."), s)
}
