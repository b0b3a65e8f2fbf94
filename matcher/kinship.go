package matcher

import (
	"sync"

	"kebang/internal/industry"
)

// related is the score of two different level-1 industries that fall into a common class of GB/T 4754—2017 (cattle
// and dairy share 0311, fruit and food share 1523). On the judged half half of the right pairs across industries lie
// there.
const related = .45

// kinship compares two industry codes; ok is false when one is unknown. Equal level 1 counts in full. Different level-2
// codes of one level 1 take a tenth off, half of that while one of them is only proposed.
func kinship(a, b string, confirmed bool) (float64, bool) {
	if len(a) < 2 || len(b) < 2 || a[:2] == industry.Other || b[:2] == industry.Other {
		return 0, false
	}
	if a[:2] == b[:2] {
		switch {
		case len(a) < 4 || len(b) < 4 || a == b:
			return 1, true
		case confirmed:
			return .9, true
		}
		return .95, true
	}
	if kin()[[2]string{min(a[:2], b[:2]), max(a[:2], b[:2])}] {
		return related, true
	}
	return 0, true
}

var kin = sync.OnceValue(func() map[[2]string]bool {
	groups := map[string][]string{} // GB class -> level-1 codes
	out := map[[2]string]bool{}
	for _, i := range industry.All() {
		if i.Level() != 2 {
			continue
		}
		for _, class := range i.GB {
			for _, g := range groups[class.Code] {
				if g != i.Code[:2] {
					out[[2]string{min(g, i.Code[:2]), max(g, i.Code[:2])}] = true
				}
			}
			groups[class.Code] = append(groups[class.Code], i.Code[:2])
		}
	}
	return out
})
