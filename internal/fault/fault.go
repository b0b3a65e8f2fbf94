// Package fault is the one error type of Kebang. An error has a kind (the class of the failure), a stable code and a
// sentence that may be shown to a user. It also has the fields with broken rules. The package must not know HTTP:
// package api holds the single table from Kind to status.
package fault

import (
	"errors"
	"fmt"
	"slices"

	"kebang/internal/vocab"
)

// Kind is the class of a failure. The zero value is Internal, so a forgotten kind is safe: nothing of an internal error
// is ever shown.
type Kind int

// The kinds, from the most careful to the most specific.
const (
	Internal        Kind = iota // a defect or a failed engine; only logged
	Malformed                   // the bytes do not have their claimed format
	Invalid                     // readable, but a rule is broken; Fields have the places
	Unauthenticated             // nobody is signed in, or the sign-in has ended
	Forbidden                   // known person, known record, no permission
	NotFound                    // absent, or hidden from this reader
	Conflict                    // a unique key or an invariant over several records
	Stale                       // the record changed since it was read
	WrongState                  // the flow table has no such step from this state
	TooLarge                    // more bytes, rows or characters than allowed
	TooMany                     // rate limit
	Unavailable                 // an engine is down; a later try may succeed
)

var kindNames = [...]string{"internal", "malformed", "invalid", "unauthenticated", "forbidden", "not-found", "conflict",
	"stale", "wrong-state", "too-large", "too-many", "unavailable"}

func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "internal"
}

// Field is one broken rule at one place of the input.
type Field struct {
	Pointer string `json:"pointer"` // RFC 6901 pointer into the request body, e.g. /requirements/0/value
	Msg     string `json:"msg"`     // a Chinese sentence with the remedy
	said    Said
}

// In is the sentence in a language.
func (f Field) In(l vocab.Lang) string { return spoken(f.said, f.Msg, l) }

// Error is a failure with its kind. Msg and Fields may be shown to the sender of the request, the cause never.
type Error struct {
	Kind   Kind
	Code   string // stable, kebab-case, e.g. "uscc-check-character"
	Msg    string // a Chinese sentence with the remedy
	Fields []Field
	said   Said
	err    error
}

// In is the sentence in a language.
func (e *Error) In(l vocab.Lang) string { return spoken(e.said, e.Msg, l) }

// Said is the sentence in the form of records.
func (f Field) Said() Said { return keptAs(f.said, f.Msg) }

// Said is the sentence in the form of records.
func (e *Error) Said() Said { return keptAs(e.said, e.Msg) }

func keptAs(s Said, zh string) Said {
	if s.IsZero() && zh != "" {
		return Plain(zh)
	}
	return s
}

func spoken(s Said, zh string, l vocab.Lang) string {
	if l == vocab.En && s.En != "" {
		return s.In(l)
	}
	return zh
}

func (e *Error) Error() string {
	s := e.Kind.String() + ": " + e.Code + ": " + e.Msg
	for _, f := range e.Fields {
		s += fmt.Sprintf(" [%s %s]", f.Pointer, f.Msg)
	}
	if e.err != nil {
		s += ": " + e.err.Error()
	}
	return s
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.err }

// Is lets errors.Is(err, &fault.Error{Kind: k, Code: c}) compare kind and code. An empty code matches any.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Kind == e.Kind && (t.Code == "" || t.Code == e.Code)
}

// Of makes an error of the given kind from a text and its arguments.
func Of(kind Kind, t Text, args ...any) *Error {
	s := t.With(args...)
	return &Error{Kind: kind, Code: t.Code, Msg: s.In(vocab.Zh), said: s}
}

// Cause is Of with the failure behind it, which is logged and never shown.
func Cause(err error, kind Kind, t Text, args ...any) *Error {
	e := Of(kind, t, args...)
	e.err = err
	return e
}

// At adds a broken rule to the error.
func (e *Error) At(pointer string, t Text, args ...any) *Error {
	(*Fields)(&e.Fields).Note(pointer, t, args...)
	return e
}

// KindOf is the kind of the outermost fault in err; Internal without a fault.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Is reports whether err carries a fault of this kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// Refusal reports whether err refuses a request, as opposed to a defect or a failed engine.
func Refusal(err error) bool { return err != nil && KindOf(err) != Internal }

// Fields collects broken rules during a check, so that a user sees all of them at once.
type Fields []Field

// Note notes a broken rule by a text and its arguments.
func (f *Fields) Note(pointer string, t Text, args ...any) {
	s := t.With(args...)
	*f = append(*f, Field{Pointer: pointer, Msg: s.In(vocab.Zh), said: s})
}

// Take notes the sentence of a fault at a pointer. Any other error is noted without its text.
func (f *Fields) Take(pointer string, err error) {
	var e *Error
	if !errors.As(err, &e) {
		e = Of(Invalid, wrong)
	}
	*f = append(*f, Field{Pointer: pointer, Msg: e.Msg, said: e.said})
}

// Fault is nil without a noted rule, else an Invalid error with all fields.
func (f Fields) Fault(t Text, args ...any) error {
	if len(f) == 0 {
		return nil
	}
	e := Of(Invalid, t, args...)
	e.Fields = f
	return e
}

// NoteFirst notes a broken rule unless the field has one already, because the first one has the first remedy.
func (f *Fields) NoteFirst(pointer string, t Text, args ...any) {
	var one Fields
	one.Note(pointer, t, args...)
	f.first(one[0])
}

func (f *Fields) first(x Field) {
	if !slices.ContainsFunc(*f, func(y Field) bool { return y.Pointer == x.Pointer }) {
		*f = append(*f, x)
	}
}

// Merge notes the fields of an Error as NoteFirst does. It returns any other error.
func (f *Fields) Merge(err error) error {
	var e *Error
	if err != nil && !errors.As(err, &e) {
		return err
	}
	if e != nil {
		for _, x := range e.Fields {
			f.first(x)
		}
	}
	return nil
}
