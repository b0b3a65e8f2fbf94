package kernel

import (
	"context"
	"path"
	"reflect"
	"regexp"
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

// Name gives a type its name in the OpenAPI document. It is for generic types, whose own names are clumsy.
func Name[T any](r *Router, name string) { r.names[reflect.TypeFor[T]()] = name }

// of names a type in the OpenAPI document. Wire types have their name, others their package in front
// (PartyOrganization). Arguments of generic types follow. A page of DealView is DealList.
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
	for _, part := range strings.Split(name, "-") { // operation ids are part of names of request bodies
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

// document serves the OpenAPI document. The first request makes it, when all resources are registered.
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
