package matcher

import (
	"sync"

	"kebang/internal/industry"
)

// related is the score of two different level-1 industries with a common class of GB/T 4754—2017. Cattle and dairy
// share 0311, fruit and food share 1523. In the judged half such industries hold half of the right pairs across
// industries.
const related = .45

// kinship compares two industry codes. Ok is false when one is unknown. Equal level-1 codes count in full. Different
// level-2 codes within them cost a tenth, or a twentieth while one of them is only proposed.
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
	if kin()[place(a)][place(b)] {
		return related, true
	}
	return 0, true
}

// place is the number of a level-1 code, 0..99.
func place(code string) int { return (int(code[0]-'0')*10 + int(code[1]-'0')) % 100 }

// kin says which level-1 industries share a class, by their places.
var kin = sync.OnceValue(func() *[100][100]bool {
	groups := map[string][]int{} // GB class -> places of level-1 codes
	var out [100][100]bool
	for _, i := range industry.All() {
		if i.Level() != 2 {
			continue
		}
		x := place(i.Code)
		for _, class := range i.GB {
			for _, y := range groups[class.Code] {
				if x != y {
					out[x][y], out[y][x] = true, true
				}
			}
			groups[class.Code] = append(groups[class.Code], x)
		}
	}
	return &out
})
