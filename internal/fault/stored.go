package fault

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"

	"kebang/internal/vocab"
)

// saidForm is a Said in a record: code and arguments of a Kept text. Another text is stored with its sentence in both
// languages, because its code may be unknown to the reader of the record. A Plain sentence is a JSON string.
type saidForm struct {
	Code string `json:"code"`
	Args []any  `json:"args,omitempty"`
	Zh   string `json:"zh,omitempty"`
	En   string `json:"en,omitempty"`
}

// MarshalJSON writes the stored form: {"code":"match-budget","args":["word",3,{"term":…}]}. It fails on an argument of
// a kind that cannot be stored.
func (s Said) MarshalJSON() ([]byte, error) {
	if s.Code == "" {
		return json.Marshal(s.In(vocab.Zh))
	}
	t, ok := kept[s.Code]
	if s.plain || !ok || t != s.Text {
		return json.Marshal(saidForm{Code: s.Code, Zh: s.In(vocab.Zh), En: s.In(vocab.En)})
	}
	args, err := storedArgs(s.Args)
	if err != nil {
		return nil, fmt.Errorf("fault: %s: %w", s.Code, err)
	}
	return json.Marshal(saidForm{Code: s.Code, Args: args})
}

// UnmarshalJSON reads the stored form. An unknown code becomes its own sentence.
func (s *Said) UnmarshalJSON(b []byte) error {
	*s = Said{}
	if b[0] == '"' || string(b) == "null" {
		var words string
		err := json.Unmarshal(b, &words)
		if words != "" {
			*s = Plain(words)
		}
		return err
	}
	var form struct {
		saidForm
		Args []json.RawMessage `json:"args"`
	}
	if err := json.Unmarshal(b, &form); err != nil {
		return err
	}
	t, ok := kept[form.Code]
	if form.Zh != "" || !ok {
		if form.Zh == "" {
			form.Zh = form.Code
		}
		*s = Said{Text: Text{form.Code, form.Zh, form.En}, plain: true}
		return nil
	}
	args, err := readArgs(form.Args)
	*s = t.With(args...)
	return err
}

// Tagged is an argument with its own form in records: {"tag": …}.
type Tagged interface {
	Spoken
	Tag() string
}

var tagged = map[string]func([]byte) (any, error){"term": read[vocab.Term], "bytes": read[Bytes]}

// Argument makes a type an argument of texts in records. It belongs to a package-level variable.
func Argument[T Tagged]() bool {
	var zero T
	tagged[zero.Tag()] = read[T]
	return true
}

func read[T any](b []byte) (any, error) {
	var v T
	err := json.Unmarshal(b, &v)
	return v, err
}

func storedArgs(args []any) ([]any, error) {
	out := make([]any, len(args))
	for i, a := range args {
		var err error
		if out[i], err = storedArg(a); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func storedArg(a any) (any, error) {
	switch v := a.(type) {
	case Tagged:
		return map[string]any{v.Tag(): v}, nil
	case Said:
		return map[string]any{"said": v}, nil
	case Text:
		return map[string]any{"said": v.With()}, nil
	case vocab.Term:
		return map[string]any{"term": v}, nil
	case Bytes:
		return map[string]any{"bytes": v}, nil
	case All:
		list, err := storedArgs(v)
		return map[string]any{"all": list}, err
	case Spoken, fmt.Stringer:
		return nil, fmt.Errorf("an argument of type %T cannot be stored", a)
	}
	switch v := reflect.ValueOf(a); {
	case v.Kind() == reflect.String:
		return v.String(), nil
	case v.CanInt():
		return v.Int(), nil
	}
	return nil, fmt.Errorf("an argument of type %T cannot be stored", a)
}

func readArgs(list []json.RawMessage) ([]any, error) {
	var out []any
	for _, b := range list {
		a, err := readArg(bytes.TrimSpace(b))
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, nil
}

func readArg(b []byte) (any, error) {
	switch b[0] {
	case '"':
		return read[string](b)
	case '{':
	default:
		n, err := strconv.Atoi(string(b))
		return n, err
	}
	var form map[string]json.RawMessage
	if err := json.Unmarshal(b, &form); err != nil {
		return nil, err
	}
	for tag, v := range form {
		switch f, ok := tagged[tag]; {
		case ok:
			return f(v)
		case tag == "said":
			return read[Said](v)
		case tag == "all":
			var list []json.RawMessage
			if err := json.Unmarshal(v, &list); err != nil {
				return nil, err
			}
			args, err := readArgs(list)
			return All(args), err
		}
	}
	return nil, fmt.Errorf("fault: the argument %.80s has no known kind", b)
}
