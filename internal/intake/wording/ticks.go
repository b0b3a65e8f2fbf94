package wording

import (
	"regexp"
	"strings"
)

var (
	ticks = strings.NewReplacer("☑", "■", "☒", "■", "√", "■", "✓", "■", "✔", "■", "✅", "■", "◉", "■", "●", "■", "◼",
		"■", "▣", "■", "☐", "□", "○", "□", "◯", "□", "▢", "□", "⬜", "□", "◻", "□", "❑", "□", "❏", "□", "\ufe0f", "")
	inside = regexp.MustCompile(`[(（\[【［]\s*(■|[xXvV]|\s*)\s*[)）\]】］]`)
	blanks = regexp.MustCompile(`[_＿]{2,}`)
)

// Ticked reads a choice with boxes: ■技术转让 □合作开发, 是√ 否□, （√）转让 （ ）许可. It gives the ticked ones, joined by 、; without a
// tick the cell is empty. A cell without boxes stays unchanged.
func Ticked(v string) string {
	s := ticks.Replace(v)
	if strings.ContainsRune(s, '■') || inside.MatchString(s) {
		s = inside.ReplaceAllStringFunc(s, func(b string) string {
			if strings.Trim(inside.FindStringSubmatch(b)[1], " \t\u3000") == "" {
				return "□"
			}
			return "■"
		})
	}
	if !strings.ContainsAny(s, "■□") {
		return v
	}
	s = strings.Trim(s, " \t\n\u3000、，,;；")
	var marks []rune
	texts := strings.FieldsFunc(s, func(r rune) bool { return r == '■' || r == '□' })
	for _, r := range s {
		if r == '■' || r == '□' {
			marks = append(marks, r)
		}
	}
	if len(texts) == 0 { // boxes only
		if strings.ContainsRune(s, '■') && !strings.ContainsRune(s, '□') {
			return v
		}
		return ""
	}
	// a label before the boxes: 方式：■转让 □许可
	if before := strings.HasPrefix(s, "■") || strings.HasPrefix(s, "□"); !before && len(texts) > len(marks) {
		texts = texts[1:]
	}
	var out []string
	for i, text := range texts {
		text = strings.Trim(blanks.ReplaceAllString(text, ""), " \t\n\u3000、，,;；:：。")
		if i < len(marks) && marks[i] == '■' && text != "" {
			out = append(out, text)
		}
	}
	return strings.Join(out, "、")
}
