package form

import (
	"slices"
	"strconv"
	"strings"

	"kebang/internal/industry"
	"kebang/internal/listing"
	"kebang/internal/region"
)

// YesNo is a truth value in the words of a cell.
func YesNo(v bool) any {
	if v {
		return "是"
	}
	return "否"
}

// RegionName is the full name of a region code, or the words of the source without a code.
func RegionName(code, words string) any {
	if code == "" {
		return words
	}
	return region.FullName(code)
}

// IndustryNames are the full names of industry codes, as one cell.
func IndustryNames(codes ...string) any {
	var out []string
	for _, c := range codes {
		if c != "" {
			out = append(out, industry.FullName(c))
		}
	}
	return strings.Join(out, "；")
}

func modeNames(modes []listing.Mode, words string) any {
	var out []string
	for _, m := range modes {
		out = append(out, m.Name())
	}
	if words != "" && !slices.Contains(out, words) {
		out = append(out, words)
	}
	return strings.Join(out, "、")
}

func number(n int) any {
	if n == 0 {
		return nil
	}
	return strconv.Itoa(n)
}
