package fault

import (
	"fmt"

	"kebang/internal/vocab"
)

// Text is a sentence for a person; it stands beside the rule it explains. Zh and En are formats of package fmt for the
// same arguments, En may number them: %[2]s. Code is unique over the program, in kebab case.
type Text struct{ Code, Zh, En string }

// T declares a text.
func T(code, zh, en string) Text { return Text{code, zh, en} }

// Spoken is an argument of a text that reads differently in each language, such as a vocab.Term or another text.
type Spoken interface{ In(vocab.Lang) string }

// With gives the text its arguments: counts, words of a user, and Spoken values.
func (t Text) With(args ...any) Said { return Said{Text: t, Args: args} }

// In is the text without arguments in a language.
func (t Text) In(l vocab.Lang) string { return Said{Text: t}.In(l) }

// Said is a text with its arguments.
type Said struct {
	Text
	Args []any
}

// In is the sentence in a language; the Chinese one where there is no other.
func (s Said) In(l vocab.Lang) string {
	format := s.Zh
	if l == vocab.En && s.En != "" {
		format = s.En
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

// NotThere is said of a record that does not exist, and of one that the reader may not know of.
var NotThere = T("not-found", "没有找到请求的内容，可能已被删除，或您无权查看。",
	"Not found: it may be deleted, or you may not see it.")

var wrong = T("content-wrong", "内容有误，请修改。", "Something is wrong; please correct it.")

// Absent is the one answer for a record that does not exist and for one that the reader may not know of.
func Absent() *Error { return Of(NotFound, NotThere) }
