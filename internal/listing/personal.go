package listing

import (
	"regexp"
	"strings"

	"kebang/internal/disclosure"
	"kebang/internal/party"
)

// Personal is a number of a person in a field that visitors read: 手机号, 座机号, 身份证号 or 银行卡号. Such numbers belong into the
// contact, which is private (个人信息保护法 art. 6: no more than needed).
type Personal struct {
	Field string `json:"field" doc:"JSON name of the field"`
	Kind  string `json:"kind" doc:"mobile, landline, identity card or bank card, in Chinese"`
	Text  string `json:"text" doc:"the number with its middle hidden"`
}

var (
	numberRun = regexp.MustCompile(`[0-9０-９](?:[0-9０-９]|[ \-－](?:[0-9０-９])){5,24}[xXＸ]?`)
	mobile    = regexp.MustCompile(`^(?:86)?1[3-9]\d{9}$`)
	landline  = regexp.MustCompile(`^0(?:10|2\d|[3-9]\d{2})[ \-－]\d{7,8}$|^(?:400|800)[ \-－]\d{3}[ \-－]?\d{4}$`)
	separated = strings.NewReplacer(" ", "", "-", "", "－", "")
)

// PersonalNumbers finds them in the fields of a content that are public by the owner's levels.
func PersonalNumbers[C Content](c *C) []Personal {
	common := CommonOf(c)
	var out []Personal
	look := func(field, text string) {
		if common.Levels.LevelOf(field) != disclosure.Public {
			return
		}
		for _, run := range numberRun.FindAllString(text, -1) {
			if kind := personalKind(run); kind != "" {
				out = append(out, Personal{Field: field, Kind: kind, Text: hideMiddle(run)})
			}
		}
	}
	look("title", common.Title)
	look("text", common.Text)
	look("keywords", strings.Join(common.Keywords, "；"))
	look("tags", strings.Join(common.Tags, "；"))
	look("orgWords", common.OrgWords)
	look("modeWords", common.ModeWords)
	look("regionWords", common.RegionWords)
	for field, words := range common.Words {
		look(field, words)
	}
	switch v := any(c).(type) {
	case *DemandContent:
		for _, r := range v.Requirements {
			look("requirements", r.Metric+"；"+r.Text)
		}
	case *AchievementContent:
		for _, i := range v.Indicators {
			look("indicators", i.Metric+"；"+i.Evidence)
		}
		look("holder", v.Holder)
		look("inventors", strings.Join(v.Inventors, "；"))
	}
	return out
}

func personalKind(run string) string {
	digits := separated.Replace(run)
	switch {
	case party.LikeIDCard(digits):
		return "身份证号"
	case mobile.MatchString(narrowDigits(digits)):
		return "手机号"
	case landline.MatchString(run):
		return "座机号"
	case len(digits) >= 16 && len(digits) <= 19 && luhn(digits):
		return "银行卡号"
	}
	return ""
}

func narrowDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, s)
}

// luhn is the check of bank card numbers (ISO/IEC 7812-1).
func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if d < 0 || d > 9 {
			return false
		}
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0 && s[0] != '0'
}

func hideMiddle(s string) string {
	r := []rune(s)
	return string(r[:3]) + strings.Repeat("*", len(r)-5) + string(r[len(r)-2:])
}
