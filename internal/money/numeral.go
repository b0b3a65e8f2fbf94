package money

import (
	"math/big"
	"regexp"
	"strings"
	"unicode/utf8"
)

// numerals are the digits of Chinese numbers, in everyday and in cheque writing.
var numerals = map[rune]int64{'零': 0, '〇': 0, '○': 0, '一': 1, '壹': 1, '二': 2, '贰': 2, '貳': 2, '两': 2, '兩': 2, '三': 3,
	'叁': 3, '参': 3, '四': 4, '肆': 4, '五': 5, '伍': 5,
	'六': 6, '陆': 6, '陸': 6, '七': 7, '柒': 7, '八': 8, '捌': 8, '九': 9, '玖': 9}

// powers are the words that multiply the number before them.
var powers = map[rune]int64{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000, '万': 1e4, '萬': 1e4, '亿': 1e8,
	'億': 1e8}

var decimal = regexp.MustCompile(`^\d[\d,]*(\.\d+)?`)

// maxDigits is the most digits of one number; more is a slip.
const maxDigits = 40

// one reads a number with its unit, if it has one: 120, 120万, 1.2亿元, 2亿3000万元, 壹佰万元, 100元5角. Own is the unit that the
// text names; n is then in yuan. For a bare number own.Fen is 0. A text that ends in a lone 百 or 千 without 元 is
// refused: 3千 could mean 3千元 or 3千万元.
func one(s string) (n *big.Rat, own Unit, err error) {
	head, tail, yuan := strings.Cut(s, "元")
	if head == "" || len(s) > 4*maxDigits {
		return nil, own, errNotOne
	}
	n, most, ok := count(head, yuan)
	if !ok {
		return nil, own, errNotOne
	}
	last, _ := utf8.DecodeLastRuneInString(head)
	if p := powers[last]; !yuan && (p == 100 || p == 1000) {
		return nil, own, errNotOne
	}
	small, ok := cents(tail)
	if !ok {
		return nil, own, errNotOne
	}
	if yuan || most >= 1e4 {
		own = scaleOf(head)
	}
	return n.Add(n, small), own, nil
}

// scaleOf is the unit that the text names: the words behind its digits, else its last 亿 or 万, else 元.
func scaleOf(head string) Unit {
	scale := strings.TrimLeft(head, "0123456789.,")
	for _, c := range scales {
		if scale == c.word {
			return Unit{Fen: c.fen, Name: c.name}
		}
	}
	switch wan, yi := strings.LastIndexAny(head, "万萬"), strings.LastIndexAny(head, "亿億"); {
	case wan > yi:
		return InWan
	case yi > wan:
		return Unit{Fen: Yi, Name: "亿元"}
	}
	return Unit{Fen: Yuan, Name: "元"}
}

// counting is a number while it is read. Total is the part above the last 万 or 亿, section the part below it, pending
// the digits last read.
type counting struct {
	total, section, pending *big.Rat
	last, most              int64 // the last power and the largest one
	zero                    bool  // a 零 stands before pending
}

// count reads a number of digits, Chinese numerals and powers. Most is the largest power in it, 1 when it has none.
// Before 元 digits that stand at its end count themselves: 1万500元 is 10,500 yuan.
func count(s string, yuan bool) (n *big.Rat, most int64, ok bool) {
	c := counting{total: new(big.Rat), section: new(big.Rat), most: 1}
	for s != "" {
		size := 0
		if m := decimal.FindString(s); m != "" {
			size, ok = len(m), c.digits(m)
		} else {
			r, width := utf8.DecodeRuneInString(s)
			size, ok = width, c.sign(r)
		}
		if !ok {
			return nil, 0, false
		}
		s = s[size:]
	}
	if c.pending != nil {
		if c.twofold() && (!yuan || c.pending.Cmp(big.NewRat(10, 1)) < 0) {
			return nil, 0, false
		}
		c.section.Add(c.section, c.pending)
	}
	return c.total.Add(c.total, c.section), c.most, true
}

// twofold reports whether the number has two readings: 一百二 is 120 in speech and 102 in writing; 1万2 is alike.
func (c *counting) twofold() bool {
	tenfold := new(big.Rat).Mul(c.pending, big.NewRat(10, 1))
	return c.last >= 100 && !c.zero && tenfold.Cmp(big.NewRat(c.last, 1)) <= 0
}

func (c *counting) digits(s string) bool {
	whole, fraction, _ := strings.Cut(s, ".")
	whole, ok := ungroup(whole)
	if !ok || c.pending != nil || len(s) > maxDigits {
		return false
	}
	if fraction != "" {
		whole += "." + fraction
	}
	c.pending, ok = new(big.Rat).SetString(whole)
	return ok
}

// sign reads a numeral or a power.
func (c *counting) sign(r rune) bool {
	if d, is := numerals[r]; is {
		if d == 0 {
			c.zero = true
			return true
		}
		if c.pending != nil {
			return false
		}
		c.pending = new(big.Rat).SetInt64(d)
		return true
	}
	p, is := powers[r]
	if !is {
		return false
	}
	power := new(big.Rat).SetInt64(p)
	c.most = max(c.most, p)
	switch {
	case p < 1e4:
		if c.pending == nil && p != 10 || c.last != 0 && p >= c.last {
			return false
		}
		if c.pending == nil { // 十五
			c.pending = big.NewRat(1, 1)
		}
		c.section.Add(c.section, c.pending.Mul(c.pending, power))
	default:
		if c.pending != nil {
			if c.last < 1e4 && c.twofold() {
				return false
			}
			c.section.Add(c.section, c.pending)
		}
		if p == 1e8 {
			c.section.Add(c.section, c.total)
			c.total = new(big.Rat)
		}
		if c.section.Sign() == 0 {
			return false
		}
		c.total.Add(c.total, c.section.Mul(c.section, power))
		c.section = new(big.Rat)
	}
	c.pending, c.last, c.zero = nil, p, false
	return true
}

var centsForm = regexp.MustCompile(`^(?:([0-9一二三四五六七八九壹贰叁肆伍陆柒捌玖])角)?零?(?:([0-9一二三四五六七八九壹贰叁肆伍陆柒捌玖])分)?$`)

// cents reads the text behind 元: empty, 5角, 伍角贰分.
func cents(s string) (*big.Rat, bool) {
	m := centsForm.FindStringSubmatch(s)
	if m == nil {
		return nil, false
	}
	sum := new(big.Rat)
	for i, part := range []int64{10, 100} {
		if m[i+1] == "" {
			continue
		}
		r := []rune(m[i+1])[0]
		d, ok := numerals[r]
		if !ok {
			d = int64(r - '0')
		}
		sum.Add(sum, big.NewRat(d, part))
	}
	return sum, true
}
