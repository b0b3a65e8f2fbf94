// Package notices has the routes of 公示 and of the objections to it.
package notices
