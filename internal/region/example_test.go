package region_test

import (
	"fmt"

	"kebang/internal/region"
)

// A place is read by the codes of GB/T 2260. A code is given only without a doubt: 鼓楼区 exists in several cities.
func ExampleRead() {
	for _, words := range []string{"云南省临沧市镇康县", "镇康县南伞镇", "平果县", "鼓楼区", "南京市鼓楼区"} {
		p := region.Read(words)
		fmt.Printf("%s: %s %q %q %v\n", words, region.FullName(p.Code), p.Rest, p.Old, p.Doubt)
	}
	// Output:
	// 云南省临沧市镇康县: 云南省临沧市镇康县 "" "" false
	// 镇康县南伞镇: 云南省临沧市镇康县 "南伞镇" "" false
	// 平果县: 广西壮族自治区百色市平果市 "" "平果县" false
	// 鼓楼区:  "鼓楼区" "" true
	// 南京市鼓楼区: 江苏省南京市鼓楼区 "" "" false
}
