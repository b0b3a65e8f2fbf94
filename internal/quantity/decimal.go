package quantity

import (
	"math/big"
	"strconv"
	"strings"
)

// Decimal is an exact number, never a float: 0.1 is one tenth. The zero value is no number.
type Decimal struct{ r *big.Rat }

// The most digits of a number in its plain form, and the largest power of ten. A longer number is no measurement and
// would make exact arithmetic slow.
const (
	maxDigits = 30
	maxPower  = 30
	maxText   = maxDigits + len("-.")
)

// ParseDecimal reads -1,234.5, 1.5×10^6, 1e6 and 10⁹ in half-width or full-width characters. Ok is false for anything
// else and for more than 30 digits.
func ParseDecimal(text string) (d Decimal, ok bool) {
	src := newSource(strings.TrimSpace(text))
	d, end, ok := src.number(0, true)
	return d, ok && end == len(src.runes)
}

// Set reports whether d holds a number.
func (d Decimal) Set() bool { return d.r != nil }

// Rat is a copy of the number; nil when there is none.
func (d Decimal) Rat() *big.Rat {
	if d.r == nil {
		return nil
	}
	return new(big.Rat).Set(d.r)
}

// Cmp compares like big.Rat; the zero Decimal comes before every number.
func (d Decimal) Cmp(o Decimal) int {
	switch {
	case d.r == nil && o.r == nil:
		return 0
	case d.r == nil:
		return -1
	case o.r == nil:
		return 1
	}
	return d.r.Cmp(o.r)
}

// Equal compares values. Without it go-cmp would compare pointers.
func (d Decimal) Equal(o Decimal) bool { return d.Cmp(o) == 0 }

// String is the number in plain digits without trailing zeros, "" for no number. It is exact, because only decimals are
// read.
func (d Decimal) String() string {
	if d.r == nil {
		return ""
	}
	s := d.r.FloatString(maxDigits + maxPower)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

func decimal(digits string, power int) (Decimal, bool) {
	if len(digits) > maxText || power < -maxPower || power > maxPower {
		return Decimal{}, false
	}
	r, ok := new(big.Rat).SetString(digits + "e" + strconv.Itoa(power))
	if !ok {
		return Decimal{}, false
	}
	d := Decimal{r}
	return d, power == 0 || d.plain() // without a power its digits are the plain form already
}

// plain reports whether the plain form of the number stays within the limit, so that it can be stored and read again.
func (d Decimal) plain() bool {
	s := d.String()
	back, ok := new(big.Rat).SetString(s)
	return ok && len(s) <= maxText && back.Cmp(d.r) == 0
}

// number reads a number at rune i. Signed admits a leading sign. End is the rune after it.
func (s *source) number(i int, signed bool) (d Decimal, end int, ok bool) {
	var b strings.Builder
	if signed && (s.at(i) == '-' || s.at(i) == '+') {
		if s.at(i) == '-' {
			b.WriteByte('-')
		}
		i++
	}
	start := i
	for isDigit(s.at(i)) || s.at(i) == ',' && i > start && s.grouped(i) {
		if s.at(i) != ',' {
			b.WriteRune(s.at(i))
		}
		i++
	}
	if i == start {
		return d, i, false
	}
	if s.at(i) == '.' && isDigit(s.at(i+1)) {
		b.WriteByte('.')
		for i++; isDigit(s.at(i)); i++ {
			b.WriteRune(s.at(i))
		}
	}
	power, end := s.power(i)
	if b.String() == "10" && end == i {
		// 10⁹ and 10^9 without a factor
		if p, e, ok := s.exponent(i, false); ok {
			d, ok = decimal("1", p)
			return d, e, ok
		}
	}
	d, ok = decimal(b.String(), power)
	return d, end, ok
}

// grouped reports whether the comma at i is followed by exactly three digits.
func (s *source) grouped(i int) bool {
	n := 0
	for isDigit(s.at(i + 1 + n)) {
		n++
	}
	return n == 3
}

// power reads ×10^n or e6 behind a number; 0 and i when neither is there.
func (s *source) power(i int) (power, end int) {
	if r := s.at(i); r == '×' || r == '*' || r == '·' || r == 'x' {
		if s.at(i+1) == '1' && s.at(i+2) == '0' {
			if p, e, ok := s.exponent(i+3, true); ok {
				return p, e
			}
		}
	}
	if r := s.at(i); r == 'e' || r == 'E' {
		if p, e, ok := s.plain(i + 1); ok && !isLetter(s.at(e)) {
			return p, e
		}
	}
	return 0, i
}

// exponent reads ^9 or ⁹. With bare it also reads the digits of ×10-6, but only negative ones.
func (s *source) exponent(i int, bare bool) (n, end int, ok bool) {
	if s.at(i) == '^' {
		return s.plain(i + 1)
	}
	var b strings.Builder
	for ; ; i++ {
		k := strings.IndexRune(superscripts, s.at(i))
		if k < 0 || s.at(i) == 0 {
			break
		}
		b.WriteByte("0123456789-+"[len([]rune(superscripts[:k]))])
	}
	if b.Len() > 0 {
		n, err := strconv.Atoi(b.String())
		return n, i, err == nil
	}
	if bare && s.at(i) == '-' {
		return s.plain(i)
	}
	return 0, i, false
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺"

// plain reads an integer of at most three digits with an optional sign.
func (s *source) plain(i int) (n, end int, ok bool) {
	sign := 1
	if s.at(i) == '-' || s.at(i) == '+' {
		if s.at(i) == '-' {
			sign = -1
		}
		i++
	}
	start := i
	for isDigit(s.at(i)) {
		n = n*10 + int(s.at(i)-'0')
		i++
		if i-start > 3 {
			return 0, i, false
		}
	}
	return sign * n, i, i > start
}
