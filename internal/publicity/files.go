package publicity

import (
	"kebang/internal/actor"
	"kebang/internal/disclosure"
	"kebang/internal/fault"
	"kebang/internal/files"
	"kebang/internal/store"
)

// NoticeFiles are the pictures of postings. Everybody who reads a notice reads them.
type NoticeFiles struct{}

// FileAccess implements files.Records.
func (NoticeFiles) FileAccess(tx store.Tx, a actor.Actor, _, id string) (files.Access, error) {
	n, err := readable(tx, a, id)
	return files.Access{Level: disclosure.Protected, Office: keeps(a, n.Market)}, err
}

// ObjectionFiles are the evidence of objections. The office reads them, and the objector his own.
type ObjectionFiles struct{}

// FileAccess implements files.Records.
func (ObjectionFiles) FileAccess(tx store.Tx, a actor.Actor, _, id string) (files.Access, error) {
	o, err := Objections.First(tx, store.Query{AllMarkets: true,
		Where: []store.Cond{{Field: store.IDField, Op: store.Eq, Value: id}}})
	switch {
	case err != nil:
		return files.Access{}, err
	case keeps(a, o.Market):
		return files.Access{Level: disclosure.Protected, Office: true}, nil
	case a.Known() && o.Person == a.Person:
		return files.Access{Level: disclosure.Protected, Owner: true}, nil
	}
	return files.Access{}, fault.Absent()
}
