// Package matcher pairs technology demands with achievements and gives the reasons. Its core is pure. Analyse turns a
// Doc into counted terms, and a Corpus gives the rarity of each term. Score gives the number, parts and reasons of one
// pair. An Index (matcher/local, matcher/meili) only finds candidates. The score never depends on the engine, the other
// candidates or the side that asks. Service keeps the scored pairs of the published listings.
//
// The core must not know records, HTTP, drivers or search engines. It sees public and members fields only, because a
// Doc contains no others.
package matcher
