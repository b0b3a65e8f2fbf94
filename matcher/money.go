package matcher

import "strconv"

// moneyClasses are the lower ends of the ranges that a facet counts, in fen: 10, 50, 100 and 500 万元.
var moneyClasses = []int64{10_0000_00, 50_0000_00, 100_0000_00, 500_0000_00}

// MoneyClass names the range of a budget or price for the facet "money": the lower end in 万元 ("0", "10", "50", "100",
// "500"), empty when no money is stated.
func MoneyClass(fen int64) string {
	if fen <= 0 {
		return ""
	}
	low := int64(0)
	for _, c := range moneyClasses {
		if fen >= c {
			low = c
		}
	}
	return strconv.FormatInt(low/1_000_000, 10)
}
