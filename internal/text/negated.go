package text

import (
	"strings"
	"unicode/utf8"
)

// negations bind to the word behind them: 非离子, 无糖, 不锈钢, 免耕. The characters given for each one bind it to the word
// before instead: 避免, 除非, 并不, 有无, 南非.
var negations = map[rune]string{'非': "除并莫若是南北东西", '无': "毫有", '不': "并也而又从绝决", '免': "避减以难未幸豁"}

// Negated is the length in bytes of a 非, 无, 不 or 免 that ends at byte at of s and binds to the word behind it. It is 0
// when there is none.
func Negated(s string, at int) int {
	r, n := utf8.DecodeLastRuneInString(s[:at])
	not, ok := negations[r]
	if !ok {
		return 0
	}
	if before, _ := utf8.DecodeLastRuneInString(s[:at-n]); strings.ContainsRune(not, before) {
		return 0
	}
	return n
}
