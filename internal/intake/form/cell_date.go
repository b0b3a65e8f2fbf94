package form

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"kebang/internal/fault"
	"kebang/internal/intake/wording"
	"kebang/internal/workday"
)

var daySerial = regexp.MustCompile(`^(3[6-9]|[4-7]\d)\d{3}(\.\d+)?$`)

// stretch reads loose words for a date. Excel shows a date without its format as a bare count of days. Such a count is
// read as the date, with a warning, for the years 1998 to 2119 only.
func (r *Row) stretch(v string) (workday.Stretch, error) {
	s, err := workday.ReadStretch(v)
	if w := wording.Fold(v); err != nil && daySerial.MatchString(w) {
		whole, _, _ := strings.Cut(w, ".")
		n, _ := strconv.Atoi(whole)
		if s, err = workday.ReadStretch(time.Date(1899, 12, 30+n, 0, 0, 0, 0,
			time.UTC).Format(time.DateOnly)); err == nil {
			r.Warn("", sayDateSerial, wording.Clip(v), string(s.Last))
		}
	}
	return s, err
}

// readDeadline reads a day, or the end of a month, a year or a span. A period (2年, 长期) stays words.
func readDeadline(r *Row, v string) error {
	s, err := r.stretch(v)
	switch {
	case err != nil && code(err) == "date-impossible":
		r.keep("deadline", v, sayDateNotRead, Say(err))
	case err != nil:
		r.keep("deadline", v, sayDateLooseKept, wording.Clip(v))
	default:
		r.Demand.Deadline = s.Last
		if !s.Exact {
			r.Warn("", sayCellReadAs, wording.Clip(v), string(s.Last))
		}
	}
	return nil
}

// exactDate reads a day that a record must not guess; the time of day is dropped.
func exactDate(to func(r *Row) *workday.Date) func(*Row, string) error {
	return func(r *Row, v string) error {
		s, err := r.stretch(v)
		if err == nil && !s.Exact {
			err = Invalid(sayDateNoDay, wording.Clip(v))
		}
		if err != nil {
			return err
		}
		*to(r) = s.First
		return nil
	}
}

// looseDate reads the first or the last day of an optional date. Any other text is left out with a warning.
func looseDate(end bool, to func(r *Row) *workday.Date) func(*Row, string) error {
	return func(r *Row, v string) error {
		s, err := r.stretch(v)
		day := s.First
		if end {
			day = s.Last
		}
		switch {
		case err != nil:
			r.lose(sayDateLoose, wording.Clip(v))
		case s.Exact:
			*to(r) = day
		default:
			*to(r) = day
			r.Warn("", sayCellReadAs, wording.Clip(v), string(day))
		}
		return nil
	}
}

// readYear reads a year; of a span it takes the last one.
func readYear(r *Row, v string) error {
	switch s, err := r.stretch(v); {
	case err != nil:
		r.keep("year", v, sayCellNoYear, wording.Clip(v))
	case s.First.Year() == s.Last.Year():
		r.Common().Year = s.Last.Year()
	default:
		r.Common().Year = s.Last.Year()
		r.Warn("", sayCellYear, wording.Clip(v), s.Last.Year())
	}
	return nil
}

// What is told, stored with the import.
var (
	sayDateSerial = fault.Kept("date-serial",
		"“%s”是 Excel 的日期序号，读作 %s。",
		"“%s” is how Excel counts days; it was read as %s.")
	sayDateNotRead = fault.Kept("date-not-read",
		"%s没有读入日期，原文保留。",
		"%s No date was read; the words are kept.")
	sayDateLooseKept = fault.Kept("date-loose-kept",
		"“%s”不是确定的日期，没有读入，原文保留。",
		"“%s” is no exact date; it was not read, the words are kept.")
	sayCellReadAs = fault.Kept("cell-read-as",
		"“%s”读作 %s。",
		"“%s” was read as %s.")
	sayDateNoDay = fault.Kept("intake-date-form",
		"“%s”没有写到日，请写成 2025-03-01 或 2025年3月1日。",
		"“%s” names no day; write it as 2025-03-01.")
	sayDateLoose = fault.Kept("date-loose",
		"“%s”不是确定的日期，没有读入。",
		"“%s” is no exact date and was not read.")
	sayCellNoYear = fault.Kept("cell-no-year",
		"“%s”不是年份，没有读入，原文保留。",
		"“%s” is no year; it was not read, the words are kept.")
	sayCellYear = fault.Kept("cell-year",
		"“%s”读作 %d 年。",
		"“%s” was read as the year %d.")
)
