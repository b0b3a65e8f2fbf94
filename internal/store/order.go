package store

import (
	"slices"
	"strings"

	"kebang/internal/fault"
)

// OrderBy reads the sort of a list: a field, with "-" before it for descending. Empty means usual. A field outside
// fields is a fault.Malformed that names the possible ones. Otherwise a list in another order could pass for the right
// one. Callers pass only fields with an index.
func OrderBy(sort string, usual Order, fields ...string) ([]Order, error) {
	if sort == "" {
		return []Order{usual}, nil
	}
	field, desc := strings.CutPrefix(sort, "-")
	if !slices.Contains(fields, field) {
		return nil, fault.Of(fault.Malformed, UnknownSort, sort, strings.Join(fields, "、"))
	}
	return []Order{{Field: field, Desc: desc}}, nil
}
