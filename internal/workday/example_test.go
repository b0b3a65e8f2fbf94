package workday_test

import (
	"fmt"

	"kebang/internal/workday"
)

// The day of posting does not count: a publicity notice of 5 workdays over 国庆节 2026 (off 1 to 7 October, work on the
// 10th) runs to the 12th.
func ExampleDate_AddWorkdays() {
	posted, err := workday.Parse("2026年9月29日")
	if err != nil {
		panic(err)
	}
	last := posted.AddWorkdays(5)
	fmt.Println(last, last.Chinese(), posted.DaysUntil(last))
	// Output:
	// 2026-10-12 2026年10月12日 13
}
