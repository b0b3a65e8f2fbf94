package api_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"kebang/api/apitest"
)

// TestAnswersHaveTypesOfTheirOwn: an answer, and each entry of a list, is a type of package api. No such type embeds
// one of the domain. A change of a record therefore never silently changes an answer.
func TestAnswersHaveTypesOfTheirOwn(t *testing.T) {
	doc := apitest.New(t).Handler.Router().Document()
	reg := doc.Components.Schemas
	ours := func(typ reflect.Type) bool { return strings.HasPrefix(typ.PkgPath(), "kebang/api") }
	for path, item := range doc.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Delete} {
			if op == nil {
				continue
			}
			for status, r := range op.Responses {
				media := r.Content["application/json"]
				if !strings.HasPrefix(status, "2") || media == nil || media.Schema.Ref == "" {
					continue
				}
				typ := reg.TypeFromRef(media.Schema.Ref)
				if typ == nil { // of /reference, which is put together from parts
					continue
				}
				if items, ok := typ.FieldByName("Items"); ok && strings.HasSuffix(media.Schema.Ref, "List") {
					typ = items.Type.Elem()
				}
				if !ours(typ) {
					t.Errorf("%s answers with %s", path, typ)
				}
			}
		}
	}
	for name := range reg.Map() {
		typ := reg.TypeFromRef("#/components/schemas/" + name)
		if typ == nil {
			continue
		}
		for i := range typ.NumField() {
			f := typ.Field(i)
			if strings.HasSuffix(name, "View") && name != "LeftOutView" && ours(typ) && f.Anonymous && !ours(f.Type) {
				t.Errorf("%s embeds %s", typ, f.Type)
			}
		}
	}
}
