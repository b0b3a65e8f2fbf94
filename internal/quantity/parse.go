package quantity

import (
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"
)

// Parse finds the measured values in a text, in order and without overlaps. It passes over calendar years, model
// numbers, bare numbers without comparator and unit, and numbers of more than 30 digits. It never fails; an unreadable
// value is left out.
func Parse(text string) []Measure {
	if !numbered(text) {
		return nil
	}
	s := newSource(text)
	var out []Measure
	floor := 0         // rune behind the last measure; a metric never reaches over it
	var begin *Measure // the value of 由85%, until …提高到95% follows
	for i := 0; i < len(s.runes); {
		m, end, ok := s.share(i, floor)
		if !ok {
			if !isDigit(s.runes[i]) {
				i++
				continue
			}
			if m, end, ok = s.measure(i, floor); !ok {
				i = s.skipNumber(i)
				continue
			}
		}
		last := floor
		i, floor = end, end
		if m.from && m.Op != Range {
			begin = &m
			continue
		}
		if begin != nil {
			if m.Metric == "" && m.Change == Level && m.moved &&
				utf8.RuneCountInString(s.text[s.offset[last]:m.Start]) <= maxMetric {
				m.Metric, m.Of, m.origin = begin.Metric, begin.Of, begin.Start
			}
			begin = nil
		} else if n := len(out); n > 0 && s.moves(&out[n-1], &m, last) { // 含水率45%降到12%
			m.Metric, m.Of, m.origin = out[n-1].Metric, out[n-1].Of, out[n-1].Start
			out = out[:n-1]
		}
		if m.Metric == "" && m.moved {
			m.Metric = s.behind(end)
		}
		out = append(out, m)
	}
	s.lists(out)
	return out
}

// numbered reports whether a text can hold a measure at all. Most sentences cannot, and are not parsed.
func numbered(text string) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			return true
		case c == 0xef: // the digits "０" to "９" are ef bc 90 to ef bc 99
			if i+2 < len(text) && text[i+1] == 0xbc && text[i+2] >= 0x90 && text[i+2] <= 0x99 {
				return true
			}
		}
	}
	return strings.Contains(text, "分之") // 百分之九十五
}

// skipNumber passes over digits and the characters glued to them, so that no part of "2025-2027" is read alone.
func (s *source) skipNumber(i int) int {
	for isDigit(s.at(i)) || s.at(i) == '.' || s.at(i) == ',' && isDigit(s.at(i+1)) {
		i++
	}
	return i
}

// measure reads one measure at the digit i.
func (s *source) measure(i, floor int) (m Measure, end int, ok bool) {
	if s.partOfWord(i) {
		return m, i, false
	}
	start, dash, around := i, false, s.at(i-1) == '±'
	if s.at(i-1) == '-' && i-1 >= floor {
		// In 温度-20℃ the hyphen is a minus; in 云蔗-15 it is part of a name.
		dash = isHan(s.at(i-2)) && !s.comparatorBefore(i-1, floor)
		start--
	}
	low, end, ok := s.number(start, true)
	lead := start
	if around {
		lead--
	} else if at, frost := s.ends(s.skipSpaceBack(start), "零下"); frost && at >= floor && ok &&
		!isSeparator(s.at(s.skipSpace(end))) {
		low, lead = Decimal{new(big.Rat).Neg(low.r)}, at
	} else if frost {
		return m, i, false // 零下20~40℃: one or both ends may be below zero
	}
	if !ok || s.glued(end) && !(isLetter(s.at(end)) && s.comparatorBefore(lead, floor)) {
		return m, i, false
	}
	m.Low, m.Op = low, Equal
	unitEnd, found := s.unitEnd(end)
	unitText := ""
	if found {
		unitText, end = s.slice(s.skipSpace(end), unitEnd), unitEnd
	}
	compared := false
	if e, ok := s.upper(&m, end, &unitText, &found); ok {
		end = e
	} else if j := s.skipSpace(end); (isSeparator(s.at(j)) || s.at(j) == '±') && isDigit(s.at(s.skipSpace(j+1))) {
		return m, i, false // 3-5-7, 2025-03-01, 500kg~1t
	}
	var head int
	var toward bool
	if m.Op == Equal {
		m.Op, head, compared, toward = s.opBefore(lead, floor)
		m.bare = !compared
		if op, e, ok := s.opAfter(end); ok {
			m.Op, end, compared, m.bare = op, e, true, false
		}
	} else {
		var joined bool
		_, head, joined, toward = s.opBefore(lead, floor)
		compared = joined || head < start
		if op, e, ok := s.opAfter(end); ok { // 3~5%以上, 3~5%左右: the words may mean either end
			end = e
			if op != AtMost {
				m.Op, m.High = About, Decimal{}
			}
		}
	}
	m.name(s.words(head, floor), toward)
	if m.Metric == "" && compared && !m.moved {
		m.Metric = s.behind(end)
	}
	end = s.verbNamed(&m, end, unitText)
	if around && !m.tolerance() {
		return m, i, false
	}
	if rest, unit, ok := unitInName(m.Metric); ok && !found {
		m.Metric, unitText, found = rest, unit, true
	}
	if !found {
		unitText, end, ok = s.withoutUnit(m, end, compared)
		if !ok {
			return m, i, false
		}
	}
	if s.calendarYear(m, unitText) || s.significance(m) {
		return m, i, false
	}
	if m.Op == AtLeast && s.reached(start, floor) && containsAny(m.Metric, lowerIsBetter) {
		m.Op = About
	}
	m.setUnit(unitText)
	m.rough = m.Op == About && !m.High.Set() && m.Low.r.Sign() > 0 && m.Kind != "℃" &&
		s.roughly(head, lead, unitEnd, end)
	if dash && m.Kind != "℃" {
		return m, i, false
	}
	if strings.HasPrefix(string(m.Kind), "CFU") && s.lostPower(start) {
		m.Op, m.High = About, Decimal{}
	}
	m.Start, m.End = s.offset[head], s.offset[end]
	return m, end, true
}

