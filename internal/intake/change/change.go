// Package change tells and makes what a row of a file changes of a stored record. A filled cell changes the fields of
// its column; an empty cell and a missing column change nothing. The columns and their fields belong to package form.
package change

import (
	"bytes"
	"encoding/json"
	"slices"

	"kebang/internal/fault"
	"kebang/internal/intake/form"
)

// Merged lays the columns of a row's file over the stored record. Fields without a column in the file, and those with
// an empty cell, stay unchanged.
func Merged[C any](r *form.Row, stored, row C) (C, error) {
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
	for _, key := range r.Filled {
		c := form.ByKey(r.Kind(), key)
		if c == nil {
			continue
		}
		for _, name := range c.Fields() {
			v := field(fresh, name)
			if name == "requirements" {
				if v, err = lines2(base[name], v, key == "must"); err != nil {
					return out, err
				}
			}
			if name == "ip" {
				if v, err = mergeRights(base[name], v, slices.Contains(r.Filled, "ipKind"),
					slices.Contains(r.Filled, "ipNumber")); err != nil {
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

// Differences compares the stored record with the next one, column by column of the file.
func Differences[C any](r *form.Row, stored, next C) ([]form.FieldChange, error) {
	k := r.Kind()
	before, err := toObject(stored)
	if err != nil {
		return nil, err
	}
	after, err := toObject(next)
	if err != nil {
		return nil, err
	}
	var out []form.FieldChange
	done := map[string]bool{}
	for _, c := range form.Of(k) {
		if len(c.Parts) > 0 {
			continue
		}
		in := has(r.Filled, c.Key, k)
		blank := !in && has(r.Blank, c.Key, k)
		if !in && !blank {
			continue
		}
		changed, stands := false, false
		for _, name := range c.Fields() {
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
			out = append(out, form.FieldChange{Field: c.Key, Label: c.Heading, Old: shown(c, k, stored, before),
				New: shown(c, k, next, after)})
		case blank && stands:
			if old := shown(c, k, stored, before); old != "" {
				out = append(out, form.FieldChange{Field: c.Key, Label: c.Heading, Old: old, Kept: true})
			}
		}
	}
	return out, nil
}

// has reports whether a column was in the file, by itself or as a part of a mixed one.
func has(keys []string, key string, k form.Kind) bool {
	return slices.ContainsFunc(keys, func(have string) bool {
		c := form.ByKey(k, have)
		return have == key || c != nil && slices.Contains(c.Parts, key)
	})
}

// Any reports whether an update changes anything.
func Any(cs []form.FieldChange) bool {
	return slices.ContainsFunc(cs, func(c form.FieldChange) bool { return !c.Kept })
}

// ErrMerge is the error for a stored record whose JSON cannot be merged with a row. It is fault.Internal.
var ErrMerge = fault.Of(fault.Internal, fault.T("import-merge",
	"这一行无法与系统中的记录合并，请联系维护人员。",
	"The row cannot be merged with the record here; ask who looks after the program."))
