// Package audit keeps the history of every record and the security log. A history line is written in the transaction of
// the change; a log line says who signed in, exported, downloaded or read protected fields. Neither is ever altered.
// The package must not know the records it writes about.
package audit
