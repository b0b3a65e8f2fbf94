package matcher

import (
	"encoding/binary"
	"slices"
	"strings"
	"sync/atomic"

	"kebang/internal/industry"
	"kebang/internal/text"
)

// Analysed is a Doc made ready for comparing. It depends on the Doc and the program's synonyms alone, so it can be
// kept and shared between goroutines; treat it as read-only.
//
// What is kept is made small: an index holds all documents of the market. Facts are shared, and the texts (Title,
// Keywords, Text) are packed.
type Analysed struct {
	*Facts
	ID        string
	Revision  int64
	LowFen    int64
	HighFen   int64
	UpdatedAt int64
	Lines     []Line
	Whole     Terms // of title, keywords and text
	Beside    Terms // for list searches: see searchText
	Hidden    Terms // of both, what visitors may not search by

	Serial     string
	Unit       string
	ClosedText int

	texts    texts
	topic    topic                       // objects and steps
	measured atomic.Pointer[[]measured]  // of Lines, once somebody compares them
	ready    atomic.Pointer[Ready]       // of the corpus that was used last
	asked    atomic.Pointer[[]Quote]     // of Lines, once somebody wants to read them
	problem  atomic.Pointer[[]text.Term] // of the title, once somebody asks for evidence
}

// Doc is the document as it was given, except that an empty list is nil.
func (a *Analysed) Doc() Doc {
	return Doc{Kind: a.Kind, ID: a.ID, Revision: a.Revision, Market: a.Market, Title: a.Title(), Keywords: a.Keywords(),
		Text:     a.Text(),
		Industry: a.Industry, IndustryConfirmed: a.IndustryConfirmed, MoreIndustries: a.MoreIndustries, Lines: a.Lines, TRL: a.TRL, Modes: a.Modes,
		LowFen: a.LowFen, HighFen: a.HighFen, Region: a.Region, UpdatedAt: a.UpdatedAt, Trusted: a.Trusted, State: a.State,
		Serial: a.Serial, Unit: a.Unit, Closed: a.ClosedFields, ClosedText: a.ClosedText}
}

// NormTitle is the title in normal form.
func (a *Analysed) NormTitle() string { return text.Normal(a.Title()) }

// NormBody is keywords and text in normal form, the ground that reasons quote.
func (a *Analysed) NormBody() string { return text.Normal(bodyOf(a.Keywords(), a.Text())) }

func bodyOf(keywords []string, body string) string {
	if len(keywords) == 0 {
		return body
	}
	return strings.Join(keywords, "、") + "。" + body
}

// Analyse makes a Doc ready for comparing.
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

// appendKept appends what keep takes: the strings of a document, its bags and its texts one after the other, so that
// they are one piece of memory.
func appendKept(b []byte, a *Analysed, title string, keywords []string, body string) []byte {
	return appendTexts(appendStrings(b, a), a.Whole, title, keywords, body)
}

func appendStrings(b []byte, a *Analysed) []byte {
	for _, s := range []string{a.ID, a.Whole.form, a.Beside.form, a.Hidden.form, a.Serial, a.Unit} {
		b = append(binary.AppendUvarint(b, uint64(len(s))), s...)
	}
	return b
}

// keep takes over what appendKept made; false for anything else.
func (a *Analysed) keep(b []byte) bool {
	r := shelfReader{s: string(b)}
	for _, s := range []*string{&a.ID, &a.Whole.form, &a.Beside.form, &a.Hidden.form, &a.Serial, &a.Unit} {
		*s = r.str()
	}
	a.texts.form = r.s
	return !r.bad
}

// count sorts and counts; the first head terms are those of the title. The terms are overwritten.
func count(terms []text.Term, head int) Terms {
	// The title's terms get the low bit, so that one sort of plain numbers does it all.
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
