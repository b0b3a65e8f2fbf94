// Package layout finds the tables of a form in a sheet: headers of several rows, tables side by side, forms of labels
// and values. It removes the lines without data (sums, notes, page numbers) and those with a forbidden 密级. The meaning
// of cells belongs to package form.
package layout
