package intake

import (
	"regexp"
	"strings"

	"kebang/internal/listing"
	"kebang/internal/sheet"
)

// place is the cell that is being read.
type place struct {
	HeadColumn
	note sheet.Note
}

// cellOf reads one cell into the row. What a person must put right in the file is an error; what was read loosely, or
// left out of the row because it is damaged, is a warning of the row.
func (r *Row) cellOf(c HeadColumn, v string, note sheet.Note) error {
	r.cell, r.lost, r.mixed = place{c, note}, false, false
	if damage := damageOf(v, note); damage != "" {
		if r.decides(c.Key) {
			return invalid("%s", damage)
		}
		r.lose("%s这一格没有读入。", damage)
		return nil
	}
	if len(c.column.Options) > 0 || c.column.boxes {
		v = ticked(v)
	}
	if v == "" || says(v) == nothing && !c.column.none {
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
		return columnOf(kind, "contactPhone").read(r, v, c.unit)
	}
	return c.column.read(r, v, c.unit)
}

// decides reports whether a row stands or falls with the column: title and text of a listing, and what it is known by;
// of other records every column.
func (r *Row) decides(key string) bool {
	if r.common() == nil {
		return true
	}
	return key == "title" || key == "text" || key == "org" || key == "id"
}

var (
	errorValue = regexp.MustCompile(`^(#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|ERROR!|PYTHON!)|ERR:[0-9]{3})$`)
	overflow   = regexp.MustCompile(`^#{3,}$`)
)

// damageOf is the sentence for a cell whose text is not what was written there; empty for a sound one.
func damageOf(v string, note sheet.Note) string {
	switch {
	case note.Kind == sheet.ErrorValue || errorValue.MatchString(strings.ToUpper(fold(v))):
		return "这一格是 Excel 的错误值 " + clip(v) + "，请改正公式或直接填写内容。"
	case note.Kind == sheet.NoValue:
		return "这一格是公式，文件里没有它的结果，请在 Excel 里打开并保存一次。"
	case overflow.MatchString(v):
		return "这一格只有 ####，是列宽不够时导出的，请加宽这一列后重新导出。"
	}
	return ""
}

// answer is what a loose word says of a choice.
type answer int

const (
	something answer = iota
	nothing          // 无, 不限, 不详: as if the cell were empty
)

var nothings = map[string]bool{"/": true, "//": true, "\\": true, "-": true, "--": true, "---": true, "—": true,
	"——": true, "–": true, "－": true, "_": true, "__": true, ".": true, "。": true, "*": true, "、": true, "?": true, "？": true,
	"无": true, "没有": true, "暂无": true, "暂没有": true, "不详": true, "不清楚": true, "不知道": true, "未知": true, "不限": true, "不限制": true, "无限制": true, "无要求": true, "没有要求": true, "无特殊要求": true, "无特别要求": true, "不作要求": true, "不做要求": true,
	"无所谓": true, "未填": true, "空": true, "空白": true, "略": true, "n/a": true, "na": true, "none": true, "null": true, "nil": true, "nan": true, "undefined": true, "(空)": true, "(无)": true, "…": true, "……": true, "...": true, "......": true, "···": true, "……。": true}

// says tells cells that stand for an empty one from the others.
func says(v string) answer {
	if nothings[fold(v)] {
		return nothing
	}
	return something
}

// lose tells that the cell was not read; nothing of it changes a record.
func (r *Row) lose(format string, args ...any) {
	r.lost = true
	r.warn("", format, args...)
}

// keep leaves the source's words for a field that has no room for them, and tells why.
func (r *Row) keep(field, words, format string, args ...any) {
	r.keepAt(field, words)
	r.warn("", format, args...)
}

func (r *Row) keepAt(field, words string) {
	c := r.common()
	if c == nil {
		return
	}
	if c.Words == nil {
		c.Words = map[string]string{}
	}
	c.Words[field] = shortTo(words, listing.MaxLine)
}

// shortTo shortens to n characters.
func shortTo(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