// partOfWord reports whether the digit at i begins no quantity: A356, v1.2, 10^6, 2020/21, GB-2015, 1:10, 第3天. The same
// holds for the second half of an unreadable range.
func (s *source) partOfWord(i int) bool {
	p := s.at(i - 1)
	switch {
	case (p == 'H' || p == 'h') && (s.at(i-2) == 'p' || s.at(i-2) == 'P') && !isLetter(s.at(i-3)):
		return false // pH6.5
	case isLetter(p) || p == '.' || p == '_' || p == '^' || p == '/' || p == '×' || p == '第' || isSuperscript(p):
		return true
	case p == '±':
		q := s.at(s.skipSpaceBack(i-1) - 1)
		return isDigit(q) || isLetter(q) || q == '%' || q == '℃' || q == ')'
	case p == '~':
		return true
	case p == ':' || p == '-' || p == '至' || p == '到':
		q := s.at(s.skipSpaceBack(i-1) - 1)
		return isDigit(q) || p != ':' && (isLetter(q) || q == '%' || q == '℃' || q == ')')
	}
	return false
}

// withoutUnit decides on a number without a known unit. It keeps pH and compared numbers of a named metric. Letters
// behind a compared number are kept as a unit that is never compared.
func (s *source) withoutUnit(m Measure, end int, compared bool) (unit string, newEnd int, ok bool) {
	if ph := strings.ToLower(m.Metric); strings.HasSuffix(ph, "ph") || strings.HasSuffix(ph, "ph值") {
		return "", end, true
	}
	if !compared || m.Metric == "" {
		return "", end, false
	}
	if s.at(end) == '月' && !isDigit(s.at(end+1)) && s.at(end+1) != '份' && s.at(end+1) != '底' { // 保质期≥6月
		return "个月", end + 1, true
	}
	u := s.unknownUnit(end)
	return s.slice(end, u), u, true
}

// lostPower reports whether a count of germs reads 10 and one digit. 109 CFU is mostly 10⁹ whose superscript was lost;
// neither reading is sure.
func (s *source) lostPower(i int) bool {
	return s.at(i) == '1' && s.at(i+1) == '0' && isDigit(s.at(i+2)) && !isDigit(s.at(i+3)) && s.at(i+3) != '.'
}

// upper reads the second half of 3~5%, 3%-5%, 3至5 and 25±2 at the end of the first.
func (s *source) upper(m *Measure, end int, unitText *string, found *bool) (int, bool) {
	i := s.skipSpace(end)
	sep := s.at(i)
	if !isSeparator(sep) && sep != '±' {
		return end, false
	}
	i = s.skipSpace(i + 1)
	if (sep == '至' || sep == '到') && isSeparator(s.at(i)) {
		i++
	}
	second, e, ok := s.number(i, false)
	if !ok || s.glued(e) || sep == '-' && isSeparator(s.at(e)) && isDigit(s.at(e+1)) {
		return end, false
	}
	unitEnd, has := s.unitEnd(e)
	text := ""
	if has {
		text, e = s.slice(s.skipSpace(e), unitEnd), unitEnd
	}
	if *found && has && *unitText != text {
		return end, false // 500kg~1t has two units, so it is left out
	}
	low, high := m.Low, second
	if sep == '±' {
		low, high = Decimal{new(big.Rat).Sub(m.Low.r, second.r)}, Decimal{new(big.Rat).Add(m.Low.r, second.r)}
	}
	if low.Cmp(high) > 0 || !low.plain() || !high.plain() {
		return end, false
	}
	if has {
		*unitText, *found = text, true
	}
	m.Op, m.Low, m.High = Range, low, high
	return e, true
}

func isSeparator(r rune) bool { return r == '~' || r == '-' || r == '至' || r == '到' }

func isSuperscript(r rune) bool { return strings.ContainsRune(superscripts, r) }

// unitEnd is the rune behind the unit that follows a number.
func (s *source) unitEnd(i int) (end int, ok bool) {
	c, end, ok := s.unit(s.skipSpace(i))
	if !ok || c.dim == DimNumber && !s.multiplied(s.skipSpace(i)) {
		return i, false
	}
	return end, true
}

func (s *source) multiplied(i int) bool {
	for _, m := range multipliers {
		if _, ok := s.starts(i, m.word); ok {
			return true
		}
	}
	return false
}

// glued reports whether letters that are no unit follow a number directly: 3D, 5Pb, 2a.
func (s *source) glued(i int) bool {
	if !isLetter(s.at(i)) && s.at(i) != ':' && s.at(i) != '_' && s.at(i) != '/' {
		return false
	}
	_, ok := s.unitEnd(i)
	return !ok
}

// unknownUnit is the end of a run of letters behind a compared number.
func (s *source) unknownUnit(i int) int {
	for isLetter(s.at(i)) || s.at(i) == '°' {
		i++
	}
	return i
}

// calendarYear reports whether m is a year: 2025年 or 2023-2025年.
func (s *source) calendarYear(m Measure, unitText string) bool {
	return unitText == "年" && m.Low.r.Cmp(firstYear) >= 0 && m.Low.r.Cmp(lastYear) <= 0
}

var firstYear, lastYear = big.NewRat(1900, 1), big.NewRat(2100, 1)

// significance reports whether m is a P<0.05 of research texts.
func (s *source) significance(m Measure) bool {
	return strings.EqualFold(m.Metric, "P") && (m.Op == Below || m.Op == Above)
}

func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}
