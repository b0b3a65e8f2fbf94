// Package pinyin finds Chinese words by the letters people type for them: all of their pinyin (zhezha) or the initials
// alone (zz). It knows the readings of characters and no dictionary of words: any run of characters that is read so is
// a find. It must not know documents, indexes or records.
package pinyin
