package publicity

import (
	"testing"

	"kebang/internal/workday"
)

// TestLast counts the periods of real notices and those around holidays.
func TestLast(t *testing.T) {
	for _, tt := range []struct {
		name  string
		rule  Rule
		first workday.Date
		want  workday.Date
	}{
		{"荣成 2023: five workdays with the day of posting, over the May holiday",
			Rule{Days: 5, Kind: Workdays, CountsFirst: true}, "2023-04-27", "2023-05-06"},
		{"江门 2023: five workdays without the day of posting", Rule{Days: 5, Kind: Workdays}, "2023-10-27",
			"2023-11-03"},
		{"江门 2023: six with it", Rule{Days: 6, Kind: Workdays, CountsFirst: true}, "2023-10-27", "2023-11-03"},
		{"posted on a Saturday", Rule{Days: 1, Kind: Workdays}, "2026-03-07", "2026-03-09"},
		{"fifteen natural days", Rule{Days: 15, Kind: NaturalDays}, "2026-02-10", "2026-02-25"},
		{"natural days with the first", Rule{Days: 15, Kind: NaturalDays, CountsFirst: true}, "2026-02-10",
			"2026-02-24"},
		{"one natural day over the leap day", Rule{Days: 1, Kind: NaturalDays}, "2028-02-28", "2028-02-29"},
		{"no date", Rule{Days: 5, Kind: Workdays}, "", ""},
	} {
		if got := tt.rule.Last(workday.Official(), tt.first); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestPauseKeepsTheDays stops and restarts the clock: no day is lost, and the days of stopping and restarting do not
// count.
func TestPauseKeepsTheDays(t *testing.T) {
	days := workday.Official()
	for _, tt := range []struct {
		name        string
		rule        Rule
		first       workday.Date
		stop, again workday.Date
		want        workday.Date
	}{
		{"stopped on the day of posting", Rule{Days: 5, Kind: Workdays}, "2026-03-02", "2026-03-02", "2026-03-04",
			"2026-03-11"},
		{"stopped on the third day", Rule{Days: 5, Kind: Workdays}, "2026-03-02", "2026-03-05", "2026-03-09",
			"2026-03-12"},
		{"stopped on the last day", Rule{Days: 5, Kind: Workdays}, "2026-03-02", "2026-03-09", "2026-03-20",
			"2026-03-23"},
		{"stopped and restarted on one day", Rule{Days: 5, Kind: Workdays}, "2026-03-02", "2026-03-04", "2026-03-04",
			"2026-03-10"},
		{"natural days", Rule{Days: 15, Kind: NaturalDays}, "2026-03-01", "2026-03-10", "2026-03-12", "2026-03-19"},
	} {
		n := Notice{Rule: tt.rule, State: Posted, Posting: &Posting{First: tt.first,
			Last: tt.rule.Last(days, tt.first)}}
		n.stop(days, tt.stop)
		n.State = Paused
		n.run(days, tt.again)
		if n.Posting.Last != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, n.Posting.Last, tt.want)
		}
	}
}
