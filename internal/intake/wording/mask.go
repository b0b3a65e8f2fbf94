package wording

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"

	"kebang/internal/party"
)

var longRun = regexp.MustCompile(`[0-9０-９](?:[ \-－]?[0-9０-９]){16}[ \-－]?[0-9０-９xXＸｘ]`)

var joints = strings.NewReplacer(" ", "", "-", "")

// WithoutIDs hides the middle of every ID-card number in a text, a mistyped one too: 5301**********1234. A number in a
// wrong column is reported, but kept nowhere except in the uploaded file (个人信息保护法 art. 6).
func WithoutIDs(s string) string {
	if len(s) < 18 {
		return s
	}
	return longRun.ReplaceAllStringFunc(s, func(run string) string {
		n := joints.Replace(width.Narrow.String(run))
		if len(n) != 18 || !party.LikeIDCard(n) {
			return run
		}
		if _, err := party.USCC(n); err == nil {
			return run
		}
		return n[:4] + strings.Repeat("*", 10) + n[14:]
	})
}

// Clip shortens the text of a cell to a place in a sentence: thirty characters, without the numbers of ID cards.
func Clip(s string) string {
	s = WithoutIDs(s) // before the cut
	if utf8.RuneCountInString(s) > 30 {
		return string([]rune(s)[:30]) + "…"
	}
	return s
}
