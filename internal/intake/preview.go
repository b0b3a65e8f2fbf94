package intake

import (
	"context"
	"slices"

	"kebang/internal/fault"
	"kebang/internal/intake/form"
	"kebang/internal/intake/layout"
	"kebang/internal/intake/wording"
	"kebang/internal/listing"
	"kebang/internal/sheet"
)

// RowState is the effect of applying a row.
type RowState string

// The states of rows. Near ones are good, but look like an existing listing.
const (
	Good      RowState = "good"
	Bad       RowState = "bad"
	Unchanged RowState = "unchanged"
	NearTwin  RowState = "near"
	Update    RowState = "update"  // good: changes an existing record
	Differs   RowState = "differs" // the record has other content, and a table may no longer change it
)

// NearHit is a published listing with nearly the same text.
type NearHit struct {
	ID    string  `json:"id"`
	Title string  `json:"title"`
	Score float64 `json:"score" doc:"0 to 1"`
}

// Near finds near-duplicates; package matcher implements it. Twin is the published listing of the market most similar
// to a row, empty without one. Id is the row's own, which never counts. Score is 0 to 1.
type Near interface {
	NearListing(ctx context.Context, market string, kind listing.Kind, id, title, text string) (twin, twinTitle string,
		score float64, err error)
}

// RowCounts are the counts of a preview.
type RowCounts struct {
	Total     int `json:"total"`
	Good      int `json:"good" doc:"rows that can be taken, near ones included"`
	Bad       int `json:"bad"`
	Unchanged int `json:"unchanged" doc:"already there with the same content"`
	Near      int `json:"near" doc:"good rows that look like a listing that is already there"`
	Update    int `json:"update" doc:"good rows that would change a record that is there"`
	Differs   int `json:"differs" doc:"there with other content, but no longer for a table to change"`
	Refusing  int `json:"refusing" doc:"rows that do not agree to publication although the listing is public: a person decides"`
	Warned    int `json:"warned" doc:"good rows of which something was read in a way that should be looked at"`
}

// RowSample is a row for the page.
type RowSample struct {
	Sheet  string            `json:"sheet"`
	Row    int               `json:"row"`
	Title  string            `json:"title"`
	Values map[string]string `json:"values" doc:"by column key, as written"`
	State  RowState          `json:"state"`
	Near   *NearHit          `json:"near,omitempty"`
	// Changes are the effects of an update on the stored record, field by field.
	Changes []form.FieldChange `json:"changes,omitempty"`

	of *form.Row
}

// RowUpdate is a row that changes a record, with its changes.
type RowUpdate struct {
	Sheet   string             `json:"sheet"`
	Row     int                `json:"row"`
	Title   string             `json:"title"`
	Changes []form.FieldChange `json:"changes" nullable:"false"`
}

// Plan is a read and checked file.
type Plan struct {
	Kind    form.Kind
	Sheets  []layout.SheetHead
	Unknown []string // headings without a known meaning, in the order of the file
	Skipped []string // sheets without a header of this form
	Counts  RowCounts
	LeftOut []layout.LeftOut // lines that are no data
	Unread  []sheet.LeftFile // files inside a .zip that could not be read
	// HiddenColumns counts filled hidden columns that were not read; each is in Warnings.
	HiddenColumns int
	Peeks         []Peek // the first lines of each sheet, for choosing a header
	Problems      []form.RowProblem
	Warnings      []form.RowProblem // of good rows and of refused ones
	Rows          []*form.Row       // the good ones
	States        map[*form.Row]RowState
	Near          map[*form.Row]*NearHit
	Samples       []RowSample
	Updates       []RowUpdate // the first two hundred

	lines map[*form.Row]*keptLine // the original lines, for a file of refused rows; nil otherwise
	order []*form.Row

	clean    sheet.Book // the file without its secret rows
	screened bool       // this reading removed secret rows; an earlier one may have too
	unparted bool       // a secret row was noticed only during reading
}

// Limits of the rows in a preview; everything is counted.
const (
	maxProblems = 1000
	maxSamples  = 50
)

func required(k form.Kind) string {
	for _, c := range form.Of(k) {
		if c.Required {
			return c.Heading
		}
	}
	return ""
}

func (p *Plan) take(x *reader, line sheet.Row, first map[string]*form.Row) {
	r, bad := x.read(line)
	p.unparted = p.unparted || r.Secret
	p.Counts.Total++
	if len(bad) == 0 {
		switch twin := first[r.ID]; {
		case twin == nil:
			first[r.ID] = r
		case twin.Hash == r.Hash:
			p.Counts.Unchanged++
			p.sample(x, line, r, Unchanged)
			return
		default:
			bad = append(bad, x.problem(line, form.TitleKey(p.Kind),
				sayRowTwice.With(twin.Number)))
		}
	}
	state := Good
	if len(bad) > 0 {
		state = Bad
		p.Counts.Bad++
		p.Problems = append(p.Problems, bad[:min(len(bad), max(0, maxProblems-len(p.Problems)))]...)
	} else {
		p.Counts.Good++
		p.Rows = append(p.Rows, r)
		if len(r.Warnings) > 0 {
			p.Counts.Warned++
		}
	}
	// A refused row reports its loose cells too, so that all of it can be corrected at once.
	p.Warnings = append(p.Warnings, r.Warnings[:min(len(r.Warnings), max(0, maxProblems-len(p.Warnings)))]...)
	p.States[r] = state
	p.keep(x, line, r, bad)
	p.sample(x, line, r, state)
}

func (p *Plan) sample(x *reader, line sheet.Row, r *form.Row, state RowState) {
	if len(p.Samples) >= maxSamples {
		return
	}
	s := RowSample{Sheet: r.Sheet, Row: r.Number, Title: wording.Clip(r.Title()), Values: map[string]string{},
		State: state,
		of:    r}
	for _, c := range x.head.Columns {
		if v := line.Cell(c.Index); c.Key != "" && v != "" {
			v = wording.WithoutIDs(v)
			if n := []rune(v); len(n) > 200 {
				v = string(n[:200]) + "…"
			}
			s.Values[c.Key] = v
		}
	}
	p.Samples = append(p.Samples, s)
}

// mark changes the state of a good row after its comparison with the market.
func (p *Plan) mark(r *form.Row, state RowState, near *NearHit) {
	p.States[r], p.Near[r] = state, near
	for i := range p.Samples {
		if p.Samples[i].of == r {
			p.Samples[i].State, p.Samples[i].Near, p.Samples[i].Changes = state, near, r.Changes
		}
	}
}

// problem keeps the first thousand problems.
func (p *Plan) problem(e form.RowProblem) {
	if len(p.Problems) < maxProblems {
		p.Problems = append(p.Problems, e)
	}
}

// Secret reports whether rows were removed because of their 密级.
func (p *Plan) Secret() bool {
	return slices.ContainsFunc(p.LeftOut, func(l layout.LeftOut) bool { return l.Reason == layout.SecretRow })
}

// leave counts a line that is no data.
func (p *Plan) leave(sheet string, why layout.Reason, row int) {
	p.LeftOut = layout.AddLeft(p.LeftOut, sheet, why, row)
}

// What is told, stored with the import.
var (
	sayRowTwice = fault.Kept("row-twice",
		"与第 %d 行是同一条（编号相同，或名称和单位相同）而内容不同。请删去一行，或填写不同的编号。",
		"The same as row %d (number, or title and unit) with other content. Remove one, or give another number.")
)
