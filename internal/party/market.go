package party

import (
	"cmp"
	"fmt"

	"kebang/internal/fault"
	"kebang/internal/industry"
	"kebang/internal/region"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// MarketForm is the profile of a market as its administrator edits it.
type MarketForm struct {
	Name           string   `json:"name" doc:"such as 镇康县技术市场"`
	RegionCode     string   `json:"regionCode" doc:"six digits of GB/T 2260"`
	BureauName     string   `json:"bureauName" doc:"full name of the bureau of science and technology"`
	RegistryName   string   `json:"registryName,omitempty" doc:"full name of the contract registry"`
	MainIndustries []string `json:"mainIndustries,omitempty" doc:"codes of the leading industries"`
	Introductions  int      `json:"introductions,omitempty" doc:"introductions of one broker that may wait at once, 1 to 200; 0 means 20"`

	SecondRegistrar    SecondRule `json:"secondRegistrar,omitempty" enum:"none,all,amount" doc:"whether a second registrar countersigns a recognition; empty for no"`
	SecondRegistrarFen int64      `json:"secondRegistrarFen,omitempty" minimum:"0" doc:"of amount: technology value in fen from which on it is needed"`
}

// Market is a county, city or province that runs on Kebang. It is the tenant of all other records.
type Market struct {
	store.Meta
	MarketForm
	Calendar  string `json:"calendar"` // name of the workday calendar; "cn" is the national one
	Demo      bool   `json:"demo"`     // demonstration data: banner on every page, mark on every export
	CreatedAt int64  `json:"createdAt"`
	UpdatedAt int64  `json:"updatedAt"`
}

// Markets are kept in store.National.
var Markets = store.Define(store.Def[Market]{
	Name: "markets", Shape: 2, Oldest: 2, Noun: vocab.Noun("市场", "market"),
	Meta:   func(m *Market) *store.Meta { return &m.Meta },
	Fields: []store.FieldSpec{{Name: "region"}, {Name: "name"}},
	Values: func(m *Market) store.Values { return store.Values{"region": m.RegionCode, "name": m.Name} },
	Unique: [][]string{{"name"}}, Indexes: [][]string{{"region"}},
})

// MaxIntroductions is the most unanswered introductions that a broker may have.
func (f *MarketForm) MaxIntroductions() int { return cmp.Or(f.Introductions, 20) }

// Check collects the mistakes of the form. At is the JSON pointer of the form.
func (f *MarketForm) Check(bad *fault.Fields, at string) {
	CheckText(bad, at+"/name", vocab.Noun("市场名称", "Market name"), f.Name, 2, 60)
	CheckText(bad, at+"/bureauName", vocab.Noun("科技主管部门", "Bureau"), f.BureauName, 2, 60)
	CheckText(bad, at+"/registryName", vocab.Noun("登记机构", "Registering office"), f.RegistryName, 0, 60)
	if _, ok := region.ByCode(f.RegionCode); !ok {
		bad.Note(at+"/regionCode", fault.T("choose-region-market",
			"请选择本市场所在的行政区划。",
			"Please choose the region of this market."))
	}
	if f.Introductions < 0 || f.Introductions > 200 {
		bad.Note(at+"/introductions", fault.T("limit-unanswered-introductions-1-200",
			"等待回应的引荐上限应在 1 到 200 之间，留空为 20。",
			"The limit of unanswered introductions is 1 to 200; 20 when left empty."))
	}
	f.checkSecond(bad, at)
	if len(f.MainIndustries) > 12 {
		bad.Note(at+"/mainIndustries", fault.T("at-most-12-main-industries", "主导产业最多12个。",
			"At most 12 main industries."))
		return
	}
	for i, c := range f.MainIndustries {
		if _, ok := industry.ByCode(c); !ok {
			bad.Note(fmt.Sprintf("%s/mainIndustries/%d", at, i), fault.T("there-no-industry-choose-from",
				"没有代码为“%s”的行业，请从列表中选择。",
				"There is no industry “%s”; please choose from the list."), c)
		}
	}
}
