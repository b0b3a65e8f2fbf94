// Package text cuts Chinese technical text into terms: Latin words and numbers, single Han characters, and pairs of
// neighbouring characters. It needs no dictionary: on a public Chinese scientific test set pairs were as good as
// dictionary words. Terms are numbers, so that counting and comparing them needs no memory.
//
// The package must not know demands, achievements, weights or indexes.
package text
