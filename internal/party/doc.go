// Package party knows who takes part in a market: organisations (national, verified by their 统一社会信用代码), people,
// memberships and markets. It knows nothing of listings, deals or contracts, and nothing of HTTP.
package party
