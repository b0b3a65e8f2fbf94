package contract

import "strings"

// Class is one of the five classes of technology contracts (合同类别).
type Class string

// The classes. 技术许可 is a class of its own since the Civil Code of 2021 (art. 863); before, it was part of 技术转让.
const (
	Development Class = "KF"
	Transfer    Class = "ZR"
	Licence     Class = "XK"
	Consulting  Class = "ZX"
	Services    Class = "FW"
)

// SubClass is a sub-class with its code, e.g. KF1 委托开发.
type SubClass struct {
	Code  string `json:"code"`
	Name  string `json:"name"`
	Class Class  `json:"class"`
}

// ClassInfo is a class with its sub-classes.
type ClassInfo struct {
	Code Class      `json:"code"`
	Name string     `json:"name"`
	Subs []SubClass `json:"subs"`
}

var classes = []ClassInfo{
	{Development, "技术开发", []SubClass{{"KF1", "委托开发", Development}, {"KF2", "合作开发", Development}}},
	{Transfer, "技术转让", []SubClass{
		{"ZR1", "专利权转让", Transfer}, {"ZR2", "专利申请权转让", Transfer}, {"ZR3", "技术秘密转让", Transfer},
		{"ZR4", "计算机软件著作权转让", Transfer}, {"ZR5", "集成电路布图设计专有权转让", Transfer},
		{"ZR6", "植物新品种权转让", Transfer}, {"ZR7", "生物、医药新品种权转让", Transfer}, {"ZR8", "设计著作权转让", Transfer}}},
	{Licence, "技术许可", []SubClass{{"XK1", "专利实施许可", Licence}, {"XK2", "技术秘密使用许可", Licence}, {"XK3", "其他许可", Licence}}},
	{Consulting, "技术咨询", nil},
	{Services, "技术服务", []SubClass{{"FW1", "一般技术服务", Services}, {"FW2", "技术培训", Services}, {"FW3", "技术中介", Services}}},
}

// Classes lists the classes in the order of the national form.
func Classes() []ClassInfo { return classes }

// Name is the Chinese name of the class, empty when there is none.
func (c Class) Name() string {
	for _, i := range classes {
		if i.Code == c {
			return i.Name
		}
	}
	return ""
}

// SubName is the Chinese name of a sub-class code, empty when there is none.
func SubName(code string) string {
	for _, c := range classes {
		for _, s := range c.Subs {
			if s.Code == code {
				return s.Name
			}
		}
	}
	return ""
}

// old maps the wordings of forms before 2021 (国科发政字〔2001〕253号 art. 4 kept 专利实施许可 inside 技术转让) and common
// variants to today's sub-classes.
var old = map[string]string{
	"专利实施许可转让": "XK1", "专利许可": "XK1", "技术秘密许可": "XK2", "技术秘密使用许可转让": "XK2", "动植物新品种权转让": "ZR6",
	"动、植物新品种权转让": "ZR6", "软件著作权转让": "ZR4", "计算机软件转让": "ZR4", "集成电路布图设计转让": "ZR5", "设计著作权": "ZR8",
	"专利转让": "ZR1", "技术开发（委托）": "KF1", "技术开发（合作）": "KF2",
}

// ReadClass reads a class as written in a form: a code (KF, KF1), a name (技术开发, 委托开发), or both with a separator
// (ZR/专利实施许可). The original wording is given back when it is not today's place of the sub-class, so that it can be
// kept beside the mapped one. Ok is false when nothing of it is known.
func ReadClass(text string) (class Class, sub, original string, ok bool) {
	text = strings.TrimSpace(text)
	clean := strings.NewReplacer("合同", "", " ", "", "　", "").Replace(text)
	parts := strings.FieldsFunc(clean, func(r rune) bool { return strings.ContainsRune("/／-－—:：>（）()", r) })
	for i := len(parts) - 1; i >= 0; i-- { // the narrowest word is last and decides
		if s := findSub(parts[i]); s.Code != "" {
			if i > 0 {
				if up := findClass(parts[0]); up != "" && up != s.Class {
					original = text
				}
			}
			if old[parts[i]] != "" {
				original = text
			}
			return s.Class, s.Code, original, true
		}
	}
	for _, p := range parts {
		if c := findClass(p); c != "" {
			return c, "", "", true
		}
	}
	return "", "", text, false
}

func findSub(word string) SubClass {
	if code := old[word]; code != "" {
		word = code
	}
	for _, c := range classes {
		for _, s := range c.Subs {
			if strings.EqualFold(s.Code, word) || s.Name == word {
				return s
			}
		}
	}
	return SubClass{}
}

func findClass(word string) Class {
	for _, c := range classes {
		if strings.EqualFold(string(c.Code), word) || c.Name == word || strings.TrimPrefix(c.Name, "技术") == word {
			return c.Code
		}
	}
	return ""
}

// fits reports whether a sub-class belongs to a class; an empty one fits any.
func fits(c Class, sub string) bool {
	s := findSub(sub)
	return sub == "" || (s.Code == sub && s.Class == c)
}
