package form

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/intake/wording"
	"kebang/internal/listing"
	"kebang/internal/money"
)

// FieldChange is the effect of an update on one field. An empty cell of the file never empties a field: the stored
// value stays, and Kept says so.
type FieldChange struct {
	Field string `json:"field" doc:"key of the column"`
	Label string `json:"label"`
	Old   string `json:"old"`
	New   string `json:"new"`
	Kept  bool   `json:"kept,omitempty" doc:"文件中为空，保留原值"`
}

// moreFields are JSON fields that a column fills besides its own ones, by column key.
var moreFields = map[string][]string{
	"nice": {"requirements"}, "budget": {"budgetHighFen"}, "price": {"priceHighFen"}, "industry": {"industryConfirmed"},
	"stage":    {"stageWords", "trl"},
	"ipNumber": {"ip"}, "hideOrg": {"hideOrg"}, "sourceKind": {"tags"}, "contactPhone": {"contact.name",
		"contact.phone"}, "org": {"orgWords"},
	"related": {"related"}, "ipNumbers": {"ipNumbers"}, "sellerContact": {"seller.contact"},
	"sellerPhone": {"seller.phone"}, "buyerContact": {"buyer.contact"},
	"buyerPhone": {"buyer.phone"}, "secrecy": {"levels", "detail"}, "class": {"oldClass"},
}

