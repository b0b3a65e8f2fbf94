package agenda

import (
	"kebang/internal/actor"
	"kebang/internal/flow"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Kind is the name of lines in histories and origins.
const Kind = "hardProblem"

// The states of a line.
const (
	Proposed = "proposed" // 待列入
	Listed   = "listed"   // 在清单
	Removed  = "removed"  // 已移出
	Declined = "declined" // 不列入
)

// The steps of a line.
const (
	StepTakeIn  = "take-in"
	StepDecline = "decline"
	StepTakeOut = "take-out"
)

var office = []string{string(actor.Officer)}

// Flow is the lifecycle of a line. Every step has a reason, which stands in the next version.
var Flow = flow.Table{
	Noun: vocab.Noun("攻关清单条目", "Hard problem"), Start: Proposed, Finals: []string{Declined},
	Names: vocab.List{
		{Code: Proposed, Zh: "待列入", En: "Proposed"},
		{Code: Listed, Zh: "在清单", En: "On the list"},
		{Code: Removed, Zh: "已移出", En: "Taken out"},
		{Code: Declined, Zh: "不列入", En: "Declined"},
	},
	Labels: vocab.List{
		{Code: StepTakeIn, Zh: "列入清单", En: "Take in"},
		{Code: StepDecline, Zh: "不列入", En: "Decline"},
		{Code: StepTakeOut, Zh: "移出清单", En: "Take out"},
	},
	Edges: []flow.Edge{
		{From: Proposed, Step: StepTakeIn, To: Listed, By: office, Reason: true},
		{From: Proposed, Step: StepDecline, To: Declined, By: office, Reason: true},
		{From: Listed, Step: StepTakeOut, To: Removed, By: office, Reason: true},
		{From: Removed, Step: StepTakeIn, To: Listed, By: office, Reason: true},
	},
}

// Content is what a line says.
type Content struct {
	Title    string `json:"title"`
	Text     string `json:"text"`             // 要解决什么
	Goal     string `json:"goal,omitempty"`   // 目标指标
	Industry string `json:"industry"`         // taxonomy code, level 1 or 2
	Demand   string `json:"demand,omitempty"` // serial of the demand that it comes from
}

// Line is one hard problem.
type Line struct {
	store.Meta
	Serial string `json:"serial"` // GG-year-number
	Content
	Org       string `json:"org"` // who proposed it; empty for the office
	OrgName   string `json:"orgName"`
	State     string `json:"state"`
	Reason    string `json:"reason,omitempty"`    // of the last step
	Published bool   `json:"published,omitempty"` // stands in the newest version
	CreatedBy string `json:"createdBy"`
	CreatedAt int64  `json:"createdAt"` // UTC ms
	UpdatedAt int64  `json:"updatedAt"` // UTC ms
}

// Lines are kept in their market.
var Lines = store.Define(store.Def[Line]{
	Name: "hardProblems", Shape: 1, Noun: vocab.Noun("攻关清单条目", "hard problem"),
	Meta: func(l *Line) *store.Meta { return &l.Meta },
	Fields: []store.FieldSpec{{Name: "state"}, {Name: "org"}, {Name: "published", Type: store.Bool},
		{Name: "serial"}, {Name: "updated", Type: store.Int}},
	Values: func(l *Line) store.Values {
		return store.Values{"state": l.State, "org": l.Org, "published": l.Published, "serial": l.Serial,
			"updated": l.UpdatedAt}
	},
	Indexes: [][]string{{"state", "serial"}, {"org", "updated"}, {"published", "serial"}, {"updated"}},
})

// Entry is a line as a version holds it.
type Entry struct {
	Line   string `json:"line"` // id
	Serial string `json:"serial"`
	Content
	OrgName string `json:"orgName"`
	Reason  string `json:"reason"` // why it was taken in, or out
}

// Version is one published list. It never changes.
type Version struct {
	store.Meta
	No        int          `json:"no"` // from 1 in its market
	Note      string       `json:"note,omitempty"`
	On        workday.Date `json:"on"`
	Entries   []Entry      `json:"entries"`       // in the order of their serials
	In        []Entry      `json:"in,omitempty"`  // taken in since the version before
	Out       []Entry      `json:"out,omitempty"` // taken out since then
	ByName    string       `json:"byName"`
	CreatedBy string       `json:"createdBy"`
	CreatedAt int64        `json:"createdAt"` // UTC ms
}

// Versions are kept in their market. Two officers cannot publish the same number.
var Versions = store.Define(store.Def[Version]{
	Name: "hardProblemLists", Shape: 1, Noun: vocab.Noun("攻关清单", "list of hard problems"),
	Meta:   func(v *Version) *store.Meta { return &v.Meta },
	Fields: []store.FieldSpec{{Name: "no", Type: store.Int}},
	Values: func(v *Version) store.Values { return store.Values{"no": int64(v.No)} },
	Unique: [][]string{{"no"}},
})

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec { return []store.Spec{Lines.Spec(), Versions.Spec()} }

func (l *Line) entry() Entry { return Entry{l.ID, l.Serial, l.Content, l.OrgName, l.Reason} }

// serves reports whether the actor reads a line that is not published: its proposer and the office.
func (l *Line) serves(a actor.Actor) bool {
	return a.Market == l.Market && (a.Is(actor.Officer) || a.Org != "" && a.Org == l.Org)
}

// Steps are the steps that the actor can take on a line now.
func (l *Line) Steps(a actor.Actor) []flow.Edge {
	if a.Market != l.Market {
		return nil
	}
	return Flow.Steps(l.State, string(a.Role))
}
