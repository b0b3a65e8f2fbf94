package quantity

import (
	"errors"
	"strings"
	"testing"

	"kebang/internal/fault"
)

func TestParseDecimal(t *testing.T) {
	for text, want := range map[string]string{
		"0": "0", "99.9": "99.9", "-40": "-40", "+3": "3", "007": "7", "0.10": "0.1", "1,234.5": "1234.5",
		"９９．９":   "99.9",
		"1×10^6": "1000000", "1.5×10⁻³": "0.0015", "2*10^3": "2000", "1e6": "1000000", "2.5E-2": "0.025",
		"10^9": "1000000000",
		"10⁹":  "1000000000", "1.03×10-6": "0.00000103", " 5 ": "5",
		"123456789012345678901234567890": "123456789012345678901234567890",
	} {
		if got, ok := ParseDecimal(text); !ok || got.String() != want {
			t.Errorf("ParseDecimal(%q) = %q, %v; want %q", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "-", ".", "1.", ".5", "1.2.3", "1,23", "NaN", "Inf", "0x10", "1/3", "1e999", "1e",
		"一百", "5%",
		"1234567890123456789012345678901234", "1×10^40", "123456789×10^30", "1.5×10^-30", "--5", strings.Repeat("9",
			100_000)} {
		if got, ok := ParseDecimal(text); ok {
			t.Errorf("ParseDecimal(%.40q) = %s, want none", text, got)
		}
	}
	var none Decimal
	if none.Set() || none.String() != "" || none.Rat() != nil || none.Cmp(none) != 0 {
		t.Error("the zero Decimal is a number")
	}
}

func TestUnits(t *testing.T) {
	for text, want := range map[string]struct {
		factor string
		dim    Dimension
	}{
		"":          {"1", DimNumber},
		"%":         {"1/100", DimRatio},
		"％":         {"1/100", DimRatio},
		"‰":         {"1/1000", DimRatio},
		"ppm":       {"1/1000000", DimRatio},
		"mg/kg":     {"1/1000000", "ratio:mass"},
		"wt%":       {"1/100", "ratio:mass"},
		"mL/L":      {"1/1000", "ratio:volume"},
		"vol%":      {"1/100", "ratio:volume"},
		"℃":         {"1", "℃"},
		"MPa":       {"1000000", "kg·m^-1·s^-2"},
		"N/mm²":     {"1000000", "kg·m^-1·s^-2"},
		"N/mm2":     {"1000000", "kg·m^-1·s^-2"},
		"mPa·s":     {"1/1000", "kg·m^-1·s^-1"},
		"t/h":       {"5/18", "kg·s^-1"},
		"吨/小时":      {"5/18", "kg·s^-1"},
		"t/a":       {"1000", "kg·year^-1"},
		"万吨/年":      {"10000000", "kg·year^-1"},
		"kg/亩":      {"3/2000", "kg·m^-2"},
		"g/L":       {"1", "kg·m^-3"},
		"mg·L-1":    {"1/1000", "kg·m^-3"},
		"g·L^-1":    {"1", "kg·m^-3"},
		"g·L⁻¹":     {"1", "kg·m^-3"},
		"m³":        {"1", "m^3"},
		"m3/d":      {"1/86400", "m^3·s^-1"},
		"W/(m·K)":   {"1", "K^-1·kg·m·s^-3"},
		"kWh/t":     {"3600", "m^2·s^-2"},
		"r/min":     {"1/60", "s^-1·turn"},
		"rpm":       {"1/60", "s^-1·turn"},
		"万元":        {"10000", "元"},
		"亿元":        {"100000000", "元"},
		"元 / 吨":     {"1/1000", "kg^-1·元"},
		"个月":        {"1/12", "year"},
		"CFU/g":     {"1000", "CFU·kg^-1"},
		"μm":        {"1/1000000", "m"},
		"µm":        {"1/1000000", "m"},
		"g/(kg·d)":  {"1/86400000", "s^-1"},
		"万":         {"10000", DimNumber},
		"mm2":       {"1/1000000", "m^2"},
		"kg·m^-1·s": {"1", "kg·m^-1·s"},
	} {
		factor, dim, ok := resolve(text)
		if !ok || factor.RatString() != want.factor || dim != want.dim {
			t.Errorf("%q: %v %s, %v; want %v", text, factor, dim, ok, want)
		}
	}
	for _, text := range []string{"a", "日", "mpa", "XYZ", "G", "kg/", "/kg", "kg/(m", "kgm", "℃℃", "kg//亩", "W/(m·K",
		"MPaa", "色度单位"} {
		if _, _, ok := resolve(text); ok {
			t.Errorf("%q passes for a unit", text)
		}
	}
}

func TestReadUnitsRefuses(t *testing.T) {
	for _, text := range []string{"kg", "kg = 1", "kg = x kg", "kg = 0 kg", "kg = -1 kg", "kg = 1 kg0", "kg = 1 -2",
		"kg = 1 kg\nkg = 2 kg", "kg kg = 1 kg"} {
		if _, err := readUnits(text); err == nil || !strings.Contains(err.Error(), "units line") {
			t.Errorf("readUnits(%q): %v", text, err)
		}
	}
}

func TestParseValue(t *testing.T) {
	for _, c := range []struct {
		op, value, high, unit string
		want                  string
		kind                  Dimension
	}{
		{">=", "99.9", "", "%", "≥99.9%", DimRatio},
		{"≥", "99.90", "", "%", "≥99.9%", DimRatio},
		{"不低于", "3", "", "吨/小时", "≥3吨/小时", "kg·s^-1"},
		{"＜", "5", " ", "", "＜5", DimNumber},
		{"range", "30", "50", "nm", "30～50nm", "m"},
		{"区间", "-40", "85", "℃", "-40～85℃", "℃"},
		{"=", "7", "", "色度单位", "＝7色度单位", DimUnknown},
	} {
		got, err := ParseValue(c.op, c.value, c.high, c.unit)
		if err != nil || got.String() != c.want || got.Kind != c.kind {
			t.Errorf("ParseValue(%q, %q, %q, %q) = %s %s, %v; want %s", c.op, c.value, c.high, c.unit, got, got.Kind,
				err, c.want)
		}
	}
	for _, c := range []struct{ op, value, high, code string }{
		{"", "5", "", "quantity-op"}, {"大概", "5", "", "quantity-op"}, {">=", "", "", "quantity-value"}, {">=", "很高", "",
			"quantity-value"},
		{">=", "5%", "", "quantity-value"}, {"range", "5", "", "quantity-high"}, {"range", "5", "x", "quantity-high"},
		{"range", "5", "3", "quantity-range"}, {">=", "5", "6", "only-range-has-upper-end"},
	} {
		_, err := ParseValue(c.op, c.value, c.high, "")
		if !errors.Is(err, &fault.Error{Kind: fault.Invalid, Code: c.code}) {
			t.Errorf("ParseValue(%q, %q, %q): %v, want %s", c.op, c.value, c.high, err, c.code)
		}
	}
}
