package registry

import (
	"fmt"

	"kebang/internal/contract"
	"kebang/internal/ledger"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Registration is the file of a contract at a registry, from the application to the number of the national system.
type Registration struct {
	store.Meta
	Contract  string         `json:"contract"` // id of the contract, in the same market
	Subject   Subject        `json:"subject"`
	State     string         `json:"state"`
	Rules     string         `json:"rules"`    // id of the rule set
	AcceptNo  string         `json:"acceptNo"` // 受理号 KB-YYYY-NNNNNN, given by Kebang; not a 登记编号
	FiledOn   workday.Date   `json:"filedOn"`
	FiledBy   contract.Actor `json:"filedBy"`
	Counter   bool           `json:"counter,omitempty"` // papers handed in at the counter, recorded by the registrar
	Applicant string         `json:"applicant"`         // name of the applying party, and of the person at the counter
	Clock     []Span         `json:"clock"`
	Due       workday.Date   `json:"due,omitempty"`

	Findings []Finding      `json:"findings,omitempty"` // the registrar's conclusions on the points of the pre-check
	Head     string         `json:"head,omitempty"`     // head of refusal
	Ground   Ground         `json:"ground,omitempty"`
	Reason   string         `json:"reason,omitempty"` // of the last return or refusal
	Decided  workday.Date   `json:"decided,omitempty"`
	Decider  contract.Actor `json:"decider"`

	NeedsSecond bool    `json:"needsSecond,omitempty"` // by the market's rule at the recognition
	Second      *Second `json:"second,omitempty"`

	TotalFen int64 `json:"totalFen"` // 成交额 as recognised
	TechFen  int64 `json:"techFen"`  // 技术交易额 as fixed by the registrar
	Open     bool  `json:"open,omitempty"`

	Elsewhere bool                 `json:"elsewhere,omitempty"` // registered by another registry and only recorded here
	Authority string               `json:"authority,omitempty"` // 登记机构
	Number    string               `json:"number,omitempty"`    // 登记编号 of the national system, 16 digits
	Date      workday.Date         `json:"date,omitempty"`      // 登记日期; statistics group by it
	Scan      *contract.Attachment `json:"scan,omitempty"`      // scan of the 登记证明
	Recorder  contract.Actor       `json:"recorder"`
	Scopes    []string             `json:"scopes"` // see Scope…
	Versions  []Version            `json:"versions,omitempty"`

	Claim     string `json:"claim,omitempty"` // id of the nationwide claim against a second application
	CreatedAt int64  `json:"createdAt"`
	UpdatedAt int64  `json:"updatedAt"`
}

// Subject are values of the contract at the last step of its registration. Lists and statistics read it.
type Subject struct {
	Serial   string         `json:"serial"`
	Title    string         `json:"title"`
	Class    contract.Class `json:"class"`
	SubClass string         `json:"subClass,omitempty"`
	Industry string         `json:"industry,omitempty"`
	TechArea string         `json:"techArea,omitempty"`
	Seller   Party          `json:"seller"`
	Buyer    Party          `json:"buyer"`
	Deal     string         `json:"deal,omitempty"` // id of the deal; empty for 线下签订
	Demand   string         `json:"demand,omitempty"`
	Readers  []string       `json:"readers"` // see contract.Contract.Readers
}

// Party is one side of the contract. Place is a GB/T 2260 code, contract.Abroad, or empty.
type Party struct {
	Name  string `json:"name"`
	Place string `json:"place,omitempty"`
}

func subjectOf(c *contract.Contract) Subject {
	return Subject{Serial: c.Serial, Title: c.Title, Class: c.Class, SubClass: c.SubClass, Industry: c.Industry,
		TechArea: c.TechArea,
		Seller:   Party{c.Seller.Name, c.Seller.Place()}, Buyer: Party{c.Buyer.Name, c.Buyer.Place()},
		Deal: c.Deal.ID, Demand: c.Deal.Demand, Readers: c.Readers()}
}

// Registrations is the collection. The index fields of statistics exist on registered ones only, so that no other state
// can ever count. A contract has one registration in force. The field inForce has the contract's id until the
// registration is withdrawn.
var Registrations = store.Define(store.Def[Registration]{
	Name: "registrations", Shape: 2, Noun: vocab.Noun("认定登记", "registration"),
	Meta: func(r *Registration) *store.Meta { return &r.Meta },
	Fields: []store.FieldSpec{
		{Name: "contract", Type: store.String}, {Name: "inForce", Type: store.String}, {Name: "state",
			Type: store.String},
		{Name: "serial", Type: store.String}, {Name: "updated", Type: store.Int}, {Name: "readers", Type: store.Set},
		{Name: "class", Type: store.String}, {Name: "subClass", Type: store.String}, {Name: "industry1",
			Type: store.String},
		{Name: "techArea", Type: store.String}, {Name: "deal", Type: store.String}, {Name: "demand",
			Type: store.String},
		{Name: "acceptNo", Type: store.String}, {Name: "regNumber", Type: store.String}, {Name: "regDate",
			Type: store.String},
		{Name: "regMonth", Type: store.String}, {Name: "regYear", Type: store.String}, {Name: "scopes",
			Type: store.Set},
		{Name: "sellerRegion", Type: store.String}, {Name: "buyerRegion", Type: store.String}, {Name: "sellerArea",
			Type: store.Set},
		{Name: "buyerArea", Type: store.Set}, {Name: "totalFen", Type: store.Int}, {Name: "techFen", Type: store.Int},
		{Name: "offline", Type: store.Bool},
	},
	Values:  (*Registration).values,
	Upgrade: map[int]func([]byte) ([]byte, error){1: codeFindings},
	Unique:  [][]string{{"inForce"}, {"acceptNo"}, {"regNumber"}},
	Indexes: [][]string{{"state", "updated"}, {"updated"}, {"contract"}, {"regDate"}, {"regMonth", "class"},
		{"regYear"}},
})

func (r *Registration) values() store.Values {
	s := &r.Subject
	v := store.Values{"contract": r.Contract, "state": r.State, "updated": r.UpdatedAt, "offline": s.Deal == "",
		"readers":    s.Readers,
		"sellerArea": contract.Areas(s.Seller.Place), "buyerArea": contract.Areas(s.Buyer.Place)}
	put := func(k, s string) {
		if s != "" {
			v[k] = s
		}
	}
	if r.State != Withdrawn {
		put("inForce", r.Contract)
	}
	put("serial", s.Serial)
	put("class", string(s.Class))
	put("subClass", s.SubClass)
	put("techArea", s.TechArea)
	put("deal", s.Deal)
	put("demand", s.Demand)
	put("sellerRegion", s.Seller.Place)
	put("buyerRegion", s.Buyer.Place)
	put("acceptNo", r.AcceptNo)
	if len(s.Industry) >= 2 {
		v["industry1"] = s.Industry[:2]
	}
	if r.State == Registered {
		put("regNumber", r.Number)
		put("regDate", string(r.Date))
		put("regMonth", r.Date.Month())
		put("regYear", fmt.Sprint(r.Date.Year()))
		v["scopes"] = r.Scopes
		v["totalFen"], v["techFen"] = r.TotalFen, r.TechFen
	}
	return v
}

// Collections are all collections of the package.
func Collections() []store.Spec {
	return []store.Spec{Registrations.Spec(), Claims.Spec(), Numbers.Spec()}
}

// Version is a former state of the registered amounts, with the values behind it.
type Version struct {
	TotalFen   int64                `json:"totalFen"`
	TechFen    int64                `json:"techFen"`
	Deductions []contract.Deduction `json:"deductions,omitempty"`
	Royalty    *contract.Royalty    `json:"royalty,omitempty"`
	Until      workday.Date         `json:"until"`
	Reason     string               `json:"reason"`
	By         contract.Actor       `json:"by"`
}

// The scopes of a registered contract.
const (
	ScopeHere = ledger.ScopeHere
	ScopeOut  = ledger.ScopeOut
	ScopeIn   = ledger.ScopeIn
)

// ValidNumber reports whether s has the form of a 登记编号 of the national system: 16 digits, not all zero.
func ValidNumber(s string) bool {
	if len(s) != 16 {
		return false
	}
	zero := true
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
		zero = zero && r == '0'
	}
	return !zero
}
