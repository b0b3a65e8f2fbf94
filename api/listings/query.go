package listings

import (
	"kebang/api/kernel"
	"kebang/internal/listing"
	"kebang/matcher"
)

// listingQuery are the parameters of a list.
type listingQuery struct {
	kernel.ListQuery
	Market   string `query:"market" maxLength:"40" doc:"the market looked at; of a signed-in reader his own when it is left out. Others show what visitors see. Of public lists only"`
	Scope    string `query:"scope" enum:"public,mine,review,market" doc:"public (default), mine, review (officer's queue) or market (everything, officers)"`
	State    string `query:"state" maxLength:"20"`
	Industry string `query:"industry" maxLength:"4" doc:"two or four digits"`
	Region   string `query:"region" maxLength:"6" doc:"two, four or six digits of GB/T 2260"`
	Lead     string `query:"lead" enum:"true,false" doc:"only, or without, leads"`
	TRL      int    `query:"trl" minimum:"0" maximum:"9" doc:"least maturity; published ones only"`
	Mode     string `query:"mode" maxLength:"20" doc:"way to work together; published ones only"`
	MinFen   int64  `query:"minFen" minimum:"0" doc:"least budget or price; published ones, for members only"`
	MaxFen   int64  `query:"maxFen" minimum:"0" doc:"highest budget or price; published ones, for members only"`
}

// fromIndex reports whether the index must answer, because records know nothing of free text, maturity, modes and
// money.
func (q listingQuery) fromIndex() bool {
	return (q.Scope == "" || q.Scope == "public") &&
		(q.Q != "" || q.TRL > 0 || q.Mode != "" || q.MinFen > 0 || q.MaxFen > 0)
}

func (q listingQuery) search(kind listing.Kind) matcher.Search {
	s := matcher.Search{Kind: matcher.Kind(kind), Text: q.Q,
		Filter: matcher.Filter{Market: q.Market, Industry: q.Industry, Region: q.Region, MinTRL: q.TRL,
			MinFen: q.MinFen, MaxFen: q.MaxFen, Trusted: q.Lead == "false", Leads: q.Lead == "true"}}
	if q.Mode != "" {
		s.Filter.Modes = []string{q.Mode}
	}
	return s
}

func (q listingQuery) filter() listing.Filter {
	f := listing.Filter{Market: q.Market, Scope: q.Scope, State: q.State, Industry: q.Industry, Region: q.Region,
		Sort: q.Sort, Cursor: q.Cursor, Limit: q.Limit}
	if q.Lead != "" {
		lead := q.Lead == "true"
		f.Lead = &lead
	}
	return f
}
