package publicity

import (
	"kebang/internal/flow"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// The states of an objection.
const (
	Received  = "received"  // 已收到: the officer has not looked at it
	Accepted  = "accepted"  // 已受理: the notice is paused until it is answered
	Answered  = "answered"  // 已答复
	Dismissed = "dismissed" // 不予受理, with a reason
	TakenBack = "takenBack" // 已撤回 by the objector
)

// The steps of an objection.
const (
	StepAccept   = "accept"
	StepAnswer   = "answer"
	StepDismiss  = "dismiss"
	StepTakeBack = "take-back"
)

// ObjectionFlow is the lifecycle of an objection. The officer also records that an objector took his objection back.
var ObjectionFlow = flow.Table{
	Noun: vocab.Noun("异议", "Objection"), Start: Received, Finals: []string{Answered, Dismissed, TakenBack},
	Names: vocab.List{
		{Code: Received, Zh: "已收到", En: "Received"},
		{Code: Accepted, Zh: "已受理", En: "Accepted"},
		{Code: Answered, Zh: "已答复", En: "Answered"},
		{Code: Dismissed, Zh: "不予受理", En: "Dismissed"},
		{Code: TakenBack, Zh: "已撤回", En: "Taken back"},
	},
	Labels: vocab.List{
		{Code: StepAccept, Zh: "受理异议", En: "Accept the objection"},
		{Code: StepDismiss, Zh: "不予受理", En: "Dismiss"},
		{Code: StepTakeBack, Zh: "记为撤回", En: "Record as taken back"},
		{Code: StepAnswer, Zh: "答复异议", En: "Answer the objection"},
	},
	Edges: []flow.Edge{
		{From: Received, Step: StepAccept, To: Accepted, By: officer},
		{From: Received, Step: StepDismiss, To: Dismissed, By: officer, Reason: true},
		{From: Received, Step: StepTakeBack, To: TakenBack, By: officer, Reason: true},
		{From: Accepted, Step: StepAnswer, To: Answered, By: officer},
		{From: Accepted, Step: StepTakeBack, To: TakenBack, By: officer, Reason: true},
	},
}

// Channel is the way by which an objection came.
type Channel string

// The channels. Objections come by letter, telephone and visit; the page is one more way.
const (
	ByPage   Channel = "page"
	ByLetter Channel = "letter"
	ByPhone  Channel = "phone"
	ByVisit  Channel = "visit"
)

// Channels are the channels in the order of the form.
var Channels = vocab.List{
	{Code: string(ByPage), Zh: "页面提交", En: "Page"},
	{Code: string(ByLetter), Zh: "来信", En: "Letter"},
	{Code: string(ByPhone), Zh: "电话", En: "Telephone"},
	{Code: string(ByVisit), Zh: "来访", En: "Visit"},
}

// Outcome is what the office found of an objection.
type Outcome string

// The outcomes of an answered objection.
const (
	Upheld   Outcome = "upheld"
	Partly   Outcome = "partly"
	Rejected Outcome = "rejected"
)

// Outcomes are the outcomes in the order of the form.
var Outcomes = vocab.List{
	{Code: string(Upheld), Zh: "成立", En: "Upheld"},
	{Code: string(Partly), Zh: "部分成立", En: "Upheld in part"},
	{Code: string(Rejected), Zh: "不成立", En: "Rejected"},
}

// Objection is one 异议. Its handler alone reads it, and a signed-in objector his own.
type Objection struct {
	store.Meta
	Notice   string       `json:"notice"` // id
	State    string       `json:"state"`
	Channel  Channel      `json:"channel"`
	Name     string       `json:"name"`    // person or unit
	Contact  string       `json:"contact"` // telephone, mail or postal address
	Text     string       `json:"text"`
	Received workday.Date `json:"received"`
	Files    []string     `json:"files,omitempty"` // evidence, file ids

	Outcome Outcome `json:"outcome,omitempty"`
	Answer  string  `json:"answer,omitempty"` // or the reason of a dismissal
	Handler string  `json:"handler,omitempty"`

	Person    string `json:"person,omitempty"` // of a signed-in objector
	CreatedBy string `json:"createdBy"`
	CreatedAt int64  `json:"createdAt"` // UTC ms
	UpdatedAt int64  `json:"updatedAt"` // UTC ms
}

// Objections are kept beside their notices.
var Objections = store.Define(store.Def[Objection]{
	Name: "objections", Shape: 1, Noun: vocab.Noun("异议", "objection"),
	Meta:   func(o *Objection) *store.Meta { return &o.Meta },
	Fields: []store.FieldSpec{{Name: "notice"}, {Name: "state"}, {Name: "person"}, {Name: "created", Type: store.Int}},
	Values: func(o *Objection) store.Values {
		v := store.Values{"notice": o.Notice, "state": o.State, "created": o.CreatedAt}
		if o.Person != "" {
			v["person"] = o.Person
		}
		return v
	},
	Indexes: [][]string{{"notice", "created"}, {"state", "created"}, {"person", "created"}},
})

// open reports whether the objection waits for the office.
func (o *Objection) open() bool { return o.State == Received || o.State == Accepted }
