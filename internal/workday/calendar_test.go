package workday

import (
	"slices"
	"strings"
	"testing"
)

func TestAddWorkdays(t *testing.T) {
	for _, c := range []struct {
		why  string
		from Date
		n    int
		want Date
	}{
		// The notice of 荣成 ran 2023-04-27..05-06, a make-up day: 5 workdays with the first day, so 4 after it.
		{"荣成 over 劳动节", "2023-04-27", 4, "2023-05-06"},
		// The notice of 江门 ran 2023-10-27..11-03: 6 workdays with the first day, 5 without.
		{"江门", "2023-10-27", 5, "2023-11-03"},
		{"a plain week", "2026-03-02", 5, "2026-03-09"},
		{"none", "2026-03-02", 0, "2026-03-02"},
		{"posted on a Sunday", "2026-03-01", 1, "2026-03-02"},
		{"over 春节 2026 with make-up 02-14 and 02-28", "2026-02-13", 3, "2026-02-25"},
		{"over 元旦, make-up Sunday 01-04", "2025-12-31", 1, "2026-01-04"},
		{"over 国庆 2025", "2025-09-30", 3, "2025-10-11"},
		{"back over 国庆 2025", "2025-10-11", -3, "2025-09-30"},
		{"15 workdays of a registration clock", "2026-09-18", 15, "2026-10-15"},
		{"a year without a notice: weekends only", "2031-10-01", 5, "2031-10-08"},
		{"10,000 workdays", "2051-01-02", 10_000, "2089-05-02"},
		{"10,000 workdays back", "2089-05-02", -10_000, "2051-01-02"},
		{"too far", "2026-01-01", 10_001, ""},
		{"too far back", "2026-01-01", -10_001, ""},
		{"past the last year", "2199-12-31", 1, ""},
	} {
		if got := c.from.AddWorkdays(c.n); got != c.want {
			t.Errorf("%s: %s + %d workdays = %s, want %s", c.why, c.from, c.n, got, c.want)
		}
		if c.n > 0 && c.want != "" {
			if got := Official().WorkdaysUntil(c.from, c.want); got != c.n {
				t.Errorf("%s: workdays until = %d, want %d", c.why, got, c.n)
			}
		}
	}
	if got := Official().WorkdaysUntil("2026-03-09", "2026-03-02"); got != 0 {
		t.Errorf("workdays backwards = %d, want 0", got)
	}
}

func TestOfficialCalendar(t *testing.T) {
	c := Official()
	// The sums of days off and make-up days of each notice show a slip in the file.
	for year, want := range map[int]struct{ off, work int }{2023: {26, 7}, 2024: {28, 8}, 2025: {28, 5},
		2026: {33, 6}} {
		off, work := 0, 0
		for d := range c.off {
			if d.Year() == year {
				off++
			}
		}
		for d := range c.work {
			if d.Year() == year {
				work++
			}
		}
		if off != want.off || work != want.work || !c.Known(year) || c.Source(year) == "" {
			t.Errorf("%d: %d days off, %d make-up days, source %q; want %d, %d", year, off, work, c.Source(year),
				want.off, want.work)
		}
	}
	if c.Known(2031) || c.Source(2031) != "" {
		t.Error("2031 is known")
	}
	for d, want := range map[Date]bool{"2026-01-01": false, "2026-01-04": true, "2026-10-10": true, "2026-10-11": false,
		"2026-10-08": true, "2031-10-01": true, "2024-02-29": true} {
		if got := d.IsWorkday(); got != want {
			t.Errorf("%s worked: %v, want %v", d, got, want)
		}
	}
	if got := c.Holiday("2025-10-06"); got != "国庆节、中秋节" {
		t.Errorf("2025-10-06 is %q", got)
	}
}

func TestMissingYears(t *testing.T) {
	c, err := ReadCalendar("year 2025 x\nyear 2026 x\n")
	if err != nil {
		t.Fatal(err)
	}
	for today, want := range map[Date][]int{"2026-10-31": nil, "2026-11-01": {2027}, "2026-12-31": {2027},
		"2027-01-01": {2027}, "2027-11-30": {2027, 2028},
		"2025-12-01": nil, "": nil, "nonsense": nil} {
		if got := c.Missing(today); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", today, got, want)
		}
	}
	if got := c.Years(); !slices.Equal(got, []int{2025, 2026}) {
		t.Errorf("years %v", got)
	}
}

func TestReadCalendarRefuses(t *testing.T) {
	const head = "year 2026 x\n"
	for name, text := range map[string]string{
		"unknown word":          head + "feast 2026-01-01 x",
		"two words":             head + "work 2026-01-04",
		"no range":              head + "holiday 2026-01-01 x",
		"backwards":             head + "holiday 2026-01-03..2026-01-01 x",
		"impossible day":        head + "holiday 2026-02-28..2026-02-30 x",
		"a year by mistake":     head + "holiday 2026-01-01..2027-01-03 x",
		"make-up on a weekday":  head + "work 2026-01-05 x",
		"day twice":             head + "holiday 2026-01-01..2026-01-04 x\nwork 2026-01-04 x",
		"year without a notice": head + "work 2025-01-04 x",
		"no year":               "year zwei x",
		"more than 32 days":     head + "holiday 2026-01-01..2026-02-02 x",
	} {
		if _, err := ReadCalendar(text); err == nil || !strings.Contains(err.Error(), "calendar line") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadCalendarNamesTheLine(t *testing.T) {
	if _, err := ReadCalendar("# notices\nyear 2026 x\nfeast 2026-01-01 x"); err == nil ||
		!strings.Contains(err.Error(), "calendar line 3:") {
		t.Errorf("error %v", err)
	}
	c, err := ReadCalendar("year 2026 x\nholiday 2026-01-01..2026-02-01 x")
	if err != nil || c.Holiday("2026-02-01") != "x" {
		t.Errorf("a holiday of 32 days: %v", err)
	}
}
