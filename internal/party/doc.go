// Package party knows the participants of a market: organisations (national, verified by their 统一社会信用代码), people,
// memberships and markets. It must not know listings, deals, contracts or HTTP.
package party
