// Package matches has the routes of 匹配: the matches of a listing, declines, experts, and the matcher's learning from
// feedback. Deals come as an interface.
package matches
