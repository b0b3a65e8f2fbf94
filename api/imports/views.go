package imports

import (
	"context"
	"kebang/api/kernel"
	"kebang/internal/intake"
	"kebang/internal/intake/form"
	"kebang/internal/intake/layout"
	"kebang/internal/listing"
	"kebang/internal/vocab"
)

// ImportView is an import as pages show it.
type ImportView struct {
	ID            string             `json:"id"`
	Rev           int64              `json:"rev"`
	Kind          form.Kind          `json:"kind" enum:"demands,achievements,organizations,contracts"`
	KindName      string             `json:"kindName"`
	Name          string             `json:"name" doc:"name of the file"`
	Size          int64              `json:"size"`
	State         intake.State       `json:"state" enum:"preview,running,done,failed"`
	StateName     string             `json:"stateName"`
	Sheets        []SheetHeadView    `json:"sheets" nullable:"false"`
	Skipped       []string           `json:"skipped" nullable:"false" doc:"sheets without headings"`
	Unknown       []string           `json:"unknown" nullable:"false" doc:"headings without a column"`
	Columns       []form.Column      `json:"columns" nullable:"false" doc:"all columns of this kind of sheet"`
	Rows          intake.RowCounts   `json:"rows"`
	LeftOut       []LeftOutView      `json:"leftOut" nullable:"false" doc:"rows that are no data"`
	Unread        []UnreadFileView   `json:"unread" nullable:"false" doc:"files of the archive that were not read"`
	Peeks         []intake.Peek      `json:"peeks" nullable:"false" doc:"first rows of each sheet, to choose the headings"`
	Headers       map[string]int     `json:"headers" nullable:"false" doc:"rows chosen as headings; -1 leaves the sheet out"`
	IncludeHidden bool               `json:"includeHidden" doc:"hidden rows, columns and sheets are read too"`
	HiddenColumns int                `json:"hiddenColumns" doc:"hidden columns that were not read; warnings names them"`
	Units         map[string]string  `json:"units" nullable:"false" doc:"units by heading; words keeps the text only"`
	UnitOptions   []string           `json:"unitOptions" nullable:"false" doc:"units to choose from"`
	Asks          bool               `json:"asks" doc:"the column of the name is not known yet"`
	Errors        []RowProblemView   `json:"errors" nullable:"false"`
	Warnings      []RowProblemView   `json:"warnings" nullable:"false" doc:"places to look at before the import"`
	Sample        []intake.RowSample `json:"sample" nullable:"false"`
	Updates       []intake.RowUpdate `json:"updates" nullable:"false" doc:"rows that will be updated, the first 200"`
	Batch         *BatchWorkView     `json:"batch,omitempty" doc:"last step of the whole import"`
	Publish       bool               `json:"publish"`
	SkipNear      bool               `json:"skipNear"`
	Progress      intake.RowProgress `json:"progress"`
	Result        *ImportResult      `json:"result,omitempty"`
	Failure       string             `json:"failure,omitempty"`
	ByName        string             `json:"byName"`
	At            int64              `json:"at"`
	DoneAt        int64              `json:"doneAt,omitempty"`
}

// BatchWorkView is a step with all rows of an import.
type BatchWorkView struct {
	Step    string           `json:"step" enum:"submit,publish,undo"`
	Running bool             `json:"running"`
	Done    int              `json:"done"`
	Total   int              `json:"total"`
	Moved   int              `json:"moved" doc:"rows that are done"`
	Left    int              `json:"left" doc:"rows that are not done; notes says why"`
	Notes   []RowProblemView `json:"notes" nullable:"false"`
	Failure string           `json:"failure,omitempty"`
	ByName  string           `json:"byName"`
	At      int64            `json:"at"`
}

