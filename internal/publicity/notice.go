package publicity

import (
	"kebang/internal/actor"
	"kebang/internal/flow"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// The states of a notice.
const (
	Draft     = "draft"     // 待公示: not posted yet
	Posted    = "posted"    // 公示中: the clock runs
	Paused    = "paused"    // 公示暂停: an objection is being looked into
	Ended     = "ended"     // 公示结束
	Withdrawn = "withdrawn" // 公示已撤回
)

// The steps of a notice. Pause and resume follow by themselves when an objection is accepted and answered.
const (
	StepPost     = "post"
	StepCorrect  = "correct"
	StepPause    = "pause"
	StepResume   = "resume"
	StepEnd      = "end"
	StepWithdraw = "withdraw"
)

var (
	officer = []string{string(actor.Officer)}
	program = []string{string(actor.System)}
)

// Flow is the lifecycle of a notice.
var Flow = flow.Table{
	Noun: vocab.Noun("公示", "Public notice"), Start: Draft, Finals: []string{Ended, Withdrawn},
	Names: vocab.List{
		{Code: Draft, Zh: "待公示", En: "Not posted yet"},
		{Code: Posted, Zh: "公示中", En: "Posted"},
		{Code: Paused, Zh: "公示暂停", En: "Paused"},
		{Code: Ended, Zh: "公示结束", En: "Ended"},
		{Code: Withdrawn, Zh: "公示已撤回", En: "Withdrawn"},
	},
	Labels: vocab.List{
		{Code: StepPost, Zh: "登记张贴", En: "Record the posting"},
		{Code: StepWithdraw, Zh: "撤回公示", En: "Withdraw the notice"},
		{Code: StepCorrect, Zh: "更正张贴信息", En: "Correct the posting"},
		{Code: StepPause, Zh: "暂停公示", En: "Pause the notice"},
		{Code: StepEnd, Zh: "结束公示", En: "End the notice"},
		{Code: StepResume, Zh: "恢复公示", En: "Resume the notice"},
	},
	Edges: []flow.Edge{
		{From: Draft, Step: StepPost, To: Posted, By: officer},
		{From: Draft, Step: StepWithdraw, To: Withdrawn, By: officer, Reason: true},
		{From: Posted, Step: StepCorrect, To: Posted, By: officer, Reason: true},
		{From: Posted, Step: StepPause, To: Paused, By: program},
		{From: Posted, Step: StepEnd, To: Ended, By: officer},
		{From: Posted, Step: StepWithdraw, To: Withdrawn, By: officer, Reason: true},
		{From: Paused, Step: StepResume, To: Posted, By: program},
		{From: Paused, Step: StepWithdraw, To: Withdrawn, By: officer, Reason: true},
	},
}

// Subject names the record that a notice is about; empty for a notice that an officer wrote by himself.
type Subject struct {
	Kind   string `json:"kind,omitempty"`
	Record string `json:"record,omitempty"`
}

// Posting is where and when the legal notice stands, as the officer recorded it.
type Posting struct {
	Place   string       `json:"place"`             // 县政府门户网站, 村务公开栏 …
	Address string       `json:"address,omitempty"` // https address; a notice on paper has a picture instead
	Picture string       `json:"picture,omitempty"` // file id
	First   workday.Date `json:"first"`             // the day of posting
	Last    workday.Date `json:"last"`              // the notice stands until 24:00 of this day
	ByName  string       `json:"byName"`
	By      string       `json:"by"`
	At      int64        `json:"at"` // UTC ms
}

// Pause is a stretch in which the clock stood still.
type Pause struct {
	From workday.Date `json:"from"`
	To   workday.Date `json:"to,omitempty"` // empty while it lasts
	Left int          `json:"left"`         // days of the rule that had not passed, the day From included
}

// Notice is one 公示. Every change of an objection to it writes the notice too, so two officers cannot end a notice and
// take an objection at once.
type Notice struct {
	store.Meta
	Serial    string       `json:"serial"` // GS-year-number
	About     Subject      `json:"about"`
	Title     string       `json:"title"`
	Text      string       `json:"text"` // paragraphs, divided by line ends
	Rule      Rule         `json:"rule"`
	State     string       `json:"state"`
	Posting   *Posting     `json:"posting,omitempty"`
	Pauses    []Pause      `json:"pauses,omitempty"`
	Open      int          `json:"open"`              // objections without an answer
	Taken     int          `json:"taken"`             // objections so far
	Closing   string       `json:"closing,omitempty"` // statement of the officer who ended it
	EndedOn   workday.Date `json:"endedOn,omitempty"`
	CreatedBy string       `json:"createdBy"`
	CreatedAt int64        `json:"createdAt"` // UTC ms
	UpdatedAt int64        `json:"updatedAt"` // UTC ms
}

// Notices are kept in the market that posts them.
var Notices = store.Define(store.Def[Notice]{
	Name: "publicNotices", Shape: 1, Noun: vocab.Noun("公示", "public notice"),
	Meta: func(n *Notice) *store.Meta { return &n.Meta },
	Fields: []store.FieldSpec{{Name: "state"}, {Name: "subject"}, {Name: "public", Type: store.Bool},
		{Name: "created", Type: store.Int}},
	Values: func(n *Notice) store.Values {
		v := store.Values{"state": n.State, "public": n.Public(), "created": n.CreatedAt}
		if n.About.Kind != "" {
			v["subject"] = n.About.key()
		}
		return v
	},
	Indexes: [][]string{{"state", "created"}, {"public", "created"}, {"created"}, {"subject"}},
})

func (s Subject) key() string { return s.Kind + "/" + s.Record }

// Public reports whether everybody may read the notice: from the day of its posting on.
func (n *Notice) Public() bool { return n.Posting != nil }

// Over reports whether the last day has passed.
func (n *Notice) Over(today workday.Date) bool {
	return n.State == Posted && n.Posting.Last < today
}

// Takes reports whether an objection of a day is in time: from the posting to the last day. The notice must not have
// ended. A paused notice goes on later, so its last day is not known yet.
func (n *Notice) Takes(on workday.Date) bool {
	switch n.State {
	case Posted:
		return n.Posting.First <= on && on <= n.Posting.Last
	case Paused:
		return n.Posting.First <= on
	}
	return false
}

// pause is the pause that lasts; nil when there is none.
func (n *Notice) pause() *Pause {
	if n.State != Paused || len(n.Pauses) == 0 {
		return nil
	}
	return &n.Pauses[len(n.Pauses)-1]
}

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec { return []store.Spec{Notices.Spec(), Objections.Spec()} }
