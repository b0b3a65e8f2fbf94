package listing

import (
	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/store"
)

// FileAccess gives the access of the actor to the files of a listing. A deal may grant a level; disclosure.Public
// grants none. During a review nobody attaches files that others would read, so that the office publishes only files
// that it has seen.
func (d *Desk[C]) FileAccess(tx store.Tx, a actor.Actor, market, id string, granted disclosure.Level) (files.Access,
	error) {
	l, err := d.col.Get(tx, market, id)
	if err != nil {
		return files.Access{}, err
	}
	level, ok := LevelFor(a, &l)
	if granted > level && l.Published != nil {
		level, ok = granted, true
	}
	if !ok {
		return files.Access{}, fault.Absent()
	}
	x := files.Access{Level: level, Owner: owns(a, &l), Office: keeps(a, l.Market), Reviewed: l.PublishedAt}
	switch {
	case !x.Owner && !x.Office, l.State == Closed:
	case x.Owner && (l.State == InReview || l.State == Changing):
		x.Attach = []disclosure.Level{disclosure.Protected, disclosure.Private}
	default:
		x.Attach = []disclosure.Level{disclosure.Public, disclosure.Members, disclosure.Protected, disclosure.Private}
	}
	return x, nil
}

// FileAccess implements files.Records for the proof of a claim. Its readers are those of the claim.
func (d *ClaimDesk) FileAccess(tx store.Tx, a actor.Actor, market, id string) (files.Access, error) {
	if market != a.Market {
		return files.Access{}, fault.Absent()
	}
	_, err := getClaim(tx, a, id)
	return files.Access{Level: disclosure.Private}, err
}
