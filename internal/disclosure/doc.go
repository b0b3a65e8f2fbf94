// Package disclosure names the levels at which a field, a file or another part of a record may be read. It must not
// know any record: the record's package decides who reads at a level.
package disclosure
