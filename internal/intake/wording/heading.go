package wording

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// CutHeading is a heading in the form for comparison. Full lacks only the mark of required columns; bare also lacks
// notes in brackets and numbering.
func CutHeading(s string) (full, bare string) {
	full = strings.TrimRight(Fold(s), "*:：")
	full = strings.TrimLeft(full, "*")
	bare = full
	for {
		open := strings.IndexAny(bare, "([【")
		if open < 0 {
			break
		}
		shut := strings.IndexAny(bare[open:], ")]】")
		if shut < 0 {
			bare = bare[:open]
			break
		}
		_, size := utf8.DecodeRuneInString(bare[open+shut:])
		bare = bare[:open] + bare[open+shut+size:]
	}
	if i := strings.IndexAny(bare, ".、"); i > 0 && i <= 6 && strings.Trim(bare[:i], "0123456789一二三四五六七八九十") == "" {
		_, size := utf8.DecodeRuneInString(bare[i:])
		bare = bare[i+size:]
	}
	return full, bare
}

var (
	marks = strings.NewReplacer("★", "", "☆", "", "※", "", "●", "", "▲", "", "△", "", "◆", "", "◇", "", "■", "",
		"□", "", "✱", "", "*", "", "﹡", "", "✓", "", "√", "")
	numbering = regexp.MustCompile(
		`^(\(?[0-9]{1,2}\)|[0-9]{1,2}[.、:)]|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}[、.]|[①-⑳])`)
	askFill = regexp.MustCompile(`[(\[【](必填|必填项|选填|可选|可不填|非必填|必选|下拉选择|单选|多选|可多选)[)\]】]`)
)

var wholeBracket = regexp.MustCompile(`^[(\[【]([^()\[\]【】]+)[)\]】]$`)

// Stripped is a heading without marks, numbering and words such as 必填.
func Stripped(s string) string {
	s = askFill.ReplaceAllString(marks.Replace(Fold(s)), "")
	s = strings.Trim(s, ":：")
	if m := wholeBracket.FindStringSubmatch(s); m != nil {
		s = m[1] // 【预算】
	}
	if cut := numbering.FindString(s); cut != "" && len(cut) < len(s) {
		s = s[len(cut):]
	}
	return strings.TrimLeft(s, ".、")
}

// IsNumbered reports whether a text begins with a number or a letter of a list: 1., （二）, ③.
func IsNumbered(s string) bool { return numbering.MatchString(s) }
