package workday

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"kebang/internal/fault"
	"kebang/internal/soak"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]Date{
		"2025-03-01": "2025-03-01", "2025-3-1": "2025-03-01", "2025/3/1": "2025-03-01", "2025.3.1": "2025-03-01",
		"2025年3月1日": "2025-03-01", "2025年03月01号": "2025-03-01", "20250301": "2025-03-01",
		" 2025 年 3 月 1 日 ": "2025-03-01",
		"２０２５－０３－０１":       "2025-03-01", "２０２５年３月１日": "2025-03-01", "2025-03-01 00:00:00": "2025-03-01",
		"2025/3/1 0:00": "2025-03-01", "2025-03-01T00:00:00": "2025-03-01", "2024-02-29": "2024-02-29",
		"2000-2-29":  "2000-02-29",
		"1900-01-01": "1900-01-01", "2199-12-31": "2199-12-31",
	} {
		if got, err := Parse(text); got != want || err != nil {
			t.Errorf("Parse(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
	for text, code := range map[string]string{
		"": "date-empty", "　": "date-empty",
		"2025-02-30": "date-impossible", "2025-02-29": "date-impossible", "1900-02-29": "date-impossible",
		"2025-13-01": "date-impossible", "2025-00-10": "date-impossible", "2025-01-00": "date-impossible",
		"0202-01-01": "date-impossible", "3025-01-01": "date-impossible", "20251301": "date-impossible",
		"2025": "date-form", "2025-03": "date-form", "2025年3月": "date-form", "25-3-1": "date-form",
		"2025-3/1": "date-form",
		"1/3/2025": "date-form", "明天": "date-form", "45717": "date-form", "2025-03-01 08:30": "date-form",
		"-2025-03-01": "date-form", "2025-03-01-02": "date-form", "2025-03-011": "date-form", "20__-03-01": "date-form",
		strings.Repeat("2025", 1000): "date-form",
	} {
		got, err := Parse(text)
		if !errors.Is(err, &fault.Error{Kind: fault.Invalid, Code: code}) || got != "" {
			t.Errorf("Parse(%.30q) = %q, %v; want %s", text, got, err, code)
		}
	}
}

// An error quotes a text of at most 30 characters whole, and the first 30 characters of a longer one.
func TestParseQuotes(t *testing.T) {
	for n, want := range map[int]string{30: "“" + strings.Repeat("日", 30) + "”",
		31: "“" + strings.Repeat("日", 30) + "…”"} {
		if _, err := Parse(strings.Repeat("日", n)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%d characters: error %v does not quote %s", n, err, want)
		}
	}
}

// At four instants around the turn of the year a legal date in UTC would be a wrong day or year.
func TestOfAroundTheTurnOfTheYear(t *testing.T) {
	for _, c := range []struct {
		utc   string
		want  Date
		month string
		year  int
	}{
		{"2025-12-30T16:30:00Z", "2025-12-31", "2025-12", 2025}, // 00:30 Beijing, 31 December
		{"2025-12-31T15:30:00Z", "2025-12-31", "2025-12", 2025}, // 23:30 Beijing, 31 December
		{"2025-12-31T15:59:59.999Z", "2025-12-31", "2025-12", 2025},
		{"2025-12-31T16:00:00Z", "2026-01-01", "2026-01", 2026},
		{"2025-12-31T16:30:00Z", "2026-01-01", "2026-01", 2026}, // 00:30 Beijing, 1 January
		{"2026-01-01T15:30:00Z", "2026-01-01", "2026-01", 2026}, // 23:30 Beijing, 1 January
	} {
		at, err := time.Parse(time.RFC3339Nano, c.utc)
		if err != nil {
			t.Fatal(err)
		}
		got := Of(at.UnixMilli())
		if got != c.want || got.Month() != c.month || got.Year() != c.year {
			t.Errorf("Of(%s) = %s, month %s, year %d; want %s, %s, %d", c.utc, got, got.Month(), got.Year(), c.want,
				c.month, c.year)
		}
		if Today(at) != got || Today(at.In(time.FixedZone("far", -8*3600))) != got {
			t.Errorf("Today(%s) depends on the zone of its argument", c.utc)
		}
		if ms := at.UnixMilli(); ms < got.StartMS() || ms >= got.EndMS() {
			t.Errorf("%s is outside its own day [%d, %d)", c.utc, got.StartMS(), got.EndMS())
		}
	}
}

func TestEndMS(t *testing.T) {
	// A deadline on 31 December ends at 24:00 Beijing time, 16:00 UTC.
	if got, want := Date("2025-12-31").EndMS(), time.Date(2025, 12, 31, 16, 0, 0, 0,
		time.UTC).UnixMilli(); got != want {
		t.Errorf("EndMS = %d, want %d", got, want)
	}
	if got, want := Date("2025-12-31").EndMS(), Date("2026-01-01").StartMS(); got != want {
		t.Errorf("a day ends at %d and the next starts at %d", got, want)
	}
	if d := Date("2026-07-01"); d.EndMS()-d.StartMS() != DayMS {
		t.Errorf("a day lasts %d ms, want %d", d.EndMS()-d.StartMS(), DayMS)
	}
}

func TestArithmetic(t *testing.T) {
	for _, c := range []struct {
		from Date
		n    int
		want Date
	}{
		{"2025-12-31", 1, "2026-01-01"}, {"2026-01-01", -1, "2025-12-31"}, {"2024-02-28", 1, "2024-02-29"},
		{"2025-02-28", 1, "2025-03-01"}, {"2025-03-01", 0, "2025-03-01"}, {"2199-12-31", 1, ""}, {"1900-01-01", -1, ""},
		{"2199-01-01", 364, "2199-12-31"}, {"1900-12-31", -364, "1900-01-01"}, {"1900-01-01", 109_572, "2199-12-31"},
		{"", 1, ""}, {"2025-02-30", 1, ""}, {"2025-01-01", math.MaxInt, ""}, {"2025-01-01", math.MinInt, ""},
		{"1986-05-03", 1, "1986-05-04"}, // Shanghai had summer time from that day on
	} {
		if got := c.from.AddDays(c.n); got != c.want {
			t.Errorf("%s + %d = %s, want %s", c.from, c.n, got, c.want)
		}
		if c.want != "" {
			if got := c.from.DaysUntil(c.want); got != c.n {
				t.Errorf("%s until %s = %d, want %d", c.from, c.want, got, c.n)
			}
		}
	}
	if got := Date("").DaysUntil("2025-01-01"); got != 0 {
		t.Errorf("days from no date = %d", got)
	}
}

func TestZeroAndBrokenDates(t *testing.T) {
	for _, d := range []Date{"", "2025-02-30", "2025-3-1", "20250301", "2025-03-01 ", "abcd-ef-gh", "0000-00-00",
		"1899-12-31", "2200-01-01"} {
		if d.Valid() || d.Year() != 0 || d.Month() != "" || d.Quarter() != "" || d.EndMS() != 0 || d.StartMS() != 0 ||
			d.Chinese() != "" || d.IsWorkday() || d.AddWorkdays(1) != "" {
			t.Errorf("%q passes for a date", d)
		}
	}
	if d := Date("2025-03-01"); d.Chinese() != "2025年3月1日" || d.Quarter() != "2025Q1" ||
		Date("2025-12-01").Quarter() != "2025Q4" {
		t.Errorf("%s: %s %s", d, d.Chinese(), d.Quarter())
	}
}

func TestDatesSortByBytes(t *testing.T) {
	got := []Date{"2026-01-01", "2025-12-31", "", "2025-02-01", "2025-10-01"}
	slices.Sort(got)
	if want := []Date{"", "2025-02-01", "2025-10-01", "2025-12-31", "2026-01-01"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2025-03-01", "2025年3月1日", "２０２５．３．１", "20250301", "2025-02-30", "2025/3/1 0:00"} {
		f.Add(s)
	}
	soak.Fuzz(f, func(t *testing.T, text string) {
		d, err := Parse(text)
		if err != nil {
			return
		}
		if !d.Valid() {
			t.Fatalf("Parse(%q) = invalid %q", text, d)
		}
		if back, err := Parse(d.Chinese()); err != nil || back != d {
			t.Fatalf("%q -> %q -> %q, %v", text, d, back, err)
		}
		if Of(d.StartMS()) != d || Of(d.EndMS()-1) != d {
			t.Fatalf("%q: its first or last instant is on another day", d)
		}
	})
}
