package money

import (
	"errors"
	"math"
	"strings"
	"testing"

	"kebang/internal/fault"
	"kebang/internal/soak"
)

func TestParseWan(t *testing.T) {
	for text, want := range map[string]int64{
		"0":                 0,
		"100":               100 * Wan,
		"87.654322":         87_654_322,
		"0.000001":          1,
		"12.5000000":        12*Wan + Wan/2, // zeros after the sixth decimal lose nothing
		"007":               7 * Wan,
		"+3":                3 * Wan,
		"1,234.5":           12_345_000 * Yuan,
		"１２，３４５．６万元":        123_456_000 * Yuan,
		" 5000 万元 ":         5000 * Wan,
		"5000万":             5000 * Wan,
		"0.5亿元":             5000 * Wan,
		"2千万":               2000 * Wan,
		"2千万元":              2000 * Wan,
		"3百万":               300 * Wan,
		"34亿":               34 * Yi,
		"3百万元":              300 * Wan,
		"125000元":           12*Wan + Wan/2,
		"3千元":               3000 * Yuan,
		"¥1,250,000.50元":    125*Wan + 50,
		"￥0.01元":            1,
		"人民币贰":              -1,
		"1万亿":               -1, // not a unit we know; never guessed
		"10000亿元":           Max,
		"1000000000000.00元": Max,
	} {
		got, err := ParseWan(text)
		if want < 0 {
			if err == nil {
				t.Errorf("ParseWan(%q) = %d, want an error", text, got)
			}
			continue
		}
		if err != nil || got != want {
			t.Errorf("ParseWan(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
}

func TestParseWanRefuses(t *testing.T) {
	for text, code := range map[string]string{
		"":                          "money-empty",
		"   ":                       "money-empty",
		"-1":                        "money-negative",
		"－0.5亿元":                    "money-negative",
		"x.x亿元":                     "money-not-a-number",
		"面议":                        "money-not-a-number",
		"1e6":                       "money-not-a-number",
		"1,5":                       "money-not-a-number",
		"1,0000":                    "money-not-a-number",
		",100":                      "money-not-a-number",
		"1.":                        "money-not-a-number",
		".5":                        "money-not-a-number",
		"1.2.3":                     "money-not-a-number",
		"10-20":                     "money-not-a-number",
		"NaN":                       "money-not-a-number",
		"0x10":                      "money-not-a-number",
		"万元":                        "money-not-a-number",
		"5000元万":                    "money-not-a-number",
		"0.0000001":                 "money-below-fen",
		"0.001元":                    "money-below-fen",
		"10000.0000000001亿":         "money-too-large",
		"10001亿":                    "money-too-large",
		"9223372036854775808":       "money-too-large",
		strings.Repeat("9", 10_000): "money-too-large",
	} {
		_, err := ParseWan(text)
		if !errors.Is(err, &fault.Error{Kind: fault.Invalid, Code: code}) {
			t.Errorf("ParseWan(%.40q) error = %v, want invalid %s", text, err, code)
		}
	}
}

// An error quotes a text of at most 30 characters whole, and the first 30 characters of a longer one.
func TestParseWanQuotes(t *testing.T) {
	for n, want := range map[int]string{30: "“" + strings.Repeat("贰", 30) + "”",
		31: "“" + strings.Repeat("贰", 30) + "…”"} {
		if _, err := ParseWan(strings.Repeat("贰", n)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%d characters: error %v does not quote %s", n, err, want)
		}
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct {
		fen       int64
		wan, yuan string
	}{
		{0, "0", "0.00"},
		{1, "0.000001", "0.01"},
		{100, "0.0001", "1.00"},
		{87_654_322, "87.654322", "876,543.22"},
		{123_456_789, "123.456789", "1,234,567.89"},
		{5000 * Wan, "5000", "50,000,000.00"},
		{12*Wan + Wan/2, "12.5", "125,000.00"},
		{-3 * Wan, "-3", "-30,000.00"},
		{math.MaxInt64, "9223372036854.775807", "92,233,720,368,547,758.07"},
		{math.MinInt64, "-9223372036854.775808", "-92,233,720,368,547,758.08"},
	} {
		if got := FormatWan(c.fen); got != c.wan {
			t.Errorf("FormatWan(%d) = %q, want %q", c.fen, got, c.wan)
		}
		if got := FormatYuan(c.fen); got != c.yuan {
			t.Errorf("FormatYuan(%d) = %q, want %q", c.fen, got, c.yuan)
		}
	}
}

func FuzzParseWan(f *testing.F) {
	for _, s := range []string{"100", "0.5亿元", "１２，３４５．６", "-1", "0.0000001", "¥1,250,000.50元"} {
		f.Add(s)
	}
	soak.Fuzz(f, func(t *testing.T, text string) {
		fen, err := ParseWan(text)
		if err != nil {
			return
		}
		if fen < 0 || fen > Max {
			t.Fatalf("ParseWan(%q) = %d, out of range", text, fen)
		}
		if back, err := ParseWan(FormatWan(fen)); err != nil || back != fen {
			t.Fatalf("%q -> %d -> %q -> %d, %v", text, fen, FormatWan(fen), back, err)
		}
		if back, err := ParseWan(FormatYuan(fen) + "元"); err != nil || back != fen {
			t.Fatalf("%q -> %d -> %q -> %d, %v", text, fen, FormatYuan(fen), back, err)
		}
	})
}
