// Package cell gives the text of a spreadsheet's cell as a person reads it: numbers by their format, dates of both
// calendars of Excel, text without invisible characters. It knows no file format.
package cell
