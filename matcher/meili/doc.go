// Package meili is the Index on Meilisearch, for several processes that share one. It only finds: documents carry the
// terms of package matcher as words of their own, Meilisearch says which documents hold them and keeps filters, facets
// and counts, and what it gives is put in order here by the same numbers as in matcher/local. It must not know scores,
// corpora or records.
package meili
