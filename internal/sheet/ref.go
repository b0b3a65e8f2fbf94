package sheet

import (
	"strconv"
	"strings"
)

// parseRef reads a cell name such as "AB12" into a 1-based row and a 0-based column.
func parseRef(ref string) (row, col int, ok bool) {
	ref = strings.ReplaceAll(ref, "$", "")
	i := 0
	for ; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		if col = col*26 + int(ref[i]-'A') + 1; col > 1<<20 {
			return 0, 0, false
		}
	}
	row, err := strconv.Atoi(ref[i:])
	if i == 0 || err != nil || row < 1 || row > 1<<24 {
		return 0, 0, false
	}
	return row, col - 1, true
}

func parseRange(ref string) (Range, bool) {
	from, to, found := strings.Cut(ref, ":")
	top, left, ok := parseRef(from)
	if !ok {
		return Range{}, false
	}
	if !found {
		return Range{top, left, top, left}, true
	}
	bottom, right, ok := parseRef(to)
	return Range{top, left, bottom, right}, ok && bottom >= top && right >= left
}
