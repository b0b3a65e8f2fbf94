package industry

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"
)

//go:embed taxonomy.txt
var taxonomyText string

//go:embed synonyms.txt
var synonymText string

//go:embed words.txt
var wordText string

//go:embed profiles.txt
var profileText string

type tables struct {
	list     []Industry
	byCode   map[string]Industry
	synonyms []Synonym
	words    map[string]string // normalised word of a flat table -> code
	profiles []Profile
	proposer *proposer
}

// loaded reads the four files once. The files are part of the program and its tests read them, so a mistake in them
// panics.
var loaded = sync.OnceValue(func() *tables {
	t, err := load(taxonomyText, synonymText, wordText, profileText)
	if err != nil {
		panic("industry: " + err.Error())
	}
	return t
})

func load(taxonomy, synonyms, words, profiles string) (*tables, error) {
	t := &tables{byCode: map[string]Industry{}}
	if err := eachLine("taxonomy", taxonomy, t.addIndustry); err != nil {
		return nil, err
	}
	var err error
	if t.synonyms, err = readSynonyms(synonyms, t.byCode); err != nil {
		return nil, err
	}
	if t.words, err = readWords(words, t.list, t.byCode); err != nil {
		return nil, err
	}
	if t.profiles, err = readProfiles(profiles, t.byCode); err != nil {
		return nil, err
	}
	t.proposer = newProposer(t.list, t.synonyms)
	return t, nil
}

// eachLine calls f for every line that is neither empty nor a comment, and adds the place to an error.
func eachLine(file, text string, f func(line string) error) error {
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := f(line); err != nil {
			return fmt.Errorf("%s line %d: %w", file, n, err)
		}
	}
	return nil
}

func columns(line string) []string {
	parts := strings.Split(line, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

func (t *tables) addIndustry(line string) error {
	cols := columns(line)
	code, name, ok := strings.Cut(cols[0], " ")
	if !ok || len(code) != 2 && len(code) != 4 || strings.Trim(code, "0123456789") != "" {
		return fmt.Errorf("%q does not start with a code and a name", cols[0])
	}
	if _, double := t.byCode[code]; double {
		return fmt.Errorf("code %s is there twice", code)
	}
	i := Industry{Code: code, Name: strings.TrimSpace(name)}
	if len(code) == 2 {
		if len(cols) < 3 {
			return fmt.Errorf("%s needs a short name and an English name", code)
		}
		i.Short, i.English = cols[1], cols[2]
		if len(cols) > 3 {
			i.Words = strings.Fields(cols[3])
		}
	} else {
		if _, ok := t.byCode[code[:2]]; !ok || len(cols) != 4 || cols[1] == "" {
			return fmt.Errorf("%s needs its level-1 line before it, an English name, its GB classes and its words",
				code)
		}
		i.English = cols[1]
		var err error
		if i.GB, err = readClasses(cols[2]); err != nil {
			return err
		}
		i.Words = strings.Fields(cols[3])
	}
	t.list = append(t.list, i)
	t.byCode[code] = i
	return nil
}

var classForm = regexp.MustCompile(`^(\d{2,4})([mi]?)(?:\((.+)\))?$`)

func readClasses(text string) ([]Class, error) {
	if text == "-" {
		return nil, nil
	}
	rest, ok := strings.CutPrefix(text, "gb ")
	if !ok {
		return nil, fmt.Errorf("GB classes %q start neither with gb nor are they -", text)
	}
	var out []Class
	for _, f := range strings.Fields(rest) {
		m := classForm.FindStringSubmatch(f)
		if m == nil {
			return nil, fmt.Errorf("%q is no GB class", f)
		}
		c := Class{Code: m[1], Mark: m[2], Label: m[3]}
		if c.Mark == "" {
			c.Mark = "C"
		}
		out = append(out, c)
	}
	return out, nil
}
