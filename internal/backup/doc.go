// Package backup keeps the plan of the nightly backup and the outcome of each try. It must not know how a backup is
// made or where its files lie.
package backup
