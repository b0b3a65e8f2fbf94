// Package challenges has the routes of 揭榜挂帅: challenges, their bids, and the records of dishonesty that an examination
// reads.
package challenges
