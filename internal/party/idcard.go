package party

import (
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"kebang/internal/region"
)

// LikeIDCard reports whether the text has the form of an identity card number, also one with a slip in it.
func LikeIDCard(text string) bool {
	return likeIDCard(strings.ToUpper(strings.Join(strings.Fields(width.Narrow.String(text)), "")))
}

// likeIDCard reports whether s has the form of an identity card number, right or wrong. The form is 17 digits and a
// digit or X, with a province first and a day of birth after it.
func likeIDCard(s string) bool {
	if len(s) != 18 || strings.Trim(s[:17], "0123456789") != "" || strings.IndexByte("0123456789X", s[17]) < 0 ||
		!province(s[:2]) {
		return false
	}
	month, _ := strconv.Atoi(s[10:12])
	day, _ := strconv.Atoi(s[12:14])
	return (s[6:8] == "19" || s[6:8] == "20") && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

func province(digits string) bool { return region.Valid(digits + "0000") }
