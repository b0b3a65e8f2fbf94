package intake

import (
	"strconv"

	"kebang/internal/fault"
	"kebang/internal/workday"
)

// readDeadline reads a day, or the end of a month, a year or a span. A period (2年, 长期) stays words.
func readDeadline(r *Row, v, _ string) error {
	s, err := workday.ReadStretch(v)
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
		s, err := workday.ReadStretch(v)
		if err == nil && !s.Exact {
			err = fault.Newf(fault.Invalid, "date-form", "“%s”没有写到日，请写成 2025-03-01 或 2025年3月1日。", clip(v))
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
		s, err := workday.ReadStretch(v)
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
	switch s, err := workday.ReadStretch(v); {
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