// ImportRowView is what an import did with a row, and how its record stands now.
type ImportRowView struct {
	Sheet     string             `json:"sheet"`
	Row       int                `json:"row"`
	Record    string             `json:"record" doc:"id; empty when it is gone"`
	Serial    string             `json:"serial"`
	Title     string             `json:"title"`
	Action    listing.Did        `json:"action" enum:"created,updated,unchanged,kept,skipped"`
	State     string             `json:"state" doc:"present state; empty when it is undone or gone"`
	StateName string             `json:"stateName"`
	Untouched bool               `json:"untouched" doc:"nobody changed it after the import"`
	Undone    bool               `json:"undone" doc:"undone"`
	Changes   []form.FieldChange `json:"changes" nullable:"false"`
}

func viewImportRow(r intake.BatchRowView) ImportRowView {
	v := ImportRowView{Sheet: r.Sheet, Row: r.Row, Record: r.Record, Serial: r.Serial, Title: r.Title, Action: r.Action,
		State: r.State, StateName: r.StateName,
		Untouched: r.Untouched, Undone: r.Undone, Changes: kernel.NotNil(r.Changes)}
	if r.State == "" {
		v.Record = ""
	}
	return v
}

// UnreadFileView is an unreadable file inside a .zip.
type UnreadFileView struct {
	Name string `json:"name"`
	Msg  string `json:"msg" doc:"why it was not read, and what to do"`
}

// LeftOutView counts lines that are no data, with the reason in words.
type LeftOutView struct {
	layout.LeftOut
	Text string `json:"text" doc:"why it was left out"`
}

