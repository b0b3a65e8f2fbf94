// Package wording holds the meaning of words in an office table of any form. It compares two words, and recognises
// empty cells, repetitions of the cell above, ticks, numbers of ID cards and words of 密级. It knows no form and no file.
package wording
