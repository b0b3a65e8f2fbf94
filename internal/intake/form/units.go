package form

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"kebang/internal/fault"
	"kebang/internal/intake/wording"
	"kebang/internal/money"
	"kebang/internal/sheet"
	"kebang/internal/vocab"
)

// UnitFrom is the place where the unit of a money column was read.
type UnitFrom string

// The places of a unit, in order of precedence. Empty means that no place names one, so the form's 万元 holds.
const (
	UnitOfHeading UnitFrom = "heading"
	UnitOfLine    UnitFrom = "line" // 单位：… beside the table
	UnitOfCell    UnitFrom = "cell" // each cell has its own
	UnitAsked     UnitFrom = "asked"
)

// Name is the Chinese name of the place.
func (f UnitFrom) Name() string {
	switch f {
	case UnitOfHeading:
		return "表头写明"
	case UnitOfLine:
		return "表格旁的一行写明"
	case UnitOfCell:
		return "格中写明"
	case UnitAsked:
		return "由人指明"
	}
	return "没有写明，按表格的默认单位"
}

// WordsOnly is an answer about a unit: keep the words and read no amount.
const WordsOnly = "words"

// UnitOptions are the possible answers about a unit.
var UnitOptions = []string{"元", "千元", "万元", "百万元", "亿元", WordsOnly}

// unitTerms are the units of money by their Chinese name.
var unitTerms = vocab.List{{Code: "元", Zh: "元", En: "yuan"}, {Code: "千元", Zh: "千元", En: "1,000 yuan"},
	{Code: "万元", Zh: "万元", En: "10,000 yuan"}, {Code: "百万元", Zh: "百万元", En: "1 million yuan"},
	{Code: "亿元", Zh: "亿元", En: "100 million yuan"}}

func unitTerm(name string) vocab.Term {
	t, _ := unitTerms.Find(name)
	return t
}

// Units are the answers of a person, by heading: a unit, or WordsOnly.
type Units map[string]string

func (u Units) of(heading string) string {
	for h, unit := range u {
		if wording.Fold(h) == wording.Fold(heading) {
			return unit
		}
	}
	return ""
}

// CheckUnits refuses impossible answers about a unit.
func CheckUnits(u Units) error {
	if len(u) > 100 {
		return Invalid(sayUnitsMany)
	}
	for h, unit := range u {
		if _, ok := money.ParseUnit(unit); !ok && unit != WordsOnly && unit != "" {
			return Invalid(sayUnitNone, wording.Clip(unit))
		}
		if len(h) > 500 {
			return Invalid(sayHeadingLong, wording.Clip(h))
		}
	}
	return nil
}

// With lays other over u; an empty answer removes one.
func (u Units) With(other Units) Units {
	out := Units{}
	for _, from := range []Units{u, other} {
		for h, unit := range from {
			if out[h] = unit; unit == "" {
				delete(out, h)
			}
		}
	}
	return out
}

// doubtful is the amount above which a bare number without any unit is asked about: one hundred million yuan in 万元.
const doubtful = 10_000 * money.Wan

// SettleUnit settles the unit of a money column. In order it uses a person's answer, the heading, the merged heading
// above, the line beside the table, and the cells. A foreign or unknown unit becomes a question.
func (c *HeadColumn) SettleUnit(line LineUnit, rows []sheet.Row, answers Units) {
	if c.Column == nil || c.Column.Type != sheet.Money {
		return
	}
	c.Unit, c.PerYear, c.UnitFrom, c.Ask, c.money = "", false, "", fault.Said{}, money.Unit{}
	u, unknown, found := unitIn(c.Heading)
	if !found && c.Over != "" && !lineUnit.MatchString(c.Over) {
		u, unknown, found = unitIn(c.Over)
	}
	ask := fault.Said{}
	if c.said = unknown; unknown != "" {
		ask = askUnit(c.Heading, unknown)
	}
	switch {
	case answers.of(c.Heading) != "":
		c.foreign = money.Foreign(unknown) != ""
		c.answer(answers.of(c.Heading))
		return
	case found:
		c.UnitFrom = UnitOfHeading
	case line.unit.Fen != 0 || line.unknown != "":
		u, c.UnitFrom = line.unit, UnitOfLine
		if c.said = line.unknown; line.unknown != "" {
			ask = askUnit("单位："+line.unknown, line.unknown)
		}
	default:
		u, ask, c.UnitFrom = c.unitOfCells(rows)
	}
	if c.Ask = ask; ask.IsZero() {
		c.set(u)
	} else {
		c.foreign = money.Foreign(c.said) != ""
	}
}

