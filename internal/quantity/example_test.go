package quantity_test

import (
	"fmt"

	"kebang/internal/quantity"
)

// A verdict is given only where it is sure: units are converted exactly, and every doubt is Unknown.
func ExampleCompare() {
	required := quantity.Parse("处理能力≥3 t/h")[0]
	for _, text := range []string{"处理能力72 t/d", "处理能力60 t/d", "处理能力≥2 t/h", "处理能力约3 t/h"} {
		stated := quantity.Parse(text)[0]
		fmt.Printf("%s: %q\n", text, quantity.Compare(required, stated))
	}
	// Output:
	// 处理能力72 t/d: "met"
	// 处理能力60 t/d: "unmet"
	// 处理能力≥2 t/h: "short"
	// 处理能力约3 t/h: ""
}
