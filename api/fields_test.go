package api_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"kebang/api/apitest"
)

// schema is the part of a JSON schema that the rules of the document look at.
type schema struct {
	Ref         string            `json:"$ref"`
	Type        any               `json:"type"`
	Description string            `json:"description"`
	Pattern     string            `json:"pattern"`
	Format      string            `json:"format"`
	MaxLength   int               `json:"maxLength"`
	Enum        []any             `json:"enum"`
	Examples    []any             `json:"examples"`
	Items       *schema           `json:"items"`
	AnyOf       []schema          `json:"anyOf"`
	Properties  map[string]schema `json:"properties"`
	Required    []string          `json:"required"`
}

// refs are the names of the schemas that one names.
func (s schema) refs() (out []string) {
	if s.Ref != "" {
		out = append(out, s.Ref[strings.LastIndex(s.Ref, "/")+1:])
	}
	for _, x := range s.AnyOf {
		out = append(out, x.refs()...)
	}
	for _, x := range s.Properties {
		out = append(out, x.refs()...)
	}
	if s.Items != nil {
		out = append(out, s.Items.refs()...)
	}
	return out
}

// english reports whether a text begins in English.
func english(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r != utf8.RuneError && !unicode.Is(unicode.Han, r)
}

type document struct {
	Paths map[string]map[string]struct {
		OperationID string
		Summary     string
		Description string
		Parameters  []struct{ Name, Description string }
		RequestBody struct {
			Content map[string]struct{ Schema schema }
		}
		Responses map[string]any
	}
	Components struct{ Schemas map[string]schema }
}

// TestDocumentDescribes: operations, parameters and fields have English descriptions, and operations Chinese summaries.
// What a request sends says more: a text has its form, codes or most characters, and a needed field an example.
func TestDocumentDescribes(t *testing.T) {
	raw, err := apitest.New(t).Handler.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var doc document
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	sent := map[string]bool{}
	var reach func(s schema)
	reach = func(s schema) {
		for _, name := range s.refs() {
			if !sent[name] {
				sent[name] = true
				reach(doc.Components.Schemas[name])
			}
		}
	}
	for path, item := range doc.Paths {
		for method, op := range item {
			first, _, more := strings.Cut(op.Description, "\n\n")
			if !more || !english(first) {
				t.Errorf("%s %s: say in English what it does, by a line of api/operations.txt: %s | …", method, path,
					op.OperationID)
			}
			if !apitest.Chinese.MatchString(op.Summary) || len(op.Responses) < 2 {
				t.Errorf("%s: summary “%s”, %d statuses", op.OperationID, op.Summary, len(op.Responses))
			}
			for _, p := range op.Parameters {
				if !english(p.Description) {
					t.Errorf("%s: describe the parameter %s by doc:\"…\" or a line of api/fields.txt", op.OperationID,
						p.Name)
				}
			}
			reach(op.RequestBody.Content["application/json"].Schema)
		}
	}
	for name, s := range doc.Components.Schemas {
		for field, p := range s.Properties {
			if !english(p.Description) {
				t.Errorf("%s.%s: describe it in English by doc:\"…\" or a line of api/fields.txt: %s | | | …", name,
					field, field)
			}
			one := p
			if p.Items != nil {
				one = *p.Items
			}
			if sent[name] && one.Type == "string" && one.Pattern == "" && one.Format == "" && one.Enum == nil &&
				one.MaxLength == 0 {
				t.Errorf("%s.%s: give it codes:\"…\", maxLength:\"…\", or rules in api/fields.txt: %s.%s | 200 | |",
					name, field, name, field)
			}
		}
		for _, field := range s.Required {
			p := s.Properties[field]
			if sent[name] && (p.Type == "string" || p.Type == "integer") && p.Examples == nil && p.Enum == nil {
				t.Errorf("%s.%s is needed: give it example:\"…\", or one in api/fields.txt", name, field)
			}
		}
	}
}
