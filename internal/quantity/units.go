package quantity

import (
	_ "embed"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed units.txt
var unitText string

// Dimension is the physical dimension of a measure, as a product of bases: "kg·m^-1·s^-2" for a pressure, "ratio" for a
// percentage. Only measures of fitting dimensions are compared. DimUnknown belongs to a unit that units.txt lacks.
type Dimension string

// The dimensions that are no product of bases.
const (
	DimUnknown Dimension = ""
	DimNumber  Dimension = "1"
	DimRatio   Dimension = "ratio" // %, ‰, ppm without a stated whole
)

// fits reports whether values of the two dimensions may be compared. A plain percentage may be a share of mass or of
// volume; a share of mass fits no share of volume.
func (d Dimension) fits(o Dimension) bool {
	if d == DimUnknown || o == DimUnknown {
		return false
	}
	share := func(x Dimension) bool { return strings.HasPrefix(string(x), "ratio:") }
	return d == o || d == DimRatio && share(o) || o == DimRatio && share(d)
}

// unit is a factor and the exponents of its bases.
type unit struct {
	factor *big.Rat
	bases  map[string]int
}

type unitTable struct {
	bySymbol map[string]unit
	longest  int // in runes
}

var units = sync.OnceValue(func() *unitTable {
	t, err := readUnits(unitText)
	if err != nil {
		panic("quantity: " + err.Error()) // the data are part of the program and read by its tests
	}
	return t
})

func readUnits(text string) (*unitTable, error) {
	t := &unitTable{bySymbol: map[string]unit{}}
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		left, right, ok := strings.Cut(line, " = ")
		f := strings.Fields(right)
		if !ok || len(f) < 2 {
			return nil, fmt.Errorf("units line %d: %q is not symbols = factor base", n, line)
		}
		u := unit{bases: map[string]int{}}
		if u.factor, ok = new(big.Rat).SetString(f[0]); !ok || u.factor.Sign() <= 0 {
			return nil, fmt.Errorf("units line %d: factor %q", n, f[0])
		}
		for _, b := range f[1:] {
			name := strings.TrimRight(b, "-0123456789")
			exp, err := strconv.Atoi(b[len(name):])
			if b == name {
				exp, err = 1, nil
			}
			if name == "" || err != nil || exp == 0 {
				return nil, fmt.Errorf("units line %d: base %q", n, b)
			}
			u.bases[name] += exp
		}
		for _, symbol := range strings.Fields(left) {
			symbol = newSource(symbol).slice(0, utf8.RuneCountInString(symbol))
			if _, double := t.bySymbol[symbol]; double {
				return nil, fmt.Errorf("units line %d: %s is there twice", n, symbol)
			}
			t.bySymbol[symbol] = u
			t.longest = max(t.longest, utf8.RuneCountInString(symbol))
		}
	}
	return t, nil
}

// multipliers stand before Chinese units and counts: 30万吨, 0.5亿元.
var multipliers = []struct {
	word  string
	times int64
}{{"万亿", 1e12}, {"千万", 1e7}, {"百万", 1e6}, {"亿", 1e8}, {"万", 1e4}}

// resolve reads a whole text as a unit; the empty text is a plain number.
func resolve(text string) (factor *big.Rat, dim Dimension, ok bool) {
	text = strings.Join(strings.Fields(text), "")
	if text == "月" { // in running text 6月 is June
		text = "个月"
	}
	src := newSource(text)
	if len(src.runes) == 0 {
		return big.NewRat(1, 1), DimNumber, true
	}
	u, end, ok := src.unit(0)
	if !ok || end != len(src.runes) {
		return nil, DimUnknown, false
	}
	return u.factor, u.dim, true
}

// compound is a compound unit while it is read.
type compound struct {
	factor *big.Rat
	dim    Dimension
}

