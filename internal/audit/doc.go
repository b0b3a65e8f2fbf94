// Package audit keeps the history of every record and the security log. A history line is written in the transaction of
// its change. A log line records a sign-in, an export, a download or a reading of protected fields. No line is ever
// altered. The package must not know the records of its lines.
package audit
