package party_test

import (
	"fmt"

	"kebang/internal/fault"
	"kebang/internal/party"
)

// A 统一社会信用代码 is checked by GB 32100-2015. The code below is the public one of Peking University.
func ExampleUSCC() {
	code, err := party.USCC(" １２１０００００４０００ ０２２５９ｐ ")
	fmt.Println(code, err)
	_, err = party.USCC("12100000400002258P")
	fmt.Println(fault.KindOf(err) == fault.Invalid)
	// Output:
	// 12100000400002259P <nil>
	// true
}
