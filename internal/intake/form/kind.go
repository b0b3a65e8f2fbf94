package form

import "kebang/internal/fault"

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

var kindNames = map[Kind]string{Demands: "技术需求", Achievements: "科技成果", Organizations: "机构", Contracts: "技术合同"}

// Name is the Chinese name of the kind.
func (k Kind) Name() string { return kindNames[k] }

// ParseKind reads a kind; its fault.Invalid names the four kinds.
func ParseKind(s string) (Kind, error) {
	if k := Kind(s); kindNames[k] != "" {
		return k, nil
	}
	return "", fault.Of(fault.Invalid, fault.T("import-kind",
		"没有“%s”这类表格，请选择 demands（技术需求）、achievements（科技成果）、organizations（机构）或 contracts（技术合同）。",
		"There are no tables of “%s”; choose demands, achievements, organizations or contracts."), s)
}
