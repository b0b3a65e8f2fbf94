package kernel

import (
	"cmp"
	"context"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/fault"
)

// TodoShown is the most items of one kind in the list of things to do. The page at the kind's Href has the others.
const TodoShown = 20

// TodoRecord names the waiting record.
type TodoRecord struct {
	Type   string `json:"type" doc:"demand, achievement, deal, contract, organization, job, market"`
	ID     string `json:"id"`
	Serial string `json:"serial,omitempty"`
	Name   string `json:"name" doc:"the title of the record, as this reader may see it"`
}

// TodoItem is one item that waits for the reader in one of his roles. A source fills in Record, Since, Due and Href. It
// fills in Title and Detail when the kind's own words are not enough.
type TodoItem struct {
	Kind       string     `json:"kind"`
	Role       actor.Role `json:"role"`
	Membership string     `json:"membership" doc:"the role to act in, see POST /session/role"`
	Title      string     `json:"title" doc:"what is to be done"`
	Detail     string     `json:"detail,omitempty"`
	Record     TodoRecord `json:"record"`
	Since      int64      `json:"since,omitempty" doc:"waits since, UTC ms"`
	Due        string     `json:"due,omitempty" doc:"last day, YYYY-MM-DD"`
	Href       string     `json:"href" doc:"path of the page"`
}

// TodoKind are all items of one kind for the reader in one role. Href lists exactly the Count of them. Items are the
// first TodoShown, the most urgent first.
type TodoKind struct {
	Kind       string     `json:"kind"`
	Role       actor.Role `json:"role"`
	Membership string     `json:"membership"`
	Title      string     `json:"title"`
	Detail     string     `json:"detail"`
	Count      int64      `json:"count"`
	Href       string     `json:"href" doc:"path of the page that lists exactly these"`
	Items      []TodoItem `json:"-"`
}

// TodoOf is a kind with its words in the language of the request: what is to be done, and how.
func TodoOf(ctx context.Context, kind, href string, do, how fault.Spoken) TodoKind {
	l := RequestOf(ctx).Lang
	return TodoKind{Kind: kind, Title: do.In(l), Detail: how.In(l), Href: href}
}

// TodoList is everything that waits for a person in the market, over all his roles there.
type TodoList struct {
	Items []TodoItem `json:"items" doc:"by due date, then by age"`
	Kinds []TodoKind `json:"kinds"`
	Total int64      `json:"total"`
}

// Todo finds the items for an actor in one part of the domain. An empty kind is left out.
type Todo func(context.Context, actor.Actor) ([]TodoKind, error)

// Todo adds a source of things to do.
func (r *Router) Todo(t Todo) { r.todos = append(r.todos, t) }

// listTodos is the first page of every role: the items of the caller in all his roles of the market.
func listTodos(r *Router) {
	Route(r, SignedIn, Op("list-todos", "GET", "/todos", "待办"),
		func(ctx context.Context, _ actor.Actor, _ *struct{}) (*Out[TodoList], error) {
			roles, err := r.callers.Roles(ctx, RequestOf(ctx).Caller)
			if err != nil {
				return nil, err
			}
			var all todoSum
			for _, role := range roles {
				for _, t := range r.todos {
					kinds, err := t(ctx, role.Actor)
					if err != nil {
						return nil, err
					}
					all.add(role, kinds)
				}
			}
			return NewOut(all.list()), nil
		})
}

// todoSum joins the items of several roles. An item of two roles of a person is named once.
type todoSum struct {
	out  TodoList
	seen map[[3]string]bool // kind, type and id of the record
}

func (s *todoSum) add(c Caller, kinds []TodoKind) {
	if s.seen == nil {
		s.seen = map[[3]string]bool{}
	}
	for _, k := range kinds {
		var items []TodoItem
		known := int64(0)
		for _, it := range k.Items {
			key := [3]string{k.Kind, it.Record.Type, it.Record.ID}
			if s.seen[key] {
				known++
				continue
			}
			s.seen[key] = true
			it.Kind, it.Role, it.Membership = k.Kind, c.Actor.Role, c.Membership
			it.Title, it.Detail = cmp.Or(it.Title, k.Title), cmp.Or(it.Detail, k.Detail)
			items = append(items, it)
		}
		if len(items) == 0 {
			continue
		}
		slices.SortStableFunc(items, ByUrgency)
		k.Role, k.Membership, k.Count = c.Actor.Role, c.Membership, k.Count-known
		s.out.Kinds = append(s.out.Kinds, k)
		s.out.Items = append(s.out.Items, items[:min(len(items), TodoShown)]...)
		s.out.Total += k.Count
	}
}

func (s *todoSum) list() TodoList {
	out := s.out
	slices.SortStableFunc(out.Items, ByUrgency)
	return out
}

// ByUrgency puts the earliest due item first, then the longest waiting one. An item without either comes last.
func ByUrgency(a, b TodoItem) int {
	last := func(no bool) int {
		if no {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(last(a.Due == ""), last(b.Due == "")), cmp.Compare(a.Due, b.Due),
		cmp.Compare(last(a.Since == 0), last(b.Since == 0)), cmp.Compare(a.Since, b.Since))
}
