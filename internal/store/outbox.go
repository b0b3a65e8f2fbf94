package store

import (
	"encoding/json"
	"strings"
	"unicode"

	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// Event is one pending job. It names a record and a step and never carries the record. The worker reads the present
// record, so late, repeated and reordered events are harmless.
type Event struct {
	Meta
	Name     string     `json:"name"`   // e.g. listing.published
	Record   string     `json:"record"` // id of the record it is about
	Step     string     `json:"step"`
	At       int64      `json:"at"`            // UTC ms, of the newest emission
	Due      int64      `json:"due"`           // UTC ms; not before (back-off)
	Leased   int64      `json:"leased"`        // UTC ms until which a worker holds it; 0 when free
	Worker   string     `json:"worker"`        // name of the worker that holds it
	Tries    int        `json:"tries"`         // failed tries since the newest emission
	Failure  string     `json:"failure"`       // text of the last failure, for the administrator
	Said     fault.Said `json:"said,omitzero"` // sentence of the last failure
	Given    bool       `json:"given"`         // given up after the last try; stays visible until retried or dismissed
	Emission int64      `json:"emission"`      // counts emissions merged into this event
}

// Events is the outbox.
var Events = Define(Def[Event]{
	Name: "outbox", Shape: 3, Oldest: 2, Noun: vocab.Noun("任务", "job"),
	Upgrade: map[int]func([]byte) ([]byte, error){2: withSentence}, Meta: func(e *Event) *Meta { return &e.Meta },
	Fields: []FieldSpec{{"name", String}, {"record", String}, {"due", Int}, {"given", Bool}},
	Values: func(e *Event) Values {
		return Values{"name": e.Name, "record": e.Record, "due": max(e.Due, e.Leased), "given": e.Given}
	},
	Indexes: [][]string{{"given", "due"}},
})

// Emit writes an event in the transaction of its change. Equal pending ones (market, name, record, step) are merged.
// One that is being worked off will be worked off once more.
func Emit(tx Tx, market, name, record, step string, at int64) error {
	id := name + "." + record + "." + step
	e, err := Events.Get(tx, market, id)
	if err == nil {
		e.At, e.Due, e.Tries, e.Given, e.Failure, e.Said = at, at, 0, false, "", fault.Said{}
		e.Emission++
		return Events.Update(tx, &e)
	}
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	e = Event{Meta: Meta{ID: id, Market: market}, Name: name, Record: record, Step: step, At: at, Due: at, Emission: 1}
	return Events.Insert(tx, &e)
}

// Collections lists the collections of this package for Engine.Define.
func Collections() []Spec {
	return []Spec{Duties.Spec(), Migrations.Spec(), Sequences.Spec(), Events.Spec()}
}

// withSentence gives an event of shape 2 the Chinese part of its failure as the sentence.
func withSentence(b []byte) ([]byte, error) {
	var e map[string]json.RawMessage
	var failure string
	if err := json.Unmarshal(b, &e); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(e["failure"], &failure); err != nil {
		return nil, err
	}
	for part := range strings.SplitSeq(failure, ": ") {
		if strings.ContainsFunc(part, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			said, err := json.Marshal(part)
			if err != nil {
				return nil, err
			}
			e["said"] = said
			break
		}
	}
	return json.Marshal(e)
}