func (c *HeadColumn) set(u money.Unit) { c.money, c.Unit, c.PerYear = u, u.Name, u.PerYear }

func (c *HeadColumn) answer(word string) {
	c.UnitFrom = UnitAsked
	if u, ok := money.ParseUnit(word); ok {
		c.foreign = false
		c.set(u)
		return
	}
	c.wordsOnly = true
}

// unitOfCells reads the cells when neither heading nor line names a unit. If some cells name one, bare numbers among
// them are asked about. If none does, a bare number above a hundred million yuan is.
func (c *HeadColumn) unitOfCells(rows []sheet.Row) (u money.Unit, ask fault.Said, from UnitFrom) {
	bare, large := false, false
	for _, r := range rows {
		v := r.Cell(c.Index)
		if v == "" {
			continue
		}
		a, err := money.Read(v, money.InWan)
		own := a.Unit
		if format, ok := money.ParseUnit(r.Notes[c.Index].Unit); ok && own.Fen == 0 {
			own = format
		}
		switch {
		case err != nil || a.Foreign != "" || r.Notes[c.Index].Unit != "" && own.Fen == 0:
		case own.Fen != 0 && u.Fen == 0:
			u = own
		case own.Fen == 0:
			bare = true
			large = large || a.Low != nil && *a.Low >= doubtful || a.High != nil && *a.High >= doubtful
		}
	}
	switch {
	case u.Fen != 0 && bare:
		return u, sayUnitSome.With(c.Heading, unitTerm(u.Name)), UnitOfCell
	case u.Fen != 0:
		return u, fault.Said{}, UnitOfCell
	case large:
		return u, sayUnitLarge.With(c.Heading), ""
	}
	return money.InWan, fault.Said{}, ""
}

var latinUnits = map[string]string{"wan": "万元", "yuan": "元", "yi": "亿元"}

var (
	unitBracket = regexp.MustCompile(`[(\[【（]([^()\[\]【】（）]*)[)\]】）]`)
	unitTail    = regexp.MustCompile(`(?:人民币)?(?:亿|千万|百万|十万|万|千)?[元圆](?:/年)?$`)
	unitSaid    = regexp.MustCompile(`^(?:金额|货币|资金|计量|计价|数额)?(?:单位|币种)[为是:：]*`)
	moneyLike   = regexp.MustCompile(`[元圆币¥$€£镑磅铢盾]|法郎|克朗|卢布|卢比`)
)

// unitIn reads the unit in a heading: in brackets (预算（万元）), behind a sign (预算/万元) or at its end (预算万元). Unknown is a
// foreign or unknown unit in the heading. Found is false without a unit.
func unitIn(heading string) (u money.Unit, unknown string, found bool) {
	s := wording.Fold(heading)
	var parts []string
	for _, m := range unitBracket.FindAllStringSubmatch(s, -1) {
		parts = append(parts, m[1])
		parts = append(parts, strings.FieldsFunc(m[1],
			func(r rune) bool { return strings.ContainsRune(",，、;；:：", r) })...)
	}
	bare := strings.Trim(unitBracket.ReplaceAllString(s, ""), "*:： ")
	if i := strings.LastIndexAny(bare, "/,，、:：_-|"); i >= 0 {
		_, size := utf8.DecodeRuneInString(bare[i:])
		tail := bare[i+size:]
		if latin, ok := latinUnits[tail]; ok { // budget_wan
			tail = latin
		}
		parts = append(parts, tail)
	}
	if year, ok := strings.CutSuffix(bare, "/年"); ok {
		parts = append(parts, unitTail.FindString(year)+"/年")
	}
	parts = append(parts, unitTail.FindString(bare))
	for _, p := range parts {
		said := unitSaid.MatchString(p)
		word := unitSaid.ReplaceAllString(p, "")
		if u, ok := money.ParseUnit(word); ok && money.Foreign(bare) == "" {
			return u, "", true
		}
		if word != "" && unknown == "" && (money.Foreign(word) != "" || moneyLike.MatchString(word) || said) {
			unknown = word
		}
	}
	if unknown == "" && money.Foreign(bare) != "" {
		unknown = money.Foreign(bare)
	}
	if unknown == "" {
		return money.Unit{}, "", false
	}
	return money.Unit{}, unknown, true
}

