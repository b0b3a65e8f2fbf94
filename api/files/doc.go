// Package files has the routes of uploaded files and of their links to records. The packages of the records decide who
// reads and attaches; see internal/files.
package files
