package ledger

import (
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Cause is why a posting was made.
type Cause string

// The causes.
const (
	Opening    Cause = "opening"
	Registered Cause = "registered"
	Corrected  Cause = "corrected"
	Royalty    Cause = "royalty"
	Withdrawn  Cause = "withdrawn"
)

// Causes are the causes with their names.
var Causes = vocab.List{
	{Code: string(Opening), Zh: "期初", En: "Opening"},
	{Code: string(Registered), Zh: "登记", En: "Registration"},
	{Code: string(Corrected), Zh: "更正", En: "Correction"},
	{Code: string(Royalty), Zh: "提成结算", En: "Royalty settled"},
	{Code: string(Withdrawn), Zh: "注销", En: "Cancellation"},
}

// Entry is what a record adds to the figures, or takes from them.
type Entry struct {
	Measure Measure      `json:"measure"`
	Date    workday.Date `json:"date"` // the legal day: of the certificate
	Figures
	Scopes []string       `json:"scopes"`
	Cuts   map[Cut]string `json:"cuts"` // without absent keys
}

// Posting is an entry with its record and the month in which it counts. It is never changed.
type Posting struct {
	store.Meta
	Entry
	Kind   string       `json:"kind"` // of the record
	Record string       `json:"record"`
	Cause  Cause        `json:"cause"`
	Period Period       `json:"period"` // the month that it counts in
	Day    workday.Date `json:"day"`    // it was made on
	At     int64        `json:"at"`
	By     string       `json:"by"` // person
	Reason string       `json:"reason,omitempty"`
}

// Late reports whether the posting counts in another month than that of its certificate.
func (p *Posting) Late() bool { return p.Period != Of(p.Date) }

// FormerYear reports whether it counts in a later year (调整以前年度).
func (p *Posting) FormerYear() bool { return p.Period.Year() != p.Date.Year() }

// regions are the index fields of a place: itself, its prefecture, its province.
func regions(v store.Values, side Cut, code string) {
	if code == "" {
		return
	}
	v[string(side)] = code
	if len(code) == 6 {
		v[string(side)+"City"], v[string(side)+"Province"] = code[:4]+"00", code[:2]+"0000"
	}
}

// Postings is the collection of all postings. Scopes are flags of their own, so that one index serves a sum.
var Postings = store.Define(store.Def[Posting]{
	Name: "postings", Shape: 1, Noun: vocab.Noun("入账", "posting"),
	Meta: func(p *Posting) *store.Meta { return &p.Meta },
	Fields: []store.FieldSpec{
		{Name: "measure", Type: store.String}, {Name: "record", Type: store.String}, {Name: "period",
			Type: store.String},
		{Name: "date", Type: store.String}, {Name: "day", Type: store.String}, {Name: ScopeHere, Type: store.Bool},
		{Name: ScopeOut, Type: store.Bool}, {Name: ScopeIn, Type: store.Bool},
		{Name: "class", Type: store.String}, {Name: "subClass", Type: store.String},
		{Name: "industry", Type: store.String}, {Name: "techArea", Type: store.String},
		{Name: "seller", Type: store.String}, {Name: "sellerCity", Type: store.String},
		{Name: "sellerProvince", Type: store.String}, {Name: "buyer", Type: store.String},
		{Name: "buyerCity", Type: store.String}, {Name: "buyerProvince", Type: store.String},
		{Name: "count", Type: store.Int}, {Name: "totalFen", Type: store.Int}, {Name: "techFen", Type: store.Int},
	},
	Values: func(p *Posting) store.Values {
		v := store.Values{"measure": string(p.Measure), "record": p.Record, "period": string(p.Period),
			"date": string(p.Date), "day": string(p.Day), "count": p.Count, "totalFen": p.TotalFen,
			"techFen": p.TechFen}
		for _, s := range p.Scopes {
			v[s] = true
		}
		for _, c := range []Cut{ByClass, BySubClass, ByIndustry, ByTechArea} {
			if k := p.Cuts[c]; k != "" {
				v[string(c)] = k
			}
		}
		regions(v, BySeller, p.Cuts[BySeller])
		regions(v, ByBuyer, p.Cuts[ByBuyer])
		return v
	},
	Indexes: [][]string{{"record"}, {"date"}, {"period", "class"}},
})
