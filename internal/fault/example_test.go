package fault_test

import (
	"fmt"

	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// A sentence for a person stands beside its rule in both languages. Its kind decides the HTTP status.
func ExampleOf() {
	tooLong := fault.T("example-title-too-long", "标题最多 %d 个字。", "A title has at most %d characters.")
	err := fault.Of(fault.Invalid, tooLong, 200)
	fmt.Println(err.Code, fault.Is(err, fault.Invalid))
	fmt.Println(err.In(vocab.Zh))
	fmt.Println(err.In(vocab.En))
	// Output:
	// example-title-too-long true
	// 标题最多 200 个字。
	// A title has at most 200 characters.
}
