// Package parties has the routes of markets, organisations, the calendar of workdays, absences and settings. It must
// not know the records of organisations.
package parties
