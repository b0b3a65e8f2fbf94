package fault

import (
	"errors"
	"fmt"
	"strings"

	"kebang/internal/vocab"
)

// Text is a sentence for a person; it stands beside its rule. Zh and En are formats of package fmt for the same
// arguments. En may number them: %[2]s. Code is unique in the program, in kebab case.
type Text struct{ Code, Zh, En string }

// T declares a text.
func T(code, zh, en string) Text { return Text{code, zh, en} }

// kept are the texts that records may hold by their code.
var kept = map[string]Text{}

// Kept declares a text that records hold as its code and arguments. It belongs to a package-level variable. After a
// release its code and the kinds of its arguments stay; the words may be corrected.
func Kept(code, zh, en string) Text {
	if _, ok := kept[code]; ok {
		panic("fault: " + code + " is declared twice") // at the start of the program
	}
	t := T(code, zh, en)
	kept[code] = t
	return t
}

// Spoken is an argument of a text with a form in each language, such as a vocab.Term or another text.
type Spoken interface{ In(vocab.Lang) string }

// With gives the text its arguments: counts, words of a user, and Spoken values.
func (t Text) With(args ...any) Said { return Said{Text: t, Args: args} }

// In is the text without arguments in a language.
func (t Text) In(l vocab.Lang) string { return Said{Text: t}.In(l) }

// Said is a text with its arguments, or a plain sentence. The zero Said is empty.
type Said struct {
	Text
	Args  []any
	plain bool // Zh and En are no formats
}

// Plain is a sentence of a person, or of a record from before sentences had codes.
func Plain(s string) Said { return Said{Text: Text{Zh: s}, plain: true} }

// SaidOf is the sentence of the outermost fault in err; zero without a fault.
func SaidOf(err error) Said {
	var e *Error
	if !errors.As(err, &e) {
		return Said{}
	}
	return e.Said()
}

// IsZero reports whether the sentence is empty.
func (s Said) IsZero() bool { return s.Zh == "" }

// In is the sentence in a language; the Chinese one when it has no other.
func (s Said) In(l vocab.Lang) string {
	format := s.Zh
	if l == vocab.En && s.En != "" {
		format = s.En
	}
	if s.plain {
		return format
	}
	args := make([]any, len(s.Args))
	for i, a := range s.Args {
		if v, ok := a.(Spoken); ok {
			a = v.In(l)
		}
		args[i] = a
	}
	return fmt.Sprintf(format, args...)
}

// Equal reports whether both say the same in both languages.
func (s Said) Equal(o Said) bool {
	return s.Code == o.Code && s.In(vocab.Zh) == o.In(vocab.Zh) && s.In(vocab.En) == o.In(vocab.En)
}

// Lines are sentences in a language, none as an empty list.
func Lines(said []Said, l vocab.Lang) []string {
	out := make([]string, len(said))
	for i, s := range said {
		out[i] = s.In(l)
	}
	return out
}

// All is an argument that lists others: with 、 in Chinese, with commas in English.
type All []any

// In is the list in a language.
func (a All) In(l vocab.Lang) string {
	words := make([]string, len(a))
	for i, x := range a {
		if v, ok := x.(Spoken); ok {
			x = v.In(l)
		}
		words[i] = fmt.Sprint(x)
	}
	if l == vocab.En {
		return strings.Join(words, ", ")
	}
	return strings.Join(words, "、")
}

// NotThere is the text for a record that does not exist, and for one that the reader may not know of.
var NotThere = T("not-found", "没有找到请求的内容，可能已被删除，或您无权查看。",
	"Not found: it may be deleted, or you may not see it.")

var wrong = T("content-wrong", "内容有误，请修改。", "Something is wrong; please correct it.")

// Absent is the one error for a record that does not exist and for one that the reader may not know of.
func Absent() *Error { return Of(NotFound, NotThere) }
