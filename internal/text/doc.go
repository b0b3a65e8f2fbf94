// Package text cuts Chinese technical text into terms: Latin words and numbers as words, Han text as single characters
// and pairs of neighbours. No dictionary is needed, and on a public Chinese scientific test set pairs were as good as
// dictionary words. Terms are numbers, so that counting and comparing them needs no memory.
//
// The package is a vocabulary: it must not know demands, achievements, weights or any index.
package text
