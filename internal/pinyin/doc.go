// Package pinyin finds Chinese words by their typed pinyin (zhezha) or initials (zz). It knows the readings of
// characters and uses no dictionary of words. Any run of characters with that reading is a find. It must not know
// documents, indexes or records.
package pinyin
