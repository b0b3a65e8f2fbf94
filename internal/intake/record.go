package intake

import (
	"context"
	"slices"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/intake/form"
	"kebang/internal/intake/layout"
	"kebang/internal/sheet"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// State is the state of an import.
type State string

// The states of an import.
const (
	Previewed State = "preview" // read and checked, nothing written
	Running   State = "running"
	Finished  State = "done"
	Failed    State = "failed"
)

// States are the states by their names.
var States = vocab.List{{Code: string(Previewed), Zh: "待确认", En: "To be confirmed"},
	{Code: string(Running), Zh: "正在导入", En: "Importing"}, {Code: string(Finished), Zh: "已完成", En: "Done"},
	{Code: string(Failed), Zh: "没有完成", En: "Failed"}}

// EventApply asks the worker to apply an import; its record is the import.
const EventApply = "intake.apply"

// Import is one uploaded table, with its findings and its outcome.
type Import struct {
	store.Meta
	Kind          form.Kind          `json:"kind"`
	Name          string             `json:"name"` // of the file
	Blob          string             `json:"blob"`
	Size          int64              `json:"size"` // bytes
	State         State              `json:"state"`
	Sheets        []layout.SheetHead `json:"sheets"`
	Skipped       []string           `json:"skipped"` // sheets without a header of this form
	Unknown       []string           `json:"unknown"`
	Rows          RowCounts          `json:"rows"`
	LeftOut       []layout.LeftOut   `json:"leftOut"`                 // lines that are no data
	HiddenColumns int                `json:"hiddenColumns,omitempty"` // filled hidden columns that were not read
	Peeks         []Peek             `json:"peeks"`                   // the top of each sheet, for choosing a header
	Headers       map[string]int     `json:"headers,omitempty"`       // row of the header by sheet, chosen by a person
	IncludeHidden bool               `json:"includeHidden,omitempty"`
	// Cleaned says that the blob holds the permitted rows, not the uploaded file.
	Cleaned    bool              `json:"cleaned,omitempty"`
	Units      form.Units        `json:"units,omitempty"` // a person's answers on units, by heading
	Errors     []form.RowProblem `json:"errors"`          // the first thousand
	Warnings   []form.RowProblem `json:"warnings"`        // the first thousand, of accepted rows
	Sample     []RowSample       `json:"sample"`          // the first fifty
	Updates    []RowUpdate       `json:"updates"`         // the first two hundred rows that change a record
	Batch      *BatchWork        `json:"batch,omitempty"` // the newest step with all of its rows
	Publish    bool              `json:"publish"`
	SkipNear   bool              `json:"skipNear"`
	Refused    Refused           `json:"refused,omitempty"`
	KeepReason string            `json:"keepReason,omitempty"`
	Progress   RowProgress       `json:"progress"`
	Result     *Outcome          `json:"result,omitempty"`
	Failure    fault.Said        `json:"failure,omitzero"` // a sentence, when the import failed
	By         actor.Actor       `json:"by"`
	At         int64             `json:"at"`     // UTC ms
	DoneAt     int64             `json:"doneAt"` // UTC ms; 0 until done

	Unread []sheet.LeftFile `json:"unread,omitempty"` // files inside a .zip that could not be read
}

// RowProgress counts the rows to be written.
type RowProgress struct {
	Done  int `json:"done"`
	Total int `json:"total"`
}

// Imports is the collection.
var Imports = store.Define(store.Def[Import]{
	Name: "imports", Shape: 3, Oldest: 2, Noun: vocab.Noun("导入", "import"),
	Upgrade: map[int]func([]byte) ([]byte, error){2: toldInWords},
	Meta:    func(i *Import) *store.Meta { return &i.Meta },
	Fields:  []store.FieldSpec{{Name: "at", Type: store.Int}, {Name: "state"}},
	Values:  func(i *Import) store.Values { return store.Values{"at": i.At, "state": string(i.State)} },
	Indexes: [][]string{{"at"}},
})

// toldInWords keeps the sentences of shape 2, which have no code: a string stands as it is.
func toldInWords(b []byte) ([]byte, error) { return b, nil }

// Collections lists the collections of this package for Engine.Define.
func Collections() []store.Spec {
	return []store.Spec{Imports.Spec(), Mappings.Spec(), BatchRows.Spec()}
}

// show keeps the parts of a plan for the page.
func (i *Import) show(p *Plan) {
	i.Sheets, i.Rows = p.Sheets, p.Counts
	i.Unread, i.HiddenColumns = p.Unread, p.HiddenColumns
	i.Skipped, i.Unknown = emptyIfNil(p.Skipped), emptyIfNil(p.Unknown)
	i.Errors, i.Warnings, i.Sample = emptyIfNil(p.Problems), emptyIfNil(p.Warnings), emptyIfNil(p.Samples)
	i.LeftOut, i.Peeks, i.Sheets, i.Updates = emptyIfNil(p.LeftOut), emptyIfNil(p.Peeks), emptyIfNil(p.Sheets),
		emptyIfNil(p.Updates)
}

func emptyIfNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// Get reads one import of the actor's market.
func (s *Service) Get(ctx context.Context, a actor.Actor, id string) (Import, error) {
	var i Import
	err := s.db.View(ctx, func(tx store.Tx) (err error) {
		i, err = Imports.Get(tx, a.Market, id)
		return err
	})
	if err != nil {
		return Import{}, err
	}
	return i, may(a, i.Kind)
}

// List reads a page of imports, the newest first.
func (s *Service) List(ctx context.Context, a actor.Actor, after string, limit int) (page store.Page[Import],
	total int64, err error) {
	if a.Role != actor.System {
		if err := a.Require(actor.Officer, actor.Registrar, actor.Admin); err != nil {
			return page, 0, err
		}
	}
	err = s.db.View(ctx, func(tx store.Tx) error {
		page, total, err = Imports.Counted(tx,
			store.Query{Market: a.Market, Sort: []store.Order{{Field: "at", Desc: true}}, After: after, Limit: limit})
		return err
	})
	page.Items = slices.DeleteFunc(page.Items, func(i Import) bool { return may(a, i.Kind) != nil })
	return page, total, err
}

// change reads an import, lets fn change it and writes it.
func (s *Service) change(ctx context.Context, market, id string, fn func(*Import) error) (Import, error) {
	var out Import
	err := s.db.Run(ctx, func(tx store.Tx) error {
		i, err := Imports.Get(tx, market, id)
		if err != nil {
			return err
		}
		if err := fn(&i); err != nil {
			return err
		}
		if err := Imports.Update(tx, &i); err != nil {
			return err
		}
		out = i
		return nil
	})
	return out, err
}
