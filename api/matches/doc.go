// Package matches has the routes of 匹配: the matches of a listing, declines, experts, and what the matcher learns from
// feedback. What it needs of deals comes as an interface.
package matches
