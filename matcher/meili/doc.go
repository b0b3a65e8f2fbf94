// Package meili is the Index on Meilisearch, which several processes share. It only finds. Documents carry the terms of
// package matcher as words of their own. Meilisearch gives the documents of a word and keeps filters, facets and
// counts. This package orders them by the same numbers as matcher/local. It must not know scores, corpora or records.
package meili
