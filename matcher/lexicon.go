package matcher

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"kebang/internal/industry"
	"kebang/internal/text"
)

// Lexicon turns the synonyms of package industry into concepts. A text with one of the words of a class gets the
// class's concept as a further term. For example, 蔗渣 and 甘蔗渣 share a term without a change of either text. A near pair
// (≈, ⊂) is a concept of half weight. The score of a pair stays the same from both sides.
type Lexicon struct {
	byFirst map[rune][]surface // longest first
	half    map[text.Term]bool // concepts of half weight
	words   map[text.Term][]string
	same    map[string]string  // group and word -> name of its class, group included
	global  map[text.Term]bool // classes with one meaning in every group
	// A word may be in classes of several groups (脱皮 of coffee, of nuts). Such classes share a term, so that a search
	// for the word finds all of them.
	family map[text.Term]text.Term
}

type surface struct {
	word     string // in normal form
	group    string // level-1 code in which it holds; empty for everywhere
	concepts []text.Term
}

var lexicon = sync.OnceValue(func() *Lexicon { return newLexicon(industry.Synonyms()) })

func newLexicon(pairs []industry.Synonym) *Lexicon {
	l := &Lexicon{byFirst: map[rune][]surface{}, half: map[text.Term]bool{}, words: map[text.Term][]string{},
		same: map[string]string{}, global: map[text.Term]bool{}, family: map[text.Term]text.Term{}}
	class := classes(pairs)
	type place struct{ group, word string }
	at := map[place][]text.Term{}
	put := func(group, word string, c text.Term) {
		p := place{group, text.Normal(word)}
		if !slices.Contains(at[p], c) {
			at[p] = append(at[p], c)
			l.words[c] = append(l.words[c], p.word)
		}
	}
	for _, s := range pairs {
		if s.Weight >= 1 {
			name := class(s.Group, s.From)
			l.same[s.Group+text.Normal(s.From)], l.same[s.Group+text.Normal(s.To)] = name, name
			c := text.Word("=" + s.Group + name)
			put(s.Group, s.From, c)
			put(s.Group, s.To, c)
			continue
		}
		a, b := class(s.Group, s.From), class(s.Group, s.To)
		c := text.Word("~" + s.Group + min(a, b) + "~" + max(a, b))
		l.half[c] = true
		put(s.Group, s.From, c)
		put(s.Group, s.To, c)
	}
	for c, words := range l.words {
		l.global[c] = slices.ContainsFunc(words, unmistakable)
	}
	l.families()
	for p, concepts := range at {
		slices.Sort(concepts)
		r, _ := utf8.DecodeRuneInString(p.word)
		l.byFirst[r] = append(l.byFirst[r], surface{p.word, p.group, concepts})
	}
	for _, list := range l.byFirst {
		slices.SortFunc(list, func(a, b surface) int {
			return cmp.Or(cmp.Compare(len(b.word), len(a.word)), strings.Compare(a.word, b.word),
				strings.Compare(a.group, b.group))
		})
	}
	return l
}

// classes joins the words of equal pairs and names each class by its smallest word.
func classes(pairs []industry.Synonym) func(group, word string) string {
	parent := map[string]string{}
	find := func(k string) string {
		for parent[k] != "" && parent[k] != k {
			k = parent[k]
		}
		return k
	}
	for _, s := range pairs {
		if s.Weight >= 1 {
			a, b := find(s.Group+s.From), find(s.Group+s.To)
			parent[max(a, b)] = min(a, b)
		}
	}
	return func(group, word string) string { return find(group + word) }
}

// concepts appends the concepts of a text in normal form. A word inside a longer one at the same place does not count
// again (糖 in 白糖). A Latin word must not be part of a longer one.
func (l *Lexicon) concepts(normal, code string, out []text.Term) []text.Term {
	group := ""
	if len(code) >= 2 {
		group = code[:2]
	}
	covered := 0
	for i, r := range normal {
		for _, s := range l.byFirst[r] {
			if s.group != "" && s.group != group || i+len(s.word) <= covered ||
				!strings.HasPrefix(normal[i:], s.word) || !alone(normal, i, s.word) || text.Negated(normal, i) > 0 {
				continue
			}
			out = append(out, s.concepts...)
			covered = i + len(s.word)
		}
	}
	return out
}

// families joins the classes that share a word and names each family by its smallest term.
func (l *Lexicon) families() {
	classes := map[string][]text.Term{}
	for c, words := range l.words {
		for _, w := range words {
			if !l.half[c] {
				classes[w] = append(classes[w], c)
			}
		}
	}
	root := map[text.Term]text.Term{}
	find := func(c text.Term) text.Term {
		for root[c] != 0 && root[c] != c {
			c = root[c]
		}
		return c
	}
	for _, cs := range classes {
		for _, c := range cs[1:] {
			a, b := find(cs[0]), find(c)
			root[max(a, b)], root[min(a, b)] = min(a, b), min(a, b)
		}
	}
	for c := range root {
		l.family[c] = text.Word("&" + strconv.FormatUint(uint64(find(c)), 10))
	}
}

// kin are the words of a family.
func (l *Lexicon) kin(family text.Term) (words []string) {
	for c, f := range l.family {
		if f == family {
			words = append(words, l.words[c]...)
		}
	}
	return words
}

// unmistakable reports whether a word has one meaning in every industry: a good, or a long word.
func unmistakable(s string) bool {
	good := false
	objects().find(s, func(w word, at int) { good = good || at == 0 && len(w.text) == len(s) })
	return good || utf8.RuneCountInString(s) >= 4
}

// anyGroup asks equals for the classes of all groups.
const anyGroup = "*"

// equals calls fn with each class of equal words in a text in normal form, and the word and its place. It uses classes
// of the group of a code or of all groups. Words inside longer ones are found, too.
func (l *Lexicon) equals(normal, code string, fn func(c text.Term, word string, at int)) {
	group := code[:min(2, len(code))]
	for i, r := range normal {
		for _, s := range l.byFirst[r] {
			if !strings.HasPrefix(normal[i:], s.word) || !alone(normal, i, s.word) {
				continue
			}
			for _, c := range s.concepts {
				if !l.half[c] && (s.group == "" || s.group == group || code == anyGroup || l.global[c]) {
					fn(c, s.word, i)
				}
			}
		}
	}
}

// alone reports whether a word with a Latin end is not followed by more letters.
func alone(s string, at int, word string) bool {
	letter := func(b byte) bool { return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' }
	end := at + len(word)
	return !(letter(word[0]) && at > 0 && letter(s[at-1])) &&
		!(letter(word[len(word)-1]) && end < len(s) && letter(s[end]))
}
