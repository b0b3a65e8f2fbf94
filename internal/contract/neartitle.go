package contract

import (
	"regexp"
	"strings"
)

// apart are words that distinguish two contracts of the same parties and day with similar titles.
var apart = regexp.MustCompile(`[0-9一二三四五六七八九十ⅠⅡⅢIVX]|期|阶段|批|补充|续|标段|子课题|变更`)

// nearTitles reports whether one title contains the other, at least four characters long, and the rest does not mark a
// second contract.
func nearTitles(a, b string) bool {
	a, b = strings.Join(strings.Fields(a), ""), strings.Join(strings.Fields(b), "")
	if len([]rune(a)) > len([]rune(b)) {
		a, b = b, a
	}
	if len([]rune(a)) < 4 || !strings.Contains(b, a) {
		return false
	}
	return !apart.MatchString(strings.Replace(b, a, "", 1))
}
