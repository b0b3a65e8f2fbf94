package expert

import (
	"strings"

	"kebang/internal/relation"
	"kebang/internal/store"
	"kebang/internal/text"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Kind is the name of experts in links of files and histories.
const Kind = "expert"

// Sources are where an expert comes from. County pools are tiny (practice.md 4).
var Sources = vocab.List{
	{Code: "own", Zh: "本县专家库", En: "County pool"},
	{Code: "city", Zh: "市专家库", En: "City pool"},
	{Code: "province", Zh: "省专家库", En: "Provincial pool"},
}

// Steps are the steps in the history of an expert.
var Steps = vocab.List{
	{Code: "create", Zh: "录入", En: "Create"},
	{Code: "edit", Zh: "修改", En: "Edit"},
}

// Unit is an organisation by what is known of it: its record, code or name.
type Unit struct {
	ID   string `json:"id,omitempty"` // organisation
	Name string `json:"name"`
	USCC string `json:"uscc,omitempty"`
}

// Same reports whether two units are one: by record, code or name. Names are compared without spaces and width.
func (u Unit) Same(o Unit) bool {
	return u.ID != "" && u.ID == o.ID || u.USCC != "" && u.USCC == o.USCC || plain(u.Name) != "" &&
		plain(u.Name) == plain(o.Name)
}

func plain(s string) string { return strings.Join(strings.Fields(text.Normal(s)), "") }

// Post is a unit of the expert. The first one is the present one.
type Post struct {
	Unit
	Until workday.Date `json:"until,omitempty"` // last day there; empty while it lasts
}

// Tie is what is known about one relation of the expert to a unit.
type Tie struct {
	With Unit `json:"with"`
	relation.Relation
}

// Expert is one member of the pool.
type Expert struct {
	store.Meta
	Name      string       `json:"name"`
	Title     string       `json:"title,omitempty"` // 职称、职务
	Posts     []Post       `json:"posts"`
	Fields    []string     `json:"fields"` // taxonomy codes of level 1
	Phone     string       `json:"phone,omitempty"`
	Person    string       `json:"person,omitempty"`  // person with the role of an expert; empty: by link
	Account   string       `json:"account,omitempty"` // of that person
	Source    string       `json:"source"`            // code of Sources
	Paper     string       `json:"paper,omitempty"`   // file id of the list or letter
	Document  string       `json:"document,omitempty"`
	Checked   workday.Date `json:"checked,omitempty"` // day on which name and units were confirmed
	CheckedBy string       `json:"checkedBy,omitempty"`
	Ties      []Tie        `json:"ties"`
	Left      bool         `json:"left,omitempty"` // out of the pool
	CreatedAt int64        `json:"createdAt"`      // UTC ms
	UpdatedAt int64        `json:"updatedAt"`      // UTC ms
}

// Experts are kept in the market of their pool. A name at a unit is there once.
var Experts = store.Define(store.Def[Expert]{
	Name: "experts", Shape: 1, Noun: vocab.Noun("专家", "expert"), Meta: func(e *Expert) *store.Meta { return &e.Meta },
	Fields: []store.FieldSpec{{Name: "left", Type: store.Bool}, {Name: "name"}, {Name: "person"}, {Name: "who"}},
	Values: func(e *Expert) store.Values {
		v := store.Values{"left": e.Left, "name": e.Name, "who": plain(e.Name) + "/" + plain(e.Unit().Name)}
		if e.Person != "" {
			v["person"] = e.Person
		}
		return v
	},
	Unique:  [][]string{{"who"}, {"person"}},
	Indexes: [][]string{{"left", "name"}},
})

// Unit is the present unit.
func (e *Expert) Unit() Unit {
	if len(e.Posts) == 0 {
		return Unit{}
	}
	return e.Posts[0].Unit
}

// Identified reports whether name and unit code of the expert are confirmed. An unconfirmed one takes part in no draw,
// because relations of a wrong identity are missed.
func (e *Expert) Identified() bool { return e.Name != "" && e.Unit().USCC != "" && e.Checked != "" }

// years is how long a former post counts, in days.
const years = 3 * 365

// Relation is what is known on a day about one relation of the expert to a unit. Several answers about one are joined:
// 有 prevails, then 无. A post of the last three years is 有 of the same unit.
func (e *Expert) Relation(u Unit, kind string, today workday.Date) relation.Relation {
	out := relation.Relation{Kind: kind, Verdict: relation.Unknown}
	if kind == relation.SameUnit {
		for _, p := range e.Posts {
			if p.Same(u) && (p.Until == "" || p.Until.DaysUntil(today) <= years) {
				return relation.Relation{Kind: kind, Verdict: relation.Yes, Source: "专家信息中的单位：" + p.Name, On: e.Checked}
			}
		}
	}
	for _, t := range e.Ties {
		if t.Kind != kind || !t.With.Same(u) {
			continue
		}
		if t.Verdict == relation.Yes || t.Verdict == relation.No && out.Verdict == relation.Unknown {
			out = t.Relation
		}
	}
	return out
}

// Relations are the relations of the expert to a unit in the order of the form.
func (e *Expert) Relations(u Unit, today workday.Date) []relation.Relation {
	out := make([]relation.Relation, len(relation.People))
	for i, k := range relation.People {
		out[i] = e.Relation(u, k.Code, today)
	}
	return out
}

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec { return []store.Spec{Experts.Spec(), Draws.Spec()} }
