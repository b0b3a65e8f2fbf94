package matcher

import "strconv"

// moneyClasses are the lower ends of the ranges that the facet "money" counts, in fen: 0, 10, 50, 100 and 500 万元. The
// name of a range is its lower end in 万元 ("0", "10", "50", "100", "500"). It is empty without money.
var moneyClasses = []int64{0, 10_0000_00, 50_0000_00, 100_0000_00, 500_0000_00}

// moneyRanges are the classes that overlap a budget or price. A filter by one of them finds it; see Filter.Matches.
func moneyRanges(low, high int64) (names []string) {
	if high <= 0 {
		return []string{""}
	}
	for i, from := range moneyClasses {
		if high >= from && (i+1 == len(moneyClasses) || low < moneyClasses[i+1]) {
			names = append(names, strconv.FormatInt(from/1_000_000, 10))
		}
	}
	return names
}

// money is the figure for the comparison, 0 for none. It is the most that a demand may pay and the least that an
// achievement asks, so that overlapping ranges fit. A price without a lower bound (不超过) counts with its upper one.
func (a *Analysed) money() int64 {
	if a.Kind == Demand || a.LowFen == 0 {
		return a.HighFen
	}
	return a.LowFen
}
