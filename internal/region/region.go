// Package region knows the administrative divisions of China down to county level by their GB/T 2260 codes. It finds
// them in the words of a region column. Townships stay free text. The package must not know markets or scores.
package region

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed regions.txt
var regionText string

// National is the code of the whole country, 全国; it has level 0 and every other region lies within it.
const National = "100000"

// The levels.
const (
	LevelNation   = 0
	LevelProvince = 1
	LevelCity     = 2 // also 地区, 自治州 and 盟
	LevelCounty   = 3 // also districts, 旗 and cities of county rank
)

// Region is one administrative division.
type Region struct {
	Code   string // six digits
	Name   string // 镇康县
	Short  string // 镇康; the whole name where nothing can be cut off
	Level  int    // LevelProvince, LevelCity or LevelCounty; 0 for the nation
	Parent string // code of the next existing level: the province for districts of Beijing; empty for the nation
}

type tables struct {
	list     []Region // in code order, the nation first
	byCode   map[string]Region
	children map[string][]string
	names    []map[string][]string // level -> full or short name -> codes
	longest  int                   // length of the longest name, in characters
	old      map[string]Change     // by former code
	oldNames map[string]Change     // by former name
}

// loaded reads the list once. The list is part of the program and its tests read it, so a mistake in it panics.
var loaded = sync.OnceValue(func() *tables {
	t, err := load(regionText)
	if err == nil {
		err = t.learn(changeText, aliasText)
	}
	if err != nil {
		panic("region: " + err.Error())
	}
	return t
})

func load(text string) (*tables, error) {
	t := &tables{byCode: map[string]Region{}, children: map[string][]string{}, oldNames: map[string]Change{}}
	t.names = []map[string][]string{{}, {}, {}, {}}
	t.add(Region{Code: National, Name: "全国", Short: "全国"})
	n, last := 0, ""
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		code, name, ok := strings.Cut(line, " ")
		if !ok || len(code) != 6 || strings.Trim(code, "0123456789") != "" || code <= last {
			return nil, fmt.Errorf("regions line %d: %q is not a code in order and a name", n, line)
		}
		last = code
		r := Region{Code: code, Name: name, Level: levelOf(code)}
		r.Short = shortName(name, r.Level)
		switch parent := code[:4] + "00"; {
		case r.Level == LevelProvince:
			r.Parent = National
		case r.Level == LevelCounty && t.byCode[parent].Code != "":
			r.Parent = parent
		default:
			r.Parent = code[:2] + "0000"
		}
		if t.byCode[r.Parent].Code == "" {
			return nil, fmt.Errorf("regions line %d: %s has no province", n, line)
		}
		t.add(r)
	}
	return t, nil
}

func (t *tables) add(r Region) {
	t.list = append(t.list, r)
	t.byCode[r.Code] = r
	if r.Parent != "" {
		t.children[r.Parent] = append(t.children[r.Parent], r.Code)
	}
	for _, name := range append([]string{r.Name, r.Short}, r.everyday()...) {
		t.named(r.Level, name, r.Code)
	}
}

func levelOf(code string) int {
	switch {
	case strings.HasSuffix(code, "0000"):
		return LevelProvince
	case strings.HasSuffix(code, "00"):
		return LevelCity
	}
	return LevelCounty
}

// ByCode finds a region by its six digits.
func ByCode(code string) (Region, bool) {
	r, ok := loaded().byCode[code]
	return r, ok
}

// Valid reports whether the code names a region, the nation included.
func Valid(code string) bool {
	_, ok := loaded().byCode[code]
	return ok
}

// All lists every region in code order, the nation first. The result is the caller's.
func All() []Region { return append([]Region(nil), loaded().list...) }

// Children lists the next lower regions in code order: provinces of the nation, cities and directly governed counties
// of a province, counties of a city. The list is empty for an unknown code.
func Children(code string) []Region {
	t := loaded()
	var out []Region
	for _, c := range t.children[code] {
		out = append(out, t.byCode[c])
	}
	return out
}

// FullName is 云南省临沧市镇康县 for 530924 and 全国 for the nation; "" for an unknown code.
func FullName(code string) string {
	t := loaded()
	name := t.byCode[code].Name
	for p := t.byCode[code].Parent; p != "" && p != National; p = t.byCode[p].Parent {
		name = t.byCode[p].Name + name
	}
	return name
}

// ShortName is 镇康 for 530924 and 云南 for 530000, for chips and charts; "" for an unknown code. It may be ambiguous: 吉林
// is a province and a city.
func ShortName(code string) string { return loaded().byCode[code].Short }

// Within reports whether code equals ancestor or lies inside it. For an unknown code it is false.
func Within(code, ancestor string) bool {
	if !Valid(code) || !Valid(ancestor) {
		return false
	}
	return ancestor == National || strings.HasPrefix(code, prefix(ancestor))
}

// prefix is the digits that all regions inside share: two, four or six.
func prefix(code string) string {
	for strings.HasSuffix(code, "00") && len(code) > 2 {
		code = code[:len(code)-2]
	}
	return code
}

// At is the region of the given level in which code lies: At("530924", LevelProvince) is "530000". It is empty for an
// unknown code, one wider than the level, and one without a region of that level.
func At(code string, level int) string {
	t := loaded()
	for c := code; c != ""; c = t.byCode[c].Parent {
		if r, ok := t.byCode[c]; ok && r.Level == level {
			return c
		}
	}
	return ""
}
