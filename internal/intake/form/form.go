package form

import (
	"strings"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/sheet"
)

// Column is one column of a form, for pages and templates.
type Column struct {
	Key      string     `json:"key"`
	Heading  string     `json:"heading"`
	Help     string     `json:"help"`
	Example  string     `json:"example"`
	Required bool       `json:"required"`
	Options  []string   `json:"options"`
	Strict   bool       `json:"-"` // only the options are permitted
	Type     sheet.Type `json:"-"`

	aliases []string // other usual headings, folded for the comparison
	at      []string // pointers of domain rules for it; a prefix is enough
	Carry   bool     `json:"-"` // a merged cell over several rows counts for each of them
	wide    float64
	Hidden  bool                         `json:"-"` // read where it stands, not offered in the template
	Parts   []string                     `json:"-"` // keys of the columns that a mixed one fills
	none    bool                         // here 无 is an answer of its own
	boxes   bool                         // may be written as boxes to tick, though the form offers no list
	Read    func(r *Row, v string) error `json:"-"`
	Show    func(r *Row) any             `json:"-"`
}

// Width is the width of the column in a file of Kebang, in characters; 0 means the usual one.
func (c *Column) Width() float64 {
	if c.wide > 0 {
		return c.wide
	}
	return 0
}

// Row is one row during reading. Exactly one of Demand, Achievement, Organization and Contract is set.
type Row struct {
	Sheet  string
	Number int // as Excel shows it
	ID     string
	Hash   string
	Ref    string // the row's own id in its source
	Serial string // serial of the listing, in a table written by Kebang
	Link   string // address of the source
	Org    string // unit as written
	USCC   string // its 统一社会信用代码, checked

	Demand       *listing.DemandContent
	Achievement  *listing.AchievementContent
	Organization *party.OrganizationForm
	Contract     *contract.Content
	Elsewhere    elsewhere // of a contract: a registration that is only recorded

	Warnings []RowProblem // loose readings that a person should see; the row is accepted all the same
	Draft    bool         // the source does not agree to publication: noConsent or closed

	Changes []FieldChange // changes of the stored record by applying

	NoConsent, Closed bool // see listing.Source
	Refuses           bool // its listing is public, but the row does not agree to that
	Secret            bool // its 密级 keeps it out of this system
	Said              listing.Said

	Filled  []string // keys of the filled columns
	Blank   []string // keys of the columns that are empty here
	Partial bool     // the file has no column of the text, so only an existing listing can change
	Seq     int64    // order in the file

	industryWords string
	rights        rights
	contact       party.Contact
	cell          place
	mixed         bool   // the last cell held a name and a number
	lost          bool   // the last cell gave nothing
	notes         []Note // Warnings before their place is known
}

// Note is a warning about a column of an accepted row.
type Note struct {
	Key  string
	Said fault.Said
}

// Notes are the warnings of reading the row, in the order of the cells.
func (r *Row) Notes() []Note { return r.notes }

// Warn adds a warning about a column without refusing the row. An empty key means the column being read.
func (r *Row) Warn(key string, t fault.Text, args ...any) {
	if key == "" {
		key = r.cell.Key
	}
	r.notes = append(r.notes, Note{key, t.With(args...)})
}

// Title is the name of the row in messages.
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

// Common is the common part of demands and achievements; nil for other records.
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

// skipped are headings without data: they are neither read nor asked about.
var skipped = map[string]bool{"序号": true, "行号": true, "no": true, "no.": true, "流水号": true, "状态": true, "公开线索": true,
	"发布日期": true,
	"填表日期": true, "填报日期": true, "申报日期": true, "填表时间": true, "填报时间": true, "序": true, "次序": true, "排序": true, "#": true,
	RefusedHeading: true}

// RefusedHeading is the column with the reason in a file of refused rows. It is no data when the file comes back.
const RefusedHeading = "退回原因"

// Say is the sentence of a fault for a row message; other errors may show none.
func Say(err error) fault.Said {
	if s := fault.SaidOf(err); !s.IsZero() {
		return s
	}
	return sayCellUnreadable.With()
}

// Invalid is a fault of a cell.
func Invalid(t fault.Text, args ...any) error {
	return fault.Of(fault.Invalid, t, args...)
}

// TitleKey is the key of the column that names a record of the kind.
func TitleKey(k Kind) string {
	if k == Organizations {
		return "name"
	}
	return "title"
}

// KeyAt is the column of the pointer of a domain rule.
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

// What is told, stored with the import.
var (
	sayCellUnreadable = fault.Kept("cell-unreadable",
		"这一格无法读取，请检查。",
		"This cell cannot be read.")
)
