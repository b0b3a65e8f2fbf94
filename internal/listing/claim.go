package listing

import (
	"context"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/flow"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// The states of a claim.
const (
	ClaimAsked    State = "asked"    // 待核定
	ClaimAccepted State = "accepted" // 已同意
	ClaimRefused  State = "refused"  // 未同意
	ClaimRecalled State = "recalled" // 已撤回
	ClaimUndone   State = "undone"   // 已撤销
)

// The steps of a claim.
const (
	StepAcceptClaim = "accept"
	StepRefuseClaim = "refuse"
	StepRecallClaim = "recall"
	StepUndoClaim   = "undo"
)

// ClaimFlow is the lifecycle of a claim. Likeness decides whether the officer must give a reason for a yes.
var ClaimFlow = flow.Table{
	Noun: vocab.Noun("认领申请", "Claim"), Start: ClaimAsked, Finals: []string{ClaimRefused, ClaimRecalled, ClaimUndone},
	Names: vocab.List{
		{Code: ClaimAsked, Zh: "待核定", En: "Asked"},
		{Code: ClaimAccepted, Zh: "已同意", En: "Accepted"},
		{Code: ClaimRefused, Zh: "未同意", En: "Refused"},
		{Code: ClaimRecalled, Zh: "已撤回", En: "Taken back"},
		{Code: ClaimUndone, Zh: "已撤销", En: "Undone"},
	},
	Labels: vocab.List{
		{Code: StepAcceptClaim, Zh: "同意认领", En: "Accept"},
		{Code: StepRefuseClaim, Zh: "不同意", En: "Refuse"},
		{Code: StepRecallClaim, Zh: "撤回申请", En: "Take back"},
		{Code: StepUndoClaim, Zh: "撤销认领", En: "Undo"},
		{Code: "ask", Zh: "申请认领", En: "Claim"},
		{Code: "seen", Zh: "已知悉", En: "Read"},
	},
	Edges: []flow.Edge{
		{From: ClaimAsked, Step: StepAcceptClaim, To: ClaimAccepted, By: officers},
		{From: ClaimAsked, Step: StepRefuseClaim, To: ClaimRefused,
			By: append([]string{string(actor.System)}, officers...), Reason: true},
		{From: ClaimAsked, Step: StepRecallClaim, To: ClaimRecalled, By: owners},
		{From: ClaimAccepted, Step: StepUndoClaim, To: ClaimUndone, By: officers, Reason: true},
	},
}

// Claim is a unit's request to become the owner of a 公开线索, with its proof. An officer of the market decides it.
type Claim struct {
	store.Meta
	Kind          Kind       `json:"kind"`
	Listing       string     `json:"listing"`
	Serial        string     `json:"serial"` // of the listing
	Title         string     `json:"title"`
	Words         string     `json:"words"` // name of the unit in the words of the lead
	State         State      `json:"state"`
	Org           string     `json:"org,omitempty"` // empty when a researcher claims for himself
	OrgName       string     `json:"orgName,omitempty"`
	Code          string     `json:"code,omitempty"` // 统一社会信用代码
	Person        string     `json:"person"`
	PersonName    string     `json:"personName"`
	Role          actor.Role `json:"role"`
	Proof         string     `json:"proof"`          // 10 to 2,000 characters
	File          string     `json:"file,omitempty"` // file id of the proof
	FileName      string     `json:"fileName,omitempty"`
	Reason        fault.Said `json:"reason,omitzero"` // of the newest decision
	DecidedBy     string     `json:"decidedBy,omitempty"`
	DecidedByName string     `json:"decidedByName,omitempty"`
	DecidedAt     int64      `json:"decidedAt,omitempty"` // UTC ms
	Seen          bool       `json:"seen,omitempty"`      // the claimant has read the newest decision
	// Before is the published content, as JSON, at the time of the acceptance. An undone claim restores the lead with
	// it.
	Before    string `json:"before,omitempty"`
	CreatedAt int64  `json:"createdAt"` // UTC ms
	UpdatedAt int64  `json:"updatedAt"` // UTC ms
}

// Claims is the collection. A unit has at most one open claim on a lead.
var Claims = store.Define(store.Def[Claim]{
	Name: "leadclaims", Shape: 3, Oldest: 2, Noun: vocab.Noun("认领申请", "claim"),
	Meta: func(c *Claim) *store.Meta { return &c.Meta },
	Fields: []store.FieldSpec{{Name: "state", Type: store.String}, {Name: "listing", Type: store.String},
		{Name: "claimant", Type: store.String},
		{Name: "seen", Type: store.Bool}, {Name: "open", Type: store.String}, {Name: "updated", Type: store.Int}},
	Values: func(c *Claim) store.Values {
		v := store.Values{"state": c.State, "listing": c.Listing, "claimant": c.claimant(), "seen": c.Seen ||
			c.DecidedAt == 0, "updated": c.UpdatedAt}
		if c.State == ClaimAsked {
			v["open"] = c.Listing + "." + c.claimant()
		}
		return v
	},
	// The reason of shape 2 is a plain sentence.
	Upgrade: map[int]func([]byte) ([]byte, error){2: func(b []byte) ([]byte, error) { return b, nil }},
	Unique:  [][]string{{"open"}},
	Indexes: [][]string{{"state", "updated"}, {"claimant", "updated"}, {"listing"}},
})

func (c *Claim) claimant() string {
	if c.Org != "" {
		return c.Org
	}
	return c.Person
}

// Name is the claimant's name for the officer's comparison with the lead.
func (c *Claim) Name() string {
	if c.Org != "" {
		return c.OrgName
	}
	return c.PersonName
}

// Likeness compares the claimant's name with the lead's words.
func (c *Claim) Likeness() Likeness { return LikenessOf(c.Name(), c.Code, c.Words) }

// mine reports whether the actor stands for the claimant.
func (c *Claim) mine(a actor.Actor) bool {
	return a.Known() && a.Market == c.Market && slices.Contains(owners, string(a.Role)) &&
		(c.Org != "" && a.Org == c.Org || c.Org == "" && a.Person == c.Person)
}

// may is the policy of a step. The claimant recalls a claim. An officer decides it who does not belong to the claimant.
func (c *Claim) may(tx store.Tx, a actor.Actor, step string) error {
	if step == StepRecallClaim {
		if !c.mine(a) {
			return fault.Of(fault.Forbidden, fault.T("not-yours",
				"只有申请单位可以撤回认领申请。",
				"Only the unit that claims may take the claim back."))
		}
		return nil
	}
	if a.Role == actor.System {
		return nil
	}
	own, err := party.Belongs(tx, a, c.Person, c.Org)
	if err == nil && own {
		err = errOwnClaim
	}
	return err
}

var errOwnClaim = fault.Of(fault.Forbidden, fault.T("claim-own",
	"您是申请单位的成员或申请人本人，不能核定这条认领申请，请由其他人员办理。",
	"You belong to the unit that claims, or claimed yourself; somebody else has to decide."))

// Steps lists the steps that the actor can take with claims now, by id. A step that is not offered is refused by the
// same rule.
func (d *ClaimDesk) Steps(ctx context.Context, a actor.Actor, cs ...Claim) (map[string]flow.Offer, error) {
	out := map[string]flow.Offer{}
	return out, d.db.View(ctx, func(tx store.Tx) error {
		for i := range cs {
			c := &cs[i]
			offer, err := ClaimFlow.Offer(c.State, string(a.Role),
				func(step string) error { return c.may(tx, a, step) }, errOwnClaim)
			if err != nil {
				return err
			}
			for i, e := range offer.Steps {
				if e.Step == StepAcceptClaim {
					offer.Steps[i].Reason = !c.Likeness().Fits()
				}
			}
			out[c.ID] = offer
		}
		return nil
	})
}

// Cut removes the content kept for an undoing, which nobody reads.
func (c Claim) Cut() Claim {
	c.Before = ""
	return c
}

// claimants are the roles that may claim a kind of lead. A demand belongs to an enterprise; an agency or a 科技特派员 may
// act for it. An achievement belongs to an institute or a researcher.
var claimants = map[Kind][]actor.Role{
	DemandKind:      {actor.Enterprise, actor.Agency, actor.Commissioner},
	AchievementKind: {actor.Institute, actor.Researcher},
}

// Claimants are the roles that may claim a kind of lead.
func Claimants(kind Kind) []actor.Role { return slices.Clone(claimants[kind]) }

// MayClaim reports whether the actor's role fits the kind of lead.
func MayClaim(a actor.Actor, kind Kind) bool { return a.Is(claimants[kind]...) }
