// Package matcher pairs technology demands with achievements and says why. Its core is pure: Analyse turns a Doc into
// counted terms, a Corpus says how rare each term is, Score gives one number, its parts and its reasons for one pair.
// An Index (matcher/local, matcher/meili) only finds candidates; the score never depends on which engine found them,
// on the other candidates or on the side the question comes from. Service keeps the scored pairs of the published
// listings.
//
// The core must not know records, HTTP, drivers or search engines; it sees public and members fields only, because
// whoever makes a Doc puts nothing else into it.
package matcher
