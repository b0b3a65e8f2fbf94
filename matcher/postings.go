package matcher

import "context"

// Posted is an Index that builds posting lists in this process. They can be stored beside their documents, so that the
// next start need not build them.
type Posted interface {
	Index
	// Postings gives the posting lists of documents of one kind, at most PostedMost, in their order.
	Postings(docs []*Analysed) []byte
	// PutPosted is Put for documents with existing postings. A nil document is one that is no longer wanted. It puts
	// nothing and returns false when the postings cannot belong to that number of documents. The caller must know that
	// they belong to these documents.
	PutPosted(ctx context.Context, kind Kind, docs []*Analysed, postings []byte) (bool, error)
}

// PostedMost is the most documents in one block of postings.
const PostedMost = 1 << 16

// Holder is an Index with its documents in memory: it gives candidates as documents instead of ids.
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
