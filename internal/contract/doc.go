// Package contract holds technology contracts (技术合同) from the first draft to their recognition and registration
// (认定登记): classes, the two amounts, the text and its confirmations, the pre-check, the registrar's decisions and the
// number given by the national system. 成交额 (total) and 技术交易额 (technology part) are two numbers everywhere.
//
// A contract may stand without a deal (线下签订); where there is one, it is kept as values. The package must not know
// HTTP, statistics or how matches are made. Clocks, heads of refusal and class conditions are data of a versioned rule
// set (rules.go), because the rules changed in 2026 and will change again.
package contract
