package challenge

import (
	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/publicity"
	"kebang/internal/seal"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Kind is the name of challenges in links of files, notices, decisions and histories.
const Kind = "challenge"

// Origin is where the challenge comes from.
type Origin struct {
	From    string `json:"from"` // code of Origins
	Record  string `json:"record,omitempty"`
	Serial  string `json:"serial,omitempty"`
	Version int64  `json:"version,omitempty"` // content version of the demand
}

// Asker is the organisation that asks.
type Asker struct {
	Org        string `json:"org"`
	Name       string `json:"name"`
	USCC       string `json:"uscc,omitempty"`
	LegalRep   string `json:"legalRep,omitempty"`
	Department bool   `json:"department,omitempty"` // 责任单位
}

// Version is one numbered state of the terms that were open. The first is the opening, each further one a correction.
type Version struct {
	No     int          `json:"no"`
	Hash   string       `json:"hash"` // SHA-256 of the terms
	Terms  Terms        `json:"terms"`
	Reason string       `json:"reason,omitempty"`
	On     workday.Date `json:"on"`
	At     int64        `json:"at"` // UTC ms
}

// LinkKind is a link of a chain of decisions.
type LinkKind string

// The links. They follow the public money; with own money the asker decides and the chain is empty.
const (
	Argument     LinkKind = "argument"     // 论证
	Publicity    LinkKind = "publicity"    // 公示
	Ratification LinkKind = "ratification" // 审定
)

// LinkKinds are the links in the order of a chain.
var LinkKinds = vocab.List{
	{Code: string(Argument), Zh: "专家论证", En: "Expert argument"},
	{Code: string(Publicity), Zh: "公示", En: "Publicity"},
	{Code: string(Ratification), Zh: "审定", En: "Ratification"},
}

// Link is one decision on the chosen team.
type Link struct {
	Kind LinkKind        `json:"kind"`
	Body string          `json:"body,omitempty"` // who argues or ratifies
	Rule *publicity.Rule `json:"rule,omitempty"` // of a publicity
}

// Opened is one bid at the opening.
type Opened struct {
	Bid    string `json:"bid"`
	Serial string `json:"serial"`
	Team   string `json:"team"` // name of the lead
	Hash   string `json:"hash"` // of its receipt
	At     int64  `json:"at"`   // UTC ms, of its receipt
}

// Opening is the record of the opening of sealed bids. It is public at once.
type Opening struct {
	At   int64    `json:"at"`   // UTC ms
	By   string   `json:"by"`   // name of the officer
	Bids []Opened `json:"bids"` // those that counted, in the order of their receipts
}

// Choice is the team that the asker chose.
type Choice struct {
	Bid    string       `json:"bid"`
	Serial string       `json:"serial"`
	Team   string       `json:"team"` // name of the lead
	Reason string       `json:"reason"`
	Only   bool         `json:"only,omitempty"`  // 唯一揭榜方
	Paper  string       `json:"paper,omitempty"` // file id: the asker's word, when an officer typed it
	On     workday.Date `json:"on"`
	By     string       `json:"by"`    // name of the person who typed it
	Done   int          `json:"done"`  // links of the chain that are behind it
	Round  int          `json:"round"` // counts the choices of this challenge from 1
}

// Agreement is what was signed with the team: the five items of H8 stand in it (保定 2023).
type Agreement struct {
	Contract string       `json:"contract,omitempty"` // id of the technology contract
	Scan     string       `json:"scan,omitempty"`     // file id
	Signed   workday.Date `json:"signed"`
	Finish   workday.Date `json:"finish"` // after one extension at most
	Extended bool         `json:"extended,omitempty"`
	Content  string       `json:"content"`  // 攻关内容
	Targets  string       `json:"targets"`  // 考核指标
	Delivery string       `json:"delivery"` // 交付时限
	Money    string       `json:"money"`    // 资金分配
	Property string       `json:"property"` // 产权归属
	Stages   []Milestone  `json:"stages,omitempty"`
	Payments []Instalment `json:"payments,omitempty"`
}

// Evidence answers one indicator at acceptance.
type Evidence struct {
	Measured string `json:"measured"`
	Proof    string `json:"proof"` // report with number, or file id
	Met      bool   `json:"met"`
}

// End is how the challenge ended.
type End struct {
	On       workday.Date `json:"on"`
	Reason   string       `json:"reason,omitempty"`
	Evidence []Evidence   `json:"evidence,omitempty"` // one per indicator, in their order
	By       string       `json:"by"`
}

// Challenge is one 榜单.
type Challenge struct {
	store.Meta
	Serial    string       `json:"serial"` // JB-year-number
	State     string       `json:"state"`
	Asker     Asker        `json:"asker"`
	Origin    Origin       `json:"origin"`
	Terms     Terms        `json:"terms"`
	Versions  []Version    `json:"versions,omitempty"`
	Chain     []Link       `json:"chain,omitempty"`
	PayChain  []Link       `json:"payChain,omitempty"` // decisions before each payout of public money
	Bids      int          `json:"bids"`               // handed in and not taken back
	Extended  bool         `json:"extended,omitempty"` // the deadline was extended for want of bids
	OpenedOn  workday.Date `json:"openedOn,omitempty"`
	ClosedAt  int64        `json:"closedAt,omitempty"` // UTC ms
	Seal      *seal.Pair   `json:"seal,omitempty"`     // of a reviewed one, from its publication on
	Opening   *Opening     `json:"opening,omitempty"`  // of a reviewed one
	Choice    *Choice      `json:"choice,omitempty"`
	Agreement *Agreement   `json:"agreement,omitempty"`
	Passed    []Passed     `json:"passed,omitempty"`  // milestones, in the order of the records
	Payouts   []Payout     `json:"payouts,omitempty"` // of public money, in the order of the requests
	End       *End         `json:"end,omitempty"`
	Round     int          `json:"round"` // choices so far
	CreatedBy string       `json:"createdBy"`
	CreatedAt int64        `json:"createdAt"` // UTC ms
	UpdatedAt int64        `json:"updatedAt"` // UTC ms
}

// Challenges are kept in the market that puts them out.
var Challenges = store.Define(store.Def[Challenge]{
	Name: "challenges", Shape: 1, Noun: vocab.Noun("榜单", "challenge"),
	Meta: func(c *Challenge) *store.Meta { return &c.Meta },
	Fields: []store.FieldSpec{{Name: "state"}, {Name: "public", Type: store.Bool}, {Name: "asker"}, {Name: "industry1"},
		{Name: "kind"}, {Name: "deadline"}, {Name: "updated", Type: store.Int}, {Name: "opened"}, {Name: "choosing"},
		{Name: "granted", Type: store.Bool}, {Name: "payable"}},
	Values: func(c *Challenge) store.Values {
		v := store.Values{"state": c.State, "public": c.Public(), "asker": c.Asker.Org, "updated": c.UpdatedAt,
			"choosing": string(c.Terms.Choosing), "granted": c.granted()}
		for k, s := range map[string]string{"kind": c.Terms.Kind, "deadline": string(c.Terms.Deadline),
			"opened": string(c.OpenedOn), "payable": string(c.Payable())} {
			if s != "" {
				v[k] = s
			}
		}
		if len(c.Terms.Industry) >= 2 {
			v["industry1"] = c.Terms.Industry[:2]
		}
		return v
	},
	Indexes: [][]string{{"state", "updated"}, {"public", "opened"}, {"public", "deadline"},
		{"public", "industry1", "opened"},
		{"asker", "updated"}, {"state", "deadline"}, {"updated"}},
})

// Public reports whether everybody may read the challenge: from its opening on, also after its end.
func (c *Challenge) Public() bool { return len(c.Versions) > 0 }

// Takes reports whether bids are taken at an instant (UTC ms): while the challenge is open, until 24:00 of the deadline
// in China. The shown deadline is this one and no other.
func (c *Challenge) Takes(at int64) bool { return c.State == Posted && at < c.Terms.Deadline.EndMS() }

// Choosable reports whether teams are examined and chosen in the present state: after the deadline, and of a reviewed
// challenge after the opening.
func (c *Challenge) Choosable() bool {
	if c.Terms.Choosing == Reviewed {
		return c.State == Reviewing
	}
	return c.State == Closed
}

// Asks reports whether the actor acts for the asker.
func (c *Challenge) Asks(a actor.Actor) bool {
	return a.Org != "" && a.Org == c.Asker.Org && a.Market == c.Market && a.Is(actor.Enterprise, actor.Department)
}

// keeps reports whether the actor is the office that looks after the challenge.
func (c *Challenge) keeps(a actor.Actor) bool { return a.Is(actor.Officer) && a.Market == c.Market }

// Serves reports whether the actor works on the challenge: for the asker or in the office.
func (c *Challenge) Serves(a actor.Actor) bool { return c.Asks(a) || c.keeps(a) }

// Readable reads a challenge of any market: those who work on it in every state, everybody an open one; fault.NotFound
// otherwise.
func Readable(tx store.Tx, a actor.Actor, id string) (Challenge, error) {
	c, err := Challenges.Get(tx, a.Market, id)
	if fault.Is(err, fault.NotFound) {
		c, err = Challenges.First(tx, store.Query{AllMarkets: true,
			Where: []store.Cond{{Field: store.IDField, Op: store.Eq, Value: id}}})
	}
	if err == nil && !c.Public() && !c.Serves(a) {
		return Challenge{}, fault.Absent()
	}
	return c, err
}

// Cut leaves what a reader may see: the contact is for signed-in readers, the choice public from its notice on.
func (c Challenge) Cut(a actor.Actor) Challenge {
	if !a.Known() {
		c.Terms.Contact = Contact{}
		versions := make([]Version, len(c.Versions))
		for i, v := range c.Versions {
			v.Terms.Contact = Contact{}
			versions[i] = v
		}
		c.Versions = versions
	}
	if !c.Serves(a) && c.State == Arguing {
		c.Choice = nil // not public before its notice
	}
	return c
}

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec { return []store.Spec{Challenges.Spec()} }
