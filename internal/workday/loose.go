package workday

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Stretch is the time that loose words name: a day, a month, half a year, a year, or a span between two of these.
type Stretch struct {
	First, Last Date
	Exact       bool // the words name one day
}

var (
	clock = regexp.MustCompile(
		`(?i)(?:T|\s+|日\s*)?(?:上午|下午|中午|晚上?|am|pm)?\s*\d{1,2}(?:[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?|[时点](?:\d{1,2}分?|整|半)?)\s*(?:am|pm)?(?:Z|[+-]\d{2}:?\d{2})?$`)
	weekday  = regexp.MustCompile(`[(（]?(?:星期|周)[一二三四五六日天][)）]?`)
	until    = regexp.MustCompile(`(?:之前|以前|前完成|前|截止|截至|为止|止|以内|之内|内|完成|到期)+$`)
	spanSign = regexp.MustCompile(`至|到|~|—|–|―|--|起`)
	dayForm  = regexp.MustCompile(`^(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})[日号]?$`)
	monForm  = regexp.MustCompile(`^(\d{4})(?:年|[-/.])?(\d{1,2})月?(份)?(初|上旬|中旬|中|下旬|底|末|月底|月末)?$`)
	yearForm = regexp.MustCompile(`^(\d{4})(?:年度|年)?(底|末|年底|年末|全年|内|上半年|下半年|中|第?[一二三四1-4]季度|[qQ][1-4])?$`)
	dayFirst = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$`)
	century  = regexp.MustCompile(`^[2-5]\d年(?:(?:年?[底末]|上半年|下半年|第?[一二三四1-4]季度)|\d{1,2}月)`)
	noYear   = regexp.MustCompile(`^(\d{1,2})月(?:(\d{1,2})[日号])?(?:底|末)?$`)
)

// ReadStretch reads loosely written deadlines: 2027年12月, 2027.12, 2027年底前, 2027年上半年, 2026年1月至2027年12月, 27年底. It drops a
// time of day, as in 2026-12-31 12:00. It reads 12/31/2027 only when one order of day and month gives a date. A month
// with 前 counts to its end; the caller must say so. The error is fault.Invalid for periods without a start (2年, 18个月,
// 长期) and for all else.
func ReadStretch(text string) (Stretch, error) {
	s := inDigits(narrow(text))
	if t := clock.ReplaceAllStringFunc(s, func(m string) string {
		if strings.HasPrefix(m, "日") {
			return "日"
		}
		return ""
	}); dayForm.MatchString(compactDate(t)) || dayFirst.MatchString(compactDate(t)) {
		s = t
	}
	s = compactDate(weekday.ReplaceAllString(s, ""))
	if century.MatchString(s) { // 27年底; 20年内 is a period
		s = "20" + s
	}
	if d, err := Parse(s); err == nil {
		return Stretch{d, d, true}, nil
	}
	if out, ok := spanOf(s); ok {
		return out, nil
	}
	if out, ok := stretchOf(until.ReplaceAllString(s, ""), 0); ok {
		return out, nil
	}
	if out, ok := stretchOf(s, 0); ok {
		return out, nil
	}
	_, err := Parse(s)
	return Stretch{}, err
}

var (
	yearWords = regexp.MustCompile(`[0-9〇零○一二三四五六七八九]{4}年`)
	dayWords  = regexp.MustCompile(`[一二三四五六七八九十]{1,3}[月日号]`)
)

// inDigits writes Chinese numerals of a date in digits: 二〇二七年十二月三十一日. It leaves 三个月 as it is, because that is no month
// of a year.
func inDigits(s string) string {
	s = yearWords.ReplaceAllStringFunc(s, func(m string) string {
		return strings.NewReplacer("〇", "0", "零", "0", "○", "0", "一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六",
			"6", "七", "7", "八", "8", "九", "9").Replace(m)
	})
	return dayWords.ReplaceAllStringFunc(s, func(m string) string {
		words, end := strings.TrimRight(m, "月日号"), m[len(strings.TrimRight(m, "月日号")):]
		tens, ones, ten := strings.Cut(words, "十")
		one := func(w string) int { return strings.Index("一二三四五六七八九", w)/len("一") + 1 }
		n := 0
		switch {
		case len([]rune(tens)) > 1 || len([]rune(ones)) > 1:
			return m
		case !ten:
			n = one(tens)
		default:
			if n = 10; tens != "" {
				n = 10 * one(tens)
			}
			if ones != "" {
				n += one(ones)
			}
		}
		return strconv.Itoa(n) + end
	})
}

func compactDate(s string) string {
	return strings.Trim(strings.Join(strings.Fields(s), ""), "。.;；,，")
}

// spanOf reads from … to …. The end may leave out the year of the start.
func spanOf(s string) (Stretch, bool) {
	s = until.ReplaceAllString(s, "")
	cuts := spanSign.FindAllStringIndex(s, 1) // with a second sign the left part has a sign inside, which is no date
	for i, r := range s {                     // a hyphen parts the two ends where both sides read as dates
		if r == '-' {
			cuts = append(cuts, []int{i, i + 1})
		}
	}
	for _, c := range cuts {
		left, right := s[:c[0]], s[c[1]:]
		a, ok := stretchOf(strings.TrimPrefix(left, "自"), 0)
		if !ok || len(left) < 4 {
			continue
		}
		right = strings.TrimLeft(right, "至到-~")
		b, ok := stretchOf(right, a.First.Year())
		if ok && a.First < b.Last && a.Last <= b.Last && plausible(left, right) {
			return Stretch{First: a.First, Last: b.Last}, true
		}
	}
	return Stretch{}, false
}

// plausible reports whether the right side can end a span. A bare small number cannot, so 2026-12 and 2026-12-31 are no
// spans.
func plausible(left, right string) bool {
	return len(right) >= 4 || strings.ContainsAny(right, "月日号") && strings.ContainsAny(left, "年月日号.-/")
}

// stretchOf reads one date, month or year. Year completes words without a year; with 0 such words are refused.
func stretchOf(s string, year int) (Stretch, bool) {
	if m := dayForm.FindStringSubmatch(s); m != nil {
		d, ok := civil(number(m[1]), number(m[2]), number(m[3]))
		return Stretch{d, d, true}, ok
	}
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		a, b := number(m[1]), number(m[2])
		if a > 12 {
			a, b = b, a
		}
		if b <= 12 && a != b { // 3/4/2027 may be a day of March or of April
			return Stretch{}, false
		}
		d, ok := civil(number(m[3]), a, b)
		return Stretch{d, d, true}, ok
	}
	if m := yearForm.FindStringSubmatch(s); m != nil {
		return partOfYear(number(m[1]), m[2])
	}
	if m := monForm.FindStringSubmatch(s); m != nil {
		return partOfMonth(number(m[1]), number(m[2]), m[4])
	}
	if m := noYear.FindStringSubmatch(s); m != nil {
		if m[2] != "" {
			d, ok := civil(year, number(m[1]), number(m[2]))
			return Stretch{d, d, true}, ok
		}
		return partOfMonth(year, number(m[1]), "")
	}
	return Stretch{}, false
}

func partOfYear(y int, part string) (Stretch, bool) {
	from, to := 1, 12
	switch {
	case part == "上半年", part == "中":
		to = 6
	case part == "下半年":
		from = 7
	case strings.HasSuffix(part, "季度"), strings.HasPrefix(strings.ToLower(part), "q"):
		q := strings.IndexAny("1234", strings.NewReplacer("第", "", "季度", "", "一", "1", "二", "2", "三", "3", "四", "4",
			"q", "", "Q", "").Replace(part))
		from, to = 3*q+1, 3*q+3
	}
	first, ok := civil(y, from, 1)
	if !ok {
		return Stretch{}, false
	}
	return Stretch{First: first, Last: monthEnd(y, to)}, true
}

func partOfMonth(y, m int, part string) (Stretch, bool) {
	first, ok := civil(y, m, 1)
	if !ok {
		return Stretch{}, false
	}
	out := Stretch{First: first, Last: monthEnd(y, m)}
	switch part {
	case "初", "上旬":
		out.Last, _ = civil(y, m, 10)
	case "中旬", "中":
		out.Last, _ = civil(y, m, 20)
	}
	return out, true
}

func monthEnd(y, m int) Date { return of(time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC)) }
