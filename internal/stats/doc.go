// Package stats counts the records of a market: registered technology contracts by month, class, industry and region,
// and the way from published demands to registrations. It also keeps the targets of a county. 成交额 and 技术交易额 are two
// measures, never mixed or added together. 登记地, 输出 and 吸纳 are three views of the same contracts, never added up either.
// Every figure carries the filter that opens its rows. The package writes nothing but targets and must not know HTTP or
// the matcher.
package stats
