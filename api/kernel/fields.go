package kernel

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// Field are the facts about a field of the document that its Go type leaves out.
type Field struct {
	Rules   string // of what a request sends; see ParseFields
	Example any    // JSON value; nil for none
	Doc     string // English description
}

// Fields are the facts by name, and by Schema.name where a name means something else in one schema.
type Fields map[string]Field

// forms are the rules with a regular expression (ECMA 262) of their own. Each lets the empty string pass, because an
// optional field may be sent empty. The domain checks more, such as the last character of a uscc.
var forms = map[string]string{
	"date":     `^(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))?$`,
	"decimal":  `^(-?\d+(\.\d+)?)?$`,
	"email":    `^([^@\s]+@[^@\s]+)?$`,
	"id":       `^[0-9A-Za-z._-]*$`,
	"industry": `^(\d{2}|\d{4})?$`,
	"phone":    `^([0-9+][0-9 ()/;,，、-]{4,40})?$`,
	"region":   `^(\d{6})?$`,
	"sha256":   `^([0-9a-f]{64})?$`,
	"uscc":     `^([0-9A-HJ-NP-RTUW-Y]{18})?$`,
}

// ParseFields reads lines of a field, its rules, its example as JSON and its description, divided by bars. A rule is
// the most characters, or a name of forms. The rule id:noun is the id of a record of GET /noun. The rule codes:list
// names a list of /reference; codes:list,empty permits an empty value.
func ParseFields(text string) (Fields, error) {
	out := Fields{}
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.SplitN(line, "|", 4)
		if len(cells) != 4 {
			return nil, fmt.Errorf("line %d: want field | rules | example | description", n)
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		f := Field{Rules: cells[1], Doc: cells[3]}
		if cells[2] != "" {
			if err := json.Unmarshal([]byte(cells[2]), &f.Example); err != nil {
				return nil, fmt.Errorf("line %d: example: %w", n, err)
			}
		}
		if _, twice := out[cells[0]]; twice {
			return nil, fmt.Errorf("line %d: %s stands twice", n, cells[0])
		}
		out[cells[0]] = f
	}
	return out, lines.Err()
}

// of are the facts about a field of a schema.
func (fs Fields) of(schema, name string) Field {
	own, known := fs[schema+"."+name]
	all := fs[name]
	f := Field{cmp.Or(own.Rules, all.Rules), own.Example, cmp.Or(own.Doc, all.Doc)}
	if !known {
		f.Example = all.Example
	}
	return f
}

// ParseOperations reads lines of an operation and what it does, divided by a bar.
func ParseOperations(text string) (map[string]string, error) {
	out := map[string]string{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		id, does, ok := strings.Cut(line, "|")
		if !ok {
			return nil, fmt.Errorf("%q: want operation | what it does", line)
		}
		out[strings.TrimSpace(id)] = strings.TrimSpace(does)
	}
	return out, nil
}

// does is what an operation does. Lists and their downloads are described by their path.
func (s *Server) does(op huma.Operation) string {
	if text := s.Operations[op.OperationID]; text != "" {
		return text
	}
	noun := strings.Split(strings.TrimPrefix(op.Path, Prefix+"/"), "/")[0]
	switch {
	case strings.HasPrefix(op.OperationID, "list-") && op.Path == Prefix+"/"+noun:
		return "The " + noun + " that the reader may see, page by page."
	case strings.HasPrefix(op.OperationID, "export-"):
		return "The " + noun + " under the filters of their list, as .xlsx."
	}
	return ""
}

// describe adds the facts to the schema of a field. Sent says that requests have it.
func (f Field) describe(property map[string]any, codes codes, sent bool) {
	if property["description"] == nil && f.Doc != "" {
		property["description"] = f.Doc
	}
	if !sent {
		return
	}
	entry := property
	if items := dig(property, "items"); items != nil {
		entry = items
	}
	if entry["type"] == "string" {
		for rule := range strings.FieldsSeq(f.Rules) {
			addRule(entry, rule, codes)
		}
	}
	if property["examples"] == nil && f.Example != nil && suits(property, f.Example) {
		property["examples"] = []any{f.Example}
	}
}

func addRule(schema map[string]any, rule string, codes codes) {
	kind, of, _ := strings.Cut(rule, ":")
	if n, err := strconv.Atoi(rule); err == nil && schema["maxLength"] == nil {
		schema["maxLength"] = n
	}
	if form := forms[kind]; form != "" && schema["pattern"] == nil && schema["enum"] == nil {
		schema["pattern"] = form
	}
	switch kind {
	case "id":
		if schema["x-record"] = of; schema["maxLength"] == nil {
			schema["maxLength"] = 100
		}
	case "codes":
		codes.list(schema, of)
	}
}

// suits reports whether an example has the type of its schema, and is one of its codes.
func suits(schema map[string]any, example any) bool {
	switch v := example.(type) {
	case string:
		codes, _ := schema["enum"].([]any)
		for _, c := range codes {
			if c == v {
				return true
			}
		}
		return schema["type"] == "string" && codes == nil
	case float64:
		return schema["type"] == "integer" || schema["type"] == "number"
	case bool:
		return schema["type"] == "boolean"
	case []any:
		return schema["type"] == "array"
	default:
		return schema["type"] == "object"
	}
}
