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

// Official is the calendar of calendar.txt, which is part of the program.
var Official = sync.OnceValue(func() *Calendar {
	c, err := ReadCalendar(calendarText)
	if err != nil {
		panic("workday: " + err.Error()) // part of the program, read by its tests
	}
	return c
})

// ReadCalendar reads a calendar in the form of calendar.txt. The error names the line.
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

// Known reports whether the calendar holds the holiday notice of that year. Without the notice only Saturdays and
// Sundays are days off, and a screen must say so.
func (c *Calendar) Known(year int) bool { return c.sources[year] != "" }

// Missing lists the years near today whose holiday notice the calendar lacks: this year, and from November on the next
// one. The State Council publishes the notice late in the year: 8 December 2022, 25 October 2023, 12 November 2024, 4
// November 2025. Without it a deadline may be days too short or too long, so the administrator must hear of it.
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

// Years are the years whose holiday notice is in the calendar, ascending.
func (c *Calendar) Years() []int { return slices.Sorted(maps.Keys(c.sources)) }

// Source is the document number of the notice of a year; "" when the calendar lacks it.
func (c *Calendar) Source(year int) string { return c.sources[year] }

// Holiday is the name of the public holiday on d; "" when there is none.
func (c *Calendar) Holiday(d Date) string { return c.off[d] }

// Workday reports whether people work on d: a weekday that is no holiday, or a make-up day. An invalid date is no
// workday.
func (c *Calendar) Workday(d Date) bool {
	t, ok := d.utc()
	if !ok || c.off[d] != "" {
		return false
	}
	return !weekend(t) || c.work[d] != ""
}

func weekend(t time.Time) bool { return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday }

// AddWorkdays is the n-th workday after d, before d when n is negative; n = 0 gives d. The day d itself never counts. A
// publicity notice of 5 workdays posted on d runs to the end of d.AddWorkdays(5). The result is "" for an invalid date
// or more than 10,000 workdays either way.
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

// AddWorkdays is Calendar.AddWorkdays of the Official calendar.
func (d Date) AddWorkdays(n int) Date { return Official().AddWorkdays(d, n) }

// IsWorkday is Calendar.Workday of the Official calendar.
func (d Date) IsWorkday() bool { return Official().Workday(d) }
