package meili

import (
	"strconv"
	"strings"

	"kebang/matcher"
)

// condition writes a filter in the syntax of Meilisearch, equal to matcher.Filter.Matches. It is empty when nothing is
// left out.
func condition(f *matcher.Filter, more ...string) string {
	var all []string
	equal := func(field, v string) {
		if v != "" {
			all = append(all, field+" = "+quote(v))
		}
	}
	open := func(narrows bool, what string) {
		if narrows && f.Public {
			all = append(all, "NOT shut = "+quote(what))
		}
	}
	open(f.Industry != "", matcher.ClosedIndustry)
	open(f.Region != "", matcher.ClosedRegion)
	open(f.MinTRL > 0, matcher.ClosedTRL)
	open(len(f.Modes) > 0, matcher.ClosedModes)
	equal("market", f.Market)
	equal("industry", f.Industry)
	equal("region", f.Region)
	equal("state", f.State)
	if f.MinTRL > 0 {
		all = append(all, "trl >= "+strconv.Itoa(f.MinTRL))
	}
	if len(f.Modes) > 0 {
		all = append(all, "modes IN "+quoted(f.Modes))
	}
	if f.MaxFen > 0 {
		all = append(all, "low <= "+strconv.FormatInt(f.MaxFen, 10))
	}
	if f.MinFen > 0 {
		all = append(all, "high >= "+strconv.FormatInt(f.MinFen, 10))
	}
	if f.Trusted {
		all = append(all, "trusted = true")
	}
	if f.Leads {
		all = append(all, "trusted = false")
	}
	if len(f.Except) > 0 {
		keys := make([]string, len(f.Except))
		for i, id := range f.Except {
			keys[i] = keyOf(id)
		}
		all = append(all, "key NOT IN "+quoted(keys))
	}
	return strings.Join(append(all, more...), " AND ")
}

func quote(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
}

func quoted(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = quote(s)
	}
	return "[" + strings.Join(out, ", ") + "]"
}
