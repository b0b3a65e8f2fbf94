package bid

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/fault"
	"kebang/internal/flow"
	"kebang/internal/party"
	"kebang/internal/relation"
	"kebang/internal/seal"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Kind is the name of bids in links of files, stakes and histories.
const Kind = "bid"

// The states of a bid.
const (
	Interest  = "interest"  // 有意揭榜: talks, the scheme is being written
	Submitted = "submitted" // 已揭榜
	Withdrawn = "withdrawn" // 已撤回
	Eligible  = "eligible"  // 资格审查通过
	Refused   = "refused"   // 资格审查未通过
	Chosen    = "chosen"    // 拟揭榜
	Won       = "won"       // 已揭榜（定）: the chain of decisions is at its end
	NotChosen = "notChosen" // 未选定
)

// The steps of a bid.
const (
	StepTalk     = "talk"
	StepSubmit   = "submit"
	StepWithdraw = "withdraw"
	StepQualify  = "qualify"
	StepRefuse   = "refuse"
	StepObject   = "object"
	StepChoose   = "choose"
	StepSettle   = "settle"
	StepUndo     = "undo"
	StepPassOver = "pass-over"
)

var (
	teams = []string{string(actor.Enterprise), string(actor.Institute), string(actor.Researcher),
		string(actor.Agency)}
	office   = []string{string(actor.Officer)}
	hands    = append(append([]string{}, teams...), office...) // an officer types what a team hands in on paper
	talkers  = append(append([]string{}, hands...), string(actor.Department))
	choosers = []string{string(actor.Enterprise), string(actor.Department), string(actor.Officer)}
	program  = []string{string(actor.System)}
)

// Flow is the lifecycle of a bid.
var Flow = flow.Table{
	Noun: vocab.Noun("揭榜申报", "Bid"), Start: Interest, Finals: []string{Won, NotChosen},
	Names: vocab.List{
		{Code: Interest, Zh: "有意揭榜", En: "Interested"},
		{Code: Submitted, Zh: "已提交", En: "Submitted"},
		{Code: Withdrawn, Zh: "已撤回", En: "Withdrawn"},
		{Code: Eligible, Zh: "资格审查通过", En: "Eligible"},
		{Code: Refused, Zh: "资格审查未通过", En: "Not eligible"},
		{Code: Chosen, Zh: "拟揭榜", En: "Chosen"},
		{Code: Won, Zh: "揭榜成功", En: "Won"},
		{Code: NotChosen, Zh: "未选定", En: "Not chosen"},
	},
	Labels: vocab.List{
		{Code: StepTalk, Zh: "记录洽谈", En: "Note talks"},
		{Code: StepSubmit, Zh: "提交揭榜申报", En: "Submit the bid"},
		{Code: StepWithdraw, Zh: "撤回", En: "Take back"},
		{Code: StepQualify, Zh: "资格审查通过", En: "Eligible"},
		{Code: StepRefuse, Zh: "资格审查不通过", En: "Not eligible"},
		{Code: StepObject, Zh: "对审查结果提出异议", En: "Object to the examination"},
		{Code: StepChoose, Zh: "选定揭榜方", En: "Choose the bidder"},
		{Code: StepSettle, Zh: "确定揭榜方", En: "Settle the bidder"},
		{Code: StepUndo, Zh: "选定撤销", En: "Undo the choice"},
		{Code: StepPassOver, Zh: "未选定", En: "Not chosen"},
		{Code: "create", Zh: "有意揭榜", En: "Interest"},
		{Code: "edit", Zh: "保存方案", En: "Save the scheme"},
		{Code: "confirm", Zh: "参与单位确认", En: "Partner confirms"},
		{Code: "open", Zh: "申报材料开启", En: "Opened"},
	},
	Edges: []flow.Edge{
		{From: Interest, Step: StepTalk, To: Interest, By: talkers},
		{From: Submitted, Step: StepTalk, To: Submitted, By: talkers},
		{From: Interest, Step: StepSubmit, To: Submitted, By: hands},
		{From: Submitted, Step: StepSubmit, To: Submitted, By: hands, Label: vocab.Noun("更换揭榜申报", "Replace the bid")},
		{From: Withdrawn, Step: StepSubmit, To: Submitted, By: hands},
		{From: Interest, Step: StepWithdraw, To: Withdrawn, By: hands},
		{From: Submitted, Step: StepWithdraw, To: Withdrawn, By: hands},

		{From: Submitted, Step: StepQualify, To: Eligible, By: office},
		{From: Submitted, Step: StepRefuse, To: Refused, By: office, Reason: true},
		{From: Refused, Step: StepObject, To: Submitted, By: hands, Reason: true},
		{From: Eligible, Step: StepRefuse, To: Refused, By: office, Reason: true},

		{From: Eligible, Step: StepChoose, To: Chosen, By: choosers, Reason: true},
		{From: Chosen, Step: StepSettle, To: Won, By: program},
		{From: Chosen, Step: StepUndo, To: Eligible, By: program, Reason: true},
		{From: Won, Step: StepUndo, To: Eligible, By: program, Reason: true},
		{From: Eligible, Step: StepPassOver, To: NotChosen, By: program, Reason: true},
		{From: Submitted, Step: StepPassOver, To: NotChosen, By: program, Reason: true},
		{From: Interest, Step: StepPassOver, To: NotChosen, By: program, Reason: true},
		{From: Refused, Step: StepPassOver, To: NotChosen, By: program, Reason: true},
		{From: NotChosen, Step: StepUndo, To: Eligible, By: program, Reason: true},
	},
}

