package kernel

import (
	"reflect"
	"strings"
	"sync"
)

// filled is v with [] and {} for every nil list and map in its JSON, so that no answer has null for them. Changed parts
// are copied, because an answer may share memory with a cache.
func filled(v reflect.Value) (reflect.Value, bool) {
	if !holdsLists(v.Type()) {
		return v, false
	}
	out, changed := v, false
	set := func(part func(reflect.Value) reflect.Value, to reflect.Value) {
		if !changed {
			out, changed = reflect.New(v.Type()).Elem(), true
			if out.Set(v); v.Kind() == reflect.Slice {
				out.Set(reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, v.Len()), v))
			}
		}
		part(out).Set(to)
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			break
		}
		if to, yes := filled(v.Elem()); yes {
			out, changed = reflect.New(v.Type().Elem()), true
			out.Elem().Set(to)
		}
	case reflect.Slice:
		if v.IsNil() {
			return reflect.MakeSlice(v.Type(), 0, 0), true
		}
		for i := range v.Len() {
			if to, yes := filled(v.Index(i)); yes {
				set(func(x reflect.Value) reflect.Value { return x.Index(i) }, to)
			}
		}
	case reflect.Map:
		if v.IsNil() {
			return reflect.MakeMap(v.Type()), true
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if !shown(v.Type().Field(i)) || isNil(v.Field(i)) && left(v.Type().Field(i)) {
				continue
			}
			if to, yes := filled(v.Field(i)); yes {
				set(func(x reflect.Value) reflect.Value { return x.Field(i) }, to)
			}
		}
	}
	return out, changed
}

var listy sync.Map // type -> whether a list or map can stand in it

// holdsLists reports whether JSON of a type can hold a list or a map.
func holdsLists(t reflect.Type) bool {
	if known, ok := listy.Load(t); ok {
		return known.(bool)
	}
	listy.Store(t, true) // for a type that contains itself
	holds := false
	switch t.Kind() {
	case reflect.Pointer:
		holds = holdsLists(t.Elem())
	case reflect.Slice:
		holds = t.Elem().Kind() != reflect.Uint8
	case reflect.Map:
		holds = true
	case reflect.Struct:
		for i := range t.NumField() {
			holds = holds || shown(t.Field(i)) && holdsLists(t.Field(i).Type)
		}
	}
	listy.Store(t, holds)
	return holds
}

// shown reports whether a field is part of JSON, or holds fields that are.
func shown(f reflect.StructField) bool { return f.IsExported() && f.Tag.Get("json") != "-" }

// left reports whether JSON omits the field when it is empty.
func left(f reflect.StructField) bool {
	_, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	return strings.Contains(options, "omitempty") || strings.Contains(options, "omitzero")
}

func isNil(v reflect.Value) bool {
	return (v.Kind() == reflect.Slice || v.Kind() == reflect.Map) && v.IsNil()
}
