package form

import (
	"regexp"
	"strings"

	"golang.org/x/text/width"

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

// damagedPhone is the sentence for a number that Excel changed, or for no number; empty for a possible phone. Landlines
// without their leading zero have nine to eleven digits and begin with no 0, no 1 and no 400 or 800.
func damagedPhone(v string, note sheet.Note) string {
	s := width.Fold.String(strings.TrimSpace(v))
	if scientific.MatchString(s) || note.Kind == sheet.LongNumber {
		return "号码被 Excel 改成了科学计数，已不完整，请把这一列设为文本后重新填写。"
	}
	s = wholeFloat.ReplaceAllString(s, "$1")
	digits := notDigits.ReplaceAllString(extension.ReplaceAllString(s, ""), "")
	if id := party.LikeIDCard(digits); id || len(digits) == 17 && strings.HasSuffix(strings.ToUpper(s), "X") {
		return "这像是身份证号，不是电话。"
	}
	plain := strings.Trim(s, "0123456789") == ""
	if masked.MatchString(s) {
		return "号码有几位被遮住，请填写完整的号码。"
	}
	switch {
	case digits == "":
		return "这里没有电话号码。"
	case strings.HasPrefix(s, "+"), strings.HasPrefix(digits, "0086"),
		strings.HasPrefix(digits, "86") && len(digits) == 13:
	case plain && len(digits) >= 9 && len(digits) <= 11 && digits[0] >= '2' && !strings.HasPrefix(digits, "400") &&
		!strings.HasPrefix(digits, "800"):
		return "号码少了开头的 0（Excel 把它当成了数字），或不是电话，请把这一列设为文本后重新填写。"
	case plain && len(digits) == 10 && digits[0] == '1', plain && len(digits) > 12,
		plain && len(digits) == 12 && digits[0] != '0', len(digits) < 5:
		return "号码位数不对，请核对。"
	case plain && len(digits) == 11 && digits[0] == '1' && digits[1] < '3':
		return "号码位数不对，请核对。"
	}
	return ""
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
			if damage := damagedPhone(part, r.cell.note); damage != "" {
				r.lose("%s没有读入“%s”。", damage, hide(part))
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
		r.lose("“%s”不是电子邮箱地址，没有读入。", wording.Clip(v))
		return nil
	}
}

// putLine takes a line of text of at most most characters; a longer one is cut with a warning.
func putLine(to func(r *Row) *string, most int) func(*Row, string) error {
	return func(r *Row, v string) error {
		if *to(r) = wording.Cut(v, most); *to(r) != v {
			r.Warn("", "这一格超过 %d 字，后面的没有读入。", most)
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
		r.lose("来源链接超过 %d 字，没有读入。", listing.MaxLine)
	case listing.CheckLink(s) != nil:
		r.lose("“%s”不是网址（http 或 https），没有读入。", wording.Clip(v))
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
		r.lose("%s没有读入，这一行作为公开线索。", Say(err))
		return nil
	}
	r.USCC = code
	return nil
}

// usccOf checks a code. It distinguishes damage by Excel and the number of an ID card from a typing mistake.
func usccOf(v string, note sheet.Note) (string, error) {
	if note.Kind == sheet.LongNumber || scientific.MatchString(v) {
		return "", Invalid("这一格是数字，Excel 只保留 15 位，信用代码的末几位已变成 0；请把这一列设为文本后重新填写。")
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
