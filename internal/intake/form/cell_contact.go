package form

import (
	"regexp"
	"strings"

	"golang.org/x/text/width"

	"kebang/internal/fault"
	"kebang/internal/intake/wording"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/sheet"
)

var (
	scientific = regexp.MustCompile(`^\d(\.\d+)?[eE]\+?\d{1,3}$`)
	phoneParts = regexp.MustCompile(`[/／、,，;；\n|]|或|\s{2,}`)
	notDigits  = regexp.MustCompile(`[^0-9]`)
	wholeFloat = regexp.MustCompile(`^(\d+)\.0+$`)
	masked     = regexp.MustCompile(`\d[*xX×]{2,}\d*`)
	extension  = regexp.MustCompile(`(转|ext\.?|#)\s*\d{1,6}$`)
)

// damagedPhone is the sentence for a number that Excel changed, or for no number; zero for a possible phone. Landlines
// without their leading zero have nine to eleven digits and begin with no 0, no 1 and no 400 or 800.
func damagedPhone(v string, note sheet.Note) fault.Said {
	s := width.Fold.String(strings.TrimSpace(v))
	if scientific.MatchString(s) || note.Kind == sheet.LongNumber {
		return sayPhoneScientific.With()
	}
	s = wholeFloat.ReplaceAllString(s, "$1")
	digits := notDigits.ReplaceAllString(extension.ReplaceAllString(s, ""), "")
	if id := party.LikeIDCard(digits); id || len(digits) == 17 && strings.HasSuffix(strings.ToUpper(s), "X") {
		return sayPhoneIDCard.With()
	}
	plain := strings.Trim(s, "0123456789") == ""
	if masked.MatchString(s) {
		return sayPhoneMasked.With()
	}
	switch {
	case digits == "":
		return sayPhoneNone.With()
	case strings.HasPrefix(s, "+"), strings.HasPrefix(digits, "0086"),
		strings.HasPrefix(digits, "86") && len(digits) == 13:
	case plain && len(digits) >= 9 && len(digits) <= 11 && digits[0] >= '2' && !strings.HasPrefix(digits, "400") &&
		!strings.HasPrefix(digits, "800"):
		return sayPhoneZero.With()
	case plain && len(digits) == 10 && digits[0] == '1', plain && len(digits) > 12,
		plain && len(digits) == 12 && digits[0] != '0', len(digits) < 5:
		return sayPhoneDigits.With()
	case plain && len(digits) == 11 && digits[0] == '1' && digits[1] < '3':
		return sayPhoneDigits.With()
	}
	return fault.Said{}
}

var spelled = regexp.MustCompile(`^1( ?[0-9]){10}$`)

// plainPhone is a number in narrow digits without blanks between them.
func plainPhone(s string) string {
	s = strings.TrimSpace(width.Fold.String(s))
	if spelled.MatchString(s) {
		s = strings.ReplaceAll(s, " ", "")
	}
	return s
}

// putPhone takes the sound numbers of a cell and warns of damaged ones.
func putPhone(to func(r *Row) *string) func(*Row, string) error {
	return func(r *Row, v string) error {
		var sound []string
		for _, part := range phoneParts.Split(v, -1) {
			if part = plainPhone(part); part == "" {
				continue
			}
			if damage := damagedPhone(part, r.cell.note); !damage.IsZero() {
				r.lose(sayPhoneNotRead, damage, hide(part))
				continue
			}
			sound = append(sound, wholeFloat.ReplaceAllString(part, "$1"))
		}
		r.lost = len(sound) == 0
		*to(r) = wording.Cut(strings.Join(sound, " / "), listing.MaxLine)
		return nil
	}
}

var emailForm = regexp.MustCompile(`^[^\s@]+@[^\s@]+\.[^\s@]+$`)

// putEmail takes an address; any other text is left out, because nobody could write to it.
func putEmail(to func(r *Row) *string) func(*Row, string) error {
	return func(r *Row, v string) error {
		s := strings.TrimSpace(width.Fold.String(v))
		if emailForm.MatchString(s) && len(s) <= listing.MaxLine {
			*to(r) = s
			return nil
		}
		r.lose(sayCellNoEmail, wording.Clip(v))
		return nil
	}
}

