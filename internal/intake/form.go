package intake

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

// FormColumn is one column of a form, as pages and templates show it.
type FormColumn struct {
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
	carry   bool     // a cell merged over several rows counts for each of them
	wide    float64
	hidden  bool     // read where it stands, not offered in the template
	parts   []string // keys of the columns that a mixed one fills
	none    bool     // 无 is an answer of its own here
	boxes   bool     // may be written as boxes to tick, though the form offers no list
	read    func(r *Row, v, unit string) error
	show    func(r *Row) any
}

func (c *FormColumn) width() float64 {
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

	noConsent, closed bool // see listing.Source
	refuses           bool // its listing is public, and it does not agree to that
	secret            bool // its 密级 keeps it out of this system
	said              listing.Said

	filled  []string // keys of the columns that say something
	blank   []string // keys of columns of the file that are empty here
	partial bool     // the file has no column of the text: only a listing that is there can be changed
	merged  bool     // the content is laid over the stored one
	seq     int64    // order in the file

	industryWords string
	rights        rights
	contact       party.Contact
	cell          place
	mixed         bool      // the cell that was read last held a name and a number
	lost          bool      // the cell that was read last gave nothing
	warns         []warning // Warnings before their place is known
}

// warning is something to be told about a column of a row that can be taken.
type warning struct{ key, msg string }

// warn tells something about a column without refusing the row. An empty key is the column that is being read.
func (r *Row) warn(key, format string, args ...any) {
	if key == "" {
		key = r.cell.Key
	}
	r.warns = append(r.warns, warning{key, fmt.Sprintf(format, args...)})
}

// Title is what the row is called in messages.
func (r *Row) Title() string {
	switch {
	case r.Organization != nil:
		return r.Organization.Name
	case r.Contract != nil:
		return r.Contract.Title
	case r.common() != nil:
		return r.common().Title
	}
	return ""
}

func (r *Row) common() *listing.Common {
	switch {
	case r.Demand != nil:
		return &r.Demand.Common
	case r.Achievement != nil:
		return &r.Achievement.Common
	}
	return nil
}

func newRow(k Kind) *Row {
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

// formOf is the form of a kind.
func formOf(k Kind) []*FormColumn {
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

func columnOf(k Kind, key string) *FormColumn {
	for _, c := range formOf(k) {
		if c.Key == key {
			return c
		}
	}
	return nil
}

// Columns are the columns of a kind, for a page that maps headings.
func Columns(k Kind) []FormColumn {
	var out []FormColumn
	for _, c := range formOf(k) {
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
	"填表日期": true, "填报日期": true, "申报日期": true, "填表时间": true, "填报时间": true, "序": true, "次序": true, "排序": true, "#": true, refusedHeading: true}

// refusedHeading is the column of a file of refused rows that says why; it is no data when the file comes back.
const refusedHeading = "退回原因"

// heading is a heading as it is compared: without the mark of required columns, notes in brackets and numbering, and
// with the unit that stands in the brackets, if it is one of money.
func heading(s string) (full, bare, unit string) {
	full = strings.TrimRight(fold(s), "*:：")
	full = strings.TrimLeft(full, "*")
	bare = full
	for {
		open := strings.IndexAny(bare, "([【")
		if open < 0 {
			break
		}
		shut := strings.IndexAny(bare[open:], ")]】")
		if shut < 0 {
			bare = bare[:open]
			break
		}
		inner := strings.Trim(bare[open:open+shut], "([】【)]")
		for _, u := range []string{"亿元", "万元", "元"} {
			if strings.HasSuffix(inner, u) && unit == "" {
				unit = u
			}
		}
		_, size := firstRune(bare[open+shut:])
		bare = bare[:open] + bare[open+shut+size:]
	}
	if i := strings.IndexAny(bare, ".、"); i > 0 && i <= 6 && strings.Trim(bare[:i], "0123456789一二三四五六七八九十") == "" {
		_, size := firstRune(bare[i:])
		bare = bare[i+size:]
	}
	return full, bare, unit
}

func firstRune(s string) (rune, int) {
	for i, r := range s {
		if i > 0 {
			return r, i
		}
	}
	return 0, len(s)
}

// say is the sentence of a fault for a row message; other errors have none that may be shown.
func say(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return "这一格无法读取，请检查。"
	}
	return f.Msg
}

func invalid(format string, args ...any) error {
	return fault.Newf(fault.Invalid, "cell", format, args...)
}
