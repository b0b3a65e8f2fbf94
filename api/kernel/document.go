package kernel

import (
	"encoding/json"
	"path"
	"reflect"
	"slices"
	"strings"
)

// OpenAPI is the OpenAPI 3.1 document of all routes. Huma knows the types. OpenAPI adds to each field whether an answer
// always has it, whether it may be null, and its codes. It adds to each operation its problems.
func (s *Server) OpenAPI() ([]byte, error) {
	var doc map[string]any
	raw, err := json.Marshal(s.router.api.OpenAPI())
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		return nil, err
	}
	codes := s.router.codes()
	schemas := dig(doc, "components", "schemas")
	asked := map[string]bool{}
	for _, p := range dig(doc, "paths") {
		for _, op := range p.(map[string]any) {
			if o, ok := op.(map[string]any); ok {
				reach(o["requestBody"], schemas, asked)
			}
		}
	}
	reg := s.router.api.OpenAPI().Components.Schemas
	for name, v := range schemas {
		t := reg.TypeFromRef("#/components/schemas/" + name)
		if t == nil || t.Kind() != reflect.Struct {
			continue
		}
		schema := v.(map[string]any)
		properties := dig(schema, "properties")
		var always []string
		for _, f := range jsonFields(t) {
			property := dig(properties, f.name)
			if property == nil {
				continue
			}
			codes.describe(property, f.StructField)
			s.Fields.of(name, f.name).describe(property, codes, asked[name])
			if f.left {
				continue
			}
			always = append(always, f.name)
			if ref, ok := property["$ref"]; ok && f.Type.Kind() == reflect.Pointer {
				delete(property, "$ref")
				property["anyOf"] = []any{map[string]any{"$ref": ref}, map[string]any{"type": "null"}}
			}
		}
		if !asked[name] && len(always) > 0 { // requests may leave fields out
			slices.Sort(always)
			schema["required"] = slices.Compact(always)
		}
	}
	s.describe(dig(doc, "paths"), codes)
	for _, rt := range s.router.order {
		s.Problems.describe(dig(doc, "paths", rt.op.Path, strings.ToLower(rt.op.Method)), rt.op.OperationID)
	}
	doc["x-problem-codes"] = s.Problems[AnyOperation]
	b, err := json.MarshalIndent(doc, "", "  ")
	return append(b, '\n'), err
}

// describe adds to the operations what they do, and codes and meaning of their parameters.
func (s *Server) describe(paths map[string]any, codes codes) {
	for _, rt := range s.router.order {
		op := dig(paths, rt.op.Path, strings.ToLower(rt.op.Method))
		op["description"] = strings.TrimSpace(s.does(rt.op) + "\n\n" + rt.op.Description)
		parameters, _ := op["parameters"].([]any)
		for _, f := range jsonFields(rt.input) {
			for _, p := range parameters {
				p := p.(map[string]any)
				if in, _ := p["in"].(string); in != "" && f.Tag.Get(in) == p["name"] {
					codes.describe(dig(p, "schema"), f.StructField)
					if text := s.Fields.of("", p["name"].(string)).Doc; p["description"] == nil && text != "" {
						p["description"] = text
					}
				}
			}
		}
	}
}

// codes are the codes of enumerations, by the type that holds one and by the name of the list in /reference.
type codes struct {
	byType map[reflect.Type]string
	byName map[string][]string
}

// Enum declares that a type holds the codes of a list of /reference. A field of type string declares it by the tag
// codes:"name", or codes:"name,empty" where it may be empty.
func Enum[T ~string](r *Router, name string) { r.enums[reflect.TypeFor[T]()] = name }

func (r *Router) codes() codes {
	out := codes{r.enums, map[string][]string{}}
	for name, list := range r.words {
		out.byName[name] = list.Codes()
	}
	return out
}

// describe adds its codes to the schema of a field, or of the entries of a list.
func (c codes) describe(schema map[string]any, f reflect.StructField) {
	t := f.Type
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		if t.Kind() == reflect.Slice {
			if schema = dig(schema, "items"); schema == nil {
				return
			}
		}
		t = t.Elem()
	}
	name := f.Tag.Get("codes")
	if name == "" {
		name = c.byType[t]
	}
	c.list(schema, name)
}

// list adds the codes of a list, as the tag codes names it.
func (c codes) list(schema map[string]any, tag string) {
	name, empty, _ := strings.Cut(tag, ",")
	if name == "" || schema["enum"] != nil {
		return
	}
	list, ok := c.byName[name]
	if !ok {
		panic("kernel: /reference has no list " + name)
	}
	var values []any
	if empty != "" {
		values = append(values, "")
	}
	for _, code := range list {
		values = append(values, code)
	}
	schema["enum"], schema["x-reference"] = values, name
}

type jsonField struct {
	reflect.StructField
	name string
	left bool // omitted from JSON when empty
}

// jsonFields are the fields of a struct and of those it embeds, by their names in encoding/json.
func jsonFields(t reflect.Type) []jsonField {
	var out []jsonField
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" {
			e := f.Type
			if e.Kind() == reflect.Pointer {
				e = e.Elem()
			}
			if e.Kind() == reflect.Struct {
				out = append(out, jsonFields(e)...)
			}
			continue
		}
		if !f.IsExported() || name == "-" {
			continue
		}
		if name == "" {
			name = f.Name
		}
		out = append(out, jsonField{f, name, left(f)})
	}
	return out
}

func dig(m map[string]any, keys ...string) map[string]any {
	for _, k := range keys {
		m, _ = m[k].(map[string]any)
	}
	return m
}

// reach marks the schemas that a part of the document uses, directly or not.
func reach(v any, schemas map[string]any, seen map[string]bool) {
	switch x := v.(type) {
	case map[string]any:
		if ref, ok := x["$ref"].(string); ok {
			name := path.Base(ref)
			if !seen[name] {
				seen[name] = true
				reach(schemas[name], schemas, seen)
			}
		}
		for _, c := range x {
			reach(c, schemas, seen)
		}
	case []any:
		for _, c := range x {
			reach(c, schemas, seen)
		}
	}
}
