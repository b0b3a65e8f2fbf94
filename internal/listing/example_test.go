package listing_test

import (
	"fmt"

	"kebang/internal/disclosure"
	"kebang/internal/listing"
)

// A reader gets a copy without the fields above his level (docs/decisions/0007-who-reads-protected-fields.md). The
// owner may close a field further than its default, here the text.
func ExampleCut() {
	price := int64(80_0000_00)
	c := listing.AchievementContent{Common: listing.Common{Title: "蔗渣脱水机", Text: "用于糖厂。", Detail: "转速与压力曲线",
		FloorFen: &price, Levels: listing.Levels{"text": disclosure.Members}}}
	for _, reader := range []disclosure.Level{disclosure.Public, disclosure.Members, disclosure.Private} {
		cut := listing.Cut(c, c.Levels, reader)
		fmt.Printf("%s: %q %q %q %v\n", reader, cut.Title, cut.Text, cut.Detail, cut.FloorFen != nil)
	}
	// Output:
	// public: "蔗渣脱水机" "" "" false
	// members: "蔗渣脱水机" "用于糖厂。" "" false
	// private: "蔗渣脱水机" "用于糖厂。" "转速与压力曲线" true
}
