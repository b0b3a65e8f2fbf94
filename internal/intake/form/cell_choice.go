package form

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kebang/internal/fault"
	"kebang/internal/intake/wording"
	"kebang/internal/listing"
)

// choose finds the entry of a list by its name, its code or another usual word.
func choose[T ~string](v string, names map[T]string, more map[string]T) (T, bool) {
	w := wording.Fold(v)
	for code, name := range names {
		if wording.Fold(name) == w || strings.ToLower(string(code)) == w {
			return code, true
		}
	}
	code, ok := more[w]
	return code, ok
}

// putLoose reads one of a list of names. The first of several is taken, and an unknown one stays words; both give a
// warning.
func putLoose[T ~string](field string, to func(r *Row) *T, names map[T]string, more map[string]T) func(*Row,
	string) error {
	return func(r *Row, v string) error {
		if code, ok := choose(v, names, more); ok {
			*to(r) = code
			return nil
		}
		for _, w := range wording.Words(v) {
			if code, ok := choose(w, names, more); ok {
				*to(r) = code
				r.keep(field, v, sayCellSeveral, wording.Clip(v), names[code])
				return nil
			}
		}
		r.keep(field, v, sayCellNoOption, wording.Clip(v))
		return nil
	}
}

var levels = regexp.MustCompile(`(\d)(?:级|[-~至到/、]\s*(\d)级?)?`)

// readTRL reads a maturity: 6, TRL6, 6级, 通过中试, 6-8级 (the lower one, with a warning), 小试以上.
func readTRL(field string, to func(r *Row) *int) func(*Row, string) error {
	return func(r *Row, v string) error {
		w := strings.TrimSuffix(strings.TrimPrefix(wording.Fold(v), "trl"), "级")
		if n, err := strconv.Atoi(w); err == nil && n >= 1 && n <= 9 {
			*to(r) = n
			return nil
		}
		n := StageTRL(v)
		if m := levels.FindStringSubmatch(strings.Trim(wording.Fold(v), "trl级第以上及≥>=")); n == 0 && m != nil &&
			m[1] != "0" &&
			len(m[0]) == len(strings.Trim(wording.Fold(v), "trl级第以上及≥>=")) {
			n, _ = strconv.Atoi(m[1])
		}
		if n == 0 {
			r.keep(field, v, sayCellNoLevel, wording.Clip(v))
			return nil
		}
		*to(r) = n
		if !slices.Contains(StageWords, v) {
			r.Warn("", sayCellLevel, wording.Clip(v), n)
		}
		return nil
	}
}

// readYesNo reads 是 and 否 in their usual words.
func readYesNo(v string) (yes, ok bool) {
	switch wording.Fold(v) {
	case "是", "y", "yes", "true", "1", "√", "■", "☑", "✓", "有", "需要", "同意", "愿意", "可以", "可", "是的", "对":
		return true, true
	case "", "否", "n", "no", "false", "0", "×", "x", "✗", "□", "无", "不", "不是", "不需要", "不同意", "不愿意", "不可以", "没有":
		return false, true
	}
	return false, false
}

// readHideOrg hides the unit unless the cell clearly says no, because a shown name cannot be taken back.
func readHideOrg(r *Row, v string) error {
	yes, ok := readYesNo(v)
	if r.Common().HideOrg = yes || !ok; !ok {
		r.Warn("", sayCellHideOrg, wording.Clip(v))
	}
	return nil
}

func readModes(r *Row, v string) error {
	c := r.Common()
	var unknown []string
	for _, w := range wording.Words(strings.ReplaceAll(v, "或", "、")) {
		mode, known := choose(strings.Trim(w, " 。.　"), namedModes, modeWords)
		switch {
		case !known:
			unknown = append(unknown, w)
		case !slices.Contains(c.Modes, mode):
			c.Modes = append(c.Modes, mode)
		}
	}
	if len(unknown) > 0 {
		c.ModeWords = wording.Cut(v, listing.MaxLine)
		r.Warn("", sayCellNoMode, wording.Clip(strings.Join(unknown, "、")))
	}
	return nil
}

// What is told, stored with the import.
var (
	sayCellSeveral = fault.Kept("cell-several",
		"“%s”写了多项，读入“%s”，原文保留。",
		"“%s” names several; “%s” was read, the words are kept.")
	sayCellNoOption = fault.Kept("cell-no-option",
		"“%s”不在选项中，没有读入，原文保留。",
		"“%s” is not in the list; it was not read, the words are kept.")
	sayCellNoLevel = fault.Kept("cell-no-level",
		"“%s”不是技术成熟度，没有读入，原文保留。",
		"“%s” is no maturity level; it was not read, the words are kept.")
	sayCellLevel = fault.Kept("cell-level",
		"“%s”读作技术成熟度 %d 级。",
		"“%s” was read as maturity level %d.")
	sayCellHideOrg = fault.Kept("cell-hide-org",
		"“%s”不是“是”或“否”，按隐藏单位名称读入。",
		"“%s” is neither 是 nor 否; the unit’s name is hidden.")
	sayCellNoMode = fault.Kept("cell-no-mode",
		"合作方式“%s”不在选项中，作为文字保留。",
		"The way of cooperation “%s” is not in the list and is kept as words.")
)
