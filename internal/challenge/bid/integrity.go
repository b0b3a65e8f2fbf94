package bid

import (
	"context"
	"strings"

	"kebang/internal/actor"
	"kebang/internal/audit"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/party"
	"kebang/internal/store"
	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Record is a decision of a competent body on dishonesty in research (诚信记录, H2). Nothing else excludes a team: a
// challenge that did not succeed is no dishonesty (容错).
type Record struct {
	store.Meta
	USCC      string       `json:"uscc"`
	Name      string       `json:"name"`
	Body      string       `json:"body"`     // who decided
	Document  string       `json:"document"` // number of the decision
	On        workday.Date `json:"on"`
	Until     workday.Date `json:"until"`            // last day of the exclusion
	Appeal    string       `json:"appeal,omitempty"` // state of an appeal, in words
	Lifted    workday.Date `json:"lifted,omitempty"`
	CreatedBy string       `json:"createdBy"`
	CreatedAt int64        `json:"createdAt"` // UTC ms
}

// Integrity are the records of all units. They are national: a decision holds everywhere.
var Integrity = store.Define(store.Def[Record]{
	Name: "integrity", Shape: 1, Noun: vocab.Noun("诚信记录", "integrity record"),
	Meta:    func(r *Record) *store.Meta { return &r.Meta },
	Fields:  []store.FieldSpec{{Name: "uscc"}, {Name: "until"}},
	Values:  func(r *Record) store.Values { return store.Values{"uscc": r.USCC, "until": string(r.Until)} },
	Indexes: [][]string{{"uscc", "until"}, {"until"}},
})

var (
	textRecord = fault.T("integrity-wrong", "诚信记录有误，请按提示修改。", "Something is wrong with the record; please correct it.")
	textUSCC   = fault.T("integrity-uscc", "请填写单位的统一社会信用代码（18位）。", "Give the 18 characters of the unit's 统一社会信用代码.")
	textBody   = fault.T("integrity-body", "请写明作出决定的机构和文号。",
		"Give the body that decided and the number of its decision.")
	textDays = fault.T("integrity-days", "请填写决定之日和期满之日，期满不早于决定。",
		"Give the day of the decision and its last day, not before it.")
)

// AddRecord enters a decision with its paper.
func (s *Service) AddRecord(ctx context.Context, a actor.Actor, r Record) (Record, error) {
	if err := a.Require(actor.Officer); err != nil {
		return r, err
	}
	r.Name, r.Body, r.Document = strings.TrimSpace(r.Name), strings.TrimSpace(r.Body), strings.TrimSpace(r.Document)
	var bad fault.Fields
	code, err := party.USCC(r.USCC)
	if err != nil {
		bad.Note("/uscc", textUSCC)
	}
	if r.Body == "" || r.Document == "" || r.Name == "" {
		bad.Note("/body", textBody)
	}
	if !r.On.Valid() || !r.Until.Valid() || r.Until < r.On {
		bad.Note("/until", textDays)
	}
	if err := bad.Fault(textRecord); err != nil {
		return r, err
	}
	now := s.ms()
	r.Meta, r.USCC, r.CreatedBy, r.CreatedAt = store.Meta{ID: id.New(), Market: store.National}, code, a.Person, now
	r.Lifted = ""
	return store.Write(ctx, s.db, func(tx store.Tx) (Record, error) {
		r := r
		if err := Integrity.Insert(tx, &r); err != nil {
			return r, err
		}
		return r, audit.Note(tx, a, audit.Change{Kind: "integrity", Record: r.ID, Rev: r.Rev, Step: "create",
			Reason: r.Document, At: now}, store.National)
	})
}

// Lift ends a record before its last day, as its body decided.
func (s *Service) Lift(ctx context.Context, a actor.Actor, id string, on workday.Date, reason string) (Record, error) {
	if err := a.Require(actor.Officer); err != nil {
		return Record{}, err
	}
	now := s.ms()
	return store.Write(ctx, s.db, func(tx store.Tx) (Record, error) {
		r, err := Integrity.Get(tx, store.National, id)
		switch {
		case err != nil:
			return r, err
		case !on.Valid() || on < r.On:
			return r, fault.Of(fault.Invalid, textRecord).At("/lifted", textDays)
		case strings.TrimSpace(reason) == "":
			return r, fault.Of(fault.Invalid, textRecord).At("/reason", textBody)
		}
		r.Lifted = on
		if err := Integrity.Update(tx, &r); err != nil {
			return r, err
		}
		return r, audit.Note(tx, a, audit.Change{Kind: "integrity", Record: r.ID, Rev: r.Rev, Step: "lift",
			Reason: reason,
			At:     now}, store.National)
	})
}

// Records lists the records, the last day first.
func (s *Service) Records(ctx context.Context, a actor.Actor, after string, limit int) (p store.Page[Record],
	total int64,
	err error) {
	if err := a.Require(actor.Officer); err != nil {
		return p, 0, err
	}
	err = s.db.View(ctx, func(tx store.Tx) (err error) {
		p, total, err = Integrity.Counted(tx, store.Query{Market: store.National, After: after, Limit: limit,
			Sort: []store.Order{{Field: "until", Desc: true}}})
		return err
	})
	return p, total, err
}

// inForce are the records of a unit that hold on a day.
func inForce(tx store.Tx, uscc string, on workday.Date) (out []Record, err error) {
	if uscc == "" {
		return nil, nil
	}
	err = Integrity.Each(tx, store.Query{Market: store.National, Where: []store.Cond{
		{Field: "uscc", Op: store.Eq, Value: uscc}, {Field: "until", Op: store.Ge, Value: string(on)}}},
		func(r Record) error {
			if r.On <= on && (r.Lifted == "" || on < r.Lifted) {
				out = append(out, r)
			}
			return nil
		})
	return out, err
}
