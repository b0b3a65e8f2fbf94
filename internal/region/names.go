package region

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

//go:embed changes.txt
var changeText string

//go:embed aliases.txt
var aliasText string

// Change is a former division: its code, its name and the present code that replaced it.
type Change struct {
	Old  string // empty when the code stayed, or another division received it later
	New  string
	Year string // year of the change
	Name string // former name; empty when the name stayed
}

// learn adds former names and everyday names to the tables.
func (t *tables) learn(changes, aliases string) error {
	t.old = map[string]Change{}
	for line := range strings.Lines(changes) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Fields(line)
		if len(f) != 4 || t.byCode[f[1]].Code == "" || f[0] == f[1] {
			return fmt.Errorf("changes: %q is no old code, code of today, year and old name", line)
		}
		c := Change{Old: strings.Trim(f[0], "-"), New: f[1], Year: f[2], Name: strings.Trim(f[3], "-")}
		if c.Old != "" {
			if t.byCode[c.Old].Code != "" || t.old[c.Old].New != "" {
				return fmt.Errorf("changes: the old code %s is there already", c.Old)
			}
			t.old[c.Old] = c
		}
		if c.Name != "" {
			t.oldNames[c.Name] = c
			level := t.byCode[c.New].Level
			t.named(level, c.Name, c.New)
			short := shortName(c.Name, level)
			for _, name := range append(Region{Name: c.Name, Short: short}.everyday(), short) {
				if !t.current(name) { // 绍兴 means the city, not the former county
					t.named(level, name, c.New)
					t.oldNames[name] = c
				}
			}
		}
	}
	for line := range strings.Lines(aliases) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		code, name, ok := strings.Cut(line, " ")
		if !ok || t.byCode[code].Code == "" {
			return fmt.Errorf("aliases: %q is no code and name", line)
		}
		t.named(t.byCode[code].Level, name, code)
	}
	return nil
}

// current reports whether a present division of any level has the name.
func (t *tables) current(name string) bool {
	return slices.ContainsFunc(t.names, func(byName map[string][]string) bool { return len(byName[name]) > 0 })
}

// named records a name of a region, once.
func (t *tables) named(level int, name, code string) {
	if codes := t.names[level][name]; !slices.Contains(codes, code) {
		t.names[level][name] = append(codes, code)
	}
	t.longest = max(t.longest, utf8.RuneCountInString(name))
}

// everyday are the spoken forms of the name of an autonomous place: 大理州, 河南县, 莫力达瓦旗.
func (r Region) everyday() []string {
	for _, e := range []struct{ official, short string }{{"自治州", "州"}, {"自治县", "县"}, {"自治旗", "旗"}} {
		if strings.HasSuffix(r.Name, e.official) && r.Short != r.Name {
			return []string{r.Short + e.short, r.Short + e.official}
		}
	}
	return nil
}
