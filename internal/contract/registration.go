package contract

import (
	"kebang/internal/actor"
	"kebang/internal/workday"
)

// Registration is the file of a contract at a registry.
type Registration struct {
	Rules     string       `json:"rules"`    // id of the rule set
	AcceptNo  string       `json:"acceptNo"` // 受理号 KB-YYYY-NNNNNN, given by Kebang; not a 登记编号
	FiledOn   workday.Date `json:"filedOn"`
	FiledBy   Actor        `json:"filedBy"`
	Counter   bool         `json:"counter,omitempty"` // papers handed in at the counter, recorded by the registrar
	Applicant string       `json:"applicant"`         // name of the applying party, and of the person at the counter
	Clock     []Span       `json:"clock"`
	Due       workday.Date `json:"due,omitempty"`

	Findings []Finding    `json:"findings,omitempty"` // the registrar's conclusions on the points of the pre-check
	Head     string       `json:"head,omitempty"`     // head of refusal
	HeadText string       `json:"headText,omitempty"` // head and ground in words
	Ground   Ground       `json:"ground,omitempty"`
	Reason   string       `json:"reason,omitempty"` // of the last return or refusal
	Decided  workday.Date `json:"decided,omitempty"`
	Decider  Actor        `json:"decider"`

	NeedsSecond bool    `json:"needsSecond,omitempty"` // by the market's rule when it was recognised
	Second      *Second `json:"second,omitempty"`

	TotalFen int64 `json:"totalFen"` // 成交额 as recognised
	TechFen  int64 `json:"techFen"`  // 技术交易额 as fixed by the registrar
	Open     bool  `json:"open,omitempty"`

	Elsewhere bool         `json:"elsewhere,omitempty"` // registered by another registry and only recorded here
	Authority string       `json:"authority,omitempty"` // 登记机构
	Number    string       `json:"number,omitempty"`    // 登记编号 of the national system, 16 digits
	Date      workday.Date `json:"date,omitempty"`      // 登记日期; statistics group by it
	Scan      *Attachment  `json:"scan,omitempty"`      // scan of the 登记证明
	Recorder  Actor        `json:"recorder"`
	Scopes    []string     `json:"scopes"` // see Scope…
	Versions  []Version    `json:"versions,omitempty"`
}

// Actor is who did something, as values.
type Actor struct {
	Person string     `json:"person,omitempty"`
	Name   string     `json:"name,omitempty"`
	Role   actor.Role `json:"role,omitempty"`
}

func actorOf(a actor.Actor) Actor { return Actor{a.Person, a.PersonName, a.Role} }

// Version is a former state of the registered amounts, with what it was computed from.
type Version struct {
	TotalFen   int64        `json:"totalFen"`
	TechFen    int64        `json:"techFen"`
	Deductions []Deduction  `json:"deductions,omitempty"`
	Royalty    *Royalty     `json:"royalty,omitempty"`
	Until      workday.Date `json:"until"`
	Reason     string       `json:"reason"`
	By         Actor        `json:"by"`
}

// The scopes a registered contract is counted in, from the view of the market's region. They are never added up: a
// contract between two local firms is in all three.
const (
	ScopeHere = "registered" // 登记地: registered by the registry of this market
	ScopeOut  = "output"     // 输出: the seller is in the region
	ScopeIn   = "input"      // 吸纳: the buyer is in the region
)

// ScopeNames are the Chinese names of the scopes, in the order shown.
var ScopeNames = []Option{{ScopeHere, "登记地"}, {ScopeOut, "输出"}, {ScopeIn, "吸纳"}}

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
