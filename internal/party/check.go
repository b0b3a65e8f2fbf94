package party

import (
	"fmt"
	"net/mail"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"kebang/internal/fault"
	"kebang/internal/vocab"
)

var phoneForm = regexp.MustCompile(`^[0-9+][0-9 ()/;,，、-]{4,40}$`)

// CheckText notes a value that is too short, too long (in characters) or holds control characters.
func CheckText(bad *fault.Fields, pointer string, noun vocab.Term, value string, low, high int) {
	n := utf8.RuneCountInString(strings.TrimSpace(value))
	switch {
	case n < low && n == 0:
		bad.Note(pointer, fault.T("fill", "请填写%s。", "Please fill in: %s."), noun)
	case n < low:
		bad.Note(pointer, fault.T("at-least-characters", "%s至少%d个字。", "%s: at least %d characters."), noun, low)
	case n > high:
		bad.Note(pointer, fault.T("at-most-characters-now-shorten",
			"%s最多%d个字，现有%d个字，请缩短。",
			"%s: at most %d characters, now %d; please shorten."), noun, high, n)
	case strings.IndexFunc(value, unicode.IsControl) >= 0:
		bad.Note(pointer, fault.T("holds-invisible-control-characters-remove",
			"%s含有不可见的控制字符，请删除后重新输入。",
			"%s holds invisible control characters; please remove them."), noun)
	}
}

// CheckReach notes a malformed phone number or e-mail address. At is the JSON pointer of the person.
func CheckReach(bad *fault.Fields, at, phone, email string) {
	if phone != "" && !phoneForm.MatchString(phone) {
		bad.Note(at+"/phone", fault.T("telephone-number-takes-digits-only",
			"电话只能写数字和 + - 等符号，例如 0883-1234567。",
			"A telephone number takes digits and + - only, such as 0883-1234567."))
	}
	if email != "" {
		if a, err := mail.ParseAddress(email); err != nil || a.Address != email || len(email) > 254 {
			bad.Note(at+"/email", fault.T("no-e-mail-address-write",
				"电子邮箱写法有误，例如 name@example.cn。",
				"This is no e-mail address; write name@example.cn."))
		}
	}
}

func checkContacts(bad *fault.Fields, cs []Contact) {
	if len(cs) > 20 {
		bad.Note("/contacts", fault.T("at-most-20-contacts", "联系人最多20位。", "At most 20 contacts."))
		return
	}
	for i, c := range cs {
		at := fmt.Sprintf("/contacts/%d", i)
		CheckText(bad, at+"/name", vocab.Noun("联系人姓名", "Contact name"), c.Name, 1, 50)
		CheckText(bad, at+"/title", vocab.Noun("职务", "Position"), c.Title, 0, 50)
		CheckReach(bad, at, c.Phone, c.Email)
		if c.Office != "" && !phoneForm.MatchString(c.Office) {
			bad.Note(at+"/office", fault.T("telephone-number-takes-digits-only",
				"电话只能写数字和 + - 等符号，例如 0883-1234567。",
				"A telephone number takes digits and + - only, such as 0883-1234567."))
		}
		CheckText(bad, at+"/wechat", vocab.Noun("微信号", "WeChat account"), c.WeChat, 0, 50)
		CheckText(bad, at+"/bestTime", vocab.Noun("方便联系的时间", "Best time"), c.BestTime, 0, 100)
	}
}

// grams are the single characters and pairs of neighbours of the texts, lower case, at most 200. With them the store
// finds records by a part of their name, without a search engine.
func grams(texts ...string) []string {
	seen := map[string]bool{}
	var out []string
	add := func(s string) {
		if len(out) < 200 && !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	for _, t := range texts {
		rs := []rune(strings.ToLower(strings.Join(strings.Fields(t), "")))
		for i := range rs {
			if i > 0 {
				add(string(rs[i-1 : i+1]))
			}
			add(string(rs[i]))
		}
	}
	return out
}

// wanted are the grams that a record with the words must have: the pairs, or the single character.
func wanted(words string) []string {
	rs := []rune(strings.ToLower(strings.Join(strings.Fields(words), "")))
	if len(rs) == 1 {
		return []string{string(rs)}
	}
	var out []string
	for i := 1; i < len(rs) && i <= 12; i++ {
		out = append(out, string(rs[i-1:i+1]))
	}
	return out
}
