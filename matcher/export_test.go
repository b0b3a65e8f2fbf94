package matcher

import (
	"context"
	"reflect"
)

// SetWeight changes the weight of a part until the returned function is called. It serves to measure the effect of a
// part.
func SetWeight(name string, w float64) (undo func()) {
	for i, p := range PartNames {
		if p.Code == name {
			old := weights[i]
			weights[i] = w
			return func() { weights[i] = old }
		}
	}
	panic("no part " + name)
}

// WithoutSynonyms switches the concepts off until the returned function is called.
func WithoutSynonyms() (undo func()) {
	old := lexicon
	lexicon = func() *Lexicon { return newLexicon(nil) }
	return func() { lexicon = old }
}

// WithoutKin makes different industries unrelated until the returned function is called.
func WithoutKin() (undo func()) {
	old := kin
	kin = func() *[100][100]bool { return new([100][100]bool) }
	return func() { kin = old }
}

// CorpusNumber is the number of the corpus in use.
func (s *Service) CorpusNumber(ctx context.Context) int64 {
	c, err := s.current(ctx)
	if err != nil {
		return -1
	}
	return c.Number
}

// FullWeight is the weight of the first part in a market.
func (s *Service) FullWeight(ctx context.Context, market string) float64 {
	c, err := s.current(ctx)
	if err != nil || c.tuning(market) == nil {
		return -1
	}
	return c.tuning(market)[0]
}

// Unshelved is the number of documents that the last Rebuild analysed, and of those changed since.
func (s *Service) Unshelved() int { return s.unshelved }

// Alike reports whether two documents have the same analysis, with any weights.
func Alike(a, b *Analysed) bool {
	return reflect.DeepEqual(a.Doc(), b.Doc()) && reflect.DeepEqual(a.Whole, b.Whole) && a.group == b.group &&
		reflect.DeepEqual(a.measures(), b.measures()) && reflect.DeepEqual(a.topic, b.topic)
}

// Shelved writes a document and reads it again; nil when that fails.
func Shelved(a *Analysed) *Analysed {
	out, _ := readAnalysed(appendAnalysed(nil, a))
	return out
}

// ShelfForm is the form of the entries of a shelf.
const ShelfForm = shelfForm

// ShelfHead is the head of a file of a program that writes a form.
func ShelfHead(program [32]byte, form int) []byte {
	f := shelfFormOf(program, form)
	return append([]byte(shelfMagic), f[:]...)
}

// AnalysedFields is the number of fields of Analysed. A new field must be written to the shelf, or follow from the
// others.
func AnalysedFields() int { return reflect.TypeFor[Analysed]().NumField() }

// Worth lists the stored pairs of a document: the other side's id and the total.
func Worth(ctx context.Context, x Index, c *Corpus, a *Analysed) (out []Worthy, err error) {
	found, err := worthKeeping(ctx, x, c, a)
	for _, p := range found {
		out = append(out, Worthy{otherOf(a.Kind, p.Demand.ID, p.Achievement.ID), p.Total, p.Confidence})
	}
	return out, err
}

// Worthy is a stored pair, seen from one side.
type Worthy struct {
	ID                string
	Total, Confidence float64
}

// KeptWeak is the number of stored weak pairs of a demand.
const KeptWeak = keptWeak

// Sentences gives the sentences of a text with one of the words, read from its packed form where that is plain, and
// from the text.
func Sentences(a *Analysed, words ...string) (fast, slow string, plain bool) {
	x := a.Whole.alphabet()
	form := a.texts.parts()[1]
	slow = string(sentences(nil, a.Text(), words))
	if plain = x.plain(form); plain {
		fast = string(x.sentences(nil, form, words))
	}
	return fast, slow, plain
}

// PutWaiting is the first step of Rebuild with an index outside the process. It gives the number of written documents.
func (s *Service) PutWaiting(ctx context.Context) (int, error) {
	n, _, err := s.putWaiting(ctx, false)
	return n, err
}