// putLine takes a line of text of at most most characters; a longer one is cut with a warning.
func putLine(to func(r *Row) *string, most int) func(*Row, string) error {
	return func(r *Row, v string) error {
		if *to(r) = wording.Cut(v, most); *to(r) != v {
			r.Warn("", sayCellLong, most)
		}
		return nil
	}
}

// readLink keeps the origin of a row: a web address, or words. Other addresses (javascript:, file:) are never kept,
// because a reader might follow them.
func readLink(r *Row, v string) error {
	s := strings.TrimSpace(v)
	switch {
	case len([]rune(s)) > listing.MaxLine:
		r.lose(sayLinkLong, listing.MaxLine)
	case listing.CheckLink(s) != nil:
		r.lose(sayLinkNone, wording.Clip(v))
	default:
		r.Link = s
	}
	return nil
}

// readUSCC reads the code of the unit of a listing. A damaged or wrong one is left out with a warning, and the row
// stays a 公开线索.
func readUSCC(r *Row, v string) error {
	code, err := usccOf(v, r.cell.note)
	if err != nil {
		r.lose(sayUsccLead, Say(err))
		return nil
	}
	r.USCC = code
	return nil
}

// usccOf checks a code. It distinguishes damage by Excel and the number of an ID card from a typing mistake.
func usccOf(v string, note sheet.Note) (string, error) {
	if note.Kind == sheet.LongNumber || scientific.MatchString(v) {
		return "", Invalid(sayUsccNumber)
	}
	return party.USCC(v)
}

// hide keeps the ends of a number, so that it can be found in the file without being shown.
func hide(s string) string {
	r := []rune(s)
	if len(r) < 9 {
		return wording.Clip(s)
	}
	return string(r[:3]) + strings.Repeat("*", min(len(r)-5, 20)) + string(r[len(r)-2:])
}

// What is told, stored with the import.
var (
	sayPhoneScientific = fault.Kept("phone-scientific",
		"号码被 Excel 改成了科学计数，已不完整，请把这一列设为文本后重新填写。",
		"Excel turned the number into scientific notation and lost digits. Set the column to text and type it again.")
	sayPhoneIDCard = fault.Kept("phone-id-card",
		"这像是身份证号，不是电话。",
		"This looks like an ID number, not a phone.")
	sayPhoneMasked = fault.Kept("phone-masked",
		"号码有几位被遮住，请填写完整的号码。",
		"Some digits of the number are hidden; give the whole number.")
	sayPhoneNone = fault.Kept("phone-none",
		"这里没有电话号码。",
		"There is no phone number here.")
	sayPhoneZero = fault.Kept("phone-zero",
		"号码少了开头的 0（Excel 把它当成了数字），或不是电话，请把这一列设为文本后重新填写。",
		"The leading 0 is missing (Excel took it for a number), or this is no phone. Set the column to text and "+
			"type it again.")
	sayPhoneDigits = fault.Kept("phone-digits",
		"号码位数不对，请核对。",
		"The number of digits is wrong; please check.")
	sayPhoneNotRead = fault.Kept("phone-not-read",
		"%s没有读入“%s”。",
		"%s “%s” was not read.")
	sayCellNoEmail = fault.Kept("cell-no-email",
		"“%s”不是电子邮箱地址，没有读入。",
		"“%s” is no e-mail address and was not read.")
	sayCellLong = fault.Kept("cell-long",
		"这一格超过 %d 字，后面的没有读入。",
		"The cell has more than %d characters; the rest was not read.")
	sayLinkLong = fault.Kept("link-long",
		"来源链接超过 %d 字，没有读入。",
		"The link has more than %d characters and was not read.")
	sayLinkNone = fault.Kept("link-none",
		"“%s”不是网址（http 或 https），没有读入。",
		"“%s” is no web address (http or https) and was not read.")
	sayUsccLead = fault.Kept("uscc-lead",
		"%s没有读入，这一行作为公开线索。",
		"%s It was not read; the row is a public lead.")
	sayUsccNumber = fault.Kept("uscc-number",
		"这一格是数字，Excel 只保留 15 位，信用代码的末几位已变成 0；请把这一列设为文本后重新填写。",
		"The cell is a number, of which Excel keeps 15 digits; the end of the code is lost. Set the column to text "+
			"and type it again.")
)
