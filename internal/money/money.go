// Package money reads and writes amounts of yuan. Inside the program an amount is an int64 of fen (分). People write and
// read 万元, exactly, with up to six decimals (0.000001 万元 is one fen). The package uses no floats. It must not know the
// purpose of an amount.
package money

import (
	"math/bits"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// The usual units, in fen.
const (
	Yuan int64 = 100
	Wan  int64 = 10_000 * Yuan      // 一万元
	Yi   int64 = 100_000_000 * Yuan // 一亿元

	// Max is the largest amount that is read: 一万亿元, in fen. No technology contract comes near it, and a sum of many
	// such amounts cannot overflow.
	Max int64 = 10_000 * Yi
)

// units are the accepted units by suffix; the longest fitting one wins. County policies use 千万 and 百万 too.
var units = []struct {
	suffix string
	fen    int64
}{
	{"亿元", Yi}, {"亿", Yi},
	{"千万元", 1000 * Wan}, {"千万", 1000 * Wan},
	{"百万元", 100 * Wan}, {"百万", 100 * Wan},
	{"万元", Wan}, {"万", Wan},
	{"千元", 1000 * Yuan},
	{"元", Yuan},
}

// ParseWan reads a non-negative amount to fen. A bare number is 万元. The suffixes 亿元, 千万元, 百万元, 万元, 千元 and 元 name other
// units; 亿, 千万, 百万 and 万 need no 元. Full-width characters, spaces, a currency sign and well-formed thousands separators
// are accepted. The error is fault.Invalid for an amount that is negative, above Max or not a whole number of fen. It
// is the same for a masked amount (x.x亿元) and for words. Nothing is ever rounded.
func ParseWan(text string) (int64, error) {
	s, unit := narrow(text), int64(Wan)
	for _, sign := range []string{"人民币", "RMB", "CNY", "¥"} {
		s = strings.TrimPrefix(s, sign)
	}
	if s == "" {
		return 0, fault.Of(fault.Invalid, fault.T("money-empty", "请填写金额。", "Please give the amount."))
	}
	for _, u := range units {
		if number, ok := strings.CutSuffix(s, u.suffix); ok {
			s, unit = number, u.fen
			break
		}
	}
	if strings.HasPrefix(s, "-") {
		return 0, fault.Of(fault.Invalid, fault.T("money-negative",
			"金额不能为负数，请填写零或正数。",
			"An amount cannot be negative; give zero or more."))
	}
	return number(s, unit, text)
}

// number multiplies the decimal s by unit, in integers only.
func number(s string, unit int64, text string) (int64, error) {
	s = strings.TrimPrefix(s, "+")
	whole, fraction, dotted := strings.Cut(s, ".")
	whole, ok := ungroup(whole)
	if !ok || !digits(whole) || dotted && !digits(fraction) {
		return 0, fault.Of(fault.Invalid, fault.T("money-not-a-number",
			"“%s”不是金额，请填写数字，如 12.5（万元）或 125000元。",
			"“%s” is no amount; write 12.5 (10,000 yuan) or 125000元."), shorten(text))
	}
	whole, fraction = strings.TrimLeft(whole, "0"), strings.TrimRight(fraction, "0")
	tooLarge := fault.Of(fault.Invalid, fault.T("money-too-large",
		"金额超过一万亿元，请核对单位是元还是万元。",
		"The amount exceeds 1 trillion yuan; is the unit yuan or 10,000 yuan?"))
	n, err := strconv.ParseUint("0"+whole, 10, 64) // digits only, so the sole possible error is the size
	hi, lo := bits.Mul64(n, uint64(unit))
	if err != nil || hi != 0 || lo > uint64(Max) {
		return 0, tooLarge
	}
	fen := int64(lo)
	for _, d := range fraction {
		if unit%10 != 0 {
			return 0, fault.Of(fault.Invalid, fault.T("money-below-fen",
				"金额“%s”不足一分，请精确到分（万元最多六位小数）。",
				"The amount “%s” is finer than a fen (six decimals of 10,000 yuan)."), shorten(text))
		}
		unit /= 10
		fen += int64(d-'0') * unit
	}
	if fen > Max {
		return 0, tooLarge
	}
	return fen, nil
}

// FormatWan writes fen as 万元 with at most six decimals and no trailing zeros: 123456789 -> "123.456789". ParseWan reads
// the result back exactly. Negative amounts are written too, for corrections of closed years; ParseWan does not read
// those.
func FormatWan(fen int64) string {
	sign, n := magnitude(fen)
	s := sign + strconv.FormatUint(n/uint64(Wan), 10)
	if rest := n % uint64(Wan); rest != 0 {
		s += "." + strings.TrimRight(pad(rest, 6), "0")
	}
	return s
}

// FormatYuan writes fen as 元 with thousands separators and two decimals, as contracts do: 123456789 -> "1,234,567.89".
func FormatYuan(fen int64) string {
	sign, n := magnitude(fen)
	whole := strconv.FormatUint(n/uint64(Yuan), 10)
	var b strings.Builder
	b.WriteString(sign)
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return b.String() + "." + pad(n%uint64(Yuan), 2)
}

// Fen is an amount in a sentence: "12.5万元" in Chinese, "CNY 125,000.00" in English.
type Fen int64

var _ = fault.Argument[Fen]()

// In is the amount in a language.
func (f Fen) In(l vocab.Lang) string {
	if l == vocab.En {
		return "CNY " + FormatYuan(int64(f))
	}
	return FormatWan(int64(f)) + "万元"
}

// Tag names amounts in records.
func (Fen) Tag() string { return "fen" }

func magnitude(fen int64) (sign string, n uint64) {
	if fen < 0 {
		return "-", -uint64(fen) // correct for the smallest int64 too
	}
	return "", uint64(fen)
}

func pad(n uint64, width int) string {
	s := strconv.FormatUint(n, 10)
	return strings.Repeat("0", width-len(s)) + s
}

// ungroup removes thousands separators when every group but the first has three digits. A lone "1,5" is refused,
// because the comma could be a decimal comma.
func ungroup(s string) (string, bool) {
	if !strings.Contains(s, ",") {
		return s, true
	}
	groups := strings.Split(s, ",")
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && (len(g) < 1 || len(g) > 3) {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// signs are points and hyphens that width.Fold leaves unchanged.
var signs = strings.NewReplacer("。", ".", "−", "-", "–", "-", "—", "-")

// narrow folds a text to half width and removes its white space.
func narrow(s string) string {
	return strings.Join(strings.Fields(signs.Replace(width.Fold.String(s))), "")
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 30 {
		return string(r[:30]) + "…"
	}
	return s
}
