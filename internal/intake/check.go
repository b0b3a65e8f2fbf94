package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"kebang/internal/contract"
	"kebang/internal/fault"
	"kebang/internal/id"
	"kebang/internal/money"
	"kebang/internal/party"
	"kebang/internal/sheet"
)

// RowProblem is one thing that is wrong with one row, told so that it can be found and put right in the file.
type RowProblem struct {
	Sheet   string `json:"sheet"`
	Row     int    `json:"row" doc:"as Excel shows it"`
	Column  string `json:"column" doc:"letter, as Excel shows it; empty when the column is missing in the file"`
	Heading string `json:"heading"`
	Value   string `json:"value" doc:"what stands there, shortened"`
	Msg     string `json:"msg" doc:"what to do"`
}

func (p RowProblem) String() string {
	place := fmt.Sprintf("第 %d 行", p.Row)
	if p.Sheet != "" {
		place = "工作表“" + p.Sheet + "”" + place
	}
	if p.Column != "" {
		place += " " + p.Column + " 列"
	}
	if p.Heading != "" {
		place += "（" + p.Heading + "）"
	}
	return place + "：" + p.Msg
}

// reader reads the rows of one sheet under its header.
type reader struct {
	kind   Kind
	market string
	sheet  sheet.Sheet
	head   SheetHead
	down   map[[2]int]string // texts of cells merged downwards, by row and column

	rules   *ruler
	form    bool     // labels and values: nothing carries down
	last    []string // the line above as it was read
	told    map[int]bool
	beyond  bool   // it was told that lines are longer than the header
	town    string // township of the section line above
	section string // industry of the section line above, proposed only
}

// newReader keeps the texts of downward merges; a sheet with more than a hundred thousand of such cells is read without
// the rest.
func newReader(k Kind, market string, s sheet.Sheet, t table, g Guide) *reader {
	const most = 100_000
	x := &reader{kind: k, market: market, sheet: s, head: t.head, down: map[[2]int]string{}, told: map[int]bool{},
		form: t.form}
	if t.form || t.head.HeaderRow == 0 {
		return x
	}
	x.rules = newRuler(k, g.Map, s, t.head, t.header)
	texts := map[int]sheet.Row{}
	for _, m := range s.Merges {
		if m.Bottom > m.Top && m.Top > t.head.HeaderRow {
			texts[m.Top] = sheet.Row{}
		}
	}
	if len(texts) == 0 {
		return x
	}
	for _, r := range s.Rows {
		if _, used := texts[r.Number]; used {
			texts[r.Number] = r
		}
	}
	for _, m := range s.Merges {
		if text := texts[m.Top].Cell(m.Left); m.Top > t.head.HeaderRow && text != "" {
			for row := m.Top + 1; row <= m.Bottom && len(x.down) < most; row++ {
				x.down[[2]int{row, m.Left}] = text
			}
		}
	}
	return x
}

// read makes a checked record of a row. Without problems it can be written.
func (x *reader) read(line sheet.Row) (*Row, []RowProblem) {
	r := newRow(x.kind)
	r.Sheet, r.Number = x.head.Name, line.Number
	var bad []RowProblem
	defer func() {
		for _, w := range r.warns {
			r.Warnings = append(r.Warnings, x.problem(line, w.key, w.msg))
		}
	}()
	tell := func(key, msg string) { bad = append(bad, x.problem(line, key, msg)) }
	for _, c := range x.head.Columns {
		if c.column == nil {
			continue
		}
		v := line.Cell(c.Index)
		if v == "" && c.column.carry {
			v = x.down[[2]int{line.Number, c.Index}]
		}
		note := line.Notes[c.Index]
		err := r.cellOf(c, v, note)
		if v == "" || says(v) == nothing && !c.column.none || r.lost { // what was not read leaves a stored record alone
			r.blank = append(r.blank, c.Key)
		} else {
			r.filled = append(r.filled, c.Key)
			if r.mixed {
				r.filled = append(r.filled, "contactPhone")
			}
		}
		if err != nil {
			tell(c.Key, say(err))
		}
	}
	if len(bad) > 0 { // rules of the whole record would only repeat what its cells said
		if r.Title() == "" && !slices.ContainsFunc(bad,
			func(p RowProblem) bool { return x.heads(p, titleKey(x.kind)) }) {
			x.required(r, tell)
		}
		return r, bad
	}
	for _, f := range x.finish(r, line) {
		tell(keyAt(x.kind, f.Pointer), f.Msg)
	}
	return r, bad
}

func (x *reader) problem(line sheet.Row, key, msg string) RowProblem {
	p := RowProblem{Sheet: x.head.Name, Row: line.Number, Msg: msg}
	for _, c := range x.head.Columns {
		if c.Key == key && key != "" {
			p.Column, p.Heading, p.Value = c.Letter, c.Heading, clip(line.Cell(c.Index))
			if c.row > 0 {
				p.Row = c.row
			}
			return p
		}
	}
	if c := columnOf(x.kind, key); c != nil {
		p.Heading = c.Heading
	}
	return p
}

