package ledger

import "kebang/internal/vocab"

// Figures are the measures of one cell. 成交额 and 技术交易额 have no common sum.
type Figures struct {
	Count    int64 `json:"n"` // 项
	TotalFen int64 `json:"total"`
	TechFen  int64 `json:"tech"`
}

// Plus is the sum of two cells.
func (f Figures) Plus(g Figures) Figures {
	return Figures{f.Count + g.Count, f.TotalFen + g.TotalFen, f.TechFen + g.TechFen}
}

// Minus takes the figures back.
func (f Figures) Minus() Figures { return Figures{-f.Count, -f.TotalFen, -f.TechFen} }

// Measure is the kind of things that are counted.
type Measure string

// Contracts counts registered technology contracts.
const Contracts Measure = "contracts"

// The scopes of a posting, from the view of the market's region. They are never added up: a contract between two local
// firms is in all three.
const (
	ScopeHere = "registered" // 登记地: registered by the registry of this market
	ScopeOut  = "output"     // 输出: the seller is in the region
	ScopeIn   = "input"      // 吸纳: the buyer is in the region
)

// Scopes are the scopes in the order of the pages.
var Scopes = vocab.List{
	{Code: ScopeHere, Zh: "登记地", En: "Registered here"},
	{Code: ScopeOut, Zh: "输出", En: "Output"},
	{Code: ScopeIn, Zh: "吸纳", En: "Input"},
}

// Cut is a property by which figures are parted.
type Cut string

// The cuts.
const (
	ByClass    Cut = "class"
	BySubClass Cut = "subClass"
	ByIndustry Cut = "industry"
	ByTechArea Cut = "techArea"
	BySeller   Cut = "seller"
	ByBuyer    Cut = "buyer"
)

// Cuts are the cuts in the order of the pages.
var Cuts = vocab.List{
	{Code: string(ByClass), Zh: "合同类别", En: "Class of contract"},
	{Code: string(BySubClass), Zh: "合同子类", En: "Sub-class of contract"},
	{Code: string(ByIndustry), Zh: "行业", En: "Industry"},
	{Code: string(ByTechArea), Zh: "技术领域", En: "Field of technology"},
	{Code: string(BySeller), Zh: "卖方所在地", En: "Region of the seller"},
	{Code: string(ByBuyer), Zh: "买方所在地", En: "Region of the buyer"},
}

// None is the key of what has no value in a cut.
const None = "-"

// Sums are the figures of a month by scope, cut and key. The cut "" has the whole under the key "".
type Sums map[string]map[Cut]map[string]Figures

func (s Sums) add(scope string, cut Cut, key string, f Figures) {
	if s[scope] == nil {
		s[scope] = map[Cut]map[string]Figures{}
	}
	if s[scope][cut] == nil {
		s[scope][cut] = map[string]Figures{}
	}
	s[scope][cut][key] = s[scope][cut][key].Plus(f)
}

func (s Sums) post(p *Posting) {
	for _, scope := range p.Scopes {
		s.add(scope, "", "", p.Figures)
		for _, c := range Cuts {
			cut := Cut(c.Code)
			key := p.Cuts[cut]
			if key == "" {
				key = None
			}
			s.add(scope, cut, key, p.Figures)
		}
	}
}

// Whole are the figures of a scope without a cut.
func (s Sums) Whole(scope string) Figures { return s[scope][""][""] }
