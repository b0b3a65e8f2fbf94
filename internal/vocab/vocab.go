// Package vocab holds the common form of all enumerations: a code for records and the wire, and a name in each
// language. It must not know a noun.
package vocab

import (
	"slices"
	"strings"
)

// Lang is a language of answers.
type Lang string

// The languages. The zero Lang is Chinese.
const (
	Zh Lang = "zh"
	En Lang = "en"
)

// Term is one value of an enumeration.
type Term struct {
	Code string `json:"code"`
	Zh   string `json:"name"`
	En   string `json:"english"`
}

// In is the name of the term in a language; the Chinese name when it has no other.
func (t Term) In(l Lang) string {
	if l == En && t.En != "" {
		return t.En
	}
	return t.Zh
}

// Noun is a term without a code, for a sentence that names a kind of record or a field.
func Noun(zh, en string) Term { return Term{Zh: zh, En: en} }

// List is an enumeration in the order of the forms.
type List []Term

// Find is the term of a code.
func (l List) Find(code string) (Term, bool) {
	i := slices.IndexFunc(l, func(t Term) bool { return t.Code == code })
	if i < 0 {
		return Term{Code: code, Zh: code}, false
	}
	return l[i], true
}

// Has reports whether the list holds the code.
func (l List) Has(code string) bool { _, ok := l.Find(code); return ok }

// Name is the Chinese name of a code; the code itself when the list does not hold it.
func (l List) Name(code string) string { t, _ := l.Find(code); return t.Zh }

// NameOrNone is the Chinese name of a code; empty when the list does not hold it.
func (l List) NameOrNone(code string) string {
	if t, ok := l.Find(code); ok {
		return t.Zh
	}
	return ""
}

// Read is the code of a word, which may be a code or a Chinese name. Ok is false for any other word.
func (l List) Read(word string) (code string, ok bool) {
	for _, t := range l {
		if t.Code == word || t.Zh == word {
			return t.Code, true
		}
	}
	return word, false
}

// Codes are the codes in order.
func (l List) Codes() []string {
	out := make([]string, len(l))
	for i, t := range l {
		out[i] = t.Code
	}
	return out
}

// Names are the Chinese names in order.
func (l List) Names() []string {
	out := make([]string, len(l))
	for i, t := range l {
		out[i] = t.Zh
	}
	return out
}

// In is all names in a language, for a sentence.
func (l List) In(lang Lang) string {
	names, between := make([]string, len(l)), "、"
	if lang == En {
		between = ", "
	}
	for i, t := range l {
		names[i] = t.In(lang)
	}
	return strings.Join(names, between)
}

// And is the list with further terms at its end.
func (l List) And(more ...Term) List { return append(slices.Clip(l), more...) }
