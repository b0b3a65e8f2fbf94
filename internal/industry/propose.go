package industry

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Proposal is a code that a text may belong to. It stays 待确认 until a person confirms it.
type Proposal struct {
	Code  string   // level 2; level 1 when the text shows only the group
	Score float64  // share of the evidence, in (0, 1]; comparable within one call only
	Why   []string // the words found, the most specific first
}

// maxProposals is the most proposals of one call, few enough to choose from.
const maxProposals = 5

// unnamed is the weight of words of a level-2 line when the text has no word for its group. For example, 栽培 alone is
// hardly about coffee. Measured on the collected tables, the share of rows with the right first group rose from 0.74
// and 0.79 to 0.77 and 0.83.
const unnamed = 0.5

// Propose gives up to five codes for a text over the whole taxonomy, the likeliest first. The list is empty when no
// word fits.
func Propose(text string) []Proposal { return loaded().proposer.propose(text, "") }

// ProposeIn is Propose within one level-1 group, for a row that names its group only.
func ProposeIn(level1, text string) []Proposal {
	if len(level1) != 2 {
		return nil
	}
	return loaded().proposer.propose(text, level1)
}

// proposer finds the words of all industries in a text.
type proposer struct {
	byFirst map[rune][]string   // words by their first character, longest first
	codes   map[string][]string // word -> codes for which it is evidence
	weight  map[string]float64
}

func newProposer(list []Industry, synonyms []Synonym) *proposer {
	p := &proposer{byFirst: map[rune][]string{}, codes: map[string][]string{}, weight: map[string]float64{}}
	add := func(word, code string) {
		word = strings.ToLower(word)
		if !slices.Contains(p.codes[word], code) {
			p.codes[word] = append(p.codes[word], code)
		}
	}
	same := map[string][]string{} // group + word -> words of the same meaning
	for _, s := range synonyms {
		if s.Weight == 1 && s.Group != "" {
			same[s.Group+s.From] = append(same[s.Group+s.From], s.To)
			same[s.Group+s.To] = append(same[s.Group+s.To], s.From)
		}
	}
	for _, i := range list {
		if i.Code == Other {
			continue // 其他 is an everyday word
		}
		for _, w := range slices.Concat(i.Words, nameWords(i.Name)) {
			add(w, i.Code)
			for _, other := range same[i.Code[:2]+w] {
				add(other, i.Code)
			}
		}
	}
	groups := float64(len(list))
	for w, codes := range p.codes {
		length := float64(utf8.RuneCountInString(w))
		if length == 1 {
			length = 0.6
		}
		p.weight[w] = math.Sqrt(length) * math.Log(groups/float64(len(codes)))
		first, _ := utf8.DecodeRuneInString(w)
		p.byFirst[first] = append(p.byFirst[first], w)
	}
	for _, words := range p.byFirst {
		slices.SortFunc(words, func(a, b string) int {
			if len(a) != len(b) {
				return len(b) - len(a)
			}
			return strings.Compare(a, b)
		})
	}
	return p
}

// nameWords cuts a shown name into the words it lists.
func nameWords(name string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("（）、·与等", r) }),
		func(w string) bool { return utf8.RuneCountInString(w) < 2 })
}

// found lists the words of the taxonomy in a text. A single character counts only outside longer words: 桃 is no fruit
// in 核桃.
func (p *proposer) found(text string) []string {
	text = strings.ToLower(text)
	seen := map[string]bool{}
	covered := 0 // end of the longest word so far
	for at, r := range text {
		for _, w := range p.byFirst[r] {
			single := len(w) == utf8.RuneLen(r)
			if single && at < covered || !strings.HasPrefix(text[at:], w) || latinInside(text, at, w) {
				continue
			}
			seen[w] = true
			covered = max(covered, at+len(w))
		}
	}
	return slices.Sorted(maps.Keys(seen)) // sorted, so that float sums are the same every time
}

// latinInside reports whether a Latin word matches only a part of a longer one (LED in "called").
func latinInside(text string, at int, w string) bool {
	letter := func(b byte) bool { return b >= 'a' && b <= 'z' }
	end := at + len(w)
	return letter(w[0]) && at > 0 && letter(text[at-1]) ||
		letter(w[len(w)-1]) && end < len(text) && letter(text[end])
}

func (p *proposer) propose(text, group string) []Proposal {
	own, why := map[string]float64{}, map[string][]string{}
	for _, w := range p.found(text) {
		for _, c := range p.codes[w] {
			own[c] += p.weight[w]
			why[c] = append(why[c], w)
		}
	}
	// A level-2 code has the evidence of its group too. The group alone counts only without a level-2 word.
	scores := map[string]float64{}
	for c, s := range own {
		switch {
		case group != "" && c[:2] != group:
		case len(c) == 4 && group == "" && own[c[:2]] == 0:
			scores[c] = s * unnamed
		case len(c) == 4:
			scores[c] = s + own[c[:2]]
		case !p.finer(own, c):
			scores[c] = s
		}
	}
	var out []Proposal
	sum := 0.0
	for _, c := range slices.Sorted(maps.Keys(scores)) {
		words := slices.Clone(why[c])
		if len(c) == 4 {
			words = append(words, why[c[:2]]...)
		}
		out = append(out, Proposal{Code: c, Score: scores[c], Why: p.telling(words)})
		sum += scores[c]
	}
	slices.SortFunc(out, func(a, b Proposal) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Code, b.Code))
	})
	for i := range out {
		out[i].Score /= sum
	}
	return out[:min(len(out), maxProposals)]
}

func (p *proposer) finer(own map[string]float64, group string) bool {
	for c := range own {
		if len(c) == 4 && c[:2] == group {
			return true
		}
	}
	return false
}

// telling sorts the words by weight, drops doubles and keeps six.
func (p *proposer) telling(words []string) []string {
	slices.SortFunc(words, func(a, b string) int {
		return cmp.Or(cmp.Compare(p.weight[b], p.weight[a]), strings.Compare(a, b))
	})
	words = slices.Compact(words)
	return words[:min(len(words), 6)]
}
