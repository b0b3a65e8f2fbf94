// Package reviews has the routes of the review of a 评审式 challenge. The office has the review. An expert has his desk,
// signed in or by a one-time link.
package reviews

import (
	"kebang/api/kernel"
	"kebang/internal/actor"
	"kebang/internal/challenge"
	"kebang/internal/challenge/bid"
	"kebang/internal/challenge/review"
	"kebang/internal/expert"
	"kebang/internal/workday"
)

// ReviewView is a review for its office. The asker has the result only, at the end.
type ReviewView struct {
	kernel.Head
	Challenge string                `json:"challenge"`
	Serial    string                `json:"serial"`
	Title     string                `json:"title"`
	Asker     string                `json:"asker"`
	State     string                `json:"state" codes:"reviewStates"`
	StateName string                `json:"stateName"`
	Rules     challenge.ReviewTerms `json:"rules" doc:"criteria and arithmetic, as the terms froze them"`
	TermsHash string                `json:"termsHash"`
	Teams     []review.Team         `json:"teams"`
	Due       workday.Date          `json:"due,omitempty" doc:"last day for scores"`
	Meeting   *review.Meeting       `json:"meeting,omitempty"`
	Result    []review.Line         `json:"result" doc:"by rank; none before the end"`
	Reason    string                `json:"reason,omitempty" doc:"why it was stopped"`
	DoneAt    int64                 `json:"doneAt,omitempty"`
	Seats     []SeatView            `json:"seats"`
	Draws     []DrawRow             `json:"draws"`
	Steps     []kernel.Button       `json:"steps"`
}

// DrawRow is a draw in the list of a review.
type DrawRow struct {
	ID        string `json:"id"`
	No        int    `json:"no"`
	State     string `json:"state" codes:"drawStates"`
	StateName string `json:"stateName"`
}

// SeatView is the part of an expert in a review.
type SeatView struct {
	kernel.Head
	Name      string              `json:"name"`
	Unit      string              `json:"unit"`
	Title     string              `json:"title,omitempty"`
	Account   bool                `json:"account" doc:"he has an account; without one he acts by a link"`
	State     string              `json:"state" codes:"seatStates"`
	StateName string              `json:"stateName"`
	Relations []review.Known      `json:"relations" doc:"not looked into; they rest on the declaration"`
	Declared  *review.Declaration `json:"declared,omitempty"`
	Reason    string              `json:"reason,omitempty"`
	Marks     []review.Mark       `json:"marks" doc:"for the office only when all are in, or when it typed them"`
	Scan      string              `json:"scan,omitempty"`
	TypedBy   string              `json:"typedBy,omitempty"`
	SeenBy    string              `json:"seenBy,omitempty" doc:"who took the second look"`
	At        int64               `json:"at,omitempty" doc:"handed in, UTC ms"`
	Done      int                 `json:"done" doc:"bids with all scores"`
	Left      int                 `json:"left"`
	LinkUntil int64               `json:"linkUntil,omitempty" doc:"UTC ms until which the one-time link works"`
	Steps     []kernel.Button     `json:"steps"`
}

// DeskView is what an expert sees: his own part.
type DeskView struct {
	Seat        SeatView              `json:"seat"`
	Review      string                `json:"review"`
	Serial      string                `json:"serial"`
	Title       string                `json:"title"`
	Asker       string                `json:"asker"`
	State       string                `json:"state" codes:"reviewStates"`
	Rules       challenge.ReviewTerms `json:"rules"`
	Teams       []review.Team         `json:"teams"`
	Due         workday.Date          `json:"due,omitempty"`
	Meeting     *review.Meeting       `json:"meeting,omitempty"`
	Others      *int                  `json:"others,omitempty" doc:"how many others handed in; told after one's own is in"`
	Declaration DeclarationView       `json:"declaration"`
}

// DeclarationView is the text that an expert agrees to.
type DeclarationView struct {
	Version string `json:"version"`
	Name    string `json:"name"`
	English string `json:"english"`
}

// MaterialView is a bid as an expert reads it.
type MaterialView struct {
	Bid        string                `json:"bid"`
	Serial     string                `json:"serial"`
	Lead       string                `json:"lead"`
	Scheme     bid.Scheme            `json:"scheme"`
	Indicators []challenge.Indicator `json:"indicators"`
	Files      []MaterialFile        `json:"files"`
}

// MaterialFile is a file of a bid.
type MaterialFile struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Size int64  `json:"size"`
}

func viewSeat(a actor.Actor, x review.Seat, r review.Review, done int) SeatView {
	return SeatView{Head: kernel.Head{ID: x.ID, Market: x.Market, Rev: x.Rev}, Name: x.Name, Unit: x.Unit,
		Title:   x.Title,
		Account: x.Person != "", State: x.State, StateName: review.SeatFlow.Name(x.State),
		Relations: kernel.NotNil(x.Relations), Declared: x.Declared, Reason: x.Reason, Marks: kernel.NotNil(x.Marks),
		Scan: x.Scan, TypedBy: x.TypedBy, SeenBy: x.SeenBy, At: x.At, Done: done, Left: len(r.Teams) - done,
		Steps: kernel.Buttons(x.Steps(a, r.State))}
}

func viewBoard(a actor.Actor, b review.Board) ReviewView {
	r := b.Review
	v := ReviewView{Head: kernel.Head{ID: r.ID, Market: r.Market, Rev: r.Rev}, Challenge: r.Challenge, Serial: r.Serial,
		Title: r.Title, Asker: r.Asker, State: r.State, StateName: review.Flow.Name(r.State), Rules: r.Rules,
		TermsHash: r.TermsHash, Teams: r.Teams, Due: r.Due, Meeting: r.Meeting, Result: kernel.NotNil(r.Result),
		Reason: r.Reason, DoneAt: r.DoneAt, Seats: []SeatView{}, Draws: []DrawRow{}, Steps: kernel.Buttons(r.Steps(a))}
	for _, c := range b.Chairs {
		s := viewSeat(a, c.Seat, r, c.Done)
		s.LinkUntil = c.Link
		v.Seats = append(v.Seats, s)
	}
	for _, d := range b.Draws {
		v.Draws = append(v.Draws, DrawRow{d.ID, d.No, d.State, expert.Flow.Name(d.State)})
	}
	return v
}

func viewDesk(a actor.Actor, d review.Desk) DeskView {
	r := d.Review
	v := DeskView{Seat: viewSeat(a, d.Seat, r, d.Done()), Review: r.ID, Serial: r.Serial, Title: r.Title,
		Asker: r.Asker,
		State: r.State, Rules: r.Rules, Teams: kernel.NotNil(r.Teams), Due: r.Due, Meeting: r.Meeting,
		Declaration: DeclarationView{review.DeclarationVersion, review.DeclarationText.Zh, review.DeclarationText.En}}
	if d.Others >= 0 {
		v.Others = &d.Others
	}
	return v
}

func viewMaterial(m review.Material) MaterialView {
	v := MaterialView{Bid: m.Bid.ID, Serial: m.Bid.Serial, Lead: m.Bid.Lead.Name, Scheme: m.Bid.Scheme,
		Indicators: m.Challenge.Terms.Indicators, Files: []MaterialFile{}}
	for _, f := range m.Files {
		v.Files = append(v.Files, MaterialFile{f.ID, f.Name, f.Size})
	}
	return v
}
