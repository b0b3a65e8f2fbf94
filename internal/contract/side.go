package contract

import (
	"strings"

	"kebang/internal/actor"
)

// Side is one of the two parties in the terms of the registration form. Its values stay as they were when the contract
// was made. A later change of the organisation therefore does not change a signed contract.
type Side struct {
	OrgID    string `json:"orgId,omitempty"`    // organisation on Kebang; empty for one that has no account
	PersonID string `json:"personId,omitempty"` // person who contracts for himself
	Name     string `json:"name"`
	USCC     string `json:"uscc,omitempty"`    // 统一社会信用代码; empty for persons and foreign parties
	Nature   string `json:"nature,omitempty"`  // code of Natures
	Country  string `json:"country,omitempty"` // customs code of three digits; empty or 142 is China
	Region   string `json:"region,omitempty"`  // GB/T 2260, six digits
	Township string `json:"township,omitempty"`
	Park     string `json:"park,omitempty"`
	Address  string `json:"address,omitempty"`
	Postcode string `json:"postcode,omitempty"`
	LegalRep string `json:"legalRep,omitempty"`
	Contact  string `json:"contact,omitempty"`
	Phone    string `json:"phone,omitempty"`
	Email    string `json:"email,omitempty"`
	Scale    string `json:"scale,omitempty"`    // 企业规模
	Industry string `json:"industry,omitempty"` // GB/T 4754 code of the party

	TransferBody bool `json:"transferBody,omitempty"` // 技术转移机构
	ResearchBody bool `json:"researchBody,omitempty"` // 研发机构
	Converted    bool `json:"converted,omitempty"`    // 转制科研院所
	HighTechZone bool `json:"highTechZone,omitempty"` // 国家高新区内企业
	Listed       bool `json:"listed,omitempty"`       // 上市公司
}

// Abroad reports whether the party is outside the customs territory list of China (code 142 or empty).
func (s Side) Abroad() bool { return s.Country != "" && s.Country != "142" }

// Place is the region for statistics: a GB/T 2260 code, Abroad, or empty while it is not filled in.
func (s Side) Place() string {
	if s.Abroad() {
		return Abroad
	}
	return s.Region
}

// Abroad stands for all regions outside China in statistics (境外, kept apart).
const Abroad = "abroad"

// Missing in a filter selects the rows with that field empty.
const Missing = "-"

// Key names the party nationwide: its USCC, or its name when it has none.
func (s Side) Key() string {
	if s.USCC != "" {
		return strings.ToUpper(s.USCC)
	}
	return strings.TrimSpace(s.Name)
}

// Online reports whether somebody on Kebang can act for the party.
func (s Side) Online() bool { return s.OrgID != "" || s.PersonID != "" }

// readerKeys are the entries of the readers index for the party.
func (s Side) readerKeys() []string {
	var out []string
	if s.OrgID != "" {
		out = append(out, "o:"+s.OrgID)
	}
	if s.PersonID != "" {
		out = append(out, "p:"+s.PersonID)
	}
	return out
}

// ReaderKey is the key of an actor without an office in the market: the organisation he acts for, or himself. A
// researcher and a broker act as persons even inside an organisation, so the institute's other contracts are not
// theirs.
func ReaderKey(a actor.Actor) string {
	if a.Org != "" && !a.Is(actor.Researcher, actor.Broker) {
		return "o:" + a.Org
	}
	return "p:" + a.Person
}

// Speaks reports whether the actor may declare facts in the name of the party.
func (s Side) Speaks(a actor.Actor) bool {
	if !a.Is(actor.Enterprise, actor.Institute, actor.Researcher, actor.Agency) {
		return false
	}
	for _, k := range s.readerKeys() {
		if k == ReaderKey(a) {
			return true
		}
	}
	return false
}
