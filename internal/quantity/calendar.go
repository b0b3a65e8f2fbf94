package quantity

import (
	"math/big"
	"strings"
)

// A month has 28 to 31 days and a year 365 or 366. A duration in months compares with one in days only where every
// length gives one answer. Rates (吨/年 and 吨/天) never compare, because a plant may run 300 days a year.

const day = 86400 // seconds

// duration reports whether the measure is a plain time.
func (m Measure) duration() bool { return m.Kind == "s" || m.Kind == "year" }

// acrossCalendar is Compare for months or years against days, hours or weeks.
func acrossCalendar(req, ind Measure) Verdict {
	v, first := Unknown, true
	for _, r := range req.inSeconds() {
		for _, i := range ind.inSeconds() {
			switch got := Compare(r, i); {
			case first:
				v, first = got, false
			case got != v:
				return Unknown
			}
		}
	}
	return v
}

// inSeconds is the measure in seconds with the shortest and with the longest length of its unit. A unit of fixed length
// gives one measure.
func (m Measure) inSeconds() []Measure {
	if m.Kind == "s" {
		return []Measure{m}
	}
	short, long := int64(365*day), int64(366*day)
	if strings.Contains(m.Unit, "月") {
		short, long = 12*28*day, 12*31*day
	}
	out := []Measure{m, m}
	for k, length := range []int64{short, long} {
		out[k].factor, out[k].Kind = new(big.Rat).Mul(m.factor, big.NewRat(length, 1)), "s"
	}
	return out
}
