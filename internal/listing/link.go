package listing

import (
	"regexp"
	"strings"
	"unicode"

	"kebang/internal/fault"
)

var scheme = regexp.MustCompile(`^([a-zA-Z][a-zA-Z0-9+.-]*):`)

// CheckLink refuses the link of a source unless it is http or https. A javascript:, data:, file: or //host link would
// reach every reader of the listing. Words without a scheme name a source and are no link.
func CheckLink(link string) error {
	plain := strings.Map(func(r rune) rune { // a browser skips these inside a scheme
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, link)
	m := scheme.FindStringSubmatch(plain)
	web := m != nil && (strings.EqualFold(m[1], "http") || strings.EqualFold(m[1], "https"))
	if m != nil && !web || strings.HasPrefix(plain, "//") || strings.HasPrefix(plain, `\\`) {
		return fault.Of(fault.Invalid, fault.T("link",
			"来源链接只能是 http:// 或 https:// 开头的网址，请改正或删去。",
			"The link of the source must begin with http:// or https://; please correct or delete it."))
	}
	return nil
}