// fields are the JSON names that a column fills, with a point before the part of an object.
func (c *Column) fields() []string {
	out := slices.Clone(moreFields[c.Key])
	for _, at := range c.at {
		name := strings.ReplaceAll(strings.Trim(at, "/"), "/", ".")
		if !strings.HasSuffix(at, "/") && name != "uscc" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

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

// Merged lays the columns of a row's file over the stored record. Fields without a column in the file, and those with
// an empty cell, stay unchanged.
func Merged[C any](r *Row, stored, row C) (C, error) {
	var out C
	base, err := toObject(stored)
	if err != nil {
		return out, err
	}
	fresh, err := toObject(row)
	if err != nil {
		return out, err
	}
	words, fromWords := object{}, object{}
	_ = json.Unmarshal(base["words"], &words) // absent is empty
	_ = json.Unmarshal(fresh["words"], &fromWords)
	for _, key := range r.filled {
		c := ByKey(r.kind(), key)
		if c == nil {
			continue
		}
		for _, name := range c.fields() {
			v := field(fresh, name)
			if name == "requirements" {
				if v, err = lines2(base[name], v, key == "must"); err != nil {
					return out, err
				}
			}
			if name == "ip" {
				if v, err = mergeRights(base[name], v, slices.Contains(r.filled, "ipKind"),
					slices.Contains(r.filled, "ipNumber")); err != nil {
					return out, err
				}
			}
			if err := setField(base, name, v); err != nil {
				return out, err
			}
			if w := fromWords[name]; w != nil { // words are flat: contact.phone is one name there
				words[name] = w
			} else {
				delete(words, name)
			}
		}
	}
	if base["industry"] == nil && fresh["industry"] != nil { // proposed from the text, when nobody has stated one
		base["industry"] = fresh["industry"]
	}
	delete(base, "words")
	if len(words) > 0 {
		if base["words"], err = json.Marshal(words); err != nil {
			return out, err
		}
	}
	data, err := json.Marshal(base)
	if err != nil {
		return out, err
	}
	return out, json.Unmarshal(data, &out)
}

// lines2 replaces the stored must lines by those of the file and leaves the wishes, or the other way round.
func lines2(stored, fresh json.RawMessage, must bool) (json.RawMessage, error) {
	var old, add []listing.Requirement
	if stored != nil {
		if err := json.Unmarshal(stored, &old); err != nil {
			return nil, err
		}
	}
	if fresh != nil {
		if err := json.Unmarshal(fresh, &add); err != nil {
			return nil, err
		}
	}
	out := slices.DeleteFunc(add, func(r listing.Requirement) bool { return r.Must != must })
	for _, r := range old {
		if r.Must != must {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b listing.Requirement) int {
		if a.Must == b.Must {
			return 0
		} else if a.Must {
			return -1
		}
		return 1
	})
	if len(out) == 0 {
		return nil, nil
	}
	return json.Marshal(out)
}

// Differences compares the stored record with the next one, column by column of the file.
func Differences[C any](r *Row, stored, next C) ([]FieldChange, error) {
	k := r.kind()
	before, err := toObject(stored)
	if err != nil {
		return nil, err
	}
	after, err := toObject(next)
	if err != nil {
		return nil, err
	}
	var out []FieldChange
	done := map[string]bool{}
	for _, c := range Of(k) {
		if len(c.parts) > 0 {
			continue
		}
		in := has(r.filled, c.Key, k)
		blank := !in && has(r.blank, c.Key, k)
		if !in && !blank {
			continue
		}
		changed, stands := false, false
		for _, name := range c.fields() {
			a, b := field(before, name), field(after, name)
			if name == "industryConfirmed" || done[name] && name != "requirements" && name != "ip" {
				continue
			}
			done[name] = true
			if name == "requirements" {
				a, _ = lines2(nil, a, c.Key == "must")
				b, _ = lines2(nil, b, c.Key == "must")
			}
			if name == "ip" {
				a, b = rightsPart(a, c.Key), rightsPart(b, c.Key)
			}
			stands = stands || full(a)
			changed = changed || !bytes.Equal(norm(a), norm(b))
		}
		switch {
		case in && changed:
			out = append(out, FieldChange{Field: c.Key, Label: c.Heading, Old: shown(c, k, stored, before),
				New: shown(c, k, next, after)})
		case blank && stands:
			if old := shown(c, k, stored, before); old != "" {
				out = append(out, FieldChange{Field: c.Key, Label: c.Heading, Old: old, Kept: true})
			}
		}
	}
	return out, nil
}

// has reports whether a column was in the file, by itself or as a part of a mixed one.
func has(keys []string, key string, k Kind) bool {
	return slices.ContainsFunc(keys, func(have string) bool {
		c := ByKey(k, have)
		return have == key || c != nil && slices.Contains(c.parts, key)
	})
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

// AnyChange reports whether an update changes anything.
func AnyChange(cs []FieldChange) bool {
	return slices.ContainsFunc(cs, func(c FieldChange) bool { return !c.Kept })
}

// shown is the content of a column in readable form, at most 200 characters.
func shown[C any](c *Column, k Kind, content C, o object) string {
	r := NewRow(k)
	switch v := any(content).(type) {
	case listing.DemandContent:
		r.Demand, r.Org = &v, v.OrgWords
	case listing.AchievementContent:
		r.Achievement, r.Org = &v, v.OrgWords
	case contract.Content:
		r.Contract = &v
	}
	s := ""
	if c.Show != nil {
		if v := c.Show(r); v != nil {
			s = fmt.Sprint(v)
		}
	}
	if s == "" {
		var parts []string
		for _, name := range c.fields() {
			if v := field(o, name); full(v) {
				parts = append(parts, plain(name, v))
			}
		}
		s = strings.Join(parts, " ")
	}
	if words := field(o, "words"); words != nil && s == "" {
		for _, name := range c.fields() {
			var all map[string]string
			if json.Unmarshal(words, &all) == nil && all[name] != "" {
				s = all[name]
			}
		}
	}
	if n := []rune(s); len(n) > 200 {
		s = string(n[:200]) + "…"
	}
	return s
}

// plain is a JSON value in words: money in 万元, places and lists by name.
func plain(name string, v json.RawMessage) string {
	var any any
	if json.Unmarshal(v, &any) != nil {
		return ""
	}
	switch x := any.(type) {
	case string:
		switch {
		case strings.HasSuffix(name, "region"):
			return fmt.Sprint(RegionName(x, ""))
		case name == "industry":
			return fmt.Sprint(IndustryNames(x))
		case name == "class", name == "subClass":
			return className(x)
		}
		return x
	case bool:
		return fmt.Sprint(YesNo(x))
	case float64:
		if strings.HasSuffix(name, "Fen") {
			var fen int64
			if json.Unmarshal(v, &fen) == nil {
				return money.FormatWan(fen)
			}
		}
		return strings.TrimSuffix(fmt.Sprintf("%.2f", x), ".00")
	case []interface{}:
		var out []string
		for _, one := range x {
			switch y := one.(type) {
			case string:
				out = append(out, y)
			case map[string]interface{}:
				for _, key := range slices.Sorted(maps.Keys(y)) {
					if f, ok := y[key].(float64); ok && strings.HasSuffix(key, "Fen") {
						out = append(out, money.FormatWan(int64(f)))
					} else if s, ok := y[key].(string); ok && s != "" {
						out = append(out, s)
					}
				}
			}
		}
		return strings.Join(out, "、")
	}
	return string(v)
}

func className(code string) string {
	if c, ok := contract.Classes.Find(code); ok {
		return c.Zh
	}
	return contract.SubClasses.Name(code)
}

// TellDiffers is the sentence for a stored record that an import may no longer change.
func TellDiffers(cs []FieldChange, why fault.Said) fault.Said {
	var parts []string
	for _, c := range cs {
		if !c.Kept && len(parts) < 3 {
			unit := ""
			if strings.Contains(c.Label, "万元") {
				unit = " 万元"
			}
			label, _, _ := strings.Cut(c.Label, "（")
			parts = append(parts, fmt.Sprintf("%s %s → %s%s", label, emptyWord(c.Old), emptyWord(c.New), unit))
		}
	}
	return sayRowDiffers.With(strings.Join(parts, "；"), why)
}

func emptyWord(s string) string {
	if s == "" {
		return "空"
	}
	return wording.Clip(s)
}

// ErrMerge is the error for a stored record whose JSON cannot be merged with a row. It is fault.Internal.
var ErrMerge = fault.Of(fault.Internal, fault.T("import-merge",
	"这一行无法与系统中的记录合并，请联系维护人员。",
	"The row cannot be merged with the record here; ask who looks after the program."))

// What is told, stored with the import.
var (
	sayRowDiffers = fault.Kept("row-differs",
		"与系统中不同（%s），未更新：%s。",
		"Differs from what is here (%s), not updated: %s.")
)
