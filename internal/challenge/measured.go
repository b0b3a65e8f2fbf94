package challenge

import (
	"math/big"
	"regexp"
	"strings"

	"kebang/internal/fault"
)

var textMissed = fault.T("challenge-missed", "实测结果“%s”没有达到指标“%s”，不能勾选“达到”；请核对结果，或选择“未通过验收”。",
	"The result “%s” misses the indicator “%s”, so it is not met: check it, or choose “not passed”.")

// plainNumber is a decimal number with at most one unit behind it.
var plainNumber = regexp.MustCompile(`^([+-]?\d+(?:\.\d+)?)\s*(\S*)$`)

// misses reports whether a measured result is a number of the indicator's unit and does not reach its value. Words, and
// numbers of another unit, are for people to judge.
func (x Indicator) misses(measured string) bool {
	m := plainNumber.FindStringSubmatch(strings.TrimSpace(measured))
	value, isNumber := new(big.Rat).SetString(x.Value)
	if m == nil || !isNumber || m[2] != "" && m[2] != x.Unit {
		return false
	}
	got, ok := new(big.Rat).SetString(m[1])
	if !ok {
		return false
	}
	switch c := got.Cmp(value); x.Op {
	case ">=":
		return c < 0
	case "<=":
		return c > 0
	case ">":
		return c <= 0
	case "<":
		return c >= 0
	case "=":
		return c != 0
	case "range":
		high, ok := new(big.Rat).SetString(x.High)
		return c < 0 || ok && got.Cmp(high) > 0
	}
	return false
}
