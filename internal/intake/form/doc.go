// Package form holds the forms of the 征集表 for demands, achievements, organisations and contracts. A form has the names
// of a column, its permitted values, and the way from its cells to a record. A form is data. The rules of a record
// belong to the domain packages and are asked there. The package knows neither files nor the store.
package form
