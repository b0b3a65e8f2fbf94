package matcher

import "slices"

// conditions compares everything except text: maturity, mode, money, place, trust and age. A part is set only when both
// sides state it. At is the instant of the corpus (UTC ms), so that the score does not move with the clock.
func (s *Scored) conditions(d, a *Analysed, at int64) {
	if d.TRL > 0 && a.TRL > 0 {
		s.set(partMaturity, 1-float64(max(0, d.TRL-a.TRL))/4)
	}
	if len(d.Modes) > 0 && len(a.Modes) > 0 {
		score := .2
		if slices.ContainsFunc(d.Modes, func(m string) bool { return slices.Contains(a.Modes, m) }) {
			score = 1
		}
		s.set(partMode, score)
	}
	if budget, price := d.money(), a.money(); budget > 0 && price > 0 {
		s.set(partBudget, min(1, float64(budget)/float64(price)))
	}
	if d.Region != "" && a.Region != "" {
		s.set(partRegion, nearness(d.Region, a.Region))
	}
	if d.Trusted || a.Trusted {
		s.set(partTrust, (flag(d.Trusted)+flag(a.Trusted))/2)
	}
	if at > 0 && a.UpdatedAt > 0 {
		const year = 365 * 24 * 3600 * 1000
		s.set(partFresh, 1/(1+max(0, float64(at-a.UpdatedAt))/(3*year)))
	}
}

// nearness compares two GB/T 2260 codes: same county 1, same city .8, same province .6, else .3.
func nearness(a, b string) float64 {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	switch {
	case n >= 6 || a == b:
		return 1
	case n >= 4:
		return .8
	case n >= 2:
		return .6
	}
	return .3
}

func flag(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
