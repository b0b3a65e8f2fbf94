package workday

import (
	"cmp"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed calendar.txt
var calendarText string

// Calendar is a set of official holidays and make-up workdays.
type Calendar struct {
	sources map[int]string
	off     map[Date]string // holiday -> its name
	work    map[Date]string // make-up workday -> the holiday it pays for
}

// Official is the calendar that comes with the program, in calendar.txt.
var Official = sync.OnceValue(func() *Calendar {
	c, err := ReadCalendar(calendarText)
	if err != nil {
		panic("workday: " + err.Error()) // part of the program, read by its tests
	}
	return c
})

// ReadCalendar reads the form of calendar.txt. The error names the line.
func ReadCalendar(text string) (*Calendar, error) {
	c := &Calendar{sources: map[int]string{}, off: map[Date]string{}, work: map[Date]string{}}
	n := 0
	for line := range strings.Lines(text) {
		n++
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if len(f) != 3 {
			return nil, fmt.Errorf("calendar line %d: %q has not three words", n, strings.TrimSpace(line))
		}
		if err := c.add(f[0], f[1], f[2]); err != nil {
			return nil, fmt.Errorf("calendar line %d: %w", n, err)
		}
	}
	return c, nil
}

func (c *Calendar) add(kind, when, name string) error {
	switch kind {
	case "year":
		y, err := strconv.Atoi(when)
		if err != nil {
			return err
		}
		c.sources[y] = name
		return nil
	case "holiday":
		first, last, ok := strings.Cut(when, "..")
		if !ok || !Date(first).Valid() || !Date(last).Valid() || last < first ||
			Date(first).DaysUntil(Date(last)) > 31 {
			return fmt.Errorf("%q is no range of days", when)
		}
		for d := Date(first); d <= Date(last); d = d.AddDays(1) {
			if err := c.set(c.off, d, name); err != nil {
				return err
			}
		}
		return nil
	case "work":
		d := Date(when)
		if t, ok := d.utc(); !ok || !weekend(t) {
			return fmt.Errorf("%q is no day of a weekend", when)
		}
		return c.set(c.work, d, name)
	}
	return fmt.Errorf("%q is neither year, holiday nor work", kind)
}

func (c *Calendar) set(days map[Date]string, d Date, name string) error {
	_, off := c.off[d]
	_, work := c.work[d]
	if off || work {
		return fmt.Errorf("%s is there twice", d)
	}
	if _, ok := c.sources[d.Year()]; !ok {
		return fmt.Errorf("%s lies in a year without a notice", d)
	}
	days[d] = name
	return nil
}

// Known reports whether the notice of that year is in the calendar; where it is not, workdays are weekdays only and a
// screen must say so.
func (c *Calendar) Known(year int) bool { return c.sources[year] != "" }

// Missing lists the years from today on that deadlines may reach and whose notice is not in the calendar: this year,
// and from November the next one, when the notice of the State Council has usually appeared (8 December 2022, 25
// October 2023, 12 November 2024, 4 November 2025). In those years only Saturdays and Sundays are days off, so that a
// deadline may be counted too short or too long: somebody has to be told.
func (c *Calendar) Missing(today Date) []int {
	var out []int
	if y := today.Year(); y > 0 {
		if !c.Known(y) {
			out = append(out, y)
		}
		if today >= Date(fmt.Sprintf("%04d-11-01", y)) && !c.Known(y+1) {
			out = append(out, y+1)
		}
	}
	return out
}

// Years are the years whose notice is in the calendar, ascending.
func (c *Calendar) Years() []int { return slices.Sorted(maps.Keys(c.sources)) }

// Source is the number of the notice of a year; "" when it is not in the calendar.
func (c *Calendar) Source(year int) string { return c.sources[year] }

// Holiday is the name of the public holiday on d; "" when there is none.
func (c *Calendar) Holiday(d Date) string { return c.off[d] }

// Workday reports whether d is worked: a weekday that is no holiday, or a make-up day. An invalid date is not.
func (c *Calendar) Workday(d Date) bool {
	t, ok := d.utc()
	if !ok || c.off[d] != "" {
		return false
	}
	return !weekend(t) || c.work[d] != ""
}

func weekend(t time.Time) bool { return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday }

// AddWorkdays is the n-th workday after d (before d when n is negative). d itself is never counted, as the day on which
// a publicity notice is posted is not: a notice of 5 workdays posted on d runs to the end of d.AddWorkdays(5). n = 0
// gives d. "" for an invalid date or more than 10,000 workdays either way.
func (c *Calendar) AddWorkdays(d Date, n int) Date {
	if !d.Valid() || n < -10_000 || n > 10_000 {
		return ""
	}
	step := cmp.Compare(n, 0)
	for n != 0 && d != "" {
		if d = d.AddDays(step); c.Workday(d) {
			n -= step
		}
	}
	return d
}

// WorkdaysUntil counts the workdays after d up to and including last; 0 when last is not after d.
func (c *Calendar) WorkdaysUntil(d, last Date) int {
	if !d.Valid() || !last.Valid() {
		return 0
	}
	n := 0
	for d < last {
		if d = d.AddDays(1); c.Workday(d) {
			n++
		}
	}
	return n
}

// AddWorkdays counts by the Official calendar; see Calendar.AddWorkdays.
func (d Date) AddWorkdays(n int) Date { return Official().AddWorkdays(d, n) }

// IsWorkday asks the Official calendar.
func (d Date) IsWorkday() bool { return Official().Workday(d) }
