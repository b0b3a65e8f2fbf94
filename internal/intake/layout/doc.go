// Package layout finds the tables of a form in a sheet: headers of several rows, tables side by side, forms of labels
// and values. It takes out the lines that are no data (sums, notes, page numbers) and those whose 密级 keeps them out.
// What the cells mean belongs to package form.
package layout
