package review

import (
	"slices"

	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/relation"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Team is one bid under review.
type Team struct {
	Bid    string `json:"bid"`
	Serial string `json:"serial"`
	Name   string `json:"name"` // of the lead
}

// Meeting is a 会评.
type Meeting struct {
	On      workday.Date `json:"on"`
	Time    string       `json:"time,omitempty"`
	Place   string       `json:"place"`
	Agenda  string       `json:"agenda,omitempty"`
	Order   []string     `json:"order"` // bids in the order of the 答辩
	Asked   bool         `json:"asked"` // recusal was asked at the start
	Opinion string       `json:"opinion,omitempty"`
	Chair   string       `json:"chair,omitempty"` // seat
	Scan    string       `json:"scan,omitempty"`  // file id of the opinion, signed by the chair
}

// Review is one review of a challenge.
type Review struct {
	store.Meta
	Challenge string                `json:"challenge"`
	Serial    string                `json:"serial"` // of the challenge
	Title     string                `json:"title"`
	Asker     string                `json:"asker"`
	AskerOrg  string                `json:"askerOrg"`
	State     string                `json:"state"`
	Rules     challenge.ReviewTerms `json:"rules"`
	TermsHash string                `json:"termsHash"` // of the terms that hold the rules
	Teams     []Team                `json:"teams"`     // from the start on
	Draw      string                `json:"draw,omitempty"`
	Due       workday.Date          `json:"due,omitempty"` // last day for scores
	Meeting   *Meeting              `json:"meeting,omitempty"`
	Result    []Line                `json:"result,omitempty"` // by rank
	Reason    string                `json:"reason,omitempty"` // why it was stopped
	By        string                `json:"by"`               // name of the officer
	CreatedAt int64                 `json:"createdAt"`        // UTC ms
	DoneAt    int64                 `json:"doneAt,omitempty"`
	UpdatedAt int64                 `json:"updatedAt"`
}

// Reviews are kept in the market of their challenge, which has one that was not stopped.
var Reviews = store.Define(store.Def[Review]{
	Name: "reviews", Shape: 1, Noun: vocab.Noun("评审", "review"), Meta: func(r *Review) *store.Meta { return &r.Meta },
	Fields: []store.FieldSpec{{Name: "challenge"}, {Name: "of"}, {Name: "state"}, {Name: "updated", Type: store.Int}},
	Values: func(r *Review) store.Values {
		v := store.Values{"challenge": r.Challenge, "state": r.State, "updated": r.UpdatedAt}
		if r.State != Stopped {
			v["of"] = r.Challenge
		}
		return v
	},
	Unique:  [][]string{{"of"}},
	Indexes: [][]string{{"challenge", "updated"}, {"state", "updated"}},
})

// Known is the answer about one relation of the expert to one unit, as it stood when he accepted.
type Known struct {
	Unit string `json:"unit"`
	relation.Relation
}

// Declaration is the expert's word that nothing keeps him out.
type Declaration struct {
	Version string `json:"version"`
	Name    string `json:"name"`           // who said so
	Scan    string `json:"scan,omitempty"` // file id, when an officer typed it
	At      int64  `json:"at"`             // UTC ms
}

// Seat is the part of one expert in a review.
type Seat struct {
	store.Meta
	Review    string       `json:"review"`
	Draw      string       `json:"draw"`
	Place     int          `json:"place"` // of the lot
	Expert    string       `json:"expert"`
	Person    string       `json:"person,omitempty"` // account of the expert
	Name      string       `json:"name"`
	Unit      string       `json:"unit"`
	Title     string       `json:"title,omitempty"`
	State     string       `json:"state"`
	Relations []Known      `json:"relations"` // 未查 ones, which the declaration covers
	Declared  *Declaration `json:"declared,omitempty"`
	Reason    string       `json:"reason,omitempty"` // of declining or withdrawing
	Marks     []Mark       `json:"marks"`
	Scan      string       `json:"scan,omitempty"` // file id of the signed sheet
	TypedBy   string       `json:"typedBy,omitempty"`
	SeenBy    string       `json:"seenBy,omitempty"` // who took the second look
	At        int64        `json:"at,omitempty"`     // UTC ms of handing in
	CreatedAt int64        `json:"createdAt"`
	UpdatedAt int64        `json:"updatedAt"`
}

// Seats are kept in the market of their review. An expert has one seat in a review.
var Seats = store.Define(store.Def[Seat]{
	Name: "seats", Shape: 1, Noun: vocab.Noun("专家评审", "seat"), Meta: func(s *Seat) *store.Meta { return &s.Meta },
	Fields: []store.FieldSpec{{Name: "review"}, {Name: "expert"}, {Name: "person"}, {Name: "state"},
		{Name: "updated", Type: store.Int}},
	Values: func(s *Seat) store.Values {
		v := store.Values{"review": s.Review, "state": s.State, "updated": s.UpdatedAt}
		if s.State != Dropped {
			v["expert"] = s.Review + "/" + s.Expert
		}
		if s.Person != "" {
			v["person"] = s.Person
		}
		return v
	},
	Unique:  [][]string{{"expert"}},
	Indexes: [][]string{{"review", "updated"}, {"person", "updated"}},
})

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec { return []store.Spec{Reviews.Spec(), Seats.Spec()} }

// keeps reports whether the actor is the office of the review.
func (r *Review) keeps(a actor.Actor) bool { return a.Is(actor.Officer) && a.Market == r.Market }

// asks reports whether the actor acts for the asker.
func (r *Review) asks(a actor.Actor) bool {
	return a.Org != "" && a.Org == r.AskerOrg && a.Market == r.Market && a.Is(actor.Enterprise, actor.Department)
}

// standing reports whether the seat still counts.
func (s *Seat) standing() bool {
	return s.State == Invited || s.State == Accepted || s.State == Typed || s.State == Submitted
}

// owns reports whether the actor is the expert of the seat.
func (s *Seat) owns(a actor.Actor) bool {
	return a.Is(actor.Expert) && a.Market == s.Market && s.Person != "" && s.Person == a.Person
}

// full counts the bids that have all their scores.
func (s *Seat) full(r *Review) (n int) {
	for _, m := range s.Marks {
		if m.full(&r.Rules) && slices.ContainsFunc(r.Teams, func(t Team) bool { return t.Bid == m.Bid }) {
			n++
		}
	}
	return n
}
