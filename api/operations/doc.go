// Package operations has the routes of the administrators of the installation: background jobs, backups, the security
// log and the check of health.
package operations
