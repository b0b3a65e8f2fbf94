package kernel

import (
	"context"
	"encoding/json"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"kebang/internal/actor"
)

var qualified = regexp.MustCompile(`[\w./-]*?(\w+)\.(\w+)`)

// ours are the packages of wire types.
const ours = "kebang/api"

// schemaNames are the names that areas gave to types.
type schemaNames map[reflect.Type]string

// Name gives a type its name in the OpenAPI document. It is for generic types, whose own names nobody would say.
func Name[T any](r *Router, name string) { r.names[reflect.TypeFor[T]()] = name }

// of names a type in the OpenAPI document: wire types by their name, others with their package in front
// (PartyOrganization), arguments of generic types behind. A page of DealView is DealList.
func (names schemaNames) of(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if given := names[t]; given != "" {
		return given
	}
	if strings.HasPrefix(t.Name(), "Page[") {
		item, _ := t.FieldByName("Items")
		return strings.TrimSuffix(names.of(item.Type.Elem(), ""), "View") + "List"
	}
	name := t.Name()
	if name == "" {
		name = hint
	}
	if name == "" {
		return huma.DefaultSchemaNamer(t, hint)
	}
	name = qualified.ReplaceAllStringFunc(name, func(s string) string {
		m := qualified.FindStringSubmatch(s)
		if strings.HasPrefix(s, ours) {
			return title(m[2])
		}
		return title(m[1]) + title(m[2])
	})
	name = strings.NewReplacer("[", "", "]", "", ",", "", "*", "", "·", "").Replace(name)
	if p := t.PkgPath(); t.Name() != "" && p != "" && !strings.HasPrefix(p, ours) {
		if pkg := title(path.Base(p)); !strings.HasPrefix(name, pkg) {
			name = pkg + name
		}
	}
	var b strings.Builder
	for _, part := range strings.Split(name, "-") { // operation ids stand in names of request bodies
		b.WriteString(title(part))
	}
	return b.String()
}

func title(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// OpenAPI is the OpenAPI 3.1 document of all routes. What is sent may leave fields out, so those are optional; types
// that are only ever answered list the fields that always stand in them as required, which keeps generated clients free
// of needless checks.
func (s *Server) OpenAPI() ([]byte, error) {
	var doc map[string]any
	raw, err := json.Marshal(s.router.api.OpenAPI())
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		return nil, err
	}
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
		if asked[name] || t == nil || t.Kind() != reflect.Struct {
			continue
		}
		schema := v.(map[string]any)
		if req := always(t, dig(schema, "properties")); len(req) > 0 {
			schema["required"] = req
		}
	}
	b, err := json.MarshalIndent(doc, "", "  ")
	return append(b, '\n'), err
}

// document serves the OpenAPI document. It is made at the first request, when all resources are registered.
func (s *Server) document() Resource {
	made := sync.OnceValues(s.OpenAPI)
	return func(r *Router) {
		Route(r, Public, Op("openapi", "GET", "/openapi.json", "本接口的 OpenAPI 3.1 文档"),
			func(context.Context, actor.Actor, *struct{}) (*huma.StreamResponse, error) {
				b, err := made()
				return &huma.StreamResponse{Body: func(ctx huma.Context) {
					ctx.SetHeader("Content-Type", "application/json")
					_, _ = ctx.BodyWriter().Write(b)
				}}, err
			})
	}
}

func dig(m map[string]any, keys ...string) map[string]any {
	for _, k := range keys {
		m, _ = m[k].(map[string]any)
	}
	return m
}

// reach marks the schemas that can be reached from a part of the document.
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

// always lists the JSON fields of a struct that encoding/json never leaves out.
func always(t reflect.Type, properties map[string]any) []string {
	var out []string
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		name, opts, _ := strings.Cut(tag, ",")
		if f.Anonymous && name == "" {
			e := f.Type
			if e.Kind() == reflect.Pointer {
				e = e.Elem()
			}
			if e.Kind() == reflect.Struct {
				out = append(out, always(e, properties)...)
			}
			continue
		}
		if !f.IsExported() || name == "-" || strings.Contains(opts, "omitempty") || strings.Contains(opts, "omitzero") {
			continue
		}
		if name == "" {
			name = f.Name
		}
		if properties[name] != nil {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
