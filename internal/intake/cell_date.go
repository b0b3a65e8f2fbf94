package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"kebang/internal/fault"
	"kebang/internal/workday"
)

var daySerial = regexp.MustCompile(`^(3[6-9]|[4-7]\d)\d{3}(\.\d+)?$`)

// stretch reads loose words for a date. A bare count of days, which Excel shows once a date lost its format, is read as
// that date and told; only the years 1998 to 2119 are so.
func (r *Row) stretch(v string) (workday.Stretch, error) {
	s, err := workday.ReadStretch(v)
	if w := fold(v); err != nil && daySerial.MatchString(w) {
		whole, _, _ := strings.Cut(w, ".")
		n, _ := strconv.Atoi(whole)
		if s, err = workday.ReadStretch(time.Date(1899, 12, 30+n, 0, 0, 0, 0,
			time.UTC).Format(time.DateOnly)); err == nil {
			r.warn("", "“%s”是 Excel 的日期序号，读作 %s。", clip(v), s.Last)
		}
	}
	return s, err
}

// readDeadline reads a day, or the end of a month, a year or a span. A period (2年, 长期) stays words.
func readDeadline(r *Row, v, _ string) error {
	s, err := r.stretch(v)
	switch {
	case err != nil && code(err) == "date-impossible":
		r.keep("deadline", v, "%s没有读入日期，原文保留。", say(err))
	case err != nil:
		r.keep("deadline", v, "“%s”不是确定的日期，没有读入，原文保留。", clip(v))
	default:
		r.Demand.Deadline = s.Last
		if !s.Exact {
			r.warn("", "“%s”读作 %s。", clip(v), s.Last)
		}
	}
	return nil
}

// exactDate reads a day that a record must not guess; the time of day is dropped.
func exactDate(to func(r *Row) *workday.Date) func(*Row, string, string) error {
	return func(r *Row, v, _ string) error {
		s, err := r.stretch(v)
		if err == nil && !s.Exact {
			err = fault.Of(fault.Invalid, fault.T("intake-date-form",
				"“%s”没有写到日，请写成 2025-03-01 或 2025年3月1日。",
				"“%s” names no day; write it as 2025-03-01."), clip(v))
		}
		if err != nil {
			return err
		}
		*to(r) = s.First
		return nil
	}
}

// looseDate reads the first or the last day of what an optional date names; what is no date stays out with a warning.
func looseDate(end bool, to func(r *Row) *workday.Date) func(*Row, string, string) error {
	return func(r *Row, v, _ string) error {
		s, err := r.stretch(v)
		day := s.First
		if end {
			day = s.Last
		}
		switch {
		case err != nil:
			r.lose("“%s”不是确定的日期，没有读入。", clip(v))
		case s.Exact:
			*to(r) = day
		default:
			*to(r) = day
			r.warn("", "“%s”读作 %s。", clip(v), day)
		}
		return nil
	}
}

// readYear reads a year; of a span it takes the last one.
func readYear(r *Row, v, _ string) error {
	if n, err := strconv.Atoi(fold(v)); err == nil && n >= 1949 && n <= 2100 {
		r.common().Year = n
		return nil
	}
	switch s, err := r.stretch(v); {
	case err != nil:
		r.keep("year", v, "“%s”不是年份，没有读入，原文保留。", clip(v))
	case s.First.Year() == s.Last.Year():
		r.common().Year = s.Last.Year()
	default:
		r.common().Year = s.Last.Year()
		r.warn("", "“%s”读作 %d 年。", clip(v), s.Last.Year())
	}
	return nil
}
