package matcher

import (
	"cmp"
	"context"
	"slices"

	"kebang/internal/text"
)

// Index finds published documents. It holds no statistics that a score depends on: engines may give different
// candidates, but never a different score. It is safe for concurrent use. A document of Put is found by the next call.
// When the engine cannot be reached, errors are fault.Unavailable.
type Index interface {
	// Put adds documents or replaces those of the same kind and id.
	Put(ctx context.Context, docs ...*Analysed) error
	// Delete removes documents; absent ones are no error.
	Delete(ctx context.Context, kind Kind, ids ...string) error
	// Search finds documents by free text, best first. An empty text finds all, newest first.
	Search(ctx context.Context, q Query) (Results, error)
	// Candidates gives the documents with the largest weighted share of the terms, best first, equal ones by id.
	Candidates(ctx context.Context, kind Kind, terms []WeightedTerm, f Filter, limit int) ([]Ref, error)
	// Docs gives documents by id, in that order, without absent ones. They are read-only.
	Docs(ctx context.Context, kind Kind, ids []string) ([]*Analysed, error)
	// Revisions lists the documents by id, after the given one, for a comparison with the records.
	Revisions(ctx context.Context, kind Kind, after string, limit int) ([]Ref, error)
	Close() error
}

// Ref names one version of a document.
type Ref struct {
	ID       string
	Revision int64
}

// WeightedTerm is a term of a long query. Text is its spelling, for engines that know words only. It is empty for a
// concept of the synonyms.
type WeightedTerm struct {
	Term   text.Term
	Weight float32
	DF     int32 // documents of the corpus that hold it; 0 and 1 are not distinguished
	Text   string
}

// Filter limits a search; empty fields do not limit.
type Filter struct {
	Market   string   `json:"market,omitempty"`
	Industry string   `json:"industry,omitempty"` // two or four digits
	Region   string   `json:"region,omitempty"`   // two, four or six digits
	MinTRL   int      `json:"minTrl,omitempty"`
	Modes    []string `json:"modes,omitempty"` // any of them
	// MaxFen keeps documents whose price or budget may be at most this; a document without money stays.
	MaxFen  int64    `json:"maxFen,omitempty"`
	MinFen  int64    `json:"minFen,omitempty"`  // at least this price or budget; a document without money is left out
	State   string   `json:"state,omitempty"`   // of listing.State; empty for every indexed state
	Trusted bool     `json:"trusted,omitempty"` // no 公开线索
	Leads   bool     `json:"leads,omitempty"`   // only 公开线索
	Except  []string `json:"except,omitempty"`  // ids to leave out
	// Public searches, filters and counts by public fields only; else by those of the members of the market too.
	Public bool `json:"public,omitempty"`
}

// Query is a free-text search.
type Query struct {
	Kind   Kind
	Text   string
	Filter Filter
	// any of "industry" (level 1), "region" (province), "mode", "trl", "money" (see moneyClasses), "state"
	Facets []string
	// Partly finds, where no document holds half of the question, those that hold half of its known words.
	Partly bool
	Offset int
	Limit  int // 0 means 20
}

// Results is one page of a search.
type Results struct {
	Hits   []Hit
	Total  int
	Facets map[string]map[string]int // facet -> value -> number of found documents, on all pages
}

// Hit is one found document. Spans mark the found words in Snippet, a piece of its text in normal form.
type Hit struct {
	Ref
	Score   float32
	Field   string // field of Snippet: title, text or, for a find by sound, keywords
	Sound   bool   // found by pinyin or initials, not by the typed characters
	Partly  bool   // holds less than half of the question; see Query.Partly
	Snippet string
	Spans   []text.Span
}

// Narrows reports whether the filter leaves out anything.
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

// queryTerms is the most terms of a long query. In the known-item test more than sixty of the heaviest change nothing.
const queryTerms = 96

// Terms gives the terms of a document of Corpus.Ask as a long query, heaviest first, for Index.Candidates.
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
