package matcher

import "context"

// Posted is an Index that builds posting lists in this process. They can be kept beside the documents that they were
// built of, so that the next start need not build them.
type Posted interface {
	Index
	// Postings gives the posting lists of documents of one kind, at most PostedMost, in their order.
	Postings(docs []*Analysed) []byte
	// PutPosted is Put for documents whose postings are there already; nil stands for one that is no longer wanted. It
	// reports false, and has put nothing, when the postings cannot be those of so many documents; that they are those
	// of these documents the caller must know.
	PutPosted(ctx context.Context, kind Kind, docs []*Analysed, postings []byte) (bool, error)
}

// PostedMost is how many documents share their postings.
const PostedMost = 1 << 16

// Holder is an Index that has its documents at hand: it gives candidates as they are, without a way by their ids.
type Holder interface {
	Index
	// CandidateDocs gives the documents of Candidates, in the same order.
	CandidateDocs(ctx context.Context, kind Kind, terms []WeightedTerm, f Filter, limit int) ([]*Analysed, error)
	// All gives every document of a kind, by id.
	All(ctx context.Context, kind Kind) ([]*Analysed, error)
}

// sized is an Index that knows its number of documents.
type sized interface {
	Index
	Size(ctx context.Context, kind Kind) (int, error)
}
