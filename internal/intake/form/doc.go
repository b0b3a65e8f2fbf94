// Package form holds the forms of the 征集表 for demands, achievements, organisations and contracts: what a column is
// called, what may stand in it, and how its cells become a record. A form is data. The rules of a record belong to the
// domain packages and are asked there. Laying a row over a stored record changes only the columns that the row fills.
// The package knows neither files nor the store.
package form
