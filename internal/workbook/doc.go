// Package workbook makes .xlsx downloads of lists: the bound of rows, the banner of demonstration data, cells of dates
// and money. It must not know which list it writes.
package workbook
