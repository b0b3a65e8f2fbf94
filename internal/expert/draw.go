package expert

import (
	"slices"

	"kebang/internal/actor"
	"kebang/internal/flow"
	"kebang/internal/relation"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// DrawKind is the name of draws in links and histories.
const DrawKind = "draw"

// The states of a draw.
const (
	Noticed = "noticed" // 已公告: the hashes stand, the witness has not typed his words
	Drawn   = "drawn"   // 已抽取
	Void    = "void"    // 已作废: another draw, with its own number, takes its place
)

// The steps of a draw.
const (
	StepDraw = "draw"
	StepVoid = "void"
)

// Flow is the lifecycle of a draw. The witness acts at the screen of the officer. By his link the program acts for him.
var Flow = flow.Table{
	Noun: vocab.Noun("专家抽取", "Draw"), Start: Noticed, Finals: []string{Void},
	Names: vocab.List{
		{Code: Noticed, Zh: "已公告，待抽取", En: "Announced"},
		{Code: Drawn, Zh: "已抽取", En: "Drawn"},
		{Code: Void, Zh: "已作废", En: "Void"},
	},
	Labels: vocab.List{
		{Code: StepDraw, Zh: "抽取专家", En: "Draw the experts"},
		{Code: StepVoid, Zh: "作废", En: "Make void"},
		{Code: "announce", Zh: "公告", En: "Announce"},
	},
	Edges: []flow.Edge{
		{From: Noticed, Step: StepDraw, To: Drawn, By: []string{string(actor.Officer), string(actor.System)}},
		{From: Noticed, Step: StepVoid, To: Void, By: []string{string(actor.Officer)}, Reason: true},
		{From: Drawn, Step: StepVoid, To: Void, By: []string{string(actor.Officer)}, Reason: true},
	},
}

// The reasons why a member of the pool is in or out.
const (
	WhySeat       = "seat"       // drawn for a seat
	WhySubstitute = "substitute" // drawn behind the seats
	WhyWaits      = "waits"      // in the pool of a draw that was not done yet
	WhyIdentity   = "identity"   // it is not confirmed who he is
	WhyField      = "field"      // another field
	WhyRelation   = "relation"   // a relation to the asker or a team
	WhyPart       = "part"       // takes part in the challenge by name
	WhyOut        = "out"        // declined or withdrew from this review
)

// Whys are the reasons in the order of the result.
var Whys = vocab.List{
	{Code: WhySeat, Zh: "抽中", En: "Drawn"},
	{Code: WhySubstitute, Zh: "候补", En: "Substitute"},
	{Code: WhyWaits, Zh: "参加抽取", En: "In the pool"},
	{Code: WhyIdentity, Zh: "身份或单位未核实", En: "Identity or unit not confirmed"},
	{Code: WhyField, Zh: "专业领域不符", En: "Another field"},
	{Code: WhyRelation, Zh: "与发榜方或揭榜方有关系，回避", En: "Related to the asker or a team"},
	{Code: WhyPart, Zh: "本人参与本项目，回避", En: "Takes part himself"},
	{Code: WhyOut, Zh: "已婉拒或已回避", En: "Declined or withdrew"},
}

// Open is a relation of a member to a unit that nobody looked into.
type Open struct {
	Unit  string   `json:"unit"`
	Kinds []string `json:"kinds"`
}

// Member is one expert of the pool in a draw.
type Member struct {
	Expert   string             `json:"expert"`
	Name     string             `json:"name"`
	Unit     string             `json:"unit"`
	Why      string             `json:"why"`                // code of Whys
	Place    int                `json:"place,omitempty"`    // of the lot, from 1
	Relation *relation.Relation `json:"relation,omitempty"` // that keeps him out
	With     string             `json:"with,omitempty"`     // unit of the relation
	Open     []Open             `json:"open,omitempty"`     // not looked into; never taken for none
}

func (m Member) in() bool { return m.Why == WhySeat || m.Why == WhySubstitute || m.Why == WhyWaits }

// Witness is the person who sees to the draw (监督).
type Witness struct {
	Name string `json:"name"`
	Unit string `json:"unit"`
	Link bool   `json:"link,omitempty"` // acted by a one-time link, not at the officer's screen
}

// Subject names the record that experts are drawn for.
type Subject struct {
	Kind   string `json:"kind"`
	Record string `json:"record"`
	Title  string `json:"title"`
}

// Question is what experts are drawn for.
type Question struct {
	About  Subject  `json:"about"`
	Seats  int      `json:"seats"`
	Fields []string `json:"fields"` // taxonomy codes of level 1, one of which a member has
	Units  []Unit   `json:"units"`  // asker, teams and partners
	People []string `json:"people"` // names of those who take part: contacts, members of the teams
	Out    []string `json:"out"`    // experts who declined or withdrew before
}

// Draw is one numbered draw.
type Draw struct {
	store.Meta
	Question
	No        int      `json:"no"` // among the draws of its record, from 1
	State     string   `json:"state"`
	Witness   Witness  `json:"witness"`
	Members   []Member `json:"members"`
	PoolHash  string   `json:"poolHash"`
	NonceHash string   `json:"nonceHash"`
	Nonce     string   `json:"nonce"` // secret until the draw
	Words     string   `json:"words,omitempty"`
	Seed      string   `json:"seed,omitempty"`
	Reason    string   `json:"reason,omitempty"` // why it is void
	By        string   `json:"by"`               // person of the office
	ByName    string   `json:"byName"`
	NoticedAt int64    `json:"noticedAt"` // UTC ms
	DrawnAt   int64    `json:"drawnAt,omitempty"`
	UpdatedAt int64    `json:"updatedAt"`
}

// Draws are kept in the market of their record.
var Draws = store.Define(store.Def[Draw]{
	Name: "draws", Shape: 1, Noun: vocab.Noun("专家抽取", "draw"), Meta: func(d *Draw) *store.Meta { return &d.Meta },
	Fields: []store.FieldSpec{{Name: "subject"}, {Name: "no", Type: store.Int}, {Name: "state"},
		{Name: "updated", Type: store.Int}},
	Values: func(d *Draw) store.Values {
		return store.Values{"subject": d.About.Kind + "/" + d.About.Record, "no": d.No, "state": d.State,
			"updated": d.UpdatedAt}
	},
	Unique:  [][]string{{"subject", "no"}},
	Indexes: [][]string{{"state", "updated"}},
})

// Pool are the ids of the members who are in.
func (d *Draw) Pool() []string { return pool(d.Members) }

func pool(ms []Member) (out []string) {
	for _, m := range ms {
		if m.in() {
			out = append(out, m.Expert)
		}
	}
	return out
}

// Order are the members who are in, by their lots; none before the draw.
func (d *Draw) Order() []Member {
	out := slices.DeleteFunc(slices.Clone(d.Members), func(m Member) bool { return m.Place == 0 })
	slices.SortFunc(out, func(a, b Member) int { return a.Place - b.Place })
	return out
}

// member says why an expert is in or out.
func (q *Question) member(e *Expert, today workday.Date) Member {
	m := Member{Expert: e.ID, Name: e.Name, Unit: e.Unit().Name, Why: WhyWaits}
	switch {
	case slices.Contains(q.Out, e.ID):
		m.Why = WhyOut
	case !e.Identified():
		m.Why = WhyIdentity
	case len(q.Fields) > 0 && !slices.ContainsFunc(q.Fields, func(f string) bool {
		return slices.Contains(
			e.Fields, f)
	}):
		m.Why = WhyField
	case slices.ContainsFunc(q.People, func(n string) bool { return plain(n) == plain(e.Name) }):
		m.Why = WhyPart
	}
	if !m.in() {
		return m
	}
	for _, u := range q.Units {
		var open []string
		for _, r := range e.Relations(u, today) {
			switch r.Verdict {
			case relation.Yes:
				return Member{Expert: e.ID, Name: e.Name, Unit: m.Unit, Why: WhyRelation, Relation: &r, With: u.Name}
			case relation.Unknown:
				open = append(open, r.Kind)
			}
		}
		if len(open) > 0 {
			m.Open = append(m.Open, Open{u.Name, open})
		}
	}
	return m
}