// ImportResult is what applying did, in rows.
type ImportResult struct {
	Created   int `json:"created"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
	Withdrawn int `json:"withdrawn" doc:"updated rows that were withdrawn for lack of consent"`
	Kept      int `json:"kept" doc:"rows changed on Kebang meanwhile, which stay"`
	Skipped   int `json:"skipped" doc:"rows that look like a duplicate"`
	Drafts    int `json:"drafts" doc:"incomplete rows, kept as drafts"`
	Refused   int `json:"refused"`
}

func viewImport(i intake.Import, whole bool, l vocab.Lang) ImportView {
	kind, _ := form.KindNames.Find(string(i.Kind))
	state, _ := intake.States.Find(string(i.State))
	v := ImportView{Unread: []UnreadFileView{}, Updates: []intake.RowUpdate{}, LeftOut: []LeftOutView{},
		Peeks: []intake.Peek{}, Headers: map[string]int{}, IncludeHidden: i.IncludeHidden,
		HiddenColumns: i.HiddenColumns, Units: map[string]string{}, UnitOptions: form.UnitOptions, Asks: i.Asks(),
		Warnings: []RowProblemView{}, ID: i.ID, Rev: i.Rev, Kind: i.Kind, KindName: kind.In(l), Name: i.Name,
		Size: i.Size, State: i.State, StateName: state.In(l), Sheets: []SheetHeadView{},
		Skipped: []string{}, Unknown: []string{}, Columns: []form.Column{}, Rows: i.Rows, Errors: []RowProblemView{},
		Sample: []intake.RowSample{}, Publish: i.Publish, SkipNear: i.SkipNear,
		Progress: i.Progress, Failure: i.Failure.In(l), ByName: i.By.PersonName, At: i.At, DoneAt: i.DoneAt}
	if whole {
		v.Sheets, v.Errors, v.Warnings = viewHeads(i.Sheets, l), viewProblems(i.Errors, l), viewProblems(i.Warnings, l)
		v.Skipped, v.Unknown, v.Sample, v.Columns = i.Skipped, i.Unknown, i.Sample, form.Columns(i.Kind)
		for _, f := range i.Unread {
			v.Unread = append(v.Unread, UnreadFileView{f.Name, f.Msg.In(l)})
		}
		v.Peeks, v.Updates = i.Peeks, i.Updates
		if b := i.Batch; b != nil {
			v.Batch = &BatchWorkView{Step: b.Step, Running: b.Running, Done: b.Done, Total: b.Total, Moved: b.Moved,
				Left: b.Left, Notes: viewProblems(b.Notes, l), Failure: b.Failure.In(l), ByName: b.By.PersonName,
				At: b.At}
		}
		for _, left := range i.LeftOut {
			why, _ := layout.Reasons.Find(string(left.Reason))
			v.LeftOut = append(v.LeftOut, LeftOutView{LeftOut: left, Text: why.In(l)})
		}
		for sheet, row := range i.Headers {
			v.Headers[sheet] = row
		}
		for heading, unit := range i.Units {
			v.Units[heading] = unit
		}
	}
	if r := i.Result; r != nil {
		v.Result = &ImportResult{Created: r.Added, Updated: r.Changed, Withdrawn: r.Withdrawn, Unchanged: r.Unchanged,
			Kept: r.Kept, Skipped: r.Skipped, Drafts: r.Drafts, Refused: r.Refused}
	}
	return v
}

// taggedImport answers with an import in the language of the request.
func taggedImport(ctx context.Context) func(intake.Import, error) (*kernel.Tagged[ImportView], error) {
	return func(i intake.Import, err error) (*kernel.Tagged[ImportView], error) {
		if err != nil {
			return nil, err
		}
		return kernel.Tag(i.Rev, viewImport(i, true, kernel.RequestOf(ctx).Lang)), nil
	}
}

// RowProblemView is one thing that is told of a row.
type RowProblemView struct {
	Sheet   string `json:"sheet"`
	Row     int    `json:"row" doc:"as Excel shows it"`
	Column  string `json:"column" doc:"letter, as Excel shows it; empty when the column is missing in the file"`
	Heading string `json:"heading"`
	Value   string `json:"value" doc:"what stands there, shortened"`
	Msg     string `json:"msg" doc:"what to do"`
}

func viewProblems(all []form.RowProblem, l vocab.Lang) []RowProblemView {
	out := make([]RowProblemView, len(all))
	for i, p := range all {
		out[i] = RowProblemView{p.Sheet, p.Row, p.Column, p.Heading, p.Value, p.Msg.In(l)}
	}
	return out
}

// SheetHeadView is what was found at the top of one sheet.
type SheetHeadView struct {
	Name      string           `json:"name"`
	HeaderRow int              `json:"headerRow" doc:"as Excel shows it; 0 for files whose keys are the headings"`
	Form      bool             `json:"form,omitempty" doc:"labels with their values beside them instead of a header"`
	Ask       bool             `json:"ask,omitempty" doc:"no heading says which column is the title: it must be said before rows can be read"`
	Pointed   bool             `json:"pointed,omitempty" doc:"a person said that the header is here"`
	Columns   []HeadColumnView `json:"columns"`
}

// HeadColumnView is one column of a sheet with what it was taken for.
type HeadColumnView struct {
	Index    int           `json:"index" doc:"from 0"`
	Letter   string        `json:"letter" doc:"as Excel shows it"`
	Heading  string        `json:"heading"`
	Key      string        `json:"key" doc:"column of the form; empty when the column is not read"`
	Guess    string        `json:"guess" doc:"proposal for an unknown heading, never used by itself"`
	Known    bool          `json:"known" doc:"false: nobody has said yet what this heading means"`
	Unit     string        `json:"unit" doc:"of a money column: 元, 千元, 万元, 百万元, 亿元; empty when it is asked or this is no money column"`
	PerYear  bool          `json:"perYear" doc:"the amounts are those of one year"`
	UnitFrom form.UnitFrom `json:"unitFrom" enum:"heading,line,cell,asked," doc:"where the unit was read; empty: nothing names one and the form's unit is used"`
	Ask      string        `json:"ask" doc:"a question for the unit, which is foreign or not understood; empty when there is none"`
}

func viewHeads(all []layout.SheetHead, l vocab.Lang) []SheetHeadView {
	out := make([]SheetHeadView, len(all))
	for i, h := range all {
		out[i] = SheetHeadView{h.Name, h.HeaderRow, h.Form, h.Ask, h.Pointed, make([]HeadColumnView, len(h.Columns))}
		for n, c := range h.Columns {
			out[i].Columns[n] = HeadColumnView{c.Index, c.Letter, c.Heading, c.Key, c.Guess, c.Known, c.Unit, c.PerYear,
				c.UnitFrom, c.Ask.In(l)}
		}
	}
	return out
}