// askUnit is the question about a unit that cannot be taken.
func askUnit(where, word string) fault.Said {
	if money.Foreign(word) != "" {
		return sayUnitForeign.With(where, word)
	}
	return sayUnitUnknown.With(where, word)
}

var (
	lineUnit = regexp.MustCompile(
		`(?:^|[^报送表位主管填制编推荐])(?:金额|货币|资金|计量|计价)?(?:单位|币种)\s*[:：为是]\s*([^\s，,。；;）)】\]]+(?:[、,，/][^\s，,。；;）)】\]]+)*)`)
	lineOnly = regexp.MustCompile(`^[(（【\[]\s*([^()（）【】\[\]]{1,12})\s*[)）】\]]$`)
	lineBy   = regexp.MustCompile(`金额(?:均|都)?(?:以|为|按)?(?:均为|按|以)?((?:人民币)?(?:亿|千万|百万|十万|万|千)?元)(?:计|为单位)?`)
)

// LineUnit is the unit of money that a line beside a table gives to all its columns.
type LineUnit struct {
	unit    money.Unit
	unknown string // a foreign or unknown unit in the words of the line
}

// UnitBeside reads the unit in the lines beside a table: 单位：元, 金额单位：万元, （千元）. It ignores 单位：镇康县科技局 and 填报单位：….
func UnitBeside(lines []sheet.Row) LineUnit {
	for _, r := range lines {
		text := strings.Join(r.Cells, " ")
		for _, m := range append(lineUnit.FindAllStringSubmatch(text, -1), lineBy.FindAllStringSubmatch(text, -1)...) {
			for _, word := range append([]string{m[1]},
				strings.FieldsFunc(m[1], func(r rune) bool { return strings.ContainsRune("、,，/", r) })...) {
				if u, ok := money.ParseUnit(word); ok {
					return LineUnit{unit: u}
				}
				if len([]rune(word)) <= 8 && money.Foreign(word) != "" {
					return LineUnit{unknown: word}
				}
			}
			if strings.Contains(m[0], "金额") || strings.Contains(m[0], "币种") || strings.Contains(m[0], "货币") {
				return LineUnit{unknown: m[1]}
			}
		}
		for _, cell := range r.Cells {
			if m := lineOnly.FindStringSubmatch(strings.TrimSpace(cell)); m != nil {
				if u, ok := money.ParseUnit(m[1]); ok {
					return LineUnit{unit: u}
				}
			}
		}
	}
	return LineUnit{}
}

// What is told, stored with the import.
var (
	sayHeadingLong = fault.T("heading-too-long", "表头“%s”过长。", "The heading “%s” is too long.")
	sayUnitsMany   = fault.T("units-many",
		"一次最多说明 100 列的单位。",
		"At most 100 units at a time.")
	sayUnitNone = fault.T("unit-none",
		"没有单位“%s”，请选择元、千元、万元、百万元、亿元，或只保留文字。",
		"There is no unit “%s”; choose one of the list, or keep the words only.")
	sayUnitSome = fault.Kept("unit-some",
		"“%s”一列有的格写了单位（%s），有的没有。没写单位的数是什么单位？",
		"In “%s” some cells name a unit (%s) and some do not. What is the unit of those that do not?")
	sayUnitLarge = fault.Kept("unit-large",
		"“%s”一列没有写单位，而按万元读有的数超过 1 亿元。这一列的单位是什么？",
		"“%s” names no unit, and some numbers would be above 100 million yuan. What is its unit?")
	sayUnitForeign = fault.Kept("unit-foreign",
		"“%s”写的是外币（%s）。换算成人民币的话是什么单位？不能换算的请选择只保留文字。",
		"“%s” is in foreign money (%s). What is the unit in yuan? Choose to keep the words only if there is none.")
	sayUnitUnknown = fault.Kept("unit-unknown",
		"“%s”写的单位“%s”不能识别。这些数是什么单位？",
		"“%s” has the unit “%s”, which is not known here. What is the unit of these numbers?")
)
