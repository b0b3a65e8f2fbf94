// Package wording holds what the words in an office table mean, whatever its form: how two of them are compared, which
// stand for an empty cell or for the one above, what is ticked, what is an ID card's number, and which are words of
// 密级. It knows no form and no file.
package wording
