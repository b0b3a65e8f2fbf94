package matcher

import (
	"slices"
	"strings"

	"kebang/internal/text"
)

// The search text of a listing is defined here: the terms of Whole and Beside. Hidden holds those of both that visitors
// may not search by. Engines store the three without rules of their own. ReadTyped makes the terms of a question by the
// same rules.
//
// Whole is also compared in matching. Beside adds the unit's name, the serial number and its ends, the simplified form
// of traditional characters and the synonyms of the taxonomy. It also adds Latin words and the number behind them,
// written together or apart: Micro-LED, micro led, microled; Wi-Fi 6, WiFi6.

// searchForm is the version of these rules. Engines rewrite all documents when it changes.
const searchForm = 2

// Names of fields that an owner may close to visitors, for Doc.Closed. Of the text, Doc.ClosedText gives the closed
// length.
const (
	ClosedKeywords = "keywords"
	ClosedIndustry = "industry"
	ClosedRegion   = "region"
	ClosedModes    = "modes"
	ClosedTRL      = "trl"
)

// closes reports whether a field is closed to the reader.
func (f *Facts) closes(what string, public bool) bool {
	return public && slices.Contains(f.ClosedFields, what)
}

// Holds reports whether a list search finds the document by a term; public limits it to the terms for everybody.
func (a *Analysed) Holds(t text.Term, public bool) bool {
	return (a.Whole.Has(t) || a.Beside.Has(t)) && !(public && a.Hidden.Has(t))
}

// openText is the text; for visitors it is without the members' part at its end.
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

// Open are keywords and text for visitors or for members.
func (a *Analysed) Open(public bool) (keywords []string, body string) {
	return a.openKeywords(public), a.openText(public)
}

// searchText gives Beside and Hidden of a document with the bag of Whole.
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

// besides is the bag of the terms that bag lacks.
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

// otherTerms gives the further terms of a text in normal form: those of its simplified form, of Latin words in other
// spellings, and of synonyms.
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

	lead      string // the word directly before, without hyphens; may be empty
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

// joins reports whether the next word directly follows this one. This one must hold letters; the next one must hold
// letters or be a number: micro led, wi-fi 6, but not 5 g.
func (w latin) joins(s string, next latin) bool {
	return w.joined != "" && next.start == w.end+1 && s[w.end] == ' ' && lettered(w.joined) &&
		(lettered(next.joined) || numeric(next.joined))
}

// together are the spellings of this word and the next one as one word. When the next one is a number, the word before
// joins too: wi fi 6 is fi6 and wifi6.
func (w latin) together(s string, next latin) []string {
	switch {
	case !w.joins(s, next):
		return nil
	case w.lead != "" && numeric(next.joined):
		return []string{w.joined + next.joined, w.lead + w.joined + next.joined}
	}
	return []string{w.joined + next.joined}
}

// follow notes the word directly before.
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

// serialEnds are the spellings of a serial number XQ-2026-000123: the whole, without its head, without head and year,
// and without its end. Each has no hyphens.
func serialEnds(serial string) []string {
	parts := strings.Split(text.Normal(serial), "-")
	if len(parts) != 3 {
		return []string{strings.Join(parts, "")}
	}
	return []string{parts[0] + parts[1] + parts[2], parts[1] + parts[2], parts[2], parts[0] + parts[1]}
}
