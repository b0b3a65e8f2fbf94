package listings

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/listing"
)

// listingTodos are the listings that wait for the actor: a queue of reviews, or his own drafts.
func listingTodos(ctx context.Context, svc *listing.Service, a actor.Actor) ([]kernel.TodoKind, error) {
	demands, err := deskTodos(ctx, svc.Demands, a)
	if err != nil {
		return nil, err
	}
	achievements, err := deskTodos(ctx, svc.Achievements, a)
	return append(demands, achievements...), err
}

func deskTodos[C listing.Content](ctx context.Context, d *listing.Desk[C], a actor.Actor) ([]kernel.TodoKind, error) {
	noun := string(d.Kind())
	name, _ := listing.Kinds.Find(noun)
	var k kernel.TodoKind
	f := listing.Filter{Sort: "updated", Limit: kernel.TodoShown}
	switch {
	case a.Is(actor.Officer):
		f.Scope = "review"
		k = kernel.TodoOf(ctx, "review-"+noun, "/review?kind="+noun,
			fault.T("todo-review", "审核%s", "Review: %s").With(name),
			fault.T("todo-review-how", "审核后发布，或写明理由退回。", "Read and publish, or return with a reason."))
	case a.Is(actor.Enterprise, actor.Institute, actor.Researcher, actor.Agency, actor.Commissioner):
		f.Scope, f.State = "mine", listing.Draft
		k = kernel.TodoOf(ctx, "draft-"+noun, "/"+noun+"s?scope=mine&state=draft",
			fault.T("todo-draft", "补齐并提交%s", "Complete and submit: %s").With(name),
			fault.T("todo-draft-how", "补齐内容后提交审核；退回的会写明原因。",
				"Complete and submit them; a returned one says why."))
	default:
		return nil, nil
	}
	page, n, err := d.List(ctx, a, f)
	if err != nil || n == 0 {
		return nil, err
	}
	k.Count = n
	for _, v := range page.Items {
		content := v.Current()
		it := kernel.TodoItem{Record: kernel.TodoRecord{Type: noun, ID: v.ID, Serial: v.Serial,
			Name: listing.CommonOf(&content).Title}, Since: v.UpdatedAt,
			Href: "/" + noun + "s/" + v.ID}
		if f.Scope == "review" {
			it.Href += "?review=1"
		} else {
			if it.Detail = v.ReturnedFor; it.Detail == "" && v.Source != nil && v.Source.Import != "" {
				it.Detail = fault.T("todo-draft-imported", "由主管部门批量导入，请核对内容后提交审核。",
					"Imported by the office; check the content, then submit it.").In(kernel.RequestOf(ctx).Lang)
			}
		}
		k.Items = append(k.Items, it)
	}
	return []kernel.TodoKind{k}, nil
}
