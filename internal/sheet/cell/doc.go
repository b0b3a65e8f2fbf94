// Package cell gives the text of a spreadsheet's cell as a person reads it. Numbers follow their format, dates both
// calendars of Excel, and text has no invisible characters. The package knows no file format.
package cell
