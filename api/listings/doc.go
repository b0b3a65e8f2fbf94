// Package listings has the routes of demands and achievements: lists, drafts, review, claims of 公开线索, diagnosis. Deals,
// the matcher and workbooks come as interfaces.
package listings
