package matcher

import (
	"slices"
	"strings"

	"kebang/internal/text"
)

// Here is the search text of a listing, in one place: the terms of Whole, those of Beside, and of both what visitors
// may not search by, Hidden. Engines store the three as they are and know no rule of their own; ReadTyped makes the
// terms of a question by the same rules.
//
// Beside Whole, which matching compares, a list search knows the unit's name, the serial number and its ends, the
// simplified form of traditional characters, Latin words and the number behind them written together or apart
// (Micro-LED, micro led, microled; Wi-Fi 6, WiFi6) and the synonyms of the taxonomy.

// searchForm is the version of these rules: documents that an engine keeps are written anew when it changes.
const searchForm = 2

// Names of what an owner may close to visitors, for Doc.Closed. Of the text Doc.ClosedText tells how much.
const (
	ClosedKeywords = "keywords"
	ClosedIndustry = "industry"
	ClosedRegion   = "region"
	ClosedModes    = "modes"
	ClosedTRL      = "trl"
)

// closes reports whether something is kept from visitors.
func (f *Facts) closes(what string, public bool) bool {
	return public && slices.Contains(f.ClosedFields, what)
}

// Holds reports whether a list search finds the document by a term; public is what everybody may search by.
func (a *Analysed) Holds(t text.Term, public bool) bool {
	return (a.Whole.Has(t) || a.Beside.Has(t)) && !(public && a.Hidden.Has(t))
}

// openText is the text, for visitors without what stands for members at its end.
func (a *Analysed) openText(public bool) string {
	s := a.Text()
	if public {
		s = s[:len(s)-min(len(s), int(a.ClosedText))]
	}
	return s
}

// openKeywords are the keywords, none for visitors when they are closed.
func (a *Analysed) openKeywords(public bool) []string {
	if a.closes(ClosedKeywords, public) {
		return nil
	}
	return a.Keywords()
}

// Open are keywords and text as visitors or members read them.
func (a *Analysed) Open(public bool) (keywords []string, body string) {
	return a.openKeywords(public), a.openText(public)
}

// searchText gives Beside and Hidden of a document whose bag is made.
func searchText(d *Doc, group string, bag Terms) (beside, hidden Terms) {
	open, closed := d.Text[:len(d.Text)-min(len(d.Text), d.ClosedText)], d.Text[len(d.Text)-min(len(d.Text),
		d.ClosedText):]
	public, members := []string{d.Title, open}, []string{closed}
	if slices.Contains(d.Closed, ClosedKeywords) {
		members = append(members, d.Keywords...)
	} else {
		public = append(public, d.Keywords...)
	}
	var found []text.Term
	add := func(t text.Term) { found = append(found, t) }
	for _, s := range public {
		otherTerms(text.Normal(s), group, add)
	}
	text.Each(text.Simple(text.Normal(d.Unit)), func(t text.Term, _, _ int) { add(t) })
	otherTerms(text.Normal(d.Unit), group, add)
	for _, s := range serialEnds(d.Serial) {
		add(text.Word(s))
	}
	if strings.Join(members, "") == "" {
		return besides(found, bag), Terms{}
	}
	for _, s := range public {
		text.Each(text.Normal(s), func(t text.Term, _, _ int) { add(t) })
		synonyms(text.Normal(s), group, add)
	}
	slices.Sort(found)
	everybody := slices.Compact(slices.Clone(found))
	for _, s := range members {
		otherTerms(text.Normal(s), group, add)
	}
	beside = besides(found, bag)
	var only []text.Term
	for _, b := range []Terms{bag, beside} {
		for t := range b.All() {
			if _, ok := slices.BinarySearch(everybody, t); !ok {
				only = append(only, t)
			}
		}
	}
	return beside, bagOf(only)
}

// besides is the bag of the terms that another one does not hold.
func besides(terms []text.Term, bag Terms) Terms {
	return bagOf(slices.DeleteFunc(slices.Clone(terms), bag.Has))
}

func bagOf(terms []text.Term) Terms {
	slices.Sort(terms)
	terms = slices.Compact(terms)
	counts := make([]Count, len(terms))
	for i := range counts {
		counts[i] = 1
	}
	return pack(terms, counts)
}

// otherTerms gives the terms that a text in normal form has beside its own: those of its simplified form, of Latin
// words written otherwise, and of synonyms.
func otherTerms(normal, group string, fn func(text.Term)) {
	if simple := text.Simple(normal); simple != normal {
		normal = simple
		text.Each(simple, func(t text.Term, _, _ int) {
			if !text.Grammar(t) {
				fn(t)
			}
		})
	}
	var before latin
	text.Each(normal, func(t text.Term, start, end int) {
		if !t.IsWord() {
			return
		}
		w := latinOf(normal, start, end)
		if w.joined != normal[start:end] {
			fn(text.Word(w.joined))
			for _, p := range w.parts {
				fn(text.Word(p))
			}
		}
		for _, s := range before.together(normal, w) {
			fn(text.Word(s))
		}
		w.follow(normal, before)
		before = w
	})
	synonyms(normal, group, fn)
}

// synonyms gives the terms of the classes of equal words, and of their families.
func synonyms(normal, group string, fn func(text.Term)) {
	l := lexicon()
	l.equals(normal, group, func(c text.Term, _ string, _ int) {
		fn(c)
		if f, ok := l.family[c]; ok {
			fn(f)
		}
	})
}

// latin is a Latin word or a number of a text.
type latin struct {
	start, end int
	joined     string   // without hyphens
	parts      []string // between hyphens, when all of them hold letters; else none

	lead      string // the word right before, without hyphens; empty when there is none
	leadStart int
}

func latinOf(s string, start, end int) latin {
	w := latin{start: start, end: end, joined: strings.ReplaceAll(s[start:end], "-", "")}
	if parts := strings.Split(s[start:end], "-"); len(parts) > 1 &&
		!slices.ContainsFunc(parts, func(p string) bool { return !lettered(p) }) {
		w.parts = parts
	}
	return w
}

// joins reports whether the next word stands right behind this one, which holds letters, and holds letters or is a
// number: micro led, wi-fi 6, but not 5 g.
func (w latin) joins(s string, next latin) bool {
	return w.joined != "" && next.start == w.end+1 && s[w.end] == ' ' && lettered(w.joined) &&
		(lettered(next.joined) || numeric(next.joined))
}

// together are the ways to write this word and the next one as one, with the word before this one when the next is a
// number: wi fi 6 is fi6 and wifi6.
func (w latin) together(s string, next latin) []string {
	switch {
	case !w.joins(s, next):
		return nil
	case w.lead != "" && numeric(next.joined):
		return []string{w.joined + next.joined, w.lead + w.joined + next.joined}
	}
	return []string{w.joined + next.joined}
}

// follow notes the word right before.
func (w *latin) follow(s string, before latin) {
	if before.joins(s, *w) {
		w.lead, w.leadStart = before.joined, before.start
	}
}

func lettered(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 'a' && r <= 'z' })
}

func numeric(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
}

// serialEnds are the ways to write a serial number XQ-2026-000123: all of it, without its head or its head and year,
// and without its end, each without hyphens.
func serialEnds(serial string) []string {
	parts := strings.Split(text.Normal(serial), "-")
	if len(parts) != 3 {
		return []string{strings.Join(parts, "")}
	}
	return []string{parts[0] + parts[1] + parts[2], parts[1] + parts[2], parts[2], parts[0] + parts[1]}
}
