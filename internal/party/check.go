package party

import (
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"kebang/internal/fault"
)

var phoneForm = regexp.MustCompile(`^[0-9+][0-9 ()/;,，、-]{4,40}$`)

// sentence is what a fault says to a user.
func sentence(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Msg
	}
	return "内容有误，请修改。"
}

// CheckText notes a value that is too short, too long (in characters) or holds control characters.
func CheckText(bad *fault.Fields, pointer, noun, value string, low, high int) {
	n := utf8.RuneCountInString(strings.TrimSpace(value))
	switch {
	case n < low && n == 0:
		bad.Add(pointer, "请填写%s。", noun)
	case n < low:
		bad.Add(pointer, "%s至少%d个字。", noun, low)
	case n > high:
		bad.Add(pointer, "%s最多%d个字，现有%d个字，请缩短。", noun, high, n)
	case strings.IndexFunc(value, unicode.IsControl) >= 0:
		bad.Add(pointer, "%s含有不可见的控制字符，请删除后重新输入。", noun)
	}
}

// CheckReach notes a phone number or an e-mail address that cannot be one; at is the JSON pointer of the person.
func CheckReach(bad *fault.Fields, at, phone, email string) {
	if phone != "" && !phoneForm.MatchString(phone) {
		bad.Add(at+"/phone", "电话只能写数字和 + - 等符号，例如 0883-1234567。")
	}
	if email != "" {
		if a, err := mail.ParseAddress(email); err != nil || a.Address != email || len(email) > 254 {
			bad.Add(at+"/email", "电子邮箱写法有误，例如 name@example.cn。")
		}
	}
}

func checkContacts(bad *fault.Fields, cs []Contact) {
	if len(cs) > 20 {
		bad.Add("/contacts", "联系人最多20位。")
		return
	}
	for i, c := range cs {
		at := fmt.Sprintf("/contacts/%d", i)
		CheckText(bad, at+"/name", "联系人姓名", c.Name, 1, 50)
		CheckText(bad, at+"/title", "职务", c.Title, 0, 50)
		CheckReach(bad, at, c.Phone, c.Email)
		if c.Office != "" && !phoneForm.MatchString(c.Office) {
			bad.Add(at+"/office", "电话只能写数字和 + - 等符号，例如 0883-1234567。")
		}
		CheckText(bad, at+"/wechat", "微信号", c.WeChat, 0, 50)
		CheckText(bad, at+"/bestTime", "方便联系的时间", c.BestTime, 0, 100)
	}
}

// grams are the single characters and pairs of neighbours of the texts, lower case, at most 200 of them: the store
// finds records by a part of their name with them, without a search engine.
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

// wanted are the grams that a record must have to hold the words: the pairs, or the character when there is only one.
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
