// Package workday holds civil dates of Chinese law. Signing, registration, deadlines, publicity periods and statistical
// months are days in Asia/Shanghai, never instants. The package also counts workdays by the official calendar of
// holidays and make-up days. It must not know the purpose of a date, and it never asks the clock.
package workday

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // Windows and small containers have no zone files

	"golang.org/x/text/width"

	"kebang/internal/fault"
)

// Date is a civil day written YYYY-MM-DD. Dates therefore sort by bytes and are stored as shown. The zero value ""
// means no date. A Date from Parse, Of or Today is valid; Valid checks a Date from elsewhere.
type Date string

// DayMS is one day in milliseconds. Every day since 1992 has that length, because Shanghai has no summer time.
const DayMS = 24 * 3600 * 1000

// The first and the last year of a legal date. Any other year is a slip.
const (
	firstYear = 1900
	lastYear  = 2199
)

// Location is Asia/Shanghai. The zone data are part of the program.
var Location = sync.OnceValue(func() *time.Location {
	l, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		panic("workday: " + err.Error()) // time/tzdata is linked in, so the zone is there
	}
	return l
})

var forms = []*regexp.Regexp{
	regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`),
	regexp.MustCompile(`^(\d{4})/(\d{1,2})/(\d{1,2})$`),
	regexp.MustCompile(`^(\d{4})\.(\d{1,2})\.(\d{1,2})$`),
	regexp.MustCompile(`^(\d{4})年(\d{1,2})月(\d{1,2})[日号]$`),
	regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`),
}

// midnight is the time of day that spreadsheets append to a date. Any other time of day is refused, because in another
// zone it could be the day before or after.
var midnight = regexp.MustCompile(`(?:T|\s+)0?0:00(?::00(?:\.0+)?)?$`)

// Parse reads 2025-03-01, 2025-3-1, 2025/3/1, 2025.3.1, 2025年3月1日 and 20250301. Full-width characters and an appended
// time of 00:00 are accepted. The error is fault.Invalid for a day that does not exist, a year outside 1900–2199 and
// every other form.
func Parse(text string) (Date, error) {
	s := midnight.ReplaceAllString(narrow(text), "")
	if s == "" {
		return "", fault.Of(fault.Invalid, fault.T("date-empty",
			"请填写日期，如 2025-03-01。",
			"Please give a date, such as 2025-03-01."))
	}
	compact := strings.Join(strings.Fields(s), "") // "2025 年 3 月 1 日"
	for _, f := range forms {
		if m := f.FindStringSubmatch(compact); m != nil {
			d, ok := civil(number(m[1]), number(m[2]), number(m[3]))
			if !ok {
				return "", fault.Of(fault.Invalid, fault.T("date-impossible",
					"没有“%s”这一天，请核对年月日。",
					"There is no day “%s”; check it."), s)
			}
			return d, nil
		}
	}
	return "", fault.Of(fault.Invalid, fault.T("date-form",
		"“%s”不是完整的日期，请写成 2025-03-01 或 2025年3月1日。",
		"“%s” is no whole date; write 2025-03-01."), shorten(s))
}

func number(s string) int {
	n, _ := strconv.Atoi(s) // the forms admit digits only
	return n
}

// civil makes the date of a day that exists.
func civil(y, m, d int) (Date, bool) {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if y < firstYear || y > lastYear || t.Year() != y || int(t.Month()) != m || t.Day() != d {
		return "", false
	}
	return of(t), true
}

func of(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// Of is the civil day in Shanghai of an instant in UTC milliseconds. At 15:30 UTC on 31 December it is 23:30 in
// Shanghai, still the old year.
func Of(ms int64) Date { return of(time.UnixMilli(ms).In(Location())) }

// Today is the civil day in Shanghai of a time that the caller read from its clock.
func Today(now time.Time) Date { return of(now.In(Location())) }

// Valid reports whether d is an existing day in the stored form.
func (d Date) Valid() bool {
	_, ok := d.utc()
	return ok
}

// utc is midnight UTC of the day. It serves to count days without a time zone.
func (d Date) utc() (time.Time, bool) {
	if len(d) != len(time.DateOnly) {
		return time.Time{}, false
	}
	t, err := time.Parse(time.DateOnly, string(d))
	return t, err == nil && t.Year() >= firstYear && t.Year() <= lastYear
}

// Year is the calendar year; 0 for an invalid date.
func (d Date) Year() int {
	t, ok := d.utc()
	if !ok {
		return 0
	}
	return t.Year()
}

// Month is the statistical month YYYY-MM; "" for an invalid date.
func (d Date) Month() string {
	if !d.Valid() {
		return ""
	}
	return string(d[:len("2006-01")])
}

// Quarter is the statistical quarter, YYYYQ1 to YYYYQ4; "" for an invalid date.
func (d Date) Quarter() string {
	t, ok := d.utc()
	if !ok {
		return ""
	}
	return fmt.Sprintf("%dQ%d", t.Year(), (int(t.Month())+2)/3)
}

// AddDays moves by n calendar days, back when n is negative; "" for an invalid date or a result outside 1900–2199.
func (d Date) AddDays(n int) Date {
	t, ok := d.utc()
	if !ok {
		return ""
	}
	const farther = 200_000 // more days than from 1900 to 2199
	if t = t.AddDate(0, 0, max(-farther, min(n, farther))); t.Year() < firstYear || t.Year() > lastYear {
		return ""
	}
	return of(t)
}

// DaysUntil counts calendar days from d to other: 1 for tomorrow, negative for a day before; 0 when either is invalid.
func (d Date) DaysUntil(other Date) int {
	a, ok1 := d.utc()
	b, ok2 := other.utc()
	if !ok1 || !ok2 {
		return 0
	}
	return int((b.UnixMilli() - a.UnixMilli()) / DayMS) // a time.Duration overflows after 292 years
}

// StartMS is 00:00 of the day in Shanghai in UTC milliseconds; 0 for an invalid date.
func (d Date) StartMS() int64 {
	t, ok := d.utc()
	if !ok {
		return 0
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, Location()).UnixMilli()
}

// EndMS is 24:00 of the day in Shanghai in UTC milliseconds; 0 for an invalid date. It is the first instant too late
// for a deadline on this day.
func (d Date) EndMS() int64 {
	t, ok := d.utc()
	if !ok {
		return 0
	}
	return time.Date(t.Year(), t.Month(), t.Day()+1, 0, 0, 0, 0, Location()).UnixMilli()
}

// Chinese writes 2025年3月1日; "" for an invalid date.
func (d Date) Chinese() string {
	t, ok := d.utc()
	if !ok {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
}

// hyphens are signs that width.Fold leaves unchanged.
var hyphens = strings.NewReplacer("−", "-", "–", "-", "—", "-", "‐", "-")

// narrow folds a text to half width and trims it.
func narrow(s string) string { return strings.TrimSpace(hyphens.Replace(width.Fold.String(s))) }

func shorten(s string) string {
	if r := []rune(s); len(r) > 30 {
		return string(r[:30]) + "…"
	}
	return s
}