// Unit is the team's lead, or a partner.
type Unit struct {
	// organisation, or a person who stands for himself; empty for a unit on paper
	ID        string `json:"id,omitempty"`
	Name      string `json:"name"`
	USCC      string `json:"uscc,omitempty"`
	LegalRep  string `json:"legalRep,omitempty"`
	Confirmed bool   `json:"confirmed,omitempty"` // a partner's own word, or that of his stamped paper
}

// Member is a person of the team.
type Member struct {
	Name  string `json:"name"`
	Title string `json:"title,omitempty"`
	Task  string `json:"task,omitempty"`
}

// Answer is what the team promises for one indicator.
type Answer struct {
	Promise  string `json:"promise"`
	Evidence string `json:"evidence,omitempty"`
}

// Scheme is the 揭榜方案.
type Scheme struct {
	Partners  []Unit                 `json:"partners,omitempty"`
	Team      []Member               `json:"team,omitempty"`
	Answers   []Answer               `json:"answers"` // one per indicator of the challenge, in their order
	Plan      string                 `json:"plan"`
	Stages    []challenge.Milestone  `json:"stages,omitempty"`
	Payments  []challenge.Instalment `json:"payments,omitempty"`
	OwnFen    int64                  `json:"ownFen"` // of the asker, as the scheme needs it
	PublicFen int64                  `json:"publicFen"`
	IP        string                 `json:"ip"`
	Intent    string                 `json:"intent,omitempty"` // file id of the 意向协议, for a challenge by talks
	Paper     string                 `json:"paper,omitempty"`  // file id of the stamped bid that an officer entered
	Files     []string               `json:"files,omitempty"`
}

// Pledge is the 诚信承诺: which text, who, when.
type Pledge struct {
	Version string `json:"version"`
	Person  string `json:"person"`
	Name    string `json:"name"`
	At      int64  `json:"at"` // UTC ms
}

// Talk is a step of the talks between asker and team: a visit, a call, a meeting.
type Talk struct {
	On     workday.Date `json:"on"`
	People string       `json:"people"`
	Text   string       `json:"text"`
	By     string       `json:"by"`
	At     int64        `json:"at"` // UTC ms
}

// Receipt proves what was handed in and when. The instant is taken once, when the whole request had arrived.
type Receipt struct {
	Hash    string `json:"hash"`    // SHA-256 of the scheme with the hashes of its files
	At      int64  `json:"at"`      // UTC ms
	Version int    `json:"version"` // of the challenge's terms
	By      string `json:"by"`
}

// Examination is what the office found: relations, and the fact of a refusal.
type Examination struct {
	Relations   []relation.Relation `json:"relations"`
	Declaration string              `json:"declaration,omitempty"` // file id: signed, where a relation was not looked into
	Check       string              `json:"check,omitempty"`       // code of Checks that failed
	Fact        string              `json:"fact,omitempty"`
	By          string              `json:"by"`
	At          int64               `json:"at"` // UTC ms
}

