package api

import (
	"context"

	"kebang/internal/party"
)

// TodoItem is one thing that waits for the reader.
type TodoItem struct {
	Kind   string `json:"kind"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Count  int64  `json:"count"`
	Href   string `json:"href" doc:"页面地址"`
	Due    string `json:"due,omitempty" doc:"截止日期 YYYY-MM-DD"`
}

// Todo finds what waits for an actor in one part of the domain.
type Todo func(context.Context, party.Actor) ([]TodoItem, error)

// Todo adds a source of things to do.
func (r *Router) Todo(t Todo) { r.todos = append(r.todos, t) }

// Todos are the first page of every role.
func Todos() Resource {
	return func(r *Router) {
		Route(r, SignedIn, Op("list-todos", "GET", "/todos", "待办"),
			func(ctx context.Context, a party.Actor, _ *struct{}) (*List[TodoItem], error) {
				var out []TodoItem
				for _, t := range r.todos {
					items, err := t(ctx, a)
					if err != nil {
						return nil, err
					}
					out = append(out, items...)
				}
				return NewItems(out), nil
			})
	}
}
