// Package workbook makes .xlsx downloads of lists: the limit of rows, the banner of demonstration data, cells of dates
// and money. It must not know the lists.
package workbook
