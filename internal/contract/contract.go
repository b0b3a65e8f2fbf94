package contract

import (
	"encoding/json"
	"fmt"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Content are the fields of the registration form that the parties fill in. Most may be empty until the contract is
// filed. Sources: the form of the national system, 民法典 arts. 845–846.
type Content struct {
	Title    string `json:"title"` // 项目名称, whole
	Class    Class  `json:"class,omitempty"`
	SubClass string `json:"subClass,omitempty"`
	OldClass string `json:"oldClass,omitempty"` // wording of an older form, kept when it was mapped

	Seller Side `json:"seller"`
	Buyer  Side `json:"buyer"`

	TotalFen   int64       `json:"totalFen"` // 合同成交额, fen
	Deductions []Deduction `json:"deductions"`
	Payment    Payment     `json:"payment,omitempty"`
	Royalty    *Royalty    `json:"royalty,omitempty"`

	Stages   []Milestone  `json:"stages,omitempty"`   // 里程碑
	Payments []Instalment `json:"payments,omitempty"` // 付款节点; their sum is the total

	SignDate  workday.Date `json:"signDate,omitempty"`
	BeginDate workday.Date `json:"beginDate,omitempty"`
	EndDate   workday.Date `json:"endDate,omitempty"`

	IP         []string `json:"ip"`                  // codes of IPKinds
	IPNumbers  string   `json:"ipNumbers,omitempty"` // patent numbers and the like, as written
	IPOwner    string   `json:"ipOwner,omitempty"`
	PlanSource string   `json:"planSource,omitempty"`
	PlanName   string   `json:"planName,omitempty"`
	TechArea   string   `json:"techArea,omitempty"`
	Goal       string   `json:"goal,omitempty"`
	Industry   string   `json:"industry,omitempty"` // taxonomy code of the technology, level 1 or 2
	Related    bool     `json:"related,omitempty"`  // 关联交易

	NewInvestFen *int64 `json:"newInvestFen,omitempty"` // 预计新增投入; needed for 技术转让
	NewOutputFen *int64 `json:"newOutputFen,omitempty"` // 预计新增产值; needed for 技术转让

	Subject    string `json:"subject,omitempty"`    // 标的 and scope
	Targets    string `json:"targets,omitempty"`    // measurable results and their acceptance
	Terms      string `json:"terms,omitempty"`      // other terms
	Secrecy    string `json:"secrecy,omitempty"`    // 保密
	Acceptance string `json:"acceptance,omitempty"` // 验收

	Attachments []Attachment `json:"attachments"`
}

// Attachment is a file that belongs to the contract.
type Attachment struct {
	Kind string `json:"kind"` // scan, ipProof, authorisation, approval, planProof, other
	File string `json:"file"` // file id
	Blob string `json:"blob,omitempty"`
	Name string `json:"name"`
}

// Text is the wording that both sides confirm. Blob is the SHA-256 of its bytes.
type Text struct {
	File      string `json:"file,omitempty"` // file id of an upload
	Blob      string `json:"blob"`
	Name      string `json:"name"`
	Generated bool   `json:"generated"`
	Version   int    `json:"version"` // counts changes of the file from 1
	At        int64  `json:"at"`
	By        string `json:"by"` // person name
}

// Confirmation is one side's confirmation of one text. It is a confirmation, never a 印章.
type Confirmation struct {
	Side       string     `json:"side"` // seller or buyer
	Hash       string     `json:"hash"`
	Person     string     `json:"person"`
	PersonName string     `json:"personName"`
	Role       actor.Role `json:"role"`
	Org        string     `json:"org,omitempty"`
	OrgName    string     `json:"orgName,omitempty"`
	At         int64      `json:"at"`
}

// Paper is a stamped contract signed outside Kebang and entered with its scan.
type Paper struct {
	Scan   Attachment `json:"scan"`
	By     string     `json:"by"`
	ByName string     `json:"byName"`
	Role   actor.Role `json:"role"`
	At     int64      `json:"at"`
	// OpenCredits are the introductions, by serial of the deal, without an answer of a party when a third person
	// entered the paper.
	OpenCredits []string `json:"openCredits,omitempty"`
}

// DealRef are the values of its deal that a contract keeps. The zero DealRef is 线下签订.
type DealRef struct {
	ID                 string `json:"id,omitempty"`
	Serial             string `json:"serial,omitempty"`
	Demand             string `json:"demand,omitempty"`
	DemandSerial       string `json:"demandSerial,omitempty"`
	DemandVersion      int64  `json:"demandVersion,omitempty"`
	Achievement        string `json:"achievement,omitempty"`
	AchievementSerial  string `json:"achievementSerial,omitempty"`
	AchievementVersion int64  `json:"achievementVersion,omitempty"`

	BrokerPerson      string `json:"brokerPerson,omitempty"`
	BrokerName        string `json:"brokerName,omitempty"`
	BrokerOrgName     string `json:"brokerOrgName,omitempty"`
	IntroducerID      string `json:"introducerId,omitempty"`
	IntroducerName    string `json:"introducerName,omitempty"`
	IntroducerRole    string `json:"introducerRole,omitempty"`
	IntroducerOrgName string `json:"introducerOrgName,omitempty"`
	IntroducedAt      int64  `json:"introducedAt,omitempty"`
}

// Actor is an acting person, as values.
type Actor struct {
	Person string     `json:"person,omitempty"`
	Name   string     `json:"name,omitempty"`
	Role   actor.Role `json:"role,omitempty"`
}

// ActorOf keeps an actor as values.
func ActorOf(a actor.Actor) Actor { return Actor{a.Person, a.PersonName, a.Role} }

// Contract is one technology contract in a market.
type Contract struct {
	store.Meta
	Serial string `json:"serial"` // HT-YYYY-NNNNNN
	State  string `json:"state"`
	Content
	Amounts       Amounts        `json:"amounts"` // as the parties state them; zero until the content can be computed
	Deal          DealRef        `json:"deal"`
	Text          *Text          `json:"text,omitempty"`
	Confirmations []Confirmation `json:"confirmations"`
	Paper         *Paper         `json:"paper,omitempty"`
	Acts          []Act          `json:"acts,omitempty"` // what was performed, in the order of the records
	Filing        *Filing        `json:"filing,omitempty" hidden:"true"`

	// Registration and Claim are the registration data of 0.1.0. Migration 2 of package registry empties them.
	Registration json.RawMessage `json:"registration,omitempty"`
	Claim        string          `json:"claim,omitempty" hidden:"true"`

	Source    string `json:"source,omitempty"` // origin of an imported row
	ImportKey string `json:"importKey,omitempty"`
	CreatedAt int64  `json:"createdAt"`
	CreatedBy Actor  `json:"createdBy"`
	UpdatedAt int64  `json:"updatedAt"`
}

// Offline reports whether the contract has no deal (线下签订).
func (c *Contract) Offline() bool { return c.Deal.ID == "" }

// Import reports whether technology is bought from abroad. The buyer then applies (2024 draft, art. 11).
func (c *Content) Import() bool { return c.Seller.Abroad() && !c.Buyer.Abroad() }

// Applicant is the party that applies for registration: the seller, or the buyer of an import.
func (c *Contract) Applicant() Side {
	if c.Import() {
		return c.Buyer
	}
	return c.Seller
}

// Hash is the SHA-256 of the text or, for a paper contract, of its scan; empty without both.
func (c *Contract) Hash() string {
	switch {
	case c.Paper != nil:
		return c.Paper.Scan.Blob
	case c.Text != nil:
		return c.Text.Blob
	}
	return ""
}

// Contracts is the collection. The index field state is Standing.
var Contracts = store.Define(store.Def[Contract]{
	Name: "contracts", Shape: 2, Oldest: 2, Noun: vocab.Noun("合同", "contract"),
	Meta: func(c *Contract) *store.Meta { return &c.Meta },
	Fields: []store.FieldSpec{
		{Name: "serial", Type: store.String}, {Name: "state", Type: store.String}, {Name: "class", Type: store.String},
		{Name: "subClass", Type: store.String}, {Name: "industry1", Type: store.String}, {Name: "techArea",
			Type: store.String},
		{Name: "deal", Type: store.String}, {Name: "demand", Type: store.String}, {Name: "readers", Type: store.Set},
		{Name: "updated", Type: store.Int}, {Name: "importKey", Type: store.String}, {Name: "between",
			Type: store.String},
		{Name: "statedNumber", Type: store.String}, {Name: "regDate", Type: store.String}, {Name: "sellerRegion",
			Type: store.String},
		{Name: "buyerRegion", Type: store.String}, {Name: "sellerArea", Type: store.Set}, {Name: "buyerArea",
			Type: store.Set},
		{Name: "offline", Type: store.Bool},
		{Name: "waits", Type: store.Set},
		{Name: "owes", Type: store.String},
	},
	Values:  (*Contract).values,
	Unique:  [][]string{{"serial"}, {"importKey"}},
	Indexes: [][]string{{"state", "updated"}, {"updated"}, {"deal"}, {"between"}, {"regDate"}},
})

func (c *Contract) values() store.Values {
	v := store.Values{"state": c.Standing(), "updated": c.UpdatedAt, "offline": c.Offline(), "readers": c.Readers(),
		"waits": c.waits()}
	put := func(k, s string) {
		if s != "" {
			v[k] = s
		}
	}
	put("serial", c.Serial)
	put("class", string(c.Class))
	put("subClass", c.SubClass)
	put("techArea", c.TechArea)
	put("deal", c.Deal.ID)
	put("demand", c.Deal.Demand)
	put("owes", string(c.Owes()))
	put("importKey", c.ImportKey)
	put("statedNumber", statedNumber(c.Source))
	if c.ImportKey != "" {
		put("between", Between(c.Content))
	}
	put("sellerRegion", c.Seller.Place())
	put("buyerRegion", c.Buyer.Place())
	if len(c.Industry) >= 2 {
		v["industry1"] = c.Industry[:2]
	}
	v["sellerArea"], v["buyerArea"] = Areas(c.Seller.Place()), Areas(c.Buyer.Place())
	if c.Filing != nil {
		put("regDate", string(c.Filing.Date))
	}
	return v
}

// Readers are the keys by which parties, the broker and the introducing person find the contract.
func (c *Contract) Readers() []string {
	out := append(c.Seller.readerKeys(), c.Buyer.readerKeys()...)
	if c.Deal.BrokerPerson != "" {
		out = append(out, "p:"+c.Deal.BrokerPerson)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Areas are the codes of the regions that contain a region: province, city, itself. Abroad lies in itself.
func Areas(code string) []string {
	if code == Abroad {
		return []string{Abroad}
	}
	if len(code) != 6 {
		return nil
	}
	out := []string{code[:2] + "0000", code[:4] + "00", code}
	return slices.Compact(out)
}

func pointer(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// Collections are all collections of the package.
func Collections() []store.Spec { return []store.Spec{Contracts.Spec()} }
