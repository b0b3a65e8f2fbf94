package money_test

import (
	"fmt"

	"kebang/internal/money"
)

// A bare number of the forms is 万元, and every amount is an exact number of fen.
func ExampleParseWan() {
	for _, text := range []string{"120.5", "1,200万元", "2亿", "3.5元", "约100万"} {
		fen, err := money.ParseWan(text)
		fmt.Println(text, fen, money.FormatWan(fen), err != nil)
	}
	// Output:
	// 120.5 120500000 120.5 false
	// 1,200万元 1200000000 1200 false
	// 2亿 20000000000 20000 false
	// 3.5元 350 0.00035 false
	// 约100万 0 0 true
}
