package change

import (
	"encoding/json"
	"slices"
	"strings"
)

type object = map[string]json.RawMessage

func toObject(v any) (object, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	out := object{}
	return out, json.Unmarshal(data, &out)
}

// field reads a name such as contact.phone; nil for an absent one.
func field(o object, name string) json.RawMessage {
	first, rest, deep := strings.Cut(name, ".")
	v := o[first]
	if !deep || v == nil {
		return v
	}
	inner := object{}
	if json.Unmarshal(v, &inner) != nil {
		return nil
	}
	return field(inner, rest)
}

func setField(o object, name string, v json.RawMessage) error {
	first, rest, deep := strings.Cut(name, ".")
	if !deep {
		if v == nil {
			delete(o, first)
		} else {
			o[first] = v
		}
		return nil
	}
	if v == nil && o[first] == nil {
		return nil
	}
	inner := object{}
	if o[first] != nil {
		if err := json.Unmarshal(o[first], &inner); err != nil {
			return err
		}
	}
	if err := setField(inner, rest, v); err != nil {
		return err
	}
	data, err := json.Marshal(inner)
	o[first] = data
	return err
}

func full(v json.RawMessage) bool {
	return !slices.Contains([]string{"", "null", `""`, "[]", "{}", "0", "false"}, string(v))
}

// norm makes absent, null and empty values equal.
func norm(v json.RawMessage) []byte {
	if !full(v) {
		return nil
	}
	return v
}
