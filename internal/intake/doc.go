// Package intake turns the rows of a 征集表 into records, and writes records back into tables. The rules of a record
// belong to the domain packages, and nothing is written without their services.
//
// A file is previewed first. Package layout finds its tables, and package form reads and checks every row. A bad row is
// reported with sheet, row, column and remedy. Then the good rows are applied in batches. An update changes only the
// filled columns of the file. A row has a deterministic id, so the same file twice changes nothing. The package knows
// no HTTP and no search engine.
package intake
