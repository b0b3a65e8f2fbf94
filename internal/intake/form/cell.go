package form

import (
	"kebang/internal/fault"
	"kebang/internal/intake/wording"
	"kebang/internal/listing"
	"kebang/internal/sheet"
)

// place is the cell being read.
type place struct {
	HeadColumn
	note sheet.Note
}

// Read reads one cell into the row. A cell that is empty, meaningless or not understood leaves a stored record
// unchanged. The error is fault.Invalid for a mistake that a person must correct in the file.
func (r *Row) Read(c HeadColumn, v string, note sheet.Note) error {
	err := r.cellOf(c, v, note)
	if v == "" || wording.IsNothing(v) && !c.Column.none || r.lost {
		r.Blank = append(r.Blank, c.Key)
		return err
	}
	r.Filled = append(r.Filled, c.Key)
	if r.mixed {
		r.Filled = append(r.Filled, "contactPhone")
	}
	return err
}

// cellOf reads one cell into the row. A mistake that a person must correct is an error. A loose reading, or a damaged
// value that is left out, is a warning of the row.
func (r *Row) cellOf(c HeadColumn, v string, note sheet.Note) error {
	r.cell, r.lost, r.mixed = place{c, note}, false, false
	if damage := DamageOf(v, note); !damage.IsZero() {
		if r.decides(c.Key) {
			return Invalid(damage.Text, damage.Args...)
		}
		r.lose(sayCellNotRead, damage)
		return nil
	}
	if len(c.Column.Options) > 0 || c.Column.boxes {
		v = wording.Ticked(v)
	}
	if v == "" || wording.IsNothing(v) && !c.Column.none {
		return nil
	}
	if r.mixed = (c.Key == "contact" || c.Key == "phone") && r.holdsContact(c, v); r.mixed {
		kind := Organizations
		switch {
		case r.Demand != nil:
			kind = Demands
		case r.Achievement != nil:
			kind = Achievements
		}
		return ByKey(kind, "contactPhone").Read(r, v)
	}
	return c.Column.Read(r, v)
}

// decides reports whether a fault in the column refuses the row. Those are title, text and identity of a listing, and
// every column of other records.
func (r *Row) decides(key string) bool {
	if r.Common() == nil {
		return true
	}
	return key == "title" || key == "text" || key == "org" || key == "id"
}

// DamageOf is the sentence for a cell whose text was damaged, such as by Excel; zero for a sound one.
func DamageOf(v string, note sheet.Note) fault.Said {
	switch {
	case note.Kind == sheet.ErrorValue || wording.IsErrorValue(v):
		return sayCellError.With(wording.Clip(v))
	case note.Kind == sheet.NoValue:
		return sayCellFormula.With()
	case wording.IsOverflow(v):
		return sayCellOverflow.With()
	}
	return fault.Said{}
}

// lose warns that the cell was not read; it changes nothing in a record.
func (r *Row) lose(t fault.Text, args ...any) {
	r.lost = true
	r.Warn("", t, args...)
}

// keep keeps the source's words for a field without room for them, and warns with the reason.
func (r *Row) keep(field, words string, t fault.Text, args ...any) {
	r.keepAt(field, words)
	r.Warn("", t, args...)
}

func (r *Row) keepAt(field, words string) {
	c := r.Common()
	if c == nil {
		return
	}
	if c.Words == nil {
		c.Words = map[string]string{}
	}
	c.Words[field] = wording.Cut(words, listing.MaxLine)
}

// What is told, stored with the import.
var (
	sayCellNotRead = fault.Kept("cell-not-read",
		"%s这一格没有读入。",
		"%s The cell was not read.")
	sayCellFormula = fault.Kept("cell-formula",
		"这一格是公式，文件里没有它的结果，请在 Excel 里打开并保存一次。",
		"The cell is a formula without a stored result; open the file in Excel and save it once.")
	sayCellOverflow = fault.Kept("cell-overflow",
		"这一格只有 ####，是列宽不够时导出的，请加宽这一列后重新导出。",
		"The cell holds #### only, as a column too narrow is exported. Widen it and export again.")
	sayCellError = fault.Kept("cell-error",
		"这一格是 Excel 的错误值 %s，请改正公式或直接填写内容。",
		"The cell holds the Excel error %s; mend the formula or type the content.")
)
