// Package challenges has the routes of 揭榜挂帅: challenges, the bids to them, and the records of dishonesty that an
// examination reads.
package challenges
