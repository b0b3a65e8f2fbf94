package industry

import (
	"fmt"
	"strings"
)

// Synonym says that one term may replace another. A pair in both directions is listed once, with OneWay false.
type Synonym struct {
	From, To  string
	Weight    float64 // 1 for the same thing, 0.5 for a near or wider term
	OneWay    bool    // From is a kind of To: replace From by To only
	Group     string  // level-1 code in which the pair holds; empty for everywhere
	Confirmed bool    // a public source states the pair; else it is from memory
}

// Synonyms lists every pair, with "=" chains expanded. Terms keep the case of the file. The caller owns the result.
func Synonyms() []Synonym { return append([]Synonym(nil), loaded().synonyms...) }

// term is a word of the file with its mark.
type term struct {
	text      string
	confirmed bool
}

// link is a relation between two terms of different meaning.
type link struct {
	from, to string
	oneWay   bool
}

// group collects the relations of one section before the "=" classes are known.
type group struct {
	code      string
	class     map[string]int // term -> index into classes
	classes   [][]term
	links     []link
	confirmed map[string]bool
}

func readSynonyms(text string, byCode map[string]Industry) ([]Synonym, error) {
	var groups []*group
	err := eachLine("synonyms", text, func(line string) error {
		if head, ok := strings.CutPrefix(line, "["); ok {
			code := strings.TrimSuffix(head, "]")
			if code == "通用" {
				code = ""
			} else if _, ok := byCode[code]; !ok || len(code) != 2 {
				return fmt.Errorf("[%s] is no level-1 code", code)
			}
			groups = append(groups, &group{code: code, class: map[string]int{}, confirmed: map[string]bool{}})
			return nil
		}
		if len(groups) == 0 {
			return fmt.Errorf("%q stands before the first [group]", line)
		}
		return groups[len(groups)-1].add(line)
	})
	if err != nil {
		return nil, err
	}
	var out []Synonym
	seen := map[Synonym]bool{}
	for _, g := range groups {
		for _, s := range g.pairs() {
			// The reverse of a two-way pair is the same pair.
			key, back := Synonym{From: s.From, To: s.To, Group: s.Group}, Synonym{From: s.To, To: s.From,
				Group: s.Group}
			if seen[key] || seen[back] {
				return nil, fmt.Errorf("synonyms [%s]: %s and %s are related twice", s.Group, s.From, s.To)
			}
			seen[key] = true
			out = append(out, s)
		}
	}
	return out, nil
}

// add reads one line: terms separated by =, ≈, ⊂ or ⊃.
func (g *group) add(line string) error {
	var terms []term
	var ops []rune
	rest := line
	for {
		at := strings.IndexAny(rest, "=≈⊂⊃")
		word := rest
		if at >= 0 {
			word = rest[:at]
		}
		t, err := readTerm(word)
		if err != nil {
			return fmt.Errorf("%q: %w", line, err)
		}
		terms = append(terms, t)
		if at < 0 {
			break
		}
		op := []rune(rest[at:])[0]
		ops = append(ops, op)
		rest = rest[at+len(string(op)):]
	}
	if len(ops) == 0 {
		return fmt.Errorf("%q relates nothing", line)
	}
	for _, t := range terms {
		g.enter(t)
	}
	for i, op := range ops {
		a, b := terms[i].text, terms[i+1].text
		if a == b {
			return fmt.Errorf("%q relates %s to itself", line, a)
		}
		switch op {
		case '=':
			if !g.join(a, b) {
				return fmt.Errorf("%q: %s and %s are the same thing already", line, a, b)
			}
		case '≈':
			g.links = append(g.links, link{from: a, to: b})
		case '⊂':
			g.links = append(g.links, link{from: a, to: b, oneWay: true})
		case '⊃':
			g.links = append(g.links, link{from: b, to: a, oneWay: true})
		}
	}
	return nil
}

func readTerm(word string) (term, error) {
	t := term{text: strings.TrimSpace(word)}
	if s, ok := strings.CutSuffix(t.text, "(c)"); ok {
		t.text, t.confirmed = strings.TrimSpace(s), true
	}
	t.text = strings.TrimSpace(strings.TrimSuffix(t.text, "(i)"))
	if t.text == "" || strings.ContainsAny(t.text, "()（）") {
		return t, fmt.Errorf("%q is no term", word)
	}
	return t, nil
}

func (g *group) enter(t term) {
	if _, ok := g.class[t.text]; !ok {
		g.class[t.text] = len(g.classes)
		g.classes = append(g.classes, []term{t})
	}
	g.confirmed[t.text] = g.confirmed[t.text] || t.confirmed
}

// join merges the classes of a and b; false when they are one already.
func (g *group) join(a, b string) bool {
	to, from := g.class[a], g.class[b]
	if to == from {
		return false
	}
	for _, t := range g.classes[from] {
		g.class[t.text] = to
	}
	g.classes[to] = append(g.classes[to], g.classes[from]...)
	g.classes[from] = nil
	return true
}

// pairs lists all pairs within each class, and all pairs across two related classes.
func (g *group) pairs() []Synonym {
	var out []Synonym
	for _, c := range g.classes {
		for i, a := range c {
			for _, b := range c[i+1:] {
				out = append(out, g.pair(a, b, 1, false))
			}
		}
	}
	for _, l := range g.links {
		for _, a := range g.classes[g.class[l.from]] {
			for _, b := range g.classes[g.class[l.to]] {
				out = append(out, g.pair(a, b, 0.5, l.oneWay))
			}
		}
	}
	return out
}

// pair makes one pair. It is confirmed when either term has the mark of a source.
func (g *group) pair(a, b term, weight float64, oneWay bool) Synonym {
	return Synonym{From: a.text, To: b.text, Weight: weight, OneWay: oneWay, Group: g.code,
		Confirmed: g.confirmed[a.text] || g.confirmed[b.text]}
}
