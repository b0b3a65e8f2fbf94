package ledger

import (
	"fmt"
	"strconv"
	"strings"

	"kebang/internal/vocab"
	"kebang/internal/workday"
)

// Period is a month of statistics, YYYY-MM. The thirteenth one, YYYY-13, is the adjusting month of its year. Periods
// sort by their text.
type Period string

const adjusting = 13

// Of is the month of a day; empty for an invalid day.
func Of(d workday.Date) Period { return Period(d.Month()) }

// Month is the period of a year and a month from 1 to 13.
func Month(year, month int) Period { return Period(fmt.Sprintf("%04d-%02d", year, month)) }

// Adjusting is the thirteenth month of a year.
func Adjusting(year int) Period { return Month(year, adjusting) }

// Valid reports whether p has the form YYYY-01 to YYYY-13 with a year from 1980 to 2199.
func (p Period) Valid() bool {
	return len(p) == 7 && p[4] == '-' && strings.Trim(string(p[:4]+p[5:]), "0123456789") == "" &&
		p[5:] >= "01" && p[5:] <= "13" && p[:4] >= "1980" && p[:4] <= "2199"
}

// Year is the year of the period; 0 for an invalid one.
func (p Period) Year() int {
	if !p.Valid() {
		return 0
	}
	n, _ := strconv.Atoi(string(p[:4]))
	return n
}

func (p Period) month() int {
	n, _ := strconv.Atoi(string(p[5:]))
	return n
}

// IsAdjusting reports whether p is the thirteenth month of a year.
func (p Period) IsAdjusting() bool { return p.Valid() && p.month() == adjusting }

// Next is the following month of the calendar. Behind an adjusting month it is January.
func (p Period) Next() Period {
	if p.month() >= 12 {
		return Month(p.Year()+1, 1)
	}
	return Month(p.Year(), p.month()+1)
}

// Last is the last day of the period: 31 December for an adjusting month.
func (p Period) Last() workday.Date {
	return workday.Date(string(p.Next()) + "-01").AddDays(-1)
}

// Name is the name of the period on pages and sheets.
func (p Period) Name() vocab.Term {
	if p.IsAdjusting() {
		return vocab.Noun(fmt.Sprintf("%d年调整月", p.Year()), fmt.Sprintf("Adjusting month of %d", p.Year()))
	}
	return vocab.Noun(fmt.Sprintf("%d年%d月", p.Year(), p.month()), string(p))
}
