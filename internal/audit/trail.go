package audit

import (
	"fmt"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// Entry is one line of a record's history: actor, role, instant, states before and after, reason.
type Entry struct {
	store.Meta
	Kind       string     `json:"kind"` // demand, achievement, deal, contract, organization …
	Record     string     `json:"record"`
	RecordRev  int64      `json:"recordRev"`
	Step       string     `json:"step"`
	From       string     `json:"from"`
	To         string     `json:"to"`
	Reason     fault.Said `json:"reason,omitzero"`
	Person     string     `json:"person"`
	PersonName string     `json:"personName"`
	Role       actor.Role `json:"role"`
	Org        string     `json:"org,omitempty"`
	OrgName    string     `json:"orgName,omitempty"`
	At         int64      `json:"at"` // UTC ms
}

// Trail is the history of all records. Entries are only added.
var Trail = store.Define(store.Def[Entry]{
	Name: "trail", Shape: 3, Oldest: 2, Noun: vocab.Noun("历史记录", "history entry"),
	Meta: func(e *Entry) *store.Meta { return &e.Meta },
	Fields: []store.FieldSpec{{Name: "record", Type: store.String}, {Name: "recordRev", Type: store.Int},
		{Name: "person", Type: store.String}, {Name: "at", Type: store.Int}},
	Values: func(e *Entry) store.Values {
		return store.Values{"record": e.Record, "recordRev": e.RecordRev, "person": e.Person, "at": e.At}
	},
	// The reason of shape 2 is a plain sentence.
	Upgrade: map[int]func([]byte) ([]byte, error){2: func(b []byte) ([]byte, error) { return b, nil }},
	Indexes: [][]string{{"record", "recordRev"}, {"person", "at"}, {"at"}},
})

// Change describes a change of a record.
type Change struct {
	Kind, Record   string
	Rev            int64 // revision of the record after the change
	Step, From, To string
	Reason         string     // of a person
	Said           fault.Said // of the program, instead of Reason
	At             int64      // UTC ms
}

// Note writes a history line in the transaction of the change. Its id is made of record and revision, so a repeated
// callback writes the same line.
func Note(tx store.Tx, a actor.Actor, c Change, market string) error {
	if c.Said.IsZero() {
		c.Said = fault.Plain(c.Reason)
	}
	return Trail.Insert(tx, &Entry{
		Meta: store.Meta{ID: fmt.Sprintf("%s.%06d.%s", c.Record, c.Rev, c.Step), Market: market},
		Kind: c.Kind, Record: c.Record, RecordRev: c.Rev, Step: c.Step, From: c.From, To: c.To, Reason: c.Said,
		Person: a.Person, PersonName: a.PersonName, Role: a.Role, Org: a.Org, OrgName: a.OrgName, At: c.At,
	})
}

// History reads the first thousand lines of a record, oldest first.
func History(tx store.Tx, market, record string) ([]Entry, error) {
	p, err := Trail.Find(tx, store.Query{Market: market,
		Where: []store.Cond{{Field: "record", Op: store.Eq, Value: record}},
		Sort:  []store.Order{{Field: "recordRev"}}, Limit: 1000})
	return p.Items, err
}

// LastRev is the revision of the newest line of a removed record that is made anew under the same id, as imports do. It
// is 0 without a line. The new record continues above that revision, so that its history stays in order.
func LastRev(tx store.Tx, market, record string) (int64, error) {
	p, err := Trail.Find(tx, store.Query{Market: market,
		Where: []store.Cond{{Field: "record", Op: store.Eq, Value: record}},
		Sort:  []store.Order{{Field: "recordRev", Desc: true}}, Limit: 1})
	if err != nil || len(p.Items) == 0 {
		return 0, err
	}
	return p.Items[0].RecordRev, nil
}