// heads reports whether a problem is one of the column.
func (x *reader) heads(p RowProblem, key string) bool {
	return slices.ContainsFunc(x.head.Columns,
		func(c HeadColumn) bool { return c.Key == key && c.Letter == p.Column && c.Heading == p.Heading })
}

// rawAt is what stands in the cell that a domain rule points to.
func (x *reader) rawAt(line sheet.Row, pointer string) string {
	key := keyAt(x.kind, pointer)
	for _, c := range x.head.Columns {
		if c.Key == key && key != "" {
			return line.Cell(c.Index)
		}
	}
	return ""
}

func (x *reader) required(r *Row, tell func(key, msg string)) {
	if r.Title() == "" {
		for _, c := range formOf(x.kind) {
			if c.Required {
				tell(c.Key, "请填写"+c.Heading+"。")
				return
			}
		}
	}
}

// keyAt is the column a domain rule points to.
func keyAt(k Kind, pointer string) string {
	key, length := "", -1
	for _, c := range formOf(k) {
		for _, at := range c.at {
			if strings.HasPrefix(pointer, at) && len(at) > length {
				key, length = c.Key, len(at)
			}
		}
	}
	return key
}

// finish settles what several columns decide together, asks the domain for its rules, and gives the row its identity.
func (x *reader) finish(r *Row, line sheet.Row) fault.Fields {
	var err error
	switch {
	case r.common() != nil:
		c := r.common()
		c.OrgWords = r.Org
		settleIndustry(r)
		x.proposeSection(r)
		x.takeTown(r)
		settleLines(r)
		if r.Achievement != nil {
			settleRights(r)
		}
		if r.partial = c.Text == "" && !x.form && !x.head.hasKey("text"); r.partial {
			c.Text = "…" // whether a text stands in the market is asked when the row is compared
		}
		raw := func(pointer string) string { return x.rawAt(line, pointer) }
		if r.Demand != nil {
			err = checkListing(r, r.Demand, raw)
		} else {
			err = checkListing(r, r.Achievement, raw)
		}
		if r.partial {
			r.common().Text = ""
		}
	case r.Organization != nil:
		if r.contact != (party.Contact{}) {
			if r.contact.Name == "" {
				r.contact.Name = "联系人"
			}
			r.Organization.Contacts = []party.Contact{r.contact}
		}
		err = r.Organization.Check()
	case r.Contract != nil:
		if err = r.Contract.Check(); err == nil {
			err = compareTech(r)
		}
	}
	if err != nil {
		var f *fault.Error
		if errors.As(err, &f) && len(f.Fields) > 0 {
			return f.Fields
		}
		return fault.Fields{{Pointer: "/title", Msg: say(err)}}
	}
	r.identify(x.kind, x.market)
	return nil
}

// compareTech refuses a stated 技术交易额 that the rule does not give: one of the two amounts would be wrong in the
// statistics without anybody seeing it.
func compareTech(r *Row) error {
	if r.Elsewhere.TechFen == nil || r.Contract.TotalFen == 0 {
		return nil
	}
	am, err := contract.Compute(r.Contract.TotalFen, r.Contract.Deductions, r.Contract.Payment, r.Contract.Royalty)
	if err != nil {
		return err
	}
	if am.TechFen != *r.Elsewhere.TechFen {
		return fault.Of(fault.Invalid, fault.T("tech-differs",
			"技术交易额不一致。",
			"The technology value differs.")).At("/deductions", fault.T("tech-value-differs",
			"按规则计算的技术交易额为 %s 万元，表中为 %s 万元，请核对非技术性费用。",
			"By the rules the technology value is %s (10,000 yuan), the table says %s; check the non-technology costs."),
			money.FormatWan(am.TechFen), money.FormatWan(*r.Elsewhere.TechFen))
	}
	return nil
}

// identify makes the id of the row's identity and the hash of its content. The identity is the row's own number where
// it has a real one (bare counting numbers differ from file to file), else its title and unit.
func (r *Row) identify(k Kind, market string) {
	own := []string{market, string(k)}
	switch {
	case len(r.Ref) > 3 || strings.Trim(r.Ref, "0123456789.") != "":
		own = append(own, "ref", fold(r.Ref))
	case r.Organization != nil && r.Organization.USCC != "":
		own = append(own, "uscc", r.Organization.USCC)
	case r.Contract != nil:
		own = append(own, fold(r.Contract.Title), fold(r.Contract.Seller.Name), fold(r.Contract.Buyer.Name),
			string(r.Contract.SignDate))
	case r.Org != "":
		own = append(own, fold(r.Title()), fold(r.Org)) // a narrower table of the same unit may lack the code
	default:
		own = append(own, fold(r.Title()), r.USCC)
	}
	r.ID = id.Derived(own...)
	h := sha256.New()
	for _, part := range []any{r.Demand, r.Achievement, r.Organization, r.Contract, r.Elsewhere, r.USCC, r.Link,
		r.Ref} {
		b, err := json.Marshal(part)
		if err != nil {
			b = fmt.Append(nil, part)
		}
		h.Write(b)
		h.Write([]byte{0})
	}
	if r.Draft {
		fmt.Fprint(h, r.noConsent, r.closed)
	}
	r.Hash = hex.EncodeToString(h.Sum(nil)[:16])
}
