package text_test

import (
	"fmt"

	"kebang/internal/text"
)

// Reasons of a match quote the stretches that two texts share, the longest first, without grammar at their ends.
func ExampleShared() {
	a, b := text.Normal("需要对甘蔗渣进行低温干燥的设备"), text.Normal("一种低温干燥甘蔗渣的ＰＬＣ控制装置")
	for _, s := range text.Shared(a, b) {
		fmt.Println(a[s.Start:s.End])
	}
	// Output:
	// 低温干燥
	// 甘蔗渣
}
