package form

import (
	"errors"
	"fmt"
	"strings"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/sheet"
)

// Column is one column of a form, as pages and templates show it.
type Column struct {
	Key      string     `json:"key"`
	Heading  string     `json:"heading"`
	Help     string     `json:"help"`
	Example  string     `json:"example"`
	Required bool       `json:"required"`
	Options  []string   `json:"options"`
	Strict   bool       `json:"-"` // only the options may stand there
	Type     sheet.Type `json:"-"`

	aliases []string // other headings in use, folded when compared
	at      []string // where the rules of the domain point to; a prefix is enough
	Carry   bool     `json:"-"` // a cell merged over several rows counts for each of them
	wide    float64
	Hidden  bool                         `json:"-"` // read where it stands, not offered in the template
	parts   []string                     // keys of the columns that a mixed one fills
	none    bool                         // 无 is an answer of its own here
	boxes   bool                         // may be written as boxes to tick, though the form offers no list
	Read    func(r *Row, v string) error `json:"-"`
	Show    func(r *Row) any             `json:"-"`
}

// Width is the width of the column in a file that Kebang writes, in characters; 0 is the usual one.
func (c *Column) Width() float64 {
	if c.wide > 0 {
		return c.wide
	}
	return 0
}

// Row is one row in the making. Exactly one of Demand, Achievement, Organization and Contract is set.
type Row struct {
	Sheet  string
	Number int // as Excel shows it
	ID     string
	Hash   string
	Ref    string // the row's own id in its source
	Serial string // of the listing, in a table that was written by Kebang
	Link   string // where the source can be read
	Org    string // unit as written
	USCC   string // its 统一社会信用代码, checked

	Demand       *listing.DemandContent
	Achievement  *listing.AchievementContent
	Organization *party.OrganizationForm
	Contract     *contract.Content
	Elsewhere    elsewhere // of a contract: a registration that is only recorded

	Warnings []RowProblem // what was read in a way that a person should see; the row is taken all the same
	Draft    bool         // the source does not agree that the row is published: noConsent or closed

	Changes []FieldChange // what applying would change in the stored record

	NoConsent, Closed bool // see listing.Source
	Refuses           bool // its listing is public, and it does not agree to that
	Secret            bool // its 密级 keeps it out of this system
	Said              listing.Said

	filled  []string // keys of the columns that say something
	blank   []string // keys of columns of the file that are empty here
	Partial bool     // the file has no column of the text: only a listing that is there can be changed
	Seq     int64    // order in the file

	industryWords string
	rights        rights
	contact       party.Contact
	cell          place
	mixed         bool   // the cell that was read last held a name and a number
	lost          bool   // the cell that was read last gave nothing
	notes         []Note // Warnings before their place is known
}

// Note is something to be told about a column of a row that can be taken.
type Note struct{ Key, Msg string }

// Notes are what reading the row told, in the order of the cells.
func (r *Row) Notes() []Note { return r.notes }

// Warn tells something about a column without refusing the row. An empty key is the column that is being read.
func (r *Row) Warn(key, format string, args ...any) {
	if key == "" {
		key = r.cell.Key
	}
	r.notes = append(r.notes, Note{key, fmt.Sprintf(format, args...)})
}

// Title is what the row is called in messages.
func (r *Row) Title() string {
	switch {
	case r.Organization != nil:
		return r.Organization.Name
	case r.Contract != nil:
		return r.Contract.Title
	case r.Common() != nil:
		return r.Common().Title
	}
	return ""
}

// Common is what demands and achievements have in common; nil for other records.
func (r *Row) Common() *listing.Common {
	switch {
	case r.Demand != nil:
		return &r.Demand.Common
	case r.Achievement != nil:
		return &r.Achievement.Common
	}
	return nil
}

// NewRow is an empty row of a kind.
func NewRow(k Kind) *Row {
	switch k {
	case Demands:
		return &Row{Demand: &listing.DemandContent{}}
	case Achievements:
		return &Row{Achievement: &listing.AchievementContent{}}
	case Organizations:
		return &Row{Organization: &party.OrganizationForm{}}
	}
	return &Row{Contract: &contract.Content{}}
}

// Of is the form of a kind.
func Of(k Kind) []*Column {
	switch k {
	case Demands:
		return demandForm
	case Achievements:
		return achievementForm
	case Organizations:
		return organizationForm
	}
	return contractForm
}

// ByKey is the column of a kind by its key; nil when there is none.
func ByKey(k Kind, key string) *Column {
	for _, c := range Of(k) {
		if c.Key == key {
			return c
		}
	}
	return nil
}

// Columns are the columns of a kind, for a page that maps headings.
func Columns(k Kind) []Column {
	var out []Column
	for _, c := range Of(k) {
		col := *c
		if col.Options == nil {
			col.Options = []string{}
		}
		out = append(out, col)
	}
	return out
}

// skipped are headings that carry nothing: they are neither read nor asked about.
var skipped = map[string]bool{"序号": true, "行号": true, "no": true, "no.": true, "流水号": true, "状态": true, "公开线索": true,
	"发布日期": true,
	"填表日期": true, "填报日期": true, "申报日期": true, "填表时间": true, "填报时间": true, "序": true, "次序": true, "排序": true, "#": true, RefusedHeading: true}

// RefusedHeading is the column of a file of refused rows that says why; it is no data when the file comes back.
const RefusedHeading = "退回原因"

// Say is the sentence of a fault for a row message; other errors have none that may be shown.
func Say(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return "这一格无法读取，请检查。"
	}
	return f.Msg
}

// Invalid is a fault of a cell.
func Invalid(format string, args ...any) error {
	return fault.Newf(fault.Invalid, "cell", format, args...)
}

// TitleKey is the key of the column that names a record of the kind.
func TitleKey(k Kind) string {
	if k == Organizations {
		return "name"
	}
	return "title"
}

// KeyAt is the column a domain rule points to.
func KeyAt(k Kind, pointer string) string {
	key, length := "", -1
	for _, c := range Of(k) {
		for _, at := range c.at {
			if strings.HasPrefix(pointer, at) && len(at) > length {
				key, length = c.Key, len(at)
			}
		}
	}
	return key
}
