package matcher

import (
	"cmp"
	"context"
	"slices"

	"kebang/internal/text"
)

// Index finds published documents. It holds no statistics that a score depends on: candidates may differ between
// engines, the number of a pair does not. It is safe for concurrent use. What Put wrote is found by the next call.
// When the engine cannot be reached, errors are fault.Unavailable.
type Index interface {
	// Put adds documents or replaces those of the same kind and id.
	Put(ctx context.Context, docs ...*Analysed) error
	// Delete removes documents; absent ones are no error.
	Delete(ctx context.Context, kind Kind, ids ...string) error
	// Search finds documents by free text, best first; an empty text finds all, newest first.
	Search(ctx context.Context, q Query) (Results, error)
	// Candidates gives the documents that share most of the weighted terms, best first, equal ones by id.
	Candidates(ctx context.Context, kind Kind, terms []WeightedTerm, f Filter, limit int) ([]Ref, error)
	// Docs gives documents by id, in that order, leaving out absent ones. They are read-only.
	Docs(ctx context.Context, kind Kind, ids []string) ([]*Analysed, error)
	// Revisions lists what is there, by id, after the given one, to be checked against the records.
	Revisions(ctx context.Context, kind Kind, after string, limit int) ([]Ref, error)
	Close() error
}

// Ref names one version of a document.
type Ref struct {
	ID       string
	Revision int64
}

// WeightedTerm is a term of a long query. Text is its writing, for engines that know words only; empty for a concept
// of the synonyms.
type WeightedTerm struct {
	Term   text.Term
	Weight float32
	DF     int32 // documents of the corpus that hold it; 0 and 1 are not told apart
	Text   string
}

// Filter narrows a search; empty fields do not narrow.
type Filter struct {
	Market   string   `json:"market,omitempty"`
	Industry string   `json:"industry,omitempty"` // two or four digits
	Region   string   `json:"region,omitempty"`   // two, four or six digits
	MinTRL   int      `json:"minTrl,omitempty"`
	Modes    []string `json:"modes,omitempty"` // any of them
	// a price or budget that may be at most this; a document without money stays
	MaxFen  int64    `json:"maxFen,omitempty"`
	MinFen  int64    `json:"minFen,omitempty"`  // and at least this; a document without money is left out
	State   string   `json:"state,omitempty"`   // of listing.State; empty for every one that is indexed
	Trusted bool     `json:"trusted,omitempty"` // no 公开线索
	Leads   bool     `json:"leads,omitempty"`   // only 公开线索
	Except  []string `json:"except,omitempty"`  // ids to leave out
	// Public searches, narrows and counts by what everybody may read; else by what the members of the market may.
	Public bool `json:"public,omitempty"`
}

// Query is a free-text search.
type Query struct {
	Kind   Kind
	Text   string
	Filter Filter
	// any of "industry" (level 1), "region" (province), "mode", "trl", "money" (see moneyClasses), "state"
	Facets []string
	// Partly finds, where no document holds half of the question, those that hold half of what can be found of it.
	Partly bool
	Offset int
	Limit  int // 0 means 20
}

// Results is one page of a search.
type Results struct {
	Hits   []Hit
	Total  int
	Facets map[string]map[string]int // facet -> value -> documents found, without regard to the page
}

// Hit is one found document. Spans mark the words found in Snippet, a piece of its text in normal form.
type Hit struct {
	Ref
	Score   float32
	Field   string // title, text or, of a find by sound, keywords: where Snippet was taken from
	Sound   bool   // found by pinyin or its initials, not by the characters typed
	Partly  bool   // holds less than half of the question, see Query.Partly
	Snippet string
	Spans   []text.Span
}

// Narrows reports whether the filter leaves out anything at all.
func (f *Filter) Narrows() bool {
	return f.Market != "" || f.Industry != "" || f.Region != "" || f.MinTRL > 0 || len(f.Modes) > 0 || f.MaxFen > 0 ||
		f.MinFen > 0 || f.State != "" || f.Trusted || f.Leads || len(f.Except) > 0
}

// Matches reports whether a document passes the filter.
func (f *Filter) Matches(d *Analysed) bool {
	closed := func(narrows bool, what string) bool { return narrows && d.closes(what, f.Public) }
	if closed(f.Industry != "", ClosedIndustry) || closed(f.Region != "", ClosedRegion) ||
		closed(f.MinTRL > 0, ClosedTRL) || closed(len(f.Modes) > 0, ClosedModes) {
		return false
	}
	if f.Market != "" && d.Market != f.Market ||
		!hasPrefix(d.Industry, f.Industry) &&
			!slices.ContainsFunc(d.MoreIndustries, func(c string) bool { return hasPrefix(c, f.Industry) }) ||
		!hasPrefix(d.Region, f.Region) ||
		d.TRL < f.MinTRL || f.MaxFen > 0 && d.LowFen > f.MaxFen || d.HighFen < f.MinFen ||
		f.State != "" && d.State != f.State || f.Trusted && !d.Trusted || f.Leads && d.Trusted {
		return false
	}
	for _, id := range f.Except {
		if id == d.ID {
			return false
		}
	}
	if len(f.Modes) == 0 {
		return true
	}
	for _, m := range f.Modes {
		for _, have := range d.Modes {
			if m == have {
				return true
			}
		}
	}
	return false
}

func hasPrefix(s, prefix string) bool { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }

// queryTerms are enough: on the known-item test more than sixty of the heaviest change nothing.
const queryTerms = 96

// Terms gives the terms of an asking document (Corpus.Ask) as a long query, heaviest first, for Index.Candidates.
func (r *Ready) Terms() []WeightedTerm {
	out := slices.Clone(r.table.terms)
	slices.SortFunc(out, func(a, b WeightedTerm) int {
		if a.Weight != b.Weight {
			return cmp.Compare(b.Weight, a.Weight)
		}
		return cmp.Compare(a.Term, b.Term)
	})
	out = out[:min(len(out), queryTerms)]
	for i := range out {
		out[i].Text = out[i].Term.Han()
	}
	return out
}
