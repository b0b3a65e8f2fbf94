package cell

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// longNumber is the first number of 16 digits. Excel and WPS keep 15 digits and write zeros for the rest.
const longNumber = 1e15

// Number is a number as a person reads it.
type Number struct {
	Text string
	Unit string // unit in the number format: 万元, 元, $, US$, €; may be empty
	Long bool   // more than 15 digits, of which Excel keeps 15
}

// Number writes a cell's number as a person reads it: civil dates as YYYY-MM-DD, percentages with their sign, other
// numbers in plain decimals. It gives the 15 digits that Excel keeps. Rounding by a format such as 0.00 is not applied,
// because the stored value is more exact. Scaling is applied: a reader of 12.3 万元 does not see the stored 123000. The
// day count of dates begins in 1900 or, with date1904, in 1904.
func (f Format) Number(v float64, date1904 bool) Number {
	l := f.look(v)
	s := numberText(v, l, date1904)
	if l.date || s == "" {
		return Number{Text: s}
	}
	return Number{s, l.unit, math.Abs(v) >= longNumber}
}

func numberText(f float64, l look, date1904 bool) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return ""
	}
	if l.date {
		if s, ok := serialDate(f, date1904); ok {
			return s
		}
	}
	if l.shift > 0 {
		f /= math.Pow10(min(l.shift, 30))
	}
	switch {
	case l.percent:
		return plain(f*100) + "%"
	case l.sign:
		return plain(f) + "%"
	}
	s := plain(f)
	if l.zeros > 0 && f >= 0 && !strings.ContainsAny(s, ".eE") {
		s = strings.Repeat("0", max(0, l.zeros-len(s))) + s
	}
	return s
}

func plain(f float64) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64)
	if err != nil {
		rounded = f
	}
	if a := math.Abs(rounded); a != 0 && (a >= 1e21 || a < 1e-12) {
		return strconv.FormatFloat(rounded, 'g', -1, 64)
	}
	s := strconv.FormatFloat(rounded, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

// serialDate turns Excel's day count into a civil date (no zone). The 1900 system counts a 29 February 1900, which
// never existed, so earlier days are shifted by one.
func serialDate(f float64, date1904 bool) (string, bool) {
	if f < 0 || f > 2_958_465.999999 {
		return "", false
	}
	days := math.Floor(f)
	seconds := int(math.Round((f - days) * 86400))
	if seconds == 86400 {
		days, seconds = days+1, 0
	}
	clock := time.Duration(seconds) * time.Second
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case date1904:
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days == 0:
		return base.Add(clock).Format("15:04:05"), true
	case days < 60:
		base = base.AddDate(0, 0, 1)
	}
	t := base.AddDate(0, 0, int(days)).Add(clock)
	if seconds == 0 {
		return t.Format("2006-01-02"), true
	}
	return t.Format("2006-01-02 15:04:05"), true
}
