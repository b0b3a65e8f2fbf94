package pages

import (
	"context"

	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/industry"
	"kebang/internal/region"
)

// IndustryNode is a line of the taxonomy.
type IndustryNode struct {
	Code     string         `json:"code"`
	Name     string         `json:"name"`
	Short    string         `json:"short,omitempty"`
	English  string         `json:"english,omitempty"`
	Children []IndustryNode `json:"children,omitempty"`
}

// RegionView is one place of GB/T 2260.
type RegionView struct {
	Code     string `json:"code"`
	Name     string `json:"name"`
	FullName string `json:"fullName"`
	Level    int    `json:"level" doc:"1 province, 2 prefecture, 3 county"`
}

func industryTree() []IndustryNode {
	var out []IndustryNode
	for _, g := range industry.Groups() {
		n := IndustryNode{Code: g.Code, Name: g.Name, Short: g.Short, English: g.English}
		for _, c := range industry.Children(g.Code) {
			n.Children = append(n.Children, IndustryNode{Code: c.Code, Name: c.Name, English: c.English})
		}
		out = append(out, n)
	}
	return out
}

// Vocabulary is the reference data without a record: industries, roles and regions.
func Vocabulary(r *kernel.Router) {
	r.Reference("industries", industryTree())
	kernel.Enum[actor.Role](r, "roles")
	r.Words("roles", actor.RoleNames)
	kernel.Route(r, kernel.Public, kernel.Op("list-regions", "GET", "/regions", "下级行政区划"),
		func(_ context.Context, _ actor.Actor, in *struct {
			Parent string `query:"parent" maxLength:"6" doc:"code above; empty for provinces"`
			Q      string `query:"q" maxLength:"40" doc:"part of the name"`
		}) (*kernel.List[RegionView], error) {
			var out []RegionView
			add := func(x region.Region) {
				out = append(out, RegionView{x.Code, x.Name, region.FullName(x.Code), x.Level})
			}
			if in.Q != "" {
				for _, code := range region.Find(in.Q) {
					if x, ok := region.ByCode(code); ok {
						add(x)
					}
				}
				return kernel.NewItems(out), nil
			}
			if in.Parent == "" {
				in.Parent = region.National
			}
			for _, x := range region.Children(in.Parent) {
				add(x)
			}
			return kernel.NewItems(out), nil
		})
}
