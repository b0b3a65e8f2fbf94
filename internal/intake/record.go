package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"kebang/internal/actor"
	"kebang/internal/fault"
	"kebang/internal/intake/form"
	"kebang/internal/intake/layout"
	"kebang/internal/intake/wording"
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

// Upload keeps a file, and reads and checks it. It writes no row yet. The caller makes id; the same id again returns
// the result of the first call.
func (s *Service) Upload(ctx context.Context, a actor.Actor, id string, k form.Kind, name string, r io.ReaderAt,
	size int64) (Import, error) {
	if err := may(a, k); err != nil {
		return Import{}, err
	}
	if old, err := s.Get(ctx, a, id); err == nil {
		return old, nil
	}
	done, err := s.take(ctx, patience)
	if err != nil {
		return Import{}, err
	}
	defer done()
	p, err := s.look(ctx, a, k, name, r, size, Guide{})
	if err != nil {
		return Import{}, err
	}
	blob, size, err := s.keep(ctx, p, r, size)
	if err != nil {
		return Import{}, err
	}
	return s.insert(ctx, a, Import{Cleaned: p.Secret(), Meta: store.Meta{ID: id, Market: a.Market}, Kind: k,
		Name: clipName(name), Blob: blob, Size: size, State: Previewed}, p)
}

func (s *Service) insert(ctx context.Context, a actor.Actor, i Import, p *Plan) (Import, error) {
	i.By, i.At = a, s.now().UnixMilli()
	i.show(p)
	err := s.db.Run(ctx, func(tx store.Tx) error { i := i; return Imports.Insert(tx, &i) })
	i.Rev = 1
	return i, err
}

// Take keeps a read and checked file and writes its good rows at once, for a command without a worker. Its batch can be
// viewed and taken back on the page like any other.
func (s *Service) Take(ctx context.Context, a actor.Actor, id string, p *Plan, g Guide, name string, r io.ReaderAt,
	size int64, o Options, progress func(done, total int)) (Outcome, error) {
	if err := may(a, p.Kind); err != nil {
		return Outcome{}, err
	}
	blob, size, err := s.keep(ctx, p, r, size)
	if err != nil {
		return Outcome{}, err
	}
	i := Import{Cleaned: p.Secret(), Units: g.Units, Meta: store.Meta{ID: id, Market: a.Market}, Kind: p.Kind,
		Name: clipName(name), Blob: blob, Size: size, State: Failed, Publish: o.Publish, SkipNear: o.SkipNear,
		Refused: o.Refused, KeepReason: o.KeepReason,
		Headers: g.Headers, IncludeHidden: g.IncludeHidden, Failure: sayImportBroken.With(),
		Progress: RowProgress{Total: p.Counts.Good}}
	if i, err = s.insert(ctx, a, i, p); err != nil {
		return Outcome{}, err
	}
	out, err := s.apply(ctx, a, &i, p, name, o, progress)
	if err != nil {
		return out, err
	}
	now := s.now().UnixMilli()
	_, err = s.change(ctx, i.Market, i.ID, func(i *Import) error {
		i.State, i.Result, i.DoneAt, i.Failure = Finished, &out, now, fault.Said{}
		i.Progress.Done = i.Progress.Total
		i.Errors = append(i.Errors, out.Problems...)
		return nil
	})
	return out, err
}

