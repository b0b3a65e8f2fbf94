package contract

import (
	"strings"

	"kebang/internal/vocab"
)

// Class is one of the five classes of technology contracts (合同类别).
type Class string

// The classes. 技术许可 is a class of its own since the Civil Code of 2021 (art. 863); before that it was part of 技术转让.
const (
	Development Class = "KF"
	Transfer    Class = "ZR"
	Licence     Class = "XK"
	Consulting  Class = "ZX"
	Services    Class = "FW"
)

// Classes are the classes in the order of the national form.
var Classes = vocab.List{
	{Code: string(Development), Zh: "技术开发", En: "Development"},
	{Code: string(Transfer), Zh: "技术转让", En: "Transfer"},
	{Code: string(Licence), Zh: "技术许可", En: "Licence"},
	{Code: string(Consulting), Zh: "技术咨询", En: "Consulting"},
	{Code: string(Services), Zh: "技术服务", En: "Services"},
}

// SubClasses are the sub-classes of all classes. The code of each begins with the code of its class; 技术咨询 has none.
var SubClasses = vocab.List{
	{Code: "KF1", Zh: "委托开发", En: "Commissioned development"},
	{Code: "KF2", Zh: "合作开发", En: "Joint development"},
	{Code: "ZR1", Zh: "专利权转让", En: "Patent"},
	{Code: "ZR2", Zh: "专利申请权转让", En: "Patent application"},
	{Code: "ZR3", Zh: "技术秘密转让", En: "Know-how"},
	{Code: "ZR4", Zh: "计算机软件著作权转让", En: "Software copyright"},
	{Code: "ZR5", Zh: "集成电路布图设计专有权转让", En: "IC layout"},
	{Code: "ZR6", Zh: "植物新品种权转让", En: "Plant variety"},
	{Code: "ZR7", Zh: "生物、医药新品种权转让", En: "New biological or medical variety"},
	{Code: "ZR8", Zh: "设计著作权转让", En: "Design copyright"},
	{Code: "XK1", Zh: "专利实施许可", En: "Patent licence"},
	{Code: "XK2", Zh: "技术秘密使用许可", En: "Know-how licence"},
	{Code: "XK3", Zh: "其他许可", En: "Other licence"},
	{Code: "FW1", Zh: "一般技术服务", En: "General service"},
	{Code: "FW2", Zh: "技术培训", En: "Training"},
	{Code: "FW3", Zh: "技术中介", En: "Intermediation"},
}

// Name is the Chinese name of the class, empty when there is none.
func (c Class) Name() string { return Classes.NameOrNone(string(c)) }

// Subs are the sub-classes of the class in the order of the national form.
func (c Class) Subs() vocab.List {
	var out vocab.List
	for _, s := range SubClasses {
		if classOfSub(s.Code) == c {
			out = append(out, s)
		}
	}
	return out
}

// SubName is the Chinese name of a sub-class code, empty when there is none.
func SubName(code string) string { return SubClasses.NameOrNone(code) }

// classOfSub is the class of a code of SubClasses.
func classOfSub(sub string) Class { return Class(sub[:2]) }

// old maps the wordings of forms before 2021 and common variants to present sub-classes. 国科发政字〔2001〕253号 art. 4 kept
// 专利实施许可 inside 技术转让.
var old = map[string]string{
	"专利实施许可转让": "XK1", "专利许可": "XK1", "技术秘密许可": "XK2", "技术秘密使用许可转让": "XK2", "动植物新品种权转让": "ZR6",
	"动、植物新品种权转让": "ZR6", "软件著作权转让": "ZR4", "计算机软件转让": "ZR4", "集成电路布图设计转让": "ZR5", "设计著作权": "ZR8",
	"专利转让": "ZR1", "技术开发（委托）": "KF1", "技术开发（合作）": "KF2",
}

// ReadClass reads a class as written in a form: a code (KF, KF1), a name (技术开发, 委托开发), or both with a separator
// (ZR/专利实施许可). Original is the wording when present law has another class for the sub-class, so that both can be kept.
// Ok is false when no part is known.
func ReadClass(text string) (class Class, sub, original string, ok bool) {
	text = strings.TrimSpace(text)
	clean := strings.NewReplacer("合同", "", " ", "", "　", "").Replace(text)
	parts := strings.FieldsFunc(clean, func(r rune) bool { return strings.ContainsRune("/／-－—:：>（）()", r) })
	for i := len(parts) - 1; i >= 0; i-- { // the narrowest word is last and decides
		if s := findSub(parts[i]); s != "" {
			if i > 0 {
				if up := findClass(parts[0]); up != "" && up != classOfSub(s) {
					original = text
				}
			}
			if old[parts[i]] != "" {
				original = text
			}
			return classOfSub(s), s, original, true
		}
	}
	for _, p := range parts {
		if c := findClass(p); c != "" {
			return c, "", "", true
		}
	}
	return "", "", text, false
}

// findSub is the code of a sub-class by code or name, present or former; empty for an unknown word.
func findSub(word string) string {
	if code := old[word]; code != "" {
		return code
	}
	code, ok := SubClasses.Read(strings.ToUpper(word))
	if !ok {
		return ""
	}
	return code
}

func findClass(word string) Class {
	for _, c := range Classes {
		if strings.EqualFold(c.Code, word) || c.Zh == word || strings.TrimPrefix(c.Zh, "技术") == word {
			return Class(c.Code)
		}
	}
	return ""
}

// fits reports whether a sub-class belongs to a class; an empty one fits any.
func fits(c Class, sub string) bool { return sub == "" || c.Subs().Has(sub) }
