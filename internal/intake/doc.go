// Package intake turns the rows of a 征集表 (demands, achievements, organisations, contracts) into records, and writes
// records back into tables. Its forms are data: what a column is called, what may stand in it, what it means. The
// rules a record must keep belong to the domain packages and are asked there; nothing is written around their services.
//
// A file is previewed first: the header is found, headings are matched by name or by what the market mapped once, every
// row is checked, and a bad row is told by sheet, row, column and what to do. Then the good rows are applied in
// batches. An update changes only what the file has and fills: a column that the file lacks and an empty cell leave the
// stored value alone. A row has a deterministic id, so the same file twice changes nothing. The package knows no HTTP
// and no search engine.
package intake

import (
	"strings"

	"golang.org/x/text/width"

	"kebang/internal/fault"
)

// Kind is what the rows of a table are.
type Kind string

// The kinds that can be imported.
const (
	Demands       Kind = "demands"
	Achievements  Kind = "achievements"
	Organizations Kind = "organizations"
	Contracts     Kind = "contracts"
)

// Kinds lists the kinds in the order they are offered.
func Kinds() []Kind { return []Kind{Demands, Achievements, Organizations, Contracts} }

var kindNames = map[Kind]string{Demands: "技术需求", Achievements: "科技成果", Organizations: "机构", Contracts: "技术合同"}

// Name is the Chinese name of the kind.
func (k Kind) Name() string { return kindNames[k] }

// ParseKind reads a kind; fault.Invalid names the four there are.
func ParseKind(s string) (Kind, error) {
	if k := Kind(s); kindNames[k] != "" {
		return k, nil
	}
	return "", fault.Of(fault.Invalid, fault.T("import-kind",
		"没有“%s”这类表格，请选择 demands（技术需求）、achievements（科技成果）、organizations（机构）或 contracts（技术合同）。",
		"There are no tables of “%s”; choose demands, achievements, organizations or contracts."), s)
}

// fold brings a heading or a word into the form it is compared in: narrow, lower case, without white space.
func fold(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(width.Fold.String(s)), ""))
}

// words cuts a cell that lists several things.
func words(s string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、,，;；/／|\n", r) }) {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// lines cuts a cell into lines at line ends and semicolons.
func lines(s string) []string {
	var out []string
	for _, l := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("\n;；", r) }) {
		if l = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(l), "①②③④⑤⑥⑦⑧⑨⑩·•●-—")); l != "" {
			out = append(out, l)
		}
	}
	return out
}
