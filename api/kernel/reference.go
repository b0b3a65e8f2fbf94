package kernel

import (
	"context"

	"kebang/internal/actor"
)

type referencePart struct {
	name string
	read func(context.Context) (any, error)
}

// Reference adds a part to the reference data: lists and lifecycles a page needs to show names and buttons.
func (r *Router) Reference(name string, read func(context.Context) (any, error)) {
	r.reference = append(r.reference, referencePart{name, read})
}

// references answers with all parts together.
func references(r *Router) {
	Route(r, Public, Op("reference", "GET", "/reference", "参考数据：行业、角色、状态流程、合同类别等"),
		func(ctx context.Context, _ actor.Actor, _ *struct{}) (*Out[map[string]any], error) {
			out := map[string]any{}
			for _, p := range r.reference {
				v, err := p.read(ctx)
				if err != nil {
					return nil, err
				}
				out[p.name] = v
			}
			return NewOut(out), nil
		})
}
