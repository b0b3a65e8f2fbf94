// Package imports has the routes of 批量导入: upload and check of a table, mapping of headings, writing the good rows, and
// steps with a whole batch.
package imports
