// Package stats counts what the records of a market hold: registered technology contracts by month, class, industry and
// region, the way from published demands to registrations, and the targets a county is assessed on. 成交额 and
// 技术交易额 are two measures that are never mixed or added together; 登记地, 输出 and 吸纳 are three views of the same
// contracts, never added up either. Every figure carries the filter that opens its rows. The package writes nothing but
// targets and must not know HTTP or the matcher.
package stats
