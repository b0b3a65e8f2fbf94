// Package contract holds technology contracts (技术合同) from the first draft to their conclusion: classes, the two
// amounts, the text and its confirmations. 成交额 (total) and 技术交易额 (technology part) are two numbers everywhere.
//
// A contract may exist without a deal (线下签订); a deal is kept as values. Package registry files a concluded contract and
// says whether it may still be edited (filing.go). The package must not know HTTP, statistics, registrations or how
// matches are made.
package contract
