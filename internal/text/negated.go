package text

import (
	"strings"
	"unicode/utf8"
)

// negations bind to the word that follows: 非离子 is no 离子, 无糖 no 糖, 不锈钢 one word, 免耕 no 耕. Behind the
// characters given the sign belongs to the word before it: 避免, 除非, 并不, 有无, 南非.
var negations = map[rune]string{'非': "除并莫若是南北东西", '无': "毫有", '不': "并也而又从绝决", '免': "避减以难未幸豁"}

// Negated is the length in bytes of the 非, 无, 不 or 免 that binds to the word at a place of a text; 0 when there is none.
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
