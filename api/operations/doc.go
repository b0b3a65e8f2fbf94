// Package operations has the routes of those who keep the installation running: background jobs, backups, the security
// log and the check of health.
package operations
