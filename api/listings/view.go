package listings

import (
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/listing"
	"kebang/internal/region"
	"kebang/matcher"
)

// Owner is the owner of a listing.
type Owner struct {
	Org    string `json:"org,omitempty"`
	Name   string `json:"name,omitempty"`
	Hidden bool   `json:"hidden" doc:"the firm chose to show county and industry only"`
}

// LookView is a look at the contact of a listing.
type LookView struct {
	ID      string     `json:"id"`
	Person  string     `json:"person"`
	Name    string     `json:"name"`
	Role    actor.Role `json:"role"`
	OrgName string     `json:"orgName,omitempty"`
	Deal    string     `json:"deal,omitempty" doc:"id of the deal whose broker he is"`
	Serial  string     `json:"serial,omitempty" doc:"of that deal"`
	At      int64      `json:"at" doc:"UTC ms"`
}

// ListingView is a listing cut for one reader.
type ListingView[C listing.Content] struct {
	ID          string           `json:"id"`
	Kind        listing.Kind     `json:"kind" enum:"demand,achievement"`
	Serial      string           `json:"serial"`
	Market      string           `json:"market"`
	Rev         int64            `json:"rev"`
	State       string           `json:"state"`
	Version     int64            `json:"version" doc:"content version, plus 1 at every publication"`
	Owner       *Owner           `json:"owner,omitempty"`
	Lead        bool             `json:"lead" doc:"a lead: no owner, not confirmed by the unit"`
	Source      *listing.Source  `json:"source,omitempty"`
	RegionName  string           `json:"regionName,omitempty" doc:"full Chinese name of the region, or the source's own words"`
	Content     C                `json:"content"`
	Draft       *C               `json:"draft,omitempty" doc:"what the owner edits; owner and officers only"`
	Steps       []kernel.Button  `json:"steps"`
	Level       disclosure.Level `json:"level" doc:"how deep this reader sees: public, members, protected, private"`
	Mine        bool             `json:"mine"`
	PublishedAt int64            `json:"publishedAt,omitempty"`
	UpdatedAt   int64            `json:"updatedAt"`
	CreatedAt   int64            `json:"createdAt"`
	ReturnedFor string           `json:"returnedFor,omitempty"`

	Personal []listing.Personal `json:"personal,omitempty" doc:"numbers of people in public fields of what would be published; for owner and officers, to be settled before publishing"`

	Matched []matcher.Marked `json:"matched,omitempty" doc:"of a text search: where the words stand, in fields that this reader may see"`
}

func viewListing[C listing.Content](kind listing.Kind, a actor.Actor, v listing.View[C]) ListingView[C] {
	out := ListingView[C]{ID: v.ID, Kind: kind, Serial: v.Serial, Market: v.Market, Rev: v.Rev, State: v.State,
		Version: v.Version, Lead: v.Lead(), Source: sourceFor(v.Source,
			v.Level), Level: v.Level, Mine: v.Mine, Steps: kernel.Buttons(v.Steps(a)),
		PublishedAt: v.PublishedAt, UpdatedAt: v.UpdatedAt, CreatedAt: v.CreatedAt, ReturnedFor: v.ReturnedFor,
		Draft: v.Listing.Draft}
	if v.Published != nil {
		out.Content = *v.Published
	} else if v.Listing.Draft != nil {
		out.Content = *v.Listing.Draft
	}
	if v.Level == disclosure.Private {
		current := v.Listing.Current()
		out.Personal = listing.PersonalNumbers(&current)
	}
	common := listing.CommonOf(&out.Content)
	if out.RegionName = region.FullName(common.Region); out.RegionName == "" {
		out.RegionName = common.RegionWords
	}
	if !out.Lead {
		out.Owner = &Owner{Org: v.OwnerOrg, Name: v.Owner, Hidden: v.Owner == ""}
	}
	return out
}

// sourceFor hides from other readers the import that wrote a listing, and its unit.
func sourceFor(s *listing.Source, level disclosure.Level) *listing.Source {
	if s == nil || level == disclosure.Private {
		return s
	}
	out := *s
	out.Import, out.Owner, out.NoConsent, out.Closed = "", "", false, false
	return &out
}
