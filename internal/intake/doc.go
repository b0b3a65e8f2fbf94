// Package intake turns the rows of a 征集表 into records, and writes records back into tables. The rules a record must
// keep belong to the domain packages; nothing is written around their services.
//
// A file is previewed first. Package layout finds its tables, package form reads and checks every row, and a bad row is
// told by sheet, row, column and what to do. Then the good rows are applied in batches. An update changes only what the
// file has and fills. A row has a deterministic id, so the same file twice changes nothing. The package knows no HTTP
// and no search engine.
package intake