// unit reads the longest unit at rune i: [multiplier] atom { (/ | ·) atom | /( … ) }.
func (s *source) unit(i int) (c compound, end int, ok bool) {
	total := map[string]int{}
	above := map[string]int{} // bases before the first "/"
	factor := big.NewRat(1, 1)
	for _, m := range multipliers {
		if e, ok := s.starts(i, m.word); ok {
			factor.SetInt64(m.times)
			i = e
			break
		}
	}
	multiplied := factor.Cmp(big.NewRat(1, 1)) != 0
	end, ok = s.atom(i, 1, factor, total)
	if !ok {
		if multiplied { // ≥5万
			return compound{factor, DimNumber}, i, true
		}
		return c, i, false
	}
	maps.Copy(above, total)
	for {
		op := s.at(end)
		next, sign := end+1, 1
		if op != '/' && op != '·' && op != '*' {
			break
		}
		if op == '/' {
			sign = -1
		}
		times, behind := s.tens(next, op)
		next = behind
		group := s.at(next) == '('
		if group {
			next++
		}
		e, ok := s.atom(next, sign, factor, total)
		if !ok {
			break
		}
		factor.Quo(factor, times)
		for group && (s.at(e) == '·' || s.at(e) == '*') {
			more, ok := s.atom(e+1, sign, factor, total)
			if !ok {
				break
			}
			e = more
		}
		if group {
			if s.at(e) != ')' {
				return c, i, false
			}
			e++
		}
		end = e
	}
	return compound{factor, dimension(total, above)}, end, true
}

// tens reads 10, 100 or 1000 below a stroke: g/100g.
func (s *source) tens(i int, op rune) (times *big.Rat, end int) {
	for n, word := range []string{"1000", "100", "10"} {
		if e, ok := s.starts(i, word); ok && op == '/' && !isDigit(s.at(e)) {
			return big.NewRat([]int64{1000, 100, 10}[n], 1), s.skipSpace(e)
		}
	}
	return big.NewRat(1, 1), i
}

// dimension writes the bases in a fixed order. When all bases cancel, as in mg/kg, the dimension is a share of the
// upper base.
func dimension(total, above map[string]int) Dimension {
	write := func(bases map[string]int) string {
		var parts []string
		for _, b := range slices.Sorted(maps.Keys(bases)) {
			switch bases[b] {
			case 0:
			case 1:
				parts = append(parts, b)
			default:
				parts = append(parts, b+"^"+strconv.Itoa(bases[b]))
			}
		}
		return strings.Join(parts, "·")
	}
	if s := write(total); s != "" {
		return Dimension(s)
	}
	switch of := write(above); of {
	case "kg":
		return "ratio:mass"
	case "m^3":
		return "ratio:volume"
	default:
		return Dimension("ratio:" + of)
	}
}

// atom reads one symbol with its exponent at rune i and multiplies it into factor and bases.
func (s *source) atom(i, sign int, factor *big.Rat, bases map[string]int) (end int, ok bool) {
	t := units()
	i = s.skipSpace(i)
	for n := min(t.longest, len(s.runes)-i); n > 0; n-- {
		symbol := s.slice(i, i+n)
		u, known := t.bySymbol[symbol]
		if !known && sign < 0 {
			u, known = t.bySymbol[symbol+"/"] // a means year below a stroke only: t/a
		}
		end := i + n
		if !known || isLetter(s.at(end-1)) && isLetter(s.at(end)) {
			continue
		}
		exp, end := s.unitExponent(end)
		power := new(big.Rat).Set(u.factor)
		for range max(exp, -exp) - 1 {
			power.Mul(power, u.factor)
		}
		if exp*sign < 0 {
			power.Inv(power)
		}
		factor.Mul(factor, power)
		for b, e := range u.bases {
			bases[b] += e * exp * sign
		}
		return end, true
	}
	return i, false
}

// unitExponent reads ², ^2, -1 or a bare 2 or 3 (m2, cm3) behind a Latin symbol; 1 when there is none.
func (s *source) unitExponent(i int) (exp, end int) {
	if n, e, ok := s.exponent(i, false); ok && n != 0 && n >= -4 && n <= 4 {
		return n, e
	}
	if !isLetter(s.at(i - 1)) {
		return 1, i
	}
	if r := s.at(i); (r == '2' || r == '3') && !isDigit(s.at(i+1)) && s.at(i+1) != '.' {
		return int(r - '0'), i + 1
	}
	if r := s.at(i + 1); s.at(i) == '-' && (r == '1' || r == '2' || r == '3') && !isDigit(s.at(i+2)) &&
		s.at(i+2) != '.' {
		return -int(r - '0'), i + 2
	}
	return 1, i
}
