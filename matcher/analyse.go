package matcher

import (
	"encoding/binary"
	"slices"
	"strings"
	"sync/atomic"

	"kebang/internal/industry"
	"kebang/internal/text"
)

// Analysed is a Doc prepared for comparison. It depends only on the Doc and the program's synonyms, so it can be kept
// and shared between goroutines. Treat it as read-only.
//
// It is small, because an index holds all documents of the market. Documents share Facts, and the texts (Title,
// Keywords, Text) are packed.
type Analysed struct {
	*Facts
	ID        string
	Revision  int64
	LowFen    int64
	HighFen   int64
	UpdatedAt int64
	Lines     []Line
	Whole     Terms // terms of title, keywords and text
	Beside    Terms // further terms for list searches; see searchText
	Hidden    Terms // terms of Whole and Beside that visitors may not search by

	Serial     string
	Unit       string
	ClosedText int

	texts    texts
	topic    topic                       // objects and steps
	measured atomic.Pointer[[]measured]  // of Lines; made at the first comparison
	ready    atomic.Pointer[Ready]       // by the corpus of the last use
	asked    atomic.Pointer[[]Quote]     // of Lines; made at the first explanation
	problem  atomic.Pointer[[]text.Term] // of the title; made at the first explanation
}

// Doc is the given document, except that an empty list is nil.
func (a *Analysed) Doc() Doc {
	return Doc{Kind: a.Kind, ID: a.ID, Revision: a.Revision, Market: a.Market, Title: a.Title(), Keywords: a.Keywords(),
		Text:     a.Text(),
		Industry: a.Industry, IndustryConfirmed: a.IndustryConfirmed, MoreIndustries: a.MoreIndustries, Lines: a.Lines,
		TRL: a.TRL, Modes: a.Modes,
		LowFen: a.LowFen, HighFen: a.HighFen, Region: a.Region, UpdatedAt: a.UpdatedAt, Trusted: a.Trusted,
		State:  a.State,
		Serial: a.Serial, Unit: a.Unit, Closed: a.ClosedFields, ClosedText: a.ClosedText}
}

// NormTitle is the title in normal form.
func (a *Analysed) NormTitle() string { return text.Normal(a.Title()) }

// NormBody is keywords and text in normal form; reasons quote it.
func (a *Analysed) NormBody() string { return text.Normal(bodyOf(a.Keywords(), a.Text())) }

func bodyOf(keywords []string, body string) string {
	if len(keywords) == 0 {
		return body
	}
	return strings.Join(keywords, "、") + "。" + body
}

// Analyse prepares a Doc for comparison.
func Analyse(d Doc) *Analysed {
	lex := lexicon()
	title, body := text.Normal(d.Title), text.Normal(bodyOf(d.Keywords, d.Text))
	group := d.Industry
	if group == "" {
		if ps := industry.Propose(title + "\n" + body); len(ps) > 0 {
			group = ps[0].Code
		}
	}
	a := &Analysed{Facts: factsOf(&d, group), Revision: d.Revision, LowFen: d.LowFen, HighFen: d.HighFen,
		UpdatedAt: d.UpdatedAt, topic: topicOf(title, body)}
	if len(d.Lines) > 0 {
		a.Lines = d.Lines
	}
	terms := make([]text.Term, 0, (len(title)+len(body))*3/4)
	add := func(t text.Term, _, _ int) {
		if !text.Grammar(t) {
			terms = append(terms, t)
		}
	}
	text.Each(title, add)
	terms = lex.concepts(title, group, terms)
	head := len(terms)
	text.Each(body, add)
	terms = lex.concepts(body, group, terms)
	bag := count(terms, head)
	a.ID, a.Whole, a.Serial, a.Unit, a.ClosedText = d.ID, bag, d.Serial, d.Unit, d.ClosedText
	a.Beside, a.Hidden = searchText(&d, group, bag)
	a.keep(appendKept(nil, a, d.Title, d.Keywords, d.Text))
	return a
}

// appendKept appends the strings of a document, its bags and its texts in the order in which keep reads them. They then
// lie in one piece of memory.
func appendKept(b []byte, a *Analysed, title string, keywords []string, body string) []byte {
	return appendTexts(appendStrings(b, a), a.Whole, title, keywords, body)
}

func appendStrings(b []byte, a *Analysed) []byte {
	for _, s := range []string{a.ID, a.Whole.form, a.Beside.form, a.Hidden.form, a.Serial, a.Unit} {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	return b
}

// keep reads the output of appendKept; false for anything else.
func (a *Analysed) keep(b []byte) bool {
	r := shelfReader{s: string(b)}
	for _, s := range []*string{&a.ID, &a.Whole.form, &a.Beside.form, &a.Hidden.form, &a.Serial, &a.Unit} {
		*s = r.str()
	}
	a.texts.form = r.s
	return !r.bad
}

// count sorts and counts terms, of which the first head ones are those of the title. It overwrites the terms.
func count(terms []text.Term, head int) Terms {
	// The title's terms have the low bit set, so that one sort of plain numbers is enough.
	keys := make([]uint64, len(terms))
	for i, t := range terms {
		keys[i] = uint64(t) << 1
		if i < head {
			keys[i]++
		}
	}
	slices.Sort(keys)
	distinct, counts := terms[:0], make([]Count, 0, len(keys))
	for i, k := range keys {
		if i == 0 || k>>1 != keys[i-1]>>1 {
			distinct, counts = append(distinct, text.Term(k>>1)), append(counts, 0)
		}
		n := &counts[len(counts)-1]
		if *n&countOf < countOf {
			*n++
		}
		if k&1 != 0 {
			*n |= inTitle
		}
	}
	return pack(distinct, counts)
}