func clipName(s string) string {
	if r := []rune(s); len(r) > 200 {
		return string(r[len(r)-200:])
	}
	return s
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

// Said are a person's answers on the mapping page. The meaning of headings is remembered for the market, the rest for
// this file alone. A nil part keeps the earlier answers.
type Said struct {
	Map           form.Mapping
	Headers       map[string]int // row of the header by sheet; 0 lets the program find it, -1 leaves the sheet out
	IncludeHidden *bool          // hidden rows, columns and sheets are data, too
	Units         form.Units     // answers to questions for units; an empty answer removes one
}

// Map takes a person's answers on the file and checks it again.
func (s *Service) Map(ctx context.Context, a actor.Actor, id string, said Said) (Import, error) {
	i, err := s.Get(ctx, a, id)
	if err != nil {
		return i, err
	}
	if i.State != Previewed {
		return i, errStarted
	}
	if err := said.check(&i); err != nil {
		return i, err
	}
	if len(said.Map) > 0 {
		if err := s.Remember(ctx, a, i.Kind, said.Map); err != nil {
			return i, err
		}
	}
	said.lay(&i)
	p, err := s.plan(ctx, a, &i, patience)
	if errors.Is(err, wording.ErrUnparted) {
		return i, errors.Join(err, s.forget(ctx, i))
	}
	if err != nil {
		return i, err
	}
	blob, size, err := s.cleaned(ctx, &i, p)
	if err != nil {
		return i, err
	}
	before := i.Blob
	i, err = s.change(ctx, a.Market, id, func(i *Import) error {
		if i.State != Previewed {
			return errStarted
		}
		said.lay(i)
		i.show(p)
		i.Blob, i.Size, i.Cleaned = blob, size, i.Cleaned || p.Secret()
		return nil
	})
	if err == nil && i.Blob != before {
		err = s.db.Blobs().Delete(ctx, before)
	}
	return i, err
}

func (d Said) check(i *Import) error {
	for sheet, row := range d.Headers {
		known := slices.ContainsFunc(i.Peeks, func(p Peek) bool { return p.Sheet == sheet }) ||
			slices.ContainsFunc(i.Sheets, func(h layout.SheetHead) bool { return h.Name == sheet })
		if !known {
			return form.Invalid(saySheetNone, wording.Clip(sheet))
		}
		if row < -1 {
			return form.Invalid(sayHeaderRow)
		}
	}
	return form.CheckUnits(d.Units)
}

func (d Said) lay(i *Import) {
	if d.IncludeHidden != nil {
		i.IncludeHidden = *d.IncludeHidden
	}
	headers := map[string]int{}
	for sheet, row := range i.Headers {
		headers[sheet] = row
	}
	for sheet, row := range d.Headers {
		if row == 0 {
			delete(headers, sheet)
		} else {
			headers[sheet] = row
		}
	}
	i.Headers = headers
	i.Units = i.Units.With(d.Units)
}

// guide are all answers on the file so far.
func (i *Import) guide() Guide {
	return Guide{Headers: i.Headers, IncludeHidden: i.IncludeHidden, Units: i.Units}
}

// errAsks says that a person must first choose the title.
func errAsks(k form.Kind) error {
	return fault.Of(fault.Invalid, fault.T("import-title",
		"还不知道哪一列是“%s”。请先指定表头所在的行和各列的对应，再导入。",
		"It is not known which column is “%s”. Point at the header row and map the columns first."), required(k))
}

var errStarted = fault.Of(fault.WrongState, fault.T("import-started",
	"这次导入已经开始或结束，不能再更改；如需重导，请重新上传文件。",
	"This import has begun or ended; upload the file again to repeat it."))

// plan reads the kept file again.
func (s *Service) plan(ctx context.Context, a actor.Actor, i *Import, patience time.Duration) (*Plan, error) {
	p, _, err := s.reread(ctx, a, i, i.guide(), patience)
	return p, err
}

// reread opens the kept file and checks its rows with a guide, in its turn.
func (s *Service) reread(ctx context.Context, a actor.Actor, i *Import, g Guide, patience time.Duration) (*Plan,
	sheet.Book, error) {
	var none sheet.Book
	done, err := s.take(ctx, patience)
	if err != nil {
		return nil, none, err
	}
	defer done()
	f, _, err := s.db.Blobs().Open(ctx, i.Blob)
	if err != nil {
		return nil, none, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, i.Size+1))
	if err != nil {
		return nil, none, fmt.Errorf("read import %s: %w", i.ID, err)
	}
	if i.Cleaned {
		var k keptBook
		if err := json.Unmarshal(data, &k); err != nil {
			return nil, none, fmt.Errorf("read import %s: %w", i.ID, err)
		}
		g.secret = k.Left
		p, err := s.PreviewAs(ctx, a, i.Kind, k.Book, g)
		return p, k.Book, err
	}
	book, err := s.Open(ctx, bytes.NewReader(data), int64(len(data)), i.Name)
	if err != nil {
		return nil, none, err
	}
	p, err := s.PreviewAs(ctx, a, i.Kind, book, g)
	return p, book, err
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

// What is told, stored with the import.
var (
	sayImportBroken = fault.Kept("import-broken",
		"命令行导入没有完成，请重新导入这个文件：已写入的行不会重复。",
		"The import of the command was broken off. Import the file again: rows already written are not doubled.")
	saySheetNone = fault.T("sheet-none",
		"没有工作表“%s”，请从列表中选择。",
		"There is no sheet “%s”; choose one of the list.")
	sayHeaderRow = fault.T("header-row",
		"表头所在的行请填行号，如 3。",
		"Give the row number of the header, such as 3.")
)
