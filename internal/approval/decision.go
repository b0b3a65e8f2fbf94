package approval

import (
	"kebang/internal/actor"
	"kebang/internal/flow"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// The states of a decision.
const (
	Asked     = "asked"     // 待审定
	Approved  = "approved"  // 同意
	Refused   = "refused"   // 不同意
	SentBack  = "sentBack"  // 退回补充: the noun asks anew
	Cancelled = "cancelled" // 已取消: the record needs it no more
)

// The steps of a decision.
const (
	StepApprove  = "approve"
	StepRefuse   = "refuse"
	StepSendBack = "send-back"
	StepCancel   = "cancel"
)

var (
	deciders = []string{string(actor.Officer), string(actor.Approver)}
	program  = []string{string(actor.System)}
)

// Flow is the lifecycle of a decision. The officer records the decision of a body, the approver takes his own.
var Flow = flow.Table{
	Noun: vocab.Noun("审定", "Decision"), Start: Asked, Finals: []string{Approved, Refused, SentBack, Cancelled},
	Names: vocab.List{
		{Code: Asked, Zh: "待审定", En: "Awaiting a decision"},
		{Code: Approved, Zh: "同意", En: "Approved"},
		{Code: Refused, Zh: "不同意", En: "Refused"},
		{Code: SentBack, Zh: "退回补充", En: "Sent back"},
		{Code: Cancelled, Zh: "已取消", En: "Cancelled"},
	},
	Labels: vocab.List{
		{Code: StepApprove, Zh: "同意", En: "Approve"},
		{Code: StepRefuse, Zh: "不同意", En: "Refuse"},
		{Code: StepSendBack, Zh: "退回补充", En: "Send back"},
		{Code: StepCancel, Zh: "取消", En: "Cancel"},
	},
	Edges: []flow.Edge{
		{From: Asked, Step: StepApprove, To: Approved, By: deciders},
		{From: Asked, Step: StepRefuse, To: Refused, By: deciders, Reason: true},
		{From: Asked, Step: StepSendBack, To: SentBack, By: deciders, Reason: true},
		{From: Asked, Step: StepCancel, To: Cancelled, By: program},
	},
}

// Stage is the kind of a decision in the chain of a record.
type Stage string

// The stages. Own money of the asker needs none of them.
const (
	Argue   Stage = "argue"   // 论证
	Examine Stage = "examine" // 委办局审查
	Collect Stage = "collect" // 汇总
	Ratify  Stage = "ratify"  // 审定
)

// Stages are the stages in the order of a chain (和林格尔: 委办局审查、汇总、公示、县政府审定、兑现).
var Stages = vocab.List{
	{Code: string(Argue), Zh: "论证", En: "Expert argument"},
	{Code: string(Examine), Zh: "审查", En: "Examination"},
	{Code: string(Collect), Zh: "汇总", En: "Summary"},
	{Code: string(Ratify), Zh: "审定", En: "Ratification"},
}

// Subject names the record that is decided on.
type Subject struct {
	Kind   string `json:"kind"`
	Record string `json:"record"`
}

// Typist is who recorded a result.
type Typist struct {
	Person string     `json:"person"`
	Name   string     `json:"name"`
	Role   actor.Role `json:"role"`
	At     int64      `json:"at"` // UTC ms
}

// Result is what a body decided, and the paper that says so.
type Result struct {
	Body     string       `json:"body"`               // whose decision it is: 县政府常务会议 …
	On       workday.Date `json:"on"`                 // day of the decision
	Document string       `json:"document,omitempty"` // number of the minutes or letter
	Scan     string       `json:"scan,omitempty"`     // file id
	Reason   string       `json:"reason,omitempty"`
	Typist   Typist       `json:"typist"`
}

// Decision is one question to a body and its result.
type Decision struct {
	store.Meta
	About     Subject `json:"about"`
	Stage     Stage   `json:"stage"`
	Title     string  `json:"title"`
	Body      string  `json:"body"` // whom is asked
	State     string  `json:"state"`
	Result    *Result `json:"result,omitempty"`
	CreatedBy string  `json:"createdBy"`
	CreatedAt int64   `json:"createdAt"` // UTC ms
	UpdatedAt int64   `json:"updatedAt"` // UTC ms
}

// Decisions are kept in the market of their records. A record waits for one decision of a stage at a time.
var Decisions = store.Define(store.Def[Decision]{
	Name: "decisions", Shape: 1, Noun: vocab.Noun("审定", "decision"),
	Meta: func(d *Decision) *store.Meta { return &d.Meta },
	Fields: []store.FieldSpec{{Name: "state"}, {Name: "subject"}, {Name: "waiting"},
		{Name: "created", Type: store.Int}},
	Values: func(d *Decision) store.Values {
		v := store.Values{"state": d.State, "subject": d.About.key(), "created": d.CreatedAt}
		if d.State == Asked {
			v["waiting"] = d.About.key() + "/" + string(d.Stage)
		}
		return v
	},
	Unique:  [][]string{{"waiting"}},
	Indexes: [][]string{{"state", "created"}, {"subject", "created"}},
})

func (s Subject) key() string { return s.Kind + "/" + s.Record }

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec { return []store.Spec{Decisions.Spec()} }
