package intake

import (
	"context"
	"encoding/json"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/intake/form"
	"kebang/internal/intake/wording"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/registry"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// BatchRow is the action of an import on one row, with the former record. Its id is made of import and record, so a
// second run of an interrupted import writes nothing twice.
type BatchRow struct {
	store.Meta
	Import  string             `json:"import"`
	Seq     int64              `json:"seq"` // order of the file
	Sheet   string             `json:"sheet"`
	Row     int                `json:"row"`
	Record  string             `json:"record"`
	Serial  string             `json:"serial"`
	Title   string             `json:"title"`
	Action  listing.Did        `json:"action"`
	Rev     int64              `json:"rev"` // revision of the record after the last action of this import
	Changes []form.FieldChange `json:"changes,omitempty"`
	// the former record, for a restoration; absent for an added one
	Before json.RawMessage `json:"before,omitempty"`
	Undone bool            `json:"undone,omitempty"`
}

// BatchRows is the collection.
var BatchRows = store.Define(store.Def[BatchRow]{
	Name: "import_rows", Shape: 2, Oldest: 2, Noun: vocab.Noun("导入的行", "imported row"),
	Meta: func(r *BatchRow) *store.Meta { return &r.Meta },
	Fields: []store.FieldSpec{{Name: "import", Type: store.String}, {Name: "seq", Type: store.Int},
		{Name: "action", Type: store.String}},
	Values: func(r *BatchRow) store.Values {
		return store.Values{"import": r.Import, "seq": r.Seq, "action": string(r.Action)}
	},
	Indexes: [][]string{{"import", "seq"}, {"import", "action", "seq"}},
})

// EventBatch asks the worker to take a step with all rows of an import. The event's record is the import, its step the
// step.
const EventBatch = "intake.batch"

// The steps that can be taken with a whole batch.
const (
	StepSubmit  = listing.StepSubmit
	StepPublish = listing.StepPublish
	StepUndo    = "undo"
)

// BatchWork is a step with all rows of an import, running or done.
type BatchWork struct {
	Step    string            `json:"step"`
	Running bool              `json:"running"`
	Done    int               `json:"done"`
	Total   int               `json:"total"`
	Moved   int               `json:"moved"` // rows that took the step, now or earlier
	Left    int               `json:"left"`  // unchanged rows, with their reason in Problems
	Notes   []form.RowProblem `json:"notes"` // the first thousand
	Failure fault.Said        `json:"failure,omitzero"`
	By      actor.Actor       `json:"by"`
	At      int64             `json:"at"` // UTC ms
}

// wrote makes the note of a row inside the transaction that writes its record.
func (s *Service) wrote(i *Import, r *form.Row, seq int64) func(tx store.Tx, did listing.Did, before any, record,
	serial string, rev int64) error {
	return func(tx store.Tx, did listing.Did, before any, record, serial string, rev int64) error {
		if i == nil {
			return nil
		}
		b := BatchRow{Meta: store.Meta{ID: id.Derived("import-row", i.ID, record), Market: i.Market}, Import: i.ID,
			Seq: seq, Sheet: r.Sheet, Row: r.Number,
			Record: record, Serial: serial, Title: wording.Clip(r.Title()), Action: did, Rev: rev}
		if _, err := BatchRows.Get(tx, i.Market, b.ID); err == nil || !fault.Is(err, fault.NotFound) {
			return err // an earlier run wrote it
		}
		if did == listing.DidUpdate {
			data, err := json.Marshal(before)
			if err != nil {
				return err
			}
			b.Before, b.Changes = data, r.Changes
		}
		return BatchRows.Insert(tx, &b)
	}
}

// BatchRowView is a row of a batch with its present record.
type BatchRowView struct {
	BatchRow
	State     string // empty when the record is gone
	StateName string
	Untouched bool // the record has not changed since the import
}

// Rows reads a page of the actions of an import, in the order of the file.
func (s *Service) Rows(ctx context.Context, a actor.Actor, id, after string, limit int) (out []BatchRowView,
	next string, total int64, err error) {
	i, err := s.Get(ctx, a, id)
	if err != nil {
		return nil, "", 0, err
	}
	err = s.db.View(ctx, func(tx store.Tx) error {
		page, n, err := BatchRows.Counted(tx,
			store.Query{Market: i.Market, Where: []store.Cond{{Field: "import", Op: store.Eq, Value: i.ID}},
				Sort: []store.Order{{Field: "seq"}}, After: after, Limit: limit})
		if err != nil {
			return err
		}
		next, total = page.Next, n
		out, err = standing(tx, &i, page.Items)
		return err
	})
	return out, next, total, err
}

// standing reads the present records of rows.
func standing(tx store.Tx, i *Import, rows []BatchRow) ([]BatchRowView, error) {
	ids := make([]string, len(rows))
	for n, r := range rows {
		ids[n] = r.Record
	}
	type stand struct {
		state, name string
		rev         int64
	}
	now := map[string]stand{}
	var err error
	switch i.Kind {
	case form.Demands:
		var ls []listing.Demand
		ls, err = listing.Demands.Many(tx, i.Market, ids)
		for _, l := range ls {
			now[l.ID] = stand{l.State, listing.Flow.Name(l.State), l.Rev}
		}
	case form.Achievements:
		var ls []listing.Achievement
		ls, err = listing.Achievements.Many(tx, i.Market, ids)
		for _, l := range ls {
			now[l.ID] = stand{l.State, listing.Flow.Name(l.State), l.Rev}
		}
	case form.Contracts:
		var cs []contract.Contract
		cs, err = contract.Contracts.Many(tx, i.Market, ids)
		for _, c := range cs {
			now[c.ID] = stand{c.Standing(), registry.StandingName(&c), c.Rev}
		}
	default:
		var os []party.Organization
		os, err = party.Organizations.Many(tx, store.National, ids)
		for _, o := range os {
			now[o.ID] = stand{"entered", "已入库", o.Rev}
			if o.Verified() {
				now[o.ID] = stand{"verified", "已核验", o.Rev}
			}
		}
	}
	out := make([]BatchRowView, len(rows))
	for n, r := range rows {
		x := now[r.Record]
		out[n] = BatchRowView{BatchRow: r, State: x.state, StateName: x.name, Untouched: x.rev == r.Rev && x.rev > 0}
	}
	return out, err
}

// Waiting counts the drafts left by the newest imports of a market, by import. They are the office's own work.
func (s *Service) Waiting(ctx context.Context, a actor.Actor) (out []Import, drafts []int, err error) {
	page, _, err := s.List(ctx, a, "", 20)
	if err != nil {
		return nil, nil, err
	}
	for _, i := range page.Items {
		if i.State != Finished || i.Kind != form.Demands && i.Kind != form.Achievements {
			continue
		}
		n := int64(0)
		err := s.db.View(ctx, func(tx store.Tx) (err error) {
			q := store.Query{Market: i.Market,
				Where: []store.Cond{{Field: "import", Op: store.Eq, Value: i.ID},
					{Field: "state", Op: store.Eq, Value: listing.Draft}}}
			if i.Kind == form.Demands {
				n, err = listing.Demands.Count(tx, q)
			} else {
				n, err = listing.Achievements.Count(tx, q)
			}
			return err
		})
		if err != nil {
			return nil, nil, err
		}
		if n > 0 {
			out, drafts = append(out, i), append(drafts, int(n))
		}
	}
	return out, drafts, nil
}
