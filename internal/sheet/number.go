package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// look is how a numeric cell is shown, as far as the meaning of the text depends on it.
type look struct {
	date    bool
	percent bool
	zeros   int // least digits of a format such as 000000, which keeps leading zeros of codes
}

// numberText writes a cell's number as a person reads it: civil dates as YYYY-MM-DD, percentages with their sign, other
// numbers in plain decimals with the 15 digits Excel itself keeps. Rounding by a format such as 0.00 is not applied:
// the value behind it is the more exact one.
func numberText(f float64, l look, date1904 bool) string {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return ""
	}
	if l.date {
		if s, ok := serialDate(f, date1904); ok {
			return s
		}
	}
	if l.percent {
		return plain(f*100) + "%"
	}
	s := plain(f)
	if l.zeros > 0 && f >= 0 && !strings.ContainsAny(s, ".eE") {
		for len(s) < l.zeros {
			s = "0" + s
		}
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

// serialDate turns Excel's day count into a civil date (no zone). The 1900 system counts a 29 February 1900 that never
// was, so days before it are shifted by one.
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

// builtinLook tells the look of the number formats that a file names by id only (ECMA-376 part 1, 18.8.30; 27-36 and
// 50-58 are dates in the Chinese editions).
func builtinLook(id int) look {
	switch {
	case id >= 14 && id <= 22, id >= 27 && id <= 36, id >= 45 && id <= 47, id >= 50 && id <= 58:
		return look{date: true}
	case id == 9 || id == 10:
		return look{percent: true}
	}
	return look{}
}

// formatLook reads a format code such as yyyy"年"m"月"d"日", 0.00% or 000000.
func formatLook(code string) look {
	code, _, _ = strings.Cut(code, ";")
	var bare strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			if end := strings.IndexByte(code[i+1:], '"'); end >= 0 {
				i += end + 1
			} else {
				i = len(code)
			}
		case '\\', '_', '*':
			i++
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				i = len(code)
				break
			}
			// [h], [mm] and [ss] are elapsed times; [Red], [$-804] and [DBNum1] are decoration.
			if inner := strings.ToLower(code[i+1 : i+end]); inner != "" && strings.Trim(inner, "hms") == "" {
				bare.WriteString(inner)
			}
			i += end
		default:
			bare.WriteByte(c)
		}
	}
	s := strings.ToLower(bare.String())
	if strings.Contains(s, "general") {
		return look{}
	}
	switch {
	case strings.ContainsAny(s, "ymdhs") && !strings.ContainsAny(s, "0#?"), strings.Contains(s, "yy"), strings.Contains(s, "ss"):
		return look{date: true}
	case strings.Contains(s, "%"):
		return look{percent: true}
	case len(s) > 1 && strings.Trim(s, "0") == "":
		return look{zeros: len(s)}
	}
	return look{}
}
