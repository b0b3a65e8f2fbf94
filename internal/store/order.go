package store

import (
	"slices"
	"strings"

	"kebang/internal/fault"
)

// OrderBy reads the sort of a list as people write it: a field, with "-" before it the other way round. Empty means
// usual. What stands not in fields, which the caller keeps to those with an index, is a fault.Malformed that names
// them: a list in another order than asked for would be taken for the right one.
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
