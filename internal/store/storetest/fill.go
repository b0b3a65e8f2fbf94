package storetest

import (
	"encoding"
	"reflect"
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/store"
)

// Filled makes a document in which every exported field holds a value. Golden then sees every field of the stored form,
// also those that are left out when empty. Values are the same at every call.
func Filled[T any](t *testing.T) T {
	t.Helper()
	var doc T
	fill(reflect.ValueOf(&doc).Elem(), "", 0)
	return doc
}

func fill(v reflect.Value, name string, depth int) {
	if m, ok := v.Addr().Interface().(*store.Meta); ok {
		*m = store.Meta{ID: "id", Market: "m", Rev: 2, Shape: 1}
		return
	}
	if said, ok := v.Addr().Interface().(*fault.Said); ok {
		*said = fault.Plain(strings.ToLower(name))
		return
	}
	if _, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok || depth > 8 {
		return // its zero value has a meaning of its own
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(7)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(7)
	case reflect.Float32, reflect.Float64:
		v.SetFloat(.5)
	case reflect.String:
		v.SetString(strings.ToLower(name))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), name, depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), name, depth+1)
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), name, depth+1)
		}
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, "key", depth+1)
		fill(value, name, depth+1)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				fill(v.Field(i), f.Name, depth+1)
			}
		}
	}
}

// FilledOf is Filled for the documents of a collection, also when their type is not exported.
func FilledOf[T any](t *testing.T, _ *store.Collection[T]) T {
	t.Helper()
	return Filled[T](t)
}
