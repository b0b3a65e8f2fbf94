package listing

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"kebang/internal/region"
	normal "kebang/internal/text"
)

// Likeness compares two names of a unit for the officer who decides a claim. Company forms and leading places are no
// part of a name. Two different places are reported, because they mostly mean two units.
type Likeness struct {
	Percent int    `json:"percent"` // 0..100
	Verdict string `json:"verdict"` // code of the result, one of Verdicts
	Words   string `json:"words"`   // the result in Chinese words
	Name    string `json:"name"`    // the compared part of the claimant's name
	Lead    string `json:"lead"`    // the compared part of the lead's name
	Code    bool   `json:"code"`    // the lead names the claimant's 统一社会信用代码
}

// Fits is the share from which on the officer needs no reason for a claim.
const Fits = 80

// Fits reports whether the names agree well enough.
func (x Likeness) Fits() bool { return x.Percent >= Fits }

// forms are the endings for the kind of a unit, longest first.
var forms = []string{"有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "集团公司", "股份公司", "总公司", "分公司", "公司", "集团",
	"农民专业合作社", "专业合作社", "合作社"}

// UnitForms are the endings of names for the kind of a unit, the longest first.
func UnitForms() []string { return slices.Clone(forms) }

// LikenessOf compares the claimant's name and code with the words of a lead.
func LikenessOf(name, code, words string) Likeness {
	a, placesA := bare(name)
	b, placesB := bare(words)
	x := Likeness{Name: a, Lead: b, Code: code != "" && strings.Contains(strings.ToUpper(words), code)}
	switch {
	case x.Code:
		x.Percent = 100
	case b == "" || a == "":
	case a == b:
		x.Percent = 100
	default:
		x.Percent = int(math.Round(100 * dice(a, b)))
		short, long := a, b
		if len(short) > len(long) {
			short, long = long, short
		}
		if n := len([]rune(short)); n >= 4 && strings.Contains(long, short) {
			x.Percent = max(x.Percent, 85)
		}
	}
	apart := !x.Code && x.Percent > 60 && otherPlaces(placesA, placesB)
	if apart {
		x.Percent = 60
	}
	switch {
	case x.Code:
		x.Verdict = "code"
	case b == "":
		x.Verdict = "none"
	case apart:
		x.Verdict = "places"
	case x.Percent == 100:
		x.Verdict = "same"
	case x.Percent >= Fits:
		x.Verdict = "near"
	case x.Percent >= 40:
		x.Verdict = "part"
	default:
		x.Verdict = "other"
	}
	x.Words = Verdicts.Name(x.Verdict)
	return x
}

// bare removes the leading places and the company form from a name.
func bare(s string) (rest string, places []string) {
	rest = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, strings.ToLower(normal.Normal(s)))
	for range 3 { // province, prefecture, county
		r, n := leadingPlace(rest)
		if n == 0 || len(rest) == n {
			break
		}
		rest, places = rest[n:], append(places, r)
	}
	for _, f := range forms {
		if t, ok := strings.CutSuffix(rest, f); ok && t != "" {
			rest = t
			break
		}
	}
	return rest, places
}

// leadingPlace finds the longest region at the head of a name, by its full or short name. Codes are those of all
// regions with that name.
func leadingPlace(s string) (codes string, n int) {
	for _, r := range region.All() {
		for _, name := range []string{r.Name, r.Short} {
			if len(name) < len("中国") || !strings.HasPrefix(s, name) || len(name) < n {
				continue
			}
			if len(name) > n {
				codes, n = "", len(name)
			}
			codes += r.Code + " "
		}
	}
	return codes, n
}

// otherPlaces reports whether both names give places and no place of one lies in a place of the other.
func otherPlaces(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	last := func(in []string) []string { return strings.Fields(in[len(in)-1]) }
	return !slices.ContainsFunc(last(a), func(x string) bool {
		return slices.ContainsFunc(last(b), func(y string) bool { return region.Within(x, y) || region.Within(y, x) })
	})
}

// dice is the common share of pairs of neighbouring characters of two names.
func dice(a, b string) float64 {
	pairs := func(s string) map[string]int {
		rs, out := []rune(s), map[string]int{}
		for i := 1; i < len(rs); i++ {
			out[string(rs[i-1:i+1])]++
		}
		return out
	}
	pa, pb := pairs(a), pairs(b)
	n, both := 0, 0
	for p, c := range pa {
		n += c
		both += min(c, pb[p])
	}
	for _, c := range pb {
		n += c
	}
	if n == 0 {
		return 0
	}
	return 2 * float64(both) / float64(n)
}
