package kernel

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"kebang/internal/actor"
	"kebang/internal/flow"
	"kebang/internal/vocab"
)

// Reference adds a part to the reference data, which changes with a new version of the program only.
func (r *Router) Reference(name string, part any) { r.reference[name] = part }

// Words adds an enumeration to the reference data. The pages keep no copy of it.
func (r *Router) Words(name string, list vocab.List) {
	r.words[name] = list
	r.Reference(name, list)
}

// Flow adds a lifecycle: its transitions as nounFlow, its states as nounStates, its steps as nounSteps.
func (r *Router) Flow(noun string, t *flow.Table) {
	r.Reference(noun+"Flow", newFlowReference(t))
	r.Words(noun+"States", t.Names)
	r.Words(noun+"Steps", t.Labels)
}

// AllWords are the enumerations by name.
func (r *Router) AllWords() map[string]vocab.List { return r.words }

// references answers with all parts together. It is registered last, since its schema has a property for each part.
func references(r *Router) {
	schemas := r.api.OpenAPI().Components.Schemas
	all := &huma.Schema{Type: huma.TypeObject, Properties: map[string]*huma.Schema{},
		Required: slices.Sorted(maps.Keys(r.reference))}
	for name, part := range r.reference {
		s := schemas.Schema(reflect.TypeOf(part), true, name)
		s.Nullable = false
		s.Description = "the list " + name + ", in the order of its form"
		if noun, yes := strings.CutSuffix(name, "Flow"); yes {
			s.Description = "the lifecycle of a " + noun + ": states, steps and who may take them"
		}
		all.Properties[name] = s
	}
	schemas.Map()["Reference"] = all
	op := Op("reference", "GET", "/reference", "参考数据：行业、角色、状态流程、合同类别等")
	op.Responses = map[string]*huma.Response{"200": {Description: "OK", Content: map[string]*huma.MediaType{
		"application/json": {Schema: &huma.Schema{Ref: "#/components/schemas/Reference"}}}}}
	Route(r, Public, op, func(context.Context, actor.Actor, *struct{}) (*Out[map[string]any], error) {
		return NewOut(r.reference), nil
	})
}
