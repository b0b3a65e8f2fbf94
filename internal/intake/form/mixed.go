package form

import (
	"regexp"
	"strings"
)

// The column 联系人及电话 of many forms fills two columns of ours. It is added here, because its reading needs them.
func init() {
	demandForm = append(demandForm, mixedContact(Demands))
	achievementForm = append(achievementForm, mixedContact(Achievements))
	organizationForm = append(organizationForm, mixedContact(Organizations))
}

var phonePart = regexp.MustCompile(`[+(（]?[0-9０-９][-0-9０-９ ()（）—－+.Ee]{5,}[0-9０-９)）]`)

var (
	emailPart = regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}`)
	apartName = regexp.MustCompile(`^\s*(\p{Han})\s+(\p{Han})(?:\s|$)`) // 陆 某
	latinName = regexp.MustCompile(`^[A-Za-z.\s]+$`)
)

// HoldsPhone reports whether a text holds a telephone number.
func HoldsPhone(v string) bool { return phonePart.MatchString(v) }

// holdsContact reports whether a cell of the names or of the numbers holds both: 陆某13000000000 under 联系人 or 联系方式.
func (r *Row) holdsContact(c HeadColumn, v string) bool {
	number := phonePart.FindString(v)
	if len(notDigits.ReplaceAllString(number, "")) < 7 || number == strings.TrimSpace(v) ||
		!han.MatchString(strings.Replace(v, number, "", 1)) {
		return false
	}
	name, phone := r.contact.Name, r.contact.Phone
	if common := r.Common(); common != nil {
		name, phone = common.Contact.Name, common.Contact.Phone
	}
	return c.Key == "contact" && phone == "" || c.Key == "phone" && name == "" && strings.Contains(c.Heading, "联系方式")
}

var han = regexp.MustCompile(`\p{Han}{2}`)

// mixedContact reads a name and numbers in one cell: 陆某 13000000000, 陆某（0883-1234567）.
func mixedContact(k Kind) *Column {
	return &Column{Key: "contactPhone", Heading: "联系人及电话", Help: "姓名和电话写在一格里的旧表。", Hidden: true, Carry: true,
		Parts: []string{"contact", "phone"},
		Read: func(r *Row, v string) error {
			var phones []string
			name := phonePart.ReplaceAllStringFunc(v, func(p string) string {
				phones = append(phones, strings.Trim(p, " （）()"))
				return " "
			})
			name = emailPart.ReplaceAllStringFunc(name, func(p string) string {
				if c := r.Common(); c != nil && c.Contact.Email == "" {
					c.Contact.Email = p
				}
				return " "
			})
			name = strings.Trim(apartName.ReplaceAllString(name, "$1$2 "), " -—－")
			name = strings.Join(strings.FieldsFunc(name,
				func(c rune) bool { return strings.ContainsRune("\n\t,，;；/／、:：()（）", c) }), "、")
			if !latinName.MatchString(name) {
				name = strings.Join(strings.Fields(name), "、")
			}
			for _, label := range []string{"联系人", "电话", "手机"} {
				name = strings.Trim(strings.ReplaceAll(name, label, ""), "、")
			}
			if name != "" {
				if err := ByKey(k, "contact").Read(r, name); err != nil {
					return err
				}
			}
			if len(phones) > 0 {
				return ByKey(k, "phone").Read(r, strings.Join(phones, "、"))
			}
			return nil
		}}
}
