package deal

import (
	"cmp"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/flow"
	"kebang/internal/listing"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// State is the state of a deal.
type State = string

// The states of a deal.
const (
	Intent  State = "intent"  // 意向: waits for the consent of a side
	Talking State = "talking" // 洽谈中
	Agreed  State = "agreed"  // 已商定: one side accepted the terms of the other; the contract follows
	Lapsed  State = "lapsed"  // 已失效: not answered in time; the pair is free, and one step brings the deal back
	Signed  State = "signed"  // 已签约
	Ended   State = "ended"   // 已结束, with a category and a text
)

// The steps of a deal. Consent is one side's yes while the other is still open. The contract reports sign. Lapse, join
// and void belong to the program: no answer, a deal of the two sides themselves, an undone claim.
const (
	StepConsent      = "consent"
	StepAccept       = "accept"
	StepDecline      = "decline"
	StepWithdraw     = "withdraw"
	StepLapse        = "lapse"
	StepRenew        = "renew"
	StepJoin         = "join"
	StepProposeTerms = "propose-terms"
	StepAcceptTerms  = "accept-terms"
	StepRevert       = "revert"
	StepSign         = "sign"
	StepEnd          = "end"
	StepVoid         = "void"
)

var parties = []string{string(actor.Enterprise), string(actor.Institute), string(actor.Researcher),
	string(actor.Agency), string(actor.Commissioner)}
var movers = append(append([]string{}, parties...), string(actor.Broker))
var program = []string{string(actor.System)}

// Flow is the lifecycle of a deal.
var Flow = flow.Table{
	Noun: vocab.Noun("对接", "Deal"), Start: Intent, Finals: []string{Signed, Ended},
	Names: vocab.List{
		{Code: Intent, Zh: "意向", En: "Intent"},
		{Code: Talking, Zh: "洽谈中", En: "Talking"},
		{Code: Agreed, Zh: "已商定", En: "Agreed"},
		{Code: Signed, Zh: "已签约", En: "Signed"},
		{Code: Ended, Zh: "已结束", En: "Ended"},
		{Code: Lapsed, Zh: "已失效", En: "Lapsed"},
	},
	Labels: vocab.List{
		{Code: StepConsent, Zh: "同意对接", En: "Consent"},
		{Code: StepAccept, Zh: "同意对接", En: "Accept"},
		{Code: StepDecline, Zh: "谢绝", En: "Decline"},
		{Code: StepWithdraw, Zh: "撤回", En: "Take back"},
		{Code: StepLapse, Zh: "逾期失效", En: "Lapsed"},
		{Code: StepJoin, Zh: "并入双方自行发起的对接", En: "The sides opened their own"},
		{Code: StepRenew, Zh: "重新发起", En: "Bring back"},
		{Code: StepProposeTerms, Zh: "提出条件", En: "Propose terms"},
		{Code: StepAcceptTerms, Zh: "接受条件", En: "Accept the terms"},
		{Code: StepRevert, Zh: "重新洽谈", En: "Talk again"},
		{Code: StepSign, Zh: "签约", En: "Sign"},
		{Code: StepEnd, Zh: "结束对接", En: "End the deal"},
		{Code: StepVoid, Zh: "终止", En: "Voided"},
		{Code: "open", Zh: "发起对接", En: "Open"},
		{Code: "acquaint", Zh: "说明此前联系", En: "Said whether they knew each other"},
		{Code: "propose-fee", Zh: "提出中介条款", En: "Brokerage terms proposed"},
		{Code: "accept-fee", Zh: "接受中介条款", En: "Brokerage terms accepted"},
		{Code: "decline-fee", Zh: "不接受中介条款", En: "Brokerage terms declined"},
		{Code: "note", Zh: "写记录", En: "Note"},
		{Code: "absence", Zh: "登记暂不在岗", En: "Say when nobody is there"},
	},
	Edges: []flow.Edge{
		{From: Intent, Step: StepConsent, To: Intent, By: parties},
		{From: Intent, Step: StepAccept, To: Talking, By: parties},
		{From: Intent, Step: StepDecline, To: Ended, By: parties, Reason: true},
		{From: Intent, Step: StepWithdraw, To: Ended, By: movers, Reason: true},
		{From: Intent, Step: StepLapse, To: Lapsed, By: program},
		{From: Intent, Step: StepJoin, To: Ended, By: program},
		{From: Lapsed, Step: StepRenew, To: Intent, By: movers},
		{From: Talking, Step: StepProposeTerms, To: Talking, By: parties},
		{From: Talking, Step: StepAcceptTerms, To: Agreed, By: parties},
		{From: Agreed, Step: StepRevert, To: Talking, By: movers, Reason: true},
		{From: Talking, Step: StepSign, To: Signed, By: program},
		{From: Agreed, Step: StepSign, To: Signed, By: program},
		{From: Talking, Step: StepEnd, To: Ended, By: movers, Reason: true},
		{From: Agreed, Step: StepEnd, To: Ended, By: movers, Reason: true},
		{From: Intent, Step: StepVoid, To: Ended, By: program, Reason: true},
		{From: Talking, Step: StepVoid, To: Ended, By: program, Reason: true},
		{From: Agreed, Step: StepVoid, To: Ended, By: program, Reason: true},
	},
}

// Category is the reason of an end without a contract: one of listing.DeclineReasons, or of Endings.
type Category string

// The categories of the program and of a withdrawal, which no form offers.
const (
	Withdrawn   Category = "withdrawn"    // the opener took it back
	Joined      Category = "joined"       // the two sides opened their own deal on the pair
	ClaimUndone Category = "claim-undone" // the listing is a 公开线索 again
)

// Endings are these in words.
var Endings = vocab.List{
	{Code: string(Withdrawn), Zh: "已撤回", En: "Taken back"},
	{Code: string(Joined), Zh: "双方已自行对接", En: "The sides went on by themselves"},
	{Code: string(ClaimUndone), Zh: "认领已撤销", En: "The claim was undone"},
}

// Name is the Chinese name of a category; empty for an unknown one.
func (c Category) Name() string {
	if t, ok := Endings.Find(string(c)); ok {
		return t.Zh
	}
	return listing.DeclineReasons.NameOrNone(string(c))
}

// Side is one party of a deal.
type Side struct {
	Org    string `json:"org,omitempty"`
	Person string `json:"person,omitempty"` // the owning person without an organisation
	Name   string `json:"name"`
	Alias  string `json:"alias,omitempty"` // county and industry, for an owner who hides his name until he consents
}

// Unit is the id of the side: of its organisation, or of the person without one.
func (s Side) Unit() string { return cmp.Or(s.Org, s.Person) }

// Ref is a listing at the time when the deal was opened.
type Ref struct {
	ID      string `json:"id"`
	Serial  string `json:"serial"`
	Title   string `json:"title"`
	Version int64  `json:"version"` // content version
}

// Introducer is the person who brought the parties together. It never changes.
type Introducer struct {
	Person  string     `json:"person"`
	Name    string     `json:"name"`
	Role    actor.Role `json:"role"`
	Org     string     `json:"org,omitempty"`
	OrgName string     `json:"orgName,omitempty"`
	At      int64      `json:"at"` // UTC ms
}

// Match is the match behind the deal, as a value of that moment.
type Match struct {
	ID         string             `json:"id"`
	Score      int                `json:"score"`      // 0..100
	Confidence float64            `json:"confidence"` // 0..1
	Corpus     int64              `json:"corpus"`     // snapshot number
	Features   map[string]float64 `json:"features,omitempty"`
}

// End is the reason of an end without a contract; both sides see it.
type End struct {
	Category Category   `json:"category"`
	Text     fault.Said `json:"text"`
	By       string     `json:"by"`
	Role     string     `json:"role"`
	At       int64      `json:"at"`
}

var (
	unanswered = fault.Kept("deal-unanswered",
		"%d个工作日内没有得到双方回应。", "The two sides did not answer within %d workdays.")
	joined = fault.Kept("deal-joined", "双方自行发起了对接，引荐记录随之保留。",
		"The two sides opened a deal of their own; the introduction stays on record.")
)

// Note is a line of the common log of both sides and the broker.
type Note struct {
	At     int64      `json:"at"`
	Person string     `json:"person"`
	Name   string     `json:"name"`
	Role   actor.Role `json:"role"`
	Text   string     `json:"text"` // at most 2,000 characters
}

// Deal is one negotiation on one pair of listings.
type Deal struct {
	store.Meta
	Serial          string     `json:"serial"` // DJ-year-number
	State           State      `json:"state"`
	Demand          Ref        `json:"demand"`
	Achievement     Ref        `json:"achievement"`
	DemandSide      Side       `json:"demandSide"`
	AchievementSide Side       `json:"achievementSide"`
	Broker          *Side      `json:"broker,omitempty"` // the technology manager with his organisation
	Introducer      Introducer `json:"introducer"`
	Match           *Match     `json:"match,omitempty"`
	DemandYes       bool       `json:"demandYes"`
	AchievementYes  bool       `json:"achievementYes"`
	// DemandKnew is the answer of the demand's side on an introduction: whether it knew the other
	DemandKnew      *Acquaintance `json:"demandKnew,omitempty"`
	AchievementKnew *Acquaintance `json:"achievementKnew,omitempty"` // the same for the achievement's side
	Terms           *Terms        `json:"terms,omitempty"`           // proposed, or accepted
	PastTerms       []Terms       `json:"pastTerms,omitempty"`       // replaced by a counter-proposal or given up
	End             *End          `json:"end,omitempty"`
	Notes           []Note        `json:"notes,omitempty"`
	Contract        string        `json:"contract,omitempty"`      // id of the contract that signed it
	Fees            []Fee         `json:"fees,omitempty"`          // 中介条款 by version
	Introductions   []Introduced  `json:"introductions,omitempty"` // earlier ones of the same pair
	RenewedAt       int64         `json:"renewedAt,omitempty"`     // UTC ms of its return after a lapse
	CreatedAt       int64         `json:"createdAt"`
	UpdatedAt       int64         `json:"updatedAt"`
}

// Deals is the collection. A pair has at most one deal that has not ended.
var Deals = store.Define(store.Def[Deal]{
	Name: "deals", Shape: 3, Oldest: 2, Noun: vocab.Noun("对接", "deal"),
	// The text of an end of shape 2 is a plain sentence.
	Upgrade: map[int]func([]byte) ([]byte, error){2: func(b []byte) ([]byte, error) { return b, nil }},
	Meta:    func(d *Deal) *store.Meta { return &d.Meta },
	Fields: []store.FieldSpec{{Name: "state", Type: store.String}, {Name: "parties", Type: store.Set},
		{Name: "pair", Type: store.String},
		{Name: "demand", Type: store.String}, {Name: "achievement", Type: store.String}, {Name: "updated",
			Type: store.Int}, {Name: "serial", Type: store.String}, {Name: "waits", Type: store.Set},
		{Name: "consented", Type: store.Bool}, {Name: "end", Type: store.String}},
	Values: func(d *Deal) store.Values {
		v := store.Values{"state": d.State, "parties": d.parties(), "demand": d.Demand.ID,
			"achievement": d.Achievement.ID, "updated": d.UpdatedAt, "serial": d.Serial, "waits": d.waits(),
			"consented": d.Consented()}
		if d.End != nil {
			v["end"] = string(d.End.Category)
		}
		if d.State != Ended && d.State != Lapsed {
			v["pair"] = d.Demand.ID + "." + d.Achievement.ID
		}
		return v
	},
	Unique:  [][]string{{"serial"}, {"pair"}},
	Indexes: [][]string{{"state", "updated"}, {"updated"}, {"demand"}, {"achievement"}},
})

// Consented reports whether both sides ever agreed to talk.
func (d *Deal) Consented() bool { return d.DemandYes && d.AchievementYes }

// waits are the organisations, or persons without one, whose answer is missing: to the wish to talk, or to the proposed
// terms.
func (d *Deal) waits() []string {
	out := []string{}
	for _, w := range d.WaitsFor() {
		side := d.DemandSide
		if w == AchievementOf {
			side = d.AchievementSide
		}
		out = append(out, side.Unit())
	}
	return out
}

// WaitsFor are the sides whose answer is missing, DemandOf and AchievementOf.
func (d *Deal) WaitsFor() []string {
	var out []string
	open := d.State == Talking && d.Terms != nil && !d.Terms.Accepted()
	if d.State == Intent && !d.DemandYes || open && d.Terms.ProposedBy == AchievementOf {
		out = append(out, DemandOf)
	}
	if d.State == Intent && !d.AchievementYes || open && d.Terms.ProposedBy == DemandOf {
		out = append(out, AchievementOf)
	}
	return out
}

// parties are the organisations and persons that see the deal.
func (d *Deal) parties() []string {
	var out []string
	for _, s := range []string{d.DemandSide.Org, d.DemandSide.Person, d.AchievementSide.Org, d.AchievementSide.Person,
		d.Introducer.Person} {
		if s != "" {
			out = append(out, s)
		}
	}
	if d.Broker != nil {
		out = append(out, d.Broker.Person)
	}
	return out
}

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec { return []store.Spec{Deals.Spec(), Credits.Spec()} }