// Bid is one 揭榜 of one team to one challenge.
type Bid struct {
	store.Meta
	Serial     string       `json:"serial"` // JBSB-year-number
	Challenge  string       `json:"challenge"`
	State      string       `json:"state"`
	Lead       Unit         `json:"lead"`
	Home       string       `json:"home,omitempty"`    // market in which the team acts
	Scheme     Scheme       `json:"scheme"`            // stored empty while the bid is sealed
	Seal       *seal.Pair   `json:"seal,omitempty"`    // of a bid to a reviewed challenge
	Sealed     []byte       `json:"sealed,omitempty"`  // the scheme, sealed to the challenge and to the team; kept after the opening
	Opened     bool         `json:"opened,omitempty"`  // the scheme was opened with its challenge
	Invited    []string     `json:"invited,omitempty"` // ids of the partners of a sealed bid
	Pledge     *Pledge      `json:"pledge,omitempty"`
	Talks      []Talk       `json:"talks,omitempty"`
	Receipt    *Receipt     `json:"receipt,omitempty"`
	Examined   *Examination `json:"examined,omitempty"`
	Reason     fault.Said   `json:"reason,omitzero"`      // why it was chosen, not chosen or refused
	PassedFrom string       `json:"passedFrom,omitempty"` // state in which another bid was preferred
	EnteredBy  string       `json:"enteredBy,omitempty"`  // officer who types for the team
	CreatedBy  string       `json:"createdBy"`
	CreatedAt  int64        `json:"createdAt"` // UTC ms
	UpdatedAt  int64        `json:"updatedAt"` // UTC ms
}

// Bids are kept in the market of their challenge. A team has one bid to a challenge.
var Bids = store.Define(store.Def[Bid]{
	Name: "bids", Shape: 1, Noun: vocab.Noun("揭榜申报", "bid"), Meta: func(b *Bid) *store.Meta { return &b.Meta },
	Fields: []store.FieldSpec{{Name: "challenge"}, {Name: "state"}, {Name: "team"}, {Name: "updated", Type: store.Int}},
	Values: func(b *Bid) store.Values {
		v := store.Values{"challenge": b.Challenge, "state": b.State, "updated": b.UpdatedAt, "team": b.Challenge +
			"/" + b.team()}
		return v
	},
	Unique:  [][]string{{"team"}},
	Indexes: [][]string{{"challenge", "updated"}, {"state", "updated"}},
})

// team is what makes a lead one and the same: his id, his code, or his name on paper.
func (b *Bid) team() string {
	switch {
	case b.Lead.ID != "":
		return b.Lead.ID
	case b.Lead.USCC != "":
		return b.Lead.USCC
	}
	return b.Lead.Name
}

// counts reports whether the bid counts among those of its challenge: it was handed in, and neither taken back nor
// refused.
func (b *Bid) counts() bool {
	state := b.State
	if state == NotChosen {
		state = b.PassedFrom
	}
	return state == Submitted || state == Eligible || state == Chosen || state == Won
}

// Leads reports whether the actor acts for the team.
func (b *Bid) Leads(a actor.Actor) bool {
	return a.Known() && b.Lead.ID != "" && (b.Lead.ID == a.Org || a.Org == "" && b.Lead.ID == a.Person)
}

// Invites reports whether the actor's unit is a partner who has not confirmed.
func (b *Bid) Invites(a actor.Actor) bool {
	return a.Known() && slices.ContainsFunc(b.Scheme.Partners,
		func(p Unit) bool { return p.ID != "" && p.ID == party.Unit(a) && !p.Confirmed })
}

// hash is the SHA-256 of the scheme and of the bytes of its files, lower-case hex. Of a sealed bid it is that of the
// sealed bytes: it tells nobody what they hold, and no other bytes have it.
func (b *Bid) hash(blobs []string) string {
	var over any = struct {
		Scheme *Scheme  `json:"scheme"`
		Blobs  []string `json:"blobs"`
	}{&b.Scheme, blobs}
	if b.Seal != nil {
		over = struct {
			Sealed []byte   `json:"sealed"`
			Blobs  []string `json:"blobs"`
		}{b.Sealed, blobs}
	}
	text, err := json.Marshal(over)
	if err != nil {
		panic(err) // strings, numbers and slices of them
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// partners are the ids of the partners with an account.
func (s *Scheme) partners() (out []string) {
	for _, p := range s.Partners {
		if p.ID != "" {
			out = append(out, p.ID)
		}
	}
	return out
}

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec { return []store.Spec{Bids.Spec(), Integrity.Spec()} }
