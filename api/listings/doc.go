// Package listings has the routes of demands and achievements: lists, drafts, review, claims of 公开线索, diagnosis. What
// it needs of deals, of the matcher and of workbooks comes as interfaces.
package listings
